import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Schedule } from '../plan/plan.ts';
import type { Grants } from '../policy/types.ts';
import { momentOf } from './when.ts';

/** What was said on the command line, checked but not acted upon. */
export interface Said {
  readonly call: string;
  readonly words: readonly string[];
  readonly flags: Flags;
}

export interface Flags {
  readonly print: boolean;
  readonly json: boolean;
  readonly jsonl: boolean;
  readonly auto: boolean;
  /** undefined: not given; an empty set: plain `--yes`. */
  readonly yes?: ReadonlySet<Named>;
  readonly preview: boolean;
  readonly apply: boolean;
  readonly cwd?: string;
  readonly model?: string;
  readonly endpoint?: string;
  readonly offline: boolean;
  /** Seconds; bounds the whole call. */
  readonly timeout?: number;
  readonly private: boolean;
  readonly approveFd?: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly noInput: boolean;
  readonly accessible: boolean;
  readonly watch: boolean;
  /** The request's steps go to the queue, with this schedule. */
  readonly queue?: Schedule;
  readonly help: boolean;
  readonly version: boolean;
  /** Options of single subcommands, as given: `audit show --limit 5`. */
  readonly extra: Readonly<Record<string, string | true>>;
}

const NAMED = ['network', 'privilege', 'unknown', 'tainted', 'protected'] as const;
export type Named = (typeof NAMED)[number];

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  print: { type: 'boolean' },
  json: { type: 'boolean' },
  jsonl: { type: 'boolean' },
  auto: { type: 'boolean' },
  yes: { type: 'string' },
  preview: { type: 'boolean' },
  apply: { type: 'boolean' },
  cwd: { type: 'string' },
  model: { type: 'string' },
  endpoint: { type: 'string' },
  offline: { type: 'boolean' },
  timeout: { type: 'string' },
  private: { type: 'boolean' },
  'approve-fd': { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  'no-input': { type: 'boolean' },
  accessible: { type: 'boolean' },
  watch: { type: 'boolean' },
  queue: { type: 'boolean' },
  after: { type: 'string' },
  at: { type: 'string' },
  priority: { type: 'string' },
  'when-idle': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** Options that belong to one subcommand only. */
const EXTRA = {
  limit: { type: 'string' },
  since: { type: 'string' },
  session: { type: 'string' },
  expect: { type: 'string' },
  command: { type: 'string' },
  record: { type: 'string' },
  replay: { type: 'string' },
  all: { type: 'boolean' },
  list: { type: 'boolean' },
  force: { type: 'boolean' },
  follow: { type: 'boolean', short: 'f' },
  'print-unit': { type: 'boolean' },
  sha256: { type: 'string' },
  name: { type: 'string' },
} as const;

/** Every subcommand with the shape of what may follow; a request starts with none of these words. */
export const CALLS: Readonly<Record<string, (words: readonly string[]) => boolean>> = {
  ask: (words) => words.length > 0,
  plan: (words) => words.length > 0,
  run: (words) => words.length === 1,
  explain: (words) => words.length > 0,
  policy: (words) => ['check', 'test', 'explain', 'add', 'list'].includes(words[0] ?? ''),
  state: (words) => words.length === 0,
  audit: (words) => ['show', 'verify', 'export', 'head'].includes(words[0] ?? '') && words.length === 1,
  history: (words) => words.length === 0 || ['search', 'forget', 'export', 'list'].includes(words[0] ?? ''),
  sessions: (words) => words.length === 0,
  undo: (words) => words.length <= 1,
  jobs: (words) =>
    ['list', 'show', 'why', 'cancel', 'logs', 'wait', 'serve'].includes(words[0] ?? 'list') &&
    words.slice(1).every((word) => /^#?\d+$/.test(word)),
  fix: (words) => words.length === 0,
  doctor: (words) => words.length === 0,
  setup: (words) => words.length === 0,
  model: (words) =>
    words.length === 0 ||
    (words[0] === 'list' && words.length === 1) ||
    (words[0] === 'install' && words.length <= 2) ||
    (['use', 'remove'].includes(words[0]!) && words.length === 2),
  config: (words) => ['show', 'explain', 'set', 'path', 'init'].includes(words[0] ?? 'show'),
  trust: (words) => words.length <= 1,
  schema: (words) => words.length === 1,
  init: (words) => words.length === 1 && ['bash', 'zsh', 'fish'].includes(words[0]!),
  help: (words) => words.length <= 1,
};

/** Calls that work in this version; the rest of the contract's words are reserved and say so. */
export function parseFlags(argv: readonly string[]): Said {
  const bare = joined(argv.map((word) => (word === '--yes' ? '--yes=' : word)));
  let parsed: { values: Record<string, string | boolean | undefined>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...bare],
      options: { ...OPTIONS, ...EXTRA },
      allowPositionals: true,
      strict: true,
    }) as typeof parsed;
  } catch (error) {
    throw new UsageError(explainParseError(error instanceof Error ? error.message : String(error)));
  }
  const { values, positionals } = parsed;
  const flags: Flags = {
    print: values.print === true,
    json: values.json === true,
    jsonl: values.jsonl === true,
    auto: values.auto === true,
    ...(values.yes === undefined ? {} : { yes: parseYes(String(values.yes)) }),
    preview: values.preview === true,
    apply: values.apply === true,
    ...(values.cwd === undefined ? {} : { cwd: folderOf(String(values.cwd)) }),
    ...text(values, 'model'),
    ...text(values, 'endpoint'),
    offline: values.offline === true,
    ...(values.timeout === undefined ? {} : { timeout: parseSeconds(String(values.timeout)) }),
    private: values.private === true,
    ...(values['approve-fd'] === undefined ? {} : { approveFd: parseFd(String(values['approve-fd'])) }),
    quiet: values.quiet === true,
    verbose: values.verbose === true,
    noInput: values['no-input'] === true,
    accessible: values.accessible === true,
    watch: values.watch === true,
    ...queueOf(values),
    help: values.help === true,
    version: values.version === true,
    extra: extras(values),
  };
  if (flags.apply && (flags.queue || flags.approveFd !== undefined || flags.print || flags.jsonl))
    throw new UsageError('--apply goes with --preview, --yes and --json only');
  const outputs = [flags.print && '--print', flags.json && '--json', flags.jsonl && '--jsonl'].filter(
    Boolean,
  );
  if (outputs.length > 1 && !positionals[0]?.startsWith('policy'))
    throw new UsageError(`${outputs.join(' and ')} exclude each other`);
  // Whoever asks for help is not told that the call is incomplete.
  const { call, words } =
    flags.help || (positionals[0] === 'help' && positionals.length <= 2)
      ? helped(positionals)
      : callOf(positionals);
  return { call, words, flags };
}

