import { describe, expect, it } from 'vitest';
import { type EndpointInputs, resolveEndpoint, VENDOR_URL } from '../../src/planner/endpoint.ts';

const A = { ASSENT_BASE_URL: 'http://a.example/v1', ASSENT_API_KEY: 'ka', ASSENT_MODEL: 'ma' };
const O = { OPENAI_BASE_URL: 'https://o.example/v1', OPENAI_API_KEY: 'ko' };
const C = { baseUrl: 'https://c.example/v1', apiKey: 'kc', model: 'mc' };
const L = { baseUrl: 'http://127.0.0.1:11434/v1', model: 'ml' };

function resolve(inputs: Partial<EndpointInputs> & { readonly said?: Partial<EndpointInputs['flags']> }) {
  return resolveEndpoint({
    env: {},
    config: {},
    ...inputs,
    flags: { offline: false, ...inputs.said },
  });
}

/** Address, key, model and where each came from; or why there is none. */
function summary(inputs: Parameters<typeof resolve>[0]): string {
  const found = resolve(inputs);
  if (found.kind === 'failed') return `failed: ${found.message}`;
  if (found.kind === 'embedded') return `embedded: ${found.why}`;
  const { kind, baseUrl, apiKey = '-', model, origin } = found.endpoint;
  return `${kind} ${baseUrl} ${apiKey} ${model} | ${origin.baseUrl} ${origin.apiKey ?? '-'} ${origin.model}`;
}

const LOCAL = 'the accepted local server';
const TABLE: readonly (readonly [name: string, inputs: Parameters<typeof resolve>[0], expected: string])[] = [
  ['nothing', {}, 'embedded: nothing configured'],
  ['empty text', { env: { ASSENT_BASE_URL: '', OPENAI_API_KEY: ' ' } }, 'embedded: nothing configured'],
  [
    'ASSENT_*',
    { env: A },
    'endpoint http://a.example/v1 ka ma | ASSENT_BASE_URL ASSENT_API_KEY ASSENT_MODEL',
  ],
  [
    'ASSENT_* before all',
    { env: { ...A, ...O }, config: C, accepted: L },
    'endpoint http://a.example/v1 ka ma | ASSENT_BASE_URL ASSENT_API_KEY ASSENT_MODEL',
  ],
  [
    'OPENAI_* before config',
    { env: { ...O, ASSENT_MODEL: 'ma' }, config: C, accepted: L },
    'endpoint https://o.example/v1 ko ma | OPENAI_BASE_URL OPENAI_API_KEY ASSENT_MODEL',
  ],
  [
    'config before a local server',
    { config: C, accepted: L },
    'endpoint https://c.example/v1 kc mc | config config config',
  ],
  ['an accepted local server', { accepted: L }, `local http://127.0.0.1:11434/v1 - ml | ${LOCAL} - ${LOCAL}`],
  [
    'a local server never gets a key',
    { accepted: L, env: { ASSENT_API_KEY: 'ka' }, config: { apiKey: 'kc' } },
    `local http://127.0.0.1:11434/v1 - ml | ${LOCAL} - ${LOCAL}`,
  ],
  [
    'an address without its key gets no other',
    { env: { ASSENT_BASE_URL: A.ASSENT_BASE_URL, ASSENT_MODEL: 'ma', OPENAI_API_KEY: 'ko' }, config: C },
    'endpoint http://a.example/v1 - ma | ASSENT_BASE_URL - ASSENT_MODEL',
  ],
  [
    'a key alone gives no address',
    { env: { ASSENT_API_KEY: 'ka', ASSENT_MODEL: 'ma' } },
    'embedded: nothing configured',
  ],
  [
    'a key alone leaves the next source whole',
    { env: { ASSENT_API_KEY: 'ka', ...O, ASSENT_MODEL: 'ma' } },
    'endpoint https://o.example/v1 ko ma | OPENAI_BASE_URL OPENAI_API_KEY ASSENT_MODEL',
  ],
  [
    'OPENAI_BASE_URL without a key',
    { env: { OPENAI_BASE_URL: 'http://o.example/v1', ASSENT_MODEL: 'ma' } },
    'endpoint http://o.example/v1 - ma | OPENAI_BASE_URL - ASSENT_MODEL',
  ],
  [
    'OPENAI_API_KEY alone',
    { env: { OPENAI_API_KEY: 'ko', ASSENT_MODEL: 'ma' } },
    `endpoint ${VENDOR_URL} ko ma | OPENAI_API_KEY OPENAI_API_KEY ASSENT_MODEL`,
  ],
  [
    'OPENAI_API_KEY alone before config',
    { env: { OPENAI_API_KEY: 'ko' }, config: C, said: { model: 'm' } },
    `endpoint ${VENDOR_URL} ko m | OPENAI_API_KEY OPENAI_API_KEY --model`,
  ],
  [
    '--model before all',
    { env: A, said: { model: 'm' } },
    'endpoint http://a.example/v1 ka m | ASSENT_BASE_URL ASSENT_API_KEY --model',
  ],
  [
    'a model in the config without an address serves any',
    { env: O, config: { model: 'mc' } },
    'endpoint https://o.example/v1 ko mc | OPENAI_BASE_URL OPENAI_API_KEY config',
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
    { env: A, said: { endpoint: 'http://127.0.0.1:9/v1', model: 'm' } },
    'endpoint http://127.0.0.1:9/v1 - m | --endpoint - --model',
  ],
  [
    '--endpoint that a source names too gets its key',
    { env: { ...A, ...O }, said: { endpoint: 'https://o.example/v1/' } },
    'endpoint https://o.example/v1 ko ma | --endpoint OPENAI_API_KEY ASSENT_MODEL',
  ],
  [
    '--endpoint on the same host but another path does not',
    { env: { ...O, ASSENT_MODEL: 'ma' }, said: { endpoint: 'https://o.example/v2' } },
    'endpoint https://o.example/v2 - ma | --endpoint - ASSENT_MODEL',
  ],
  [
    '--offline before all',
    { env: A, said: { offline: true, endpoint: 'http://x/v1', model: 'm' } },
    'embedded: offline',
  ],
  [
    '--model with nowhere to ask',
    { said: { model: 'm' } },
    'failed: --model m needs an endpoint: give --endpoint URL or set ASSENT_BASE_URL',
  ],
  [
    'no address',
    { env: { ...A, ASSENT_BASE_URL: 'localhost:11434' } },
    'failed: ASSENT_BASE_URL is no http or https address: write it as http://127.0.0.1:11434/v1',
  ],
  [
    'a file address',
    { said: { endpoint: 'file:///etc/passwd', model: 'm' } },
    'failed: --endpoint is no http or https address: write it as http://127.0.0.1:11434/v1',
  ],
  [
    'a password in the address',
    { env: { ...A, ASSENT_BASE_URL: 'https://u:p@a.example/v1' } },
    'failed: ASSENT_BASE_URL holds a name or password: put the key into ASSENT_API_KEY instead',
  ],
  [
    'blanks and slashes around it',
    { env: { ...A, ASSENT_BASE_URL: '  http://a.example/v1// ' } },
    'endpoint http://a.example/v1 ka ma | ASSENT_BASE_URL ASSENT_API_KEY ASSENT_MODEL',
  ],
];

