import { describe, expect, it } from 'vitest';
import { resolveEndpoint } from '../../src/config/endpoint.ts';
import { type ResolveInputs, resolvePlanner, VENDOR_URL } from '../../src/planner/endpoint.ts';

/** All that may name an endpoint, as the person said it. */
interface Said {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly config?: { readonly baseUrl?: string; readonly apiKey?: string; readonly model?: string };
  readonly accepted?: NonNullable<ResolveInputs['accepted']>;
  readonly endpoint?: string;
  readonly model?: string;
  readonly offline?: boolean;
}

const A = { ASSENT_BASE_URL: 'http://a.example/v1', ASSENT_API_KEY: 'ka', ASSENT_MODEL: 'ma' };
const O = { OPENAI_BASE_URL: 'https://o.example/v1', OPENAI_API_KEY: 'ko' };
const C = { baseUrl: 'https://c.example/v1', apiKey: 'kc', model: 'mc' };
const L = { baseUrl: 'http://127.0.0.1:11434/v1', model: 'ml' };

/** From what was said to the planner's endpoint: the sources of the settings, then the ladder. */
function resolve({ env = {}, config = {}, accepted, endpoint, model, offline = false }: Said) {
  const said = { ...(endpoint === undefined ? {} : { endpoint }), ...(model === undefined ? {} : { model }) };
  const configured = resolveEndpoint({
    env,
    user: {
      'endpoint.base_url': config.baseUrl,
      'endpoint.api_key': config.apiKey,
      'endpoint.model': config.model,
      'endpoint.api_key_env': undefined,
      'endpoint.api_key_file': undefined,
    },
    ...said,
  });
  return resolvePlanner({
    offline,
    ...(model === undefined ? {} : { model }),
    ...(configured ? { configured } : {}),
    ...(accepted ? { accepted } : {}),
  });
}

/** Address, key, model and where they came from; or why there is none. */
function summary(said: Said): string {
  const found = resolve(said);
  if (found.kind === 'failed') return `failed: ${found.message}`;
  if (found.kind === 'embedded') return `embedded: ${found.why}`;
  const { kind, baseUrl, apiKey = '-', model, origin } = found.endpoint;
  return `${kind} ${baseUrl} ${apiKey} ${model} | ${origin.baseUrl}`;
}

const LOCAL = 'the accepted local server';
const TABLE: readonly (readonly [name: string, said: Said, expected: string])[] = [
  ['nothing', {}, 'embedded: nothing configured'],
  ['empty text', { env: { ASSENT_BASE_URL: '', OPENAI_API_KEY: '' } }, 'embedded: nothing configured'],
  ['ASSENT_*', { env: A }, 'endpoint http://a.example/v1 ka ma | ASSENT_BASE_URL'],
  [
    'ASSENT_* before all',
    { env: { ...A, ...O }, config: C, accepted: L },
    'endpoint http://a.example/v1 ka ma | ASSENT_BASE_URL',
  ],
  [
    'OPENAI_* before config',
    { env: { ...O, ASSENT_MODEL: 'ma' }, config: C, accepted: L },
    'endpoint https://o.example/v1 ko ma | OPENAI_BASE_URL',
  ],
  [
    'config before a local server',
    { config: C, accepted: L },
    'endpoint https://c.example/v1 kc mc | config.toml',
  ],
  ['an accepted local server', { accepted: L }, `local http://127.0.0.1:11434/v1 - ml | ${LOCAL}`],
  [
    'a local server never gets a key',
    { accepted: L, env: { ASSENT_API_KEY: 'ka' }, config: { apiKey: 'kc' } },
    `local http://127.0.0.1:11434/v1 - ml | ${LOCAL}`,
  ],
  [
    'an address without its key gets no other',
    { env: { ASSENT_BASE_URL: A.ASSENT_BASE_URL, ASSENT_MODEL: 'ma', OPENAI_API_KEY: 'ko' }, config: C },
    'endpoint http://a.example/v1 - ma | ASSENT_BASE_URL',
  ],
  [
    'a key alone gives no address',
    { env: { ASSENT_API_KEY: 'ka', ASSENT_MODEL: 'ma' } },
    'embedded: nothing configured',
  ],
  [
    'a key alone leaves the next source whole',
    { env: { ASSENT_API_KEY: 'ka', ...O, ASSENT_MODEL: 'ma' } },
    'endpoint https://o.example/v1 ko ma | OPENAI_BASE_URL',
  ],
  [
    'OPENAI_BASE_URL without a key',
    { env: { OPENAI_BASE_URL: 'http://o.example/v1', ASSENT_MODEL: 'ma' } },
    'endpoint http://o.example/v1 - ma | OPENAI_BASE_URL',
  ],
  [
    'OPENAI_API_KEY alone',
    { env: { OPENAI_API_KEY: 'ko', ASSENT_MODEL: 'ma' } },
    `endpoint ${VENDOR_URL} ko ma | OPENAI_API_KEY`,
  ],
  [
    'OPENAI_API_KEY alone before config',
    { env: { OPENAI_API_KEY: 'ko' }, config: C, model: 'm' },
    `endpoint ${VENDOR_URL} ko m | OPENAI_API_KEY`,
  ],
  ['--model before all', { env: A, model: 'm' }, 'endpoint http://a.example/v1 ka m | ASSENT_BASE_URL'],
  [
    'a model in the config without an address serves any',
    { env: O, config: { model: 'mc' } },
    'endpoint https://o.example/v1 ko mc | OPENAI_BASE_URL',
  ],
  [
    'a model in the config beside an address serves only that',
    { env: O, config: C },
    'failed: no model is known for https://o.example/v1 (from OPENAI_BASE_URL): name one with --model or set ASSENT_MODEL',
  ],
  [
    'no model',
    { env: { OPENAI_API_KEY: 'ko' } },
    `failed: no model is known for ${VENDOR_URL} (from OPENAI_API_KEY): name one with --model or set ASSENT_MODEL`,
  ],
  [
    '--endpoint',
    { env: A, endpoint: 'http://127.0.0.1:9/v1', model: 'm' },
    'endpoint http://127.0.0.1:9/v1 - m | --endpoint',
  ],
  [
    '--endpoint that a source names too gets its key',
    { env: { ...A, ...O }, endpoint: 'https://o.example/v1/' },
    'endpoint https://o.example/v1 ko ma | --endpoint',
  ],
  [
    '--endpoint on the same host but another path does not',
    { env: { ...O, ASSENT_MODEL: 'ma' }, endpoint: 'https://o.example/v2' },
    'endpoint https://o.example/v2 - ma | --endpoint',
  ],
  [
    '--offline before all',
    { env: A, offline: true, endpoint: 'http://x/v1', model: 'm' },
    'embedded: offline',
  ],
  [
    '--model with nowhere to ask',
    { model: 'm' },
    'failed: --model m needs an endpoint: give --endpoint URL or set ASSENT_BASE_URL',
  ],
];

