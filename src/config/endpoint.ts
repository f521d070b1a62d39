import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { url } from './kinds.ts';
import { ConfigError, readableByOthers } from './paths.ts';
import type { Settings } from './schema.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where requests go when a model is to be asked. Address and key always come from the same source. */
export interface Endpoint {
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** Missing: nobody named one. */
  readonly model?: string;
  /** "--endpoint", "ASSENT_BASE_URL", "OPENAI_API_KEY", "config.toml": for people, never the key itself. */
  readonly origin: string;
  /** Said once on stderr. */
  readonly notices: readonly string[];
}

export interface EndpointInput {
  readonly env: Env;
  /** `--endpoint` and `--model`. */
  readonly endpoint?: string;
  readonly model?: string;
  /** The user's own file; a project's is never asked. */
  readonly user: Pick<
    Settings,
    | 'endpoint.base_url'
    | 'endpoint.model'
    | 'endpoint.api_key'
    | 'endpoint.api_key_env'
    | 'endpoint.api_key_file'
  >;
}

/** OPENAI_API_KEY alone means its vendor. */
const VENDOR = 'https://api.openai.com/v1';

interface Source {
  readonly origin: string;
  readonly baseUrl: string;
  readonly key: () => string | undefined;
  readonly model?: string | undefined;
  readonly notice?: string;
}

/**
 * Flag, then ASSENT_…, then OPENAI_…, then the user's file; undefined when none names an endpoint. Throws ConfigError
 * for an address that is none and a key that cannot be read.
 */
export function resolveEndpoint(input: EndpointInput): Endpoint | undefined {
  const { env } = input;
  const known = sources(input);
  let chosen = known[0];
  if (input.endpoint !== undefined) {
    const baseUrl = address(input.endpoint, '--endpoint');
    // A key goes only to the address it was given for.
    const same = known.find((source) => source.baseUrl === baseUrl);
    chosen = { origin: '--endpoint', baseUrl, key: () => same?.key(), model: same?.model };
  }
  if (!chosen) return undefined;
  const apiKey = chosen.key();
  const model = namedModel(input, chosen.model);
  const notices = [
    ...(env.ASSENT_API_KEY && !env.ASSENT_BASE_URL
      ? ['ASSENT_API_KEY is not used: it needs ASSENT_BASE_URL beside it']
      : []),
    ...(chosen.notice ? [chosen.notice] : []),
    ...(apiKey !== undefined && inClear(chosen.baseUrl)
      ? [`the key goes unencrypted to ${new URL(chosen.baseUrl).host}; use https if it can`]
      : []),
  ];
  return {
    baseUrl: chosen.baseUrl,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(model === undefined ? {} : { model }),
    origin: chosen.origin,
    notices,
  };
}

/** The model that was named; one in the user's file belongs to the address beside it, where there is one. */
export function namedModel({ env, user, model }: EndpointInput, beside?: string): string | undefined {
  const free = user['endpoint.base_url'] === undefined ? user['endpoint.model'] : undefined;
  return model ?? (env.ASSENT_MODEL || undefined) ?? beside ?? free;
}

function sources({ env, user }: EndpointInput): Source[] {
  const found: Source[] = [];
  if (env.ASSENT_BASE_URL)
    found.push({
      origin: 'ASSENT_BASE_URL',
      baseUrl: address(env.ASSENT_BASE_URL, 'ASSENT_BASE_URL'),
      key: () => env.ASSENT_API_KEY || undefined,
    });
  if (env.OPENAI_BASE_URL)
    found.push({
      origin: 'OPENAI_BASE_URL',
      baseUrl: address(env.OPENAI_BASE_URL, 'OPENAI_BASE_URL'),
      key: () => env.OPENAI_API_KEY || undefined,
    });
  else if (env.OPENAI_API_KEY)
    found.push({
      origin: 'OPENAI_API_KEY',
      baseUrl: VENDOR,
      key: () => env.OPENAI_API_KEY,
      notice: `OPENAI_API_KEY is set: requests go to ${new URL(VENDOR).host}; --offline keeps them here`,
    });
  const baseUrl = user['endpoint.base_url'];
  if (baseUrl !== undefined)
    found.push({
      origin: 'config.toml',
      baseUrl,
      key: () => userKey(user, env),
      model: user['endpoint.model'],
    });
  return found;
}

function userKey(user: EndpointInput['user'], env: Env): string | undefined {
  const variable = user['endpoint.api_key_env'];
  const file = user['endpoint.api_key_file'];
  const given = [user['endpoint.api_key'], variable, file].filter((value) => value !== undefined);
  if (given.length > 1)
    throw new ConfigError('config.toml: give one of endpoint.api_key, api_key_env and api_key_file');
  if (variable !== undefined) {
    const key = env[variable];
    if (!key) throw new ConfigError(`config.toml: endpoint.api_key_env names ${variable}, which is not set`);
    return key;
  }
  return file === undefined ? user['endpoint.api_key'] : keyFrom(file, env);
}

function keyFrom(named: string, env: Env): string {
  const file = named.startsWith('~/') ? join(env.HOME ?? homedir(), named.slice(2)) : named;
  if (readableByOthers(file))
    throw new ConfigError(`others can read the key in ${file}: run chmod 600 on it`);
  let key: string;
  try {
    key = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`cannot read the key: ${(error as Error).message}`, { cause: error });
  }
  if (!/^[\x21-\x7e]{1,4096}$/.test(key)) throw new ConfigError(`${file} holds no key on one line`);
  return key;
}

function address(value: string, name: string): string {
  const read = url.read(value);
  if (read === undefined) throw new ConfigError(`${name}: give ${url.want}`);
  return read;
}

function inClear(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
