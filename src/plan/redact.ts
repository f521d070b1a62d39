/**
 * Redaction: secrets are replaced before text reaches a model, a log, the screen copy or the audit record.
 * Shapes only, no dictionary of values: known token formats, private keys, credentials in URLs and headers,
 * and values assigned to names that say they are secret.
 */
const PLACEHOLDER = '[redacted]';

const TOKEN_SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bglpat-[A-Za-z0-9_-]{16,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bya29\.[A-Za-z0-9_-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bpypi-[A-Za-z0-9_-]{30,}/g,
  /\bhf_[A-Za-z0-9]{20,}/g,
  /\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\bdop_v1_[a-f0-9]{40,}/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{40,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
];

const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/@:'"]*):([^\s/@'"]+)@/gi;
const HEADER =
  /\b((?:proxy-)?authorization|x-api-key|api-key|cookie|set-cookie)(["']?\s*[:=]\s*["']?)((?:bearer|basic|token)\s+)?([^\s"',;]+)/gi;
const BEARER = /\b(bearer)\s+([A-Za-z0-9._~+/-]{12,}=*)/gi;
const NAMED =
  /\b([A-Za-z0-9_.-]*(?:passwor[dt]|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)s?)(["']?\s*[:=]\s*)("[^"\n]+"|'[^'\n]+'|[^\s"',;&|)]+)/gi;
const OPTION =
  /(--?(?:password|passwd|pass|token|secret|api-key|apikey|auth-token|access-token)[= ])("[^"\n]+"|'[^'\n]+'|[^\s"']+)/gi;
const SPACED_URL_USER = /(\s-(?:u|-user)[= ]?)([^\s:'"]+):([^\s'"]+)/g;

/** Values that only refer to a secret and are none: `$TOKEN`, `${TOKEN}`, `<token>`, `***`. */
const REFERENCE = /^["']?(?:\$|<|\*{3}|\[redacted\])/;

export function redact(text: string): string {
  let result = text;
  for (const shape of TOKEN_SHAPES) result = result.replace(shape, PLACEHOLDER);
  result = result
    .replace(URL_CREDENTIALS, (all, scheme: string, user: string, secret: string) =>
      REFERENCE.test(secret) ? all : `${scheme}${user}:${PLACEHOLDER}@`,
    )
    .replace(HEADER, (all, name: string, sign: string, scheme: string | undefined, value: string) =>
      REFERENCE.test(value) ? all : `${name}${sign}${scheme ?? ''}${PLACEHOLDER}`,
    )
    .replace(BEARER, (_all, scheme: string) => `${scheme} ${PLACEHOLDER}`);
  const assigned = (all: string, name: string, sign: string, value: string) =>
    REFERENCE.test(value) ? all : `${name}${sign}${PLACEHOLDER}`;
  return result
    .replace(NAMED, assigned)
    .replace(OPTION, (all, option: string, value: string) =>
      REFERENCE.test(value) ? all : `${option}${PLACEHOLDER}`,
    )
    .replace(SPACED_URL_USER, (_all, option: string, user: string) => `${option}${user}:${PLACEHOLDER}`);
}

/** Redacts every string inside a JSON-like value; keys stay. */
export function redactDeep<T>(value: T): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((item) => redactDeep(item)) as T;
  if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactDeep(item)])) as T;
  return value;
}
