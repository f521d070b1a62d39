/** Why an exchange with an endpoint came to nothing. */
export type FaultCode =
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'server-error'
  /** 400, 422 and other statuses that blame the request. */
  | 'rejected'
  | 'redirect'
  /** Nothing listens, no such host, no route. */
  | 'unreachable'
  | 'certificate'
  /** The connection broke before or in the answer. */
  | 'dropped'
  /** No first byte in time. */
  | 'silent'
  /** Nothing more for a while in the middle of an answer. */
  | 'stalled'
  | 'deadline'
  /** The answer ended too early. */
  | 'cut'
  | 'web-page'
  | 'not-an-answer'
  | 'refused'
  | 'empty'
  | 'endless';

export interface FaultFacts {
  readonly status?: number;
  /** The endpoint's own words: untrusted, not yet made safe to show. */
  readonly detail?: string;
  /** What the endpoint asked to wait. */
  readonly retryAfterMs?: number;
  /** How long was waited. */
  readonly afterMs?: number;
  readonly cause?: unknown;
}

export class EndpointFault extends Error {
  readonly code: FaultCode;
  readonly facts: FaultFacts;

  constructor(code: FaultCode, facts: FaultFacts = {}) {
    super(code, { cause: facts.cause });
    this.name = 'EndpointFault';
    this.code = code;
    this.facts = facts;
  }
}

/** Faults that may be gone a moment later. */
const PASSING: ReadonlySet<FaultCode> = new Set([
  'rate-limited',
  'server-error',
  'dropped',
  'cut',
  'empty',
  'not-an-answer',
]);

export const isPassing = (fault: EndpointFault) => PASSING.has(fault.code);

/** A fault from an HTTP status and body, or from an error object that came with status 200. */
export function faultOfStatus(status: number, body: unknown, headers: Headers | undefined): EndpointFault {
  const detail = errorText(body);
  const facts: FaultFacts = { status, ...(detail === undefined ? {} : { detail }), ...retryAfter(headers) };
  if (status === 401) return new EndpointFault('unauthorised', facts);
  if (status === 403) return new EndpointFault('forbidden', facts);
  if (status === 404) return new EndpointFault('not-found', facts);
  if (status === 429) return new EndpointFault('rate-limited', facts);
  if (status >= 300 && status < 400) {
    const location = headers?.get('location');
    return new EndpointFault('redirect', { status, ...(location ? { detail: location } : {}) });
  }
  if (status >= 500 || status === 408 || status === 409) return new EndpointFault('server-error', facts);
  if (isModelUnknown(detail)) return new EndpointFault('not-found', facts);
  return new EndpointFault('rejected', facts);
}

/** An error object inside an answer that looked fine so far; its own words say which kind it is. */
export function faultOfErrorObject(error: unknown): EndpointFault {
  const { status, code, type } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const number = [status, code].map(Number).find((value) => value >= 400 && value < 600);
  const words = `${code ?? ''} ${type ?? ''}`;
  const guess = /rate_limit|quota/.test(words)
    ? 429
    : /invalid_api_key|authentication/.test(words)
      ? 401
      : /permission/.test(words)
        ? 403
        : /not_found/.test(words)
          ? 404
          : /invalid_request/.test(words)
            ? 400
            : 500;
  const fault = faultOfStatus(number ?? guess, { error }, undefined);
  const { status: _, ...facts } = fault.facts;
  return new EndpointFault(fault.code, facts);
}

/** What undici and the client throw when no answer came. */
export function faultOfError(error: unknown): EndpointFault {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 6;
    cause = cause.cause, depth++
  ) {
    if (cause instanceof EndpointFault) return cause;
    const code = 'code' in cause ? String(cause.code) : '';
    if (
      /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/.test(
        code,
      )
    )
      return new EndpointFault('unreachable', { detail: code, cause: error });
    if (/CERT|SIGNATURE|SELF_SIGNED|ERR_TLS|ERR_SSL/.test(code))
      return new EndpointFault('certificate', { detail: code, cause: error });
    if (/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_.*)$/.test(code))
      return new EndpointFault('dropped', { detail: code, cause: error });
  }
  // A line of the stream that is no JSON: what it held is lost, so the answer cannot be trusted.
  if (error instanceof SyntaxError) return new EndpointFault('not-an-answer', { cause: error });
  return new EndpointFault('dropped', { cause: error });
}

function isModelUnknown(detail: string | undefined): boolean {
  return /\bmodel\b.{0,80}(?:not found|not exist|unknown|no such|not available)|(?:unknown|invalid|no such) model\b/i.test(
    detail ?? '',
  );
}

function errorText(body: unknown): string | undefined {
  if (typeof body === 'string') return body.trim() === '' ? undefined : withoutPage(body);
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, message, detail } = body as Record<string, unknown>;
  if (typeof error === 'object' && error !== null) return errorText(error);
  const text = [message, error, detail].find((part) => typeof part === 'string');
  return text ?? (detail === undefined ? undefined : JSON.stringify(detail));
}

/** A proxy's page says nothing a person needs but its title. */
function withoutPage(body: string): string {
  if (!/^\s*<(?:!doctype|html|head)/i.test(body)) return body;
  return /<title>([^<]{1,200})<\/title>/i.exec(body)?.[1] ?? 'a web page';
}

function retryAfter(headers: Headers | undefined): { retryAfterMs?: number } {
  const said = headers?.get('retry-after');
  if (said === null || said === undefined) return {};
  const seconds = Number(said);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? { retryAfterMs: ms } : {};
}
