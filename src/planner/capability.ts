import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointFault } from './fault.ts';

/** How the answer's form is asked for, strictest first; `tool` is for servers that answer only by calling a tool. */
export const FORMATS = ['json_schema', 'json_object', 'text', 'tool'] as const;
export type Format = (typeof FORMATS)[number];

/** What one endpoint with one model takes, as far as it was learned. */
export interface Capability {
  readonly format: Format;
  readonly stream: boolean;
  /** `stream_options.include_usage`. */
  readonly streamUsage: boolean;
  readonly temperature: boolean;
  /** Context size in tokens, once it has shown itself. */
  readonly contextTokens?: number;
}

export const HOPEFUL: Capability = {
  format: 'json_schema',
  stream: true,
  streamUsage: true,
  temperature: true,
};

/** Statuses that may mean the form of the request; without one it was an error object. */
const BLAMES_FORM: ReadonlySet<number | undefined> = new Set([400, 415, 422, undefined]);

/** What to try instead after a rejected request; undefined when the request was not at fault in a way known here. */
export function adapt(capability: Capability, fault: EndpointFault): Capability | undefined {
  const said = fault.facts.detail ?? '';
  if (fault.code === 'server-error')
    return /grammar|json_schema|response_format/i.test(said) ? nextFormat(capability) : undefined;
  if (fault.code !== 'rejected' || !BLAMES_FORM.has(fault.facts.status)) return undefined;
  if (capability.streamUsage && /stream_options|include_usage/i.test(said))
    return { ...capability, streamUsage: false };
  if (capability.temperature && /temperature/i.test(said)) return { ...capability, temperature: false };
  if (capability.stream && /\bstream(?:ing)?\b/i.test(said)) return { ...capability, stream: false };
  const context = contextLimit(said);
  if (context !== undefined)
    return capability.contextTokens === undefined ? { ...capability, contextTokens: context } : undefined;
  return nextFormat(capability);
}

/** The next rung: `tool` is reached only by an empty answer, never by a rejection, and a rejected one leads back to text. */
function nextFormat(capability: Capability): Capability | undefined {
  const after = { json_schema: 'json_object', json_object: 'text', text: undefined, tool: 'text' } as const;
  const format = after[capability.format];
  return format === undefined ? undefined : { ...capability, format };
}

/** The context size a complaint about a too long prompt names; a small guess when it names none. */
function contextLimit(said: string): number | undefined {
  if (
    !/context (?:length|window|size)|maximum context|too many tokens|n_ctx|prompt is too long|exceeds? .{0,40}context/i.test(
      said,
    )
  )
    return undefined;
  const numbers = [...said.matchAll(/\b(\d{3,6})\b/g)]
    .map((match) => Number(match[1]))
    .filter((n) => n >= 512);
  return numbers.length > 0 ? Math.min(...numbers) : 2048;
}

/** An endpoint may be upgraded: what it could not do is tried again after a week. */
const KEEP_MS = 7 * 24 * 3600 * 1000;
const MAX_ENTRIES = 50;

/** Learned capabilities in one small file of the cache folder; a cache that cannot be read or written is no error. */
export class CapabilityCache {
  private readonly file: string | undefined;
  private readonly now: () => number;

  constructor(cacheDir: string | undefined, now: () => number = Date.now) {
    this.file = cacheDir === undefined ? undefined : join(cacheDir, 'endpoints.json');
    this.now = now;
  }

  async load(baseUrl: string, model: string): Promise<Capability> {
    const kept = (await this.read())[keyOf(baseUrl, model)];
    return kept && this.now() - kept.at < KEEP_MS ? kept.capability : HOPEFUL;
  }

  async save(baseUrl: string, model: string, capability: Capability): Promise<void> {
    if (this.file === undefined) return;
    const entries = Object.entries({
      ...(await this.read()),
      [keyOf(baseUrl, model)]: { at: this.now(), capability },
    }).sort(([, a], [, b]) => b.at - a.at);
    const text = JSON.stringify({ version: 1, endpoints: Object.fromEntries(entries.slice(0, MAX_ENTRIES)) });
    const temporary = `${this.file}.${process.pid}`;
    try {
      await mkdir(join(this.file, '..'), { recursive: true, mode: 0o700 });
      await writeFile(temporary, text, { mode: 0o600 });
      await rename(temporary, this.file);
    } catch {
      // The next call learns it again.
    }
  }

  private async read(): Promise<Readonly<Record<string, { at: number; capability: Capability }>>> {
    if (this.file === undefined) return {};
    try {
      const parsed = JSON.parse(await readFile(this.file, 'utf8')) as { endpoints?: Record<string, unknown> };
      return Object.fromEntries(
        Object.entries(parsed.endpoints ?? {}).flatMap(([key, entry]) => {
          const kept = checkedEntry(entry);
          return kept ? [[key, kept]] : [];
        }),
      );
    } catch {
      return {};
    }
  }
}

const keyOf = (baseUrl: string, model: string) => `${baseUrl} ${model}`;

function checkedEntry(entry: unknown): { at: number; capability: Capability } | undefined {
  const { at, capability } = (entry ?? {}) as {
    at?: unknown;
    capability?: Partial<Record<keyof Capability, unknown>>;
  };
  if (typeof at !== 'number' || !FORMATS.includes(capability?.format as Format)) return undefined;
  const { format, stream, streamUsage, temperature, contextTokens } = capability!;
  return {
    at,
    capability: {
      format: format as Format,
      stream: stream !== false,
      streamUsage: streamUsage !== false,
      temperature: temperature !== false,
      ...(typeof contextTokens === 'number' && contextTokens > 0 ? { contextTokens } : {}),
    },
  };
}