describe('which endpoint is used', () => {
  it.each(TABLE)('%s', (_name, inputs, expected) => {
    expect(summary(inputs)).toBe(expected);
  });

  it('says once where a lone vendor key sends data', () => {
    const { notices } = resolve({ env: { OPENAI_API_KEY: 'ko', ASSENT_MODEL: 'm' } });
    expect(notices).toEqual([
      expect.stringMatching(/requests go to https:\/\/api\.openai\.com\/v1.*--offline/),
    ]);
    expect(resolve({ env: { ...O, ASSENT_MODEL: 'm' } }).notices).toEqual([]);
  });

  it('says when a key is not used, withheld or sent unencrypted, and never shows it', () => {
    const cases = [
      resolve({ env: { ASSENT_API_KEY: 'secret-1' } }),
      resolve({ config: { apiKey: 'secret-2' } }),
      resolve({
        env: { ...O, OPENAI_API_KEY: 'secret-3' },
        said: { endpoint: 'http://127.0.0.1:1/v1', model: 'm' },
      }),
      resolve({ env: { ...A, ASSENT_API_KEY: 'secret-4' } }),
    ];
    expect(cases.map(({ notices }) => notices.length)).toEqual([1, 1, 1, 1]);
    expect(cases.flatMap(({ notices }) => notices).join('\n')).not.toMatch(/secret-/);
    expect(cases[3]!.notices[0]).toMatch(/unencrypted/);
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
        said: { model: 'm', ...(endpoint === undefined ? {} : { endpoint }) },
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
