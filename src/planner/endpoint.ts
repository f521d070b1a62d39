/** What was said about endpoints, by source. Empty text counts as not said. */
export interface EndpointInputs {
  readonly flags: { readonly endpoint?: string; readonly model?: string; readonly offline: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: { readonly baseUrl?: string; readonly apiKey?: string; readonly model?: string };
  /** The local server the person accepted once. Never gets a key. */
  readonly accepted?: { readonly baseUrl: string; readonly model?: string };
}

export interface Endpoint {
  readonly kind: 'endpoint' | 'local';
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string;
  /** Where each value came from, in the words a person would change it with: "ASSENT_MODEL", "--endpoint", "config". */
  readonly origin: { readonly baseUrl: string; readonly model: string; readonly apiKey?: string };
}

export type Resolution = (
  | { readonly kind: 'use'; readonly endpoint: Endpoint }
  | { readonly kind: 'embedded'; readonly why: 'offline' | 'nothing configured' }
  /** One line: what is wrong and what to do. Exit code 125. */
  | { readonly kind: 'failed'; readonly message: string }
) & {
  /** To be said once on stderr. */
  readonly notices: readonly string[];
};

export const VENDOR_URL = 'https://api.openai.com/v1';

/** One place that names an address, with the only key that may go there. */
interface Source {
  readonly baseUrl: string;
  readonly urlOrigin: string;
  readonly key?: { readonly value: string; readonly origin: string };
  readonly kind: Endpoint['kind'];
  readonly model?: { readonly value: string; readonly origin: string };
}

/** The contract's order: --offline, --endpoint, ASSENT_*, OPENAI_*, config, an accepted local server, embedded. Pure. */
export function resolveEndpoint(inputs: EndpointInputs): Resolution {
  if (inputs.flags.offline) return { kind: 'embedded', why: 'offline', notices: [] };
  const notices: string[] = [];
  const sources = configured(inputs);
  const named = text(inputs.flags.endpoint);
  const source = named === undefined ? sources[0] : byFlag(named, sources, notices);
  notices.push(...strayKeys(inputs));
  if (source === undefined) {
    const model = text(inputs.flags.model);
    if (model === undefined) return { kind: 'embedded', why: 'nothing configured', notices };
    return {
      kind: 'failed',
      notices,
      message: `--model ${model} needs an endpoint: give --endpoint URL or set ASSENT_BASE_URL`,
    };
  }
  const url = checkedUrl(source.baseUrl);
  if ('problem' in url) return { kind: 'failed', notices, message: `${source.urlOrigin} ${url.problem}` };
  const model =
    said(inputs.flags.model, '--model') ?? said(inputs.env.ASSENT_MODEL, 'ASSENT_MODEL') ?? source.model;
  if (model === undefined)
    return {
      kind: 'failed',
      notices,
      message: `no model is known for ${url.baseUrl} (from ${source.urlOrigin}): name one with --model or set ASSENT_MODEL`,
    };
  if (source.urlOrigin === 'OPENAI_API_KEY')
    notices.push(
      `OPENAI_API_KEY is set without an address: requests go to ${VENDOR_URL}; --offline keeps them on this machine`,
    );
  if (source.key && url.plainText)
    notices.push(`${source.key.origin} is sent unencrypted to ${url.baseUrl}: use https`);
  return {
    kind: 'use',
    notices,
    endpoint: {
      kind: source.kind,
      baseUrl: url.baseUrl,
      model: model.value,
      ...(source.key ? { apiKey: source.key.value } : {}),
      origin: {
        baseUrl: source.urlOrigin,
        model: model.origin,
        ...(source.key ? { apiKey: source.key.origin } : {}),
      },
    },
  };
}

/** Every source that names an address, first choice first. */
function configured({ env, config, accepted }: EndpointInputs): Source[] {
  const sources: (Source | undefined)[] = [
    source({
      kind: 'endpoint',
      url: env.ASSENT_BASE_URL,
      urlOrigin: 'ASSENT_BASE_URL',
      key: env.ASSENT_API_KEY,
      keyOrigin: 'ASSENT_API_KEY',
    }),
    source({
      kind: 'endpoint',
      url: env.OPENAI_BASE_URL,
      urlOrigin: 'OPENAI_BASE_URL',
      key: env.OPENAI_API_KEY,
      keyOrigin: 'OPENAI_API_KEY',
    }),
    text(env.OPENAI_API_KEY) === undefined || text(env.OPENAI_BASE_URL) !== undefined
      ? undefined
      : source({
          kind: 'endpoint',
          url: VENDOR_URL,
          urlOrigin: 'OPENAI_API_KEY',
          key: env.OPENAI_API_KEY,
          keyOrigin: 'OPENAI_API_KEY',
        }),
    source({
      kind: 'endpoint',
      url: config.baseUrl,
      urlOrigin: 'config',
      key: config.apiKey,
      keyOrigin: 'config',
      model: config.model,
    }),
    source({
      kind: 'local',
      url: accepted?.baseUrl,
      urlOrigin: 'the accepted local server',
      model: accepted?.model,
    }),
  ];
  // A model named in the config without an address is meant for whatever address there is.
  const loose = text(config.baseUrl) === undefined ? said(config.model, 'config') : undefined;
  return sources
    .filter((found) => found !== undefined)
    .map((found) => (found.model === undefined && loose !== undefined ? { ...found, model: loose } : found));
}

interface Named {
  readonly kind: Endpoint['kind'];
  readonly url: string | undefined;
  readonly urlOrigin: string;
  readonly key?: string | undefined;
  readonly keyOrigin?: string;
  readonly model?: string | undefined;
}

function source(named: Named): Source | undefined {
  const baseUrl = text(named.url);
  if (baseUrl === undefined) return undefined;
  const key = named.keyOrigin === undefined ? undefined : said(named.key, named.keyOrigin);
  const model = said(named.model, named.urlOrigin);
  return {
    baseUrl,
    urlOrigin: named.urlOrigin,
    kind: named.kind,
    ...(key ? { key } : {}),
    ...(model ? { model } : {}),
  };
}

/** An address from the flag has no key of its own; it gets one only where it is the very address a source names. */
function byFlag(named: string, sources: readonly Source[], notices: string[]): Source {
  const wanted = checkedUrl(named);
  const same = sources.find((candidate) => {
    const url = checkedUrl(candidate.baseUrl);
    return 'baseUrl' in wanted && 'baseUrl' in url && url.baseUrl === wanted.baseUrl;
  });
  if (same) return { ...same, urlOrigin: '--endpoint' };
  const withheld = sources.find((candidate) => candidate.key);
  if (withheld?.key)
    notices.push(`no key is sent to ${named}: ${withheld.key.origin} belongs to ${withheld.baseUrl}`);
  return { baseUrl: named, urlOrigin: '--endpoint', kind: 'endpoint' };
}

function strayKeys({ env, config }: EndpointInputs): string[] {
  const notices: string[] = [];
  if (text(env.ASSENT_API_KEY) !== undefined && text(env.ASSENT_BASE_URL) === undefined)
    notices.push('ASSENT_API_KEY is not used: it goes only to ASSENT_BASE_URL, which is not set');
  if (text(config.apiKey) !== undefined && text(config.baseUrl) === undefined)
    notices.push(
      'the key in the config is not used: it goes only to the address beside it, which is not set',
    );
  return notices;
}

function checkedUrl(
  said: string,
): { readonly baseUrl: string; readonly plainText: boolean } | { readonly problem: string } {
  const url = URL.parse(said);
  if (!url || !/^https?:$/.test(url.protocol))
    return { problem: 'is no http or https address: write it as http://127.0.0.1:11434/v1' };
  if (url.username !== '' || url.password !== '')
    return { problem: 'holds a name or password: put the key into ASSENT_API_KEY instead' };
  url.hash = '';
  return {
    baseUrl: url.href.replace(/\/+$/, ''),
    plainText: url.protocol === 'http:' && !isLoopback(url.hostname),
  };
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function said(value: string | undefined, origin: string): { value: string; origin: string } | undefined {
  const found = text(value);
  return found === undefined ? undefined : { value: found, origin };
}

const text = (value: string | undefined) =>
  value === undefined || value.trim() === '' ? undefined : value.trim();