describe('which endpoint is used', () => {
  it.each(TABLE)('%s', (_name, said, expected) => {
    expect(summary(said)).toBe(expected);
  });

  it('says once where a lone vendor key sends data', () => {
    const { notices } = resolve({ env: { OPENAI_API_KEY: 'ko', ASSENT_MODEL: 'm' } });
    expect(notices).toEqual([expect.stringMatching(/requests go to api\.openai\.com.*--offline/)]);
    expect(resolve({ env: { ...O, ASSENT_MODEL: 'm' } }).notices).toEqual([]);
  });

  it('says when a key is not used or sent unencrypted, and never shows it', () => {
    const stray = resolve({ env: { ...O, ASSENT_API_KEY: 'secret-1', ASSENT_MODEL: 'm' } }).notices;
    const clear = resolve({ env: { ...A, ASSENT_API_KEY: 'secret-2' } }).notices;
    expect(stray).toEqual([expect.stringMatching(/ASSENT_API_KEY is not used/)]);
    expect(clear).toEqual([expect.stringMatching(/unencrypted/)]);
    expect([...stray, ...clear].join('\n')).not.toMatch(/secret-/);
    expect(resolve({ env: { ...A, ASSENT_BASE_URL: 'http://127.0.0.1:11434/v1' } }).notices).toEqual([]);
  });

  it('gives a key only to the address it was set with, whatever the combination', () => {
    const on = <T>(bit: boolean, value: T) => (bit ? value : undefined);
    for (let mask = 0; mask < 512; mask++) {
      const bit = (n: number) => ((mask >> n) & 1) === 1;
      const env = {
        ASSENT_BASE_URL: on(bit(0), A.ASSENT_BASE_URL),
        ASSENT_API_KEY: on(bit(1), 'ka'),
        OPENAI_BASE_URL: on(bit(2), O.OPENAI_BASE_URL),
        OPENAI_API_KEY: on(bit(3), 'ko'),
      };
      const config = { ...(bit(4) ? { baseUrl: C.baseUrl } : {}), ...(bit(5) ? { apiKey: 'kc' } : {}) };
      const endpoint = [undefined, 'http://flag.example/v1', A.ASSENT_BASE_URL, O.OPENAI_BASE_URL][mask >> 7];
      const found = resolve({
        env,
        config,
        ...(bit(6) ? { accepted: L } : {}),
        model: 'm',
        ...(endpoint === undefined ? {} : { endpoint }),
      });
      if (found.kind !== 'use') continue;
      const owner: Record<string, string[]> = {
        ka: [A.ASSENT_BASE_URL],
        ko: [O.OPENAI_BASE_URL, VENDOR_URL],
        kc: [C.baseUrl],
      };
      const { apiKey, baseUrl } = found.endpoint;
      if (apiKey !== undefined) expect(owner[apiKey]).toContain(baseUrl);
    }
  });
});
