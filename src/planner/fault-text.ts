import { visibleLine } from '../plan/display.ts';
import { redact } from '../plan/redact.ts';
import type { Endpoint } from './endpoint.ts';
import type { EndpointFault } from './fault.ts';

/** One line for a person: what happened and what to do next. The endpoint's own words are bounded, redacted and safe. */
export function faultText(fault: EndpointFault, endpoint: Endpoint): string {
  const host = hostOf(endpoint.baseUrl);
  const model = shown(endpoint.model, 80);
  const { status, afterMs, retryAfterMs } = fault.facts;
  const detail = fault.facts.detail === undefined ? '' : `: ${said(fault.facts.detail, endpoint)}`;
  const code = status === undefined ? '' : ` (${status})`;
  const offline = 'or plan with --offline';
  switch (fault.code) {
    case 'unauthorised':
      return endpoint.apiKey === undefined
        ? `${host} wants a key${code}: set ${keyName(endpoint)}`
        : `${host} does not take the key from ${keyName(endpoint)}${code}: check it`;
    case 'forbidden':
      return `${host} does not let this key use ${model}${code}${detail}: choose another model with --model`;
    case 'not-found':
      return `${host} knows no model ${model} or no such address${code}${detail}: check --model, and the address (it mostly ends in /v1)`;
    case 'rate-limited':
      return `${host} limits requests${code}${detail}: try again${retryAfterMs === undefined ? ' later' : ` in ${seconds(retryAfterMs)}`}, ${offline}`;
    case 'server-error':
      return `${host} failed${code}${detail}: try again, ${offline}`;
    case 'rejected':
      return `${host} rejects the request${code}${detail}: choose another model with --model, ${offline}`;
    case 'redirect':
      return `${host} points elsewhere${code}${detail}: put the right address into ${endpoint.origin.baseUrl}`;
    case 'unreachable':
      return `${host} cannot be reached${detail}: start the server or check ${endpoint.origin.baseUrl}, ${offline}`;
    case 'certificate':
      return `the certificate of ${host} is not trusted${detail}: check the address, or set NODE_EXTRA_CA_CERTS`;
    case 'dropped':
      return `${host} broke the connection: try again, ${offline}`;
    case 'silent':
      return `${host} gave no answer within ${seconds(afterMs)}: try again with a longer --timeout or a smaller model, ${offline}`;
    case 'stalled':
      return `${host} stopped in the middle of its answer for ${seconds(afterMs)}: try again, ${offline}`;
    case 'deadline':
      return `${host} was not done within ${seconds(afterMs)}: allow more with --timeout, or take a faster model with --model`;
    case 'cut':
      return `the answer of ${model} was cut off: raise the server's context or output limit, or take another model with --model`;
    case 'web-page':
      return `${host} answers with a web page, not as an API: check ${endpoint.origin.baseUrl} (it mostly ends in /v1)`;
    case 'not-an-answer':
      return `${host} sent something that is no chat completion: check ${endpoint.origin.baseUrl}, or try again`;
    case 'refused':
      return `${model} declined${detail}: say it differently, or choose another model with --model`;
    case 'empty':
      return `${model} gave an empty answer: try again, or choose another model with --model`;
    case 'endless':
      return `the answer of ${model} did not end: try again, or choose another model with --model`;
  }
}

/** Host and port: what a person knows the endpoint by. */
export function hostOf(baseUrl: string): string {
  return shown(URL.parse(baseUrl)?.host ?? baseUrl, 100);
}

/** Text from outside, safe on one line and at most `length` characters. */
export function shown(text: string, length: number): string {
  const line = visibleLine(redact(text.slice(0, 4 * length).trim())).replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1).toWellFormed()}…` : line;
}

/** The endpoint's own words. A key may have any shape, so redaction by shape is not enough where they repeat it. */
function said(detail: string, { apiKey }: Endpoint): string {
  const known = apiKey !== undefined && apiKey.length >= 6 ? detail.replaceAll(apiKey, '[redacted]') : detail;
  return shown(known, 160).replace(/[.:!\s]+$/, '');
}

/** What to set or check: the key belongs to where the address came from. */
function keyName({ origin, apiKey }: Endpoint): string {
  if (origin.apiKey !== undefined) return origin.apiKey;
  if (/^OPENAI_/.test(origin.baseUrl)) return 'OPENAI_API_KEY';
  if (/^config/.test(origin.baseUrl))
    return apiKey === undefined ? 'endpoint.api_key in config.toml' : 'config.toml';
  if (origin.baseUrl === 'ASSENT_BASE_URL') return 'ASSENT_API_KEY';
  return apiKey === undefined ? 'ASSENT_BASE_URL and ASSENT_API_KEY' : 'the settings';
}

function seconds(ms: number | undefined): string {
  const value = (ms ?? 0) / 1000;
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} s`;
}
