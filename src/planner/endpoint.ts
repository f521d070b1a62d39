export interface Endpoint {
  readonly kind: 'endpoint' | 'local';
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly model: string;
  /** The key that belongs to this very address; local servers never get one. */
  readonly apiKey?: string;
  /** Where each came from, in the words a person would change it with: "ASSENT_BASE_URL", "--model", "config.toml". */
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

export interface ResolveInputs {
  readonly offline: boolean;
  /** What flags, environment and config name, the highest of them; its key is its own. */
  readonly configured?: {
    readonly baseUrl: string;
    readonly apiKey?: string;
    readonly model?: string;
    readonly origin: string;
    readonly notices: readonly string[];
  };
  /** `--model`: to be answered by that model or not at all. */
  readonly model?: string;
  /** A local server that was accepted once and answers now (discover.ts). */
  readonly accepted?: { readonly baseUrl: string; readonly model: string };
}

export const VENDOR_URL = 'https://api.openai.com/v1';

/** The contract's order: --offline, what is configured, an accepted local server, the embedded planner. Pure. */
export function resolvePlanner({ offline, configured, model, accepted }: ResolveInputs): Resolution {
  if (offline) return { kind: 'embedded', why: 'offline', notices: [] };
  if (configured) {
    const { baseUrl, apiKey, origin, notices } = configured;
    if (configured.model === undefined)
      return {
        kind: 'failed',
        notices,
        message: `no model is known for ${baseUrl} (from ${origin}): name one with --model or set ASSENT_MODEL`,
      };
    return {
      kind: 'use',
      notices,
      endpoint: {
        kind: 'endpoint',
        baseUrl,
        model: configured.model,
        ...(apiKey === undefined ? {} : { apiKey }),
        origin: { baseUrl: origin, model: model === undefined ? origin : '--model' },
      },
    };
  }
  if (accepted)
    return {
      kind: 'use',
      notices: [],
      endpoint: {
        kind: 'local',
        baseUrl: accepted.baseUrl,
        model: accepted.model,
        origin: { baseUrl: LOCAL_ORIGIN, model: model === undefined ? LOCAL_ORIGIN : '--model' },
      },
    };
  if (model !== undefined)
    return {
      kind: 'failed',
      notices: [],
      message: `--model ${model} needs an endpoint: give --endpoint URL or set ASSENT_BASE_URL`,
    };
  return { kind: 'embedded', why: 'nothing configured', notices: [] };
}

const LOCAL_ORIGIN = 'the accepted local server';

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