/** `--priority -5`: a number below zero is no option. */
function joined(words: readonly string[]): string[] {
  const at = words.indexOf('--priority');
  if (at < 0 || !/^-\d+$/.test(words[at + 1] ?? '')) return [...words];
  return [...words.slice(0, at), `--priority=${words[at + 1]}`, ...words.slice(at + 2)];
}

function helped([first, second]: readonly string[]): { call: string; words: readonly string[] } {
  const about = first === 'help' ? second : first;
  return { call: 'help', words: about === undefined ? [] : [about] };
}

function callOf(positionals: readonly string[]): { call: string; words: readonly string[] } {
  const [first, ...rest] = positionals;
  if (first === undefined) return { call: 'session', words: [] };
  if (/\s/.test(first.trim())) {
    if (rest.length > 0)
      throw new UsageError(
        `one request at a time: put it in one pair of quotes, or write: assent ask ${positionals.join(' ')}`,
      );
    return { call: 'ask', words: [first] };
  }
  const fits = Object.hasOwn(CALLS, first) ? CALLS[first] : undefined;
  if (fits) {
    if (fits(rest)) return { call: first, words: rest };
    throw new UsageError(
      `"${positionals.join(' ')}" is no call of assent; did you mean: assent ask ${JSON.stringify(positionals.join(' '))}`,
    );
  }
  return { call: 'ask', words: positionals };
}

function folderOf(value: string): string {
  if (value === '') throw new UsageError('--cwd needs a value');
  const folder = resolve(value);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--cwd ${value}: there is no such folder`);
  return folder;
}

function text<K extends 'model' | 'endpoint'>(
  values: Record<string, unknown>,
  key: K,
): { [P in K]?: string } {
  const value = values[key];
  if (value === undefined) return {};
  if (value === '') throw new UsageError(`--${key} needs a value`);
  return { [key]: value } as { [P in K]?: string };
}

function extras(values: Record<string, string | boolean | undefined>): Record<string, string | true> {
  const found: Record<string, string | true> = {};
  for (const key of Object.keys(EXTRA)) {
    const value = values[key];
    if (value === true || typeof value === 'string') found[key] = value;
  }
  return found;
}

function parseYes(value: string): ReadonlySet<Named> {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const name of names)
    if (!(NAMED as readonly string[]).includes(name))
      throw new UsageError(`--yes=${name}: not known; choose from ${NAMED.join(', ')}`);
  return new Set(names as Named[]);
}

function parseSeconds(value: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(value);
  const seconds = match
    ? Number(match[1]) * { ms: 0.001, s: 1, m: 60, h: 3600 }[(match[2] ?? 's') as 'ms' | 's' | 'm' | 'h']
    : 0;
  if (!(seconds > 0))
    throw new UsageError(
      `--timeout ${value}: give seconds, or a number with ms, s, m or h, such as 30 or 2m`,
    );
  return seconds;
}

/** `--queue` and what belongs to it; any of them means the queue. */
function queueOf(values: Record<string, string | boolean | undefined>): { queue?: Schedule } {
  const { after, at, priority } = values as Record<string, string | undefined>;
  const whenIdle = values['when-idle'] === true;
  if (values.queue !== true && after === undefined && at === undefined && priority === undefined && !whenIdle)
    return {};
  const moment = at === undefined ? undefined : momentOf(at, new Date());
  if (at !== undefined && moment === undefined)
    throw new UsageError(
      `--at ${at}: give a coming time, such as 02:00, "tomorrow 14:30", +30m or 2026-12-24T20:00`,
    );
  if (after !== undefined && !/^#?\d{1,15}$/.test(after))
    throw new UsageError(`--after ${after}: give the number of a job; see: assent jobs list`);
  const rank = priority === undefined ? undefined : Number(priority);
  if (rank !== undefined && !(Number.isInteger(rank) && rank >= -20 && rank <= 19))
    throw new UsageError(`--priority ${priority}: give a whole number from -20 to 19; higher starts first`);
  if (values.private === true)
    throw new UsageError('--private and --queue exclude each other: a job needs its approval in the record');
  return {
    queue: {
      ...(after === undefined ? {} : { after }),
      ...(moment === undefined ? {} : { at: moment }),
      ...(rank === undefined ? {} : { priority: rank }),
      ...(whenIdle ? { whenIdle } : {}),
    },
  };
}

function parseFd(value: string): number {
  const fd = Number(value);
  if (!Number.isInteger(fd) || fd < 3 || fd > 1023)
    throw new UsageError(`--approve-fd ${value}: give an open descriptor from 3 up`);
  return fd;
}

function explainParseError(message: string): string {
  const unknown = /Unknown option '([^']+)'/.exec(message)?.[1];
  if (unknown === undefined) return message.split('. To specify')[0]!;
  const known = [...Object.keys(OPTIONS), ...Object.keys(EXTRA)];
  const name = unknown.replace(/^-+/, '');
  const near = known.filter((option) => option.startsWith(name.slice(0, 3)) && name.length >= 2);
  const hint = near.length > 0 ? `; did you mean --${near[0]}?` : '';
  return `unknown option ${unknown}${hint} (a request that begins with a dash goes after --)`;
}

export function grantsOf(flags: Flags): Grants {
  return {
    auto: flags.auto || flags.yes !== undefined,
    yes: flags.yes !== undefined,
    named: flags.yes ?? new Set(),
  };
}
