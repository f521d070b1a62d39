import { amount, choice, type Kind, seconds, size, text, toggle, url, urls, whole } from './kinds.ts';

/**
 * Every setting, once: its kind, what it is without one, what it does, where else it may come from. Types, checks,
 * `config show|explain|set|init` and the manual all read this table. Lines of about keep to one sentence.
 */
interface Setting<T> {
  readonly kind: Kind<T>;
  /** Absent: not set, and whoever reads it decides. */
  readonly otherwise?: T;
  readonly about: string;
  /** For the file that `config init` writes, where there is nothing to show otherwise. */
  readonly example?: T;
  /** Variable of the environment that sets it. */
  readonly variable?: string;
  /** What a trusted project may do with it; absent: nothing. */
  readonly project?: 'set' | 'lower';
  /** Never shown. */
  readonly secret?: boolean;
}

const setting = <T>(value: Setting<T> & { readonly otherwise: T }) => value;
const optional = <T>(value: Omit<Setting<T>, 'otherwise'>): Setting<T | undefined> =>
  value as Setting<T | undefined>;

export const SETTINGS = {
  language: setting({
    kind: choice('auto', 'en', 'zh'),
    otherwise: 'auto',
    about:
      'Language of what assent says to a person, `en` or `zh`; auto follows LC_ALL, LC_MESSAGES, LANG. JSON stays as it is.',
    project: 'set',
  }),
  'endpoint.base_url': optional({
    kind: url,
    example: 'http://127.0.0.1:11434/v1',
    about: 'OpenAI-compatible endpoint.',
    variable: 'ASSENT_BASE_URL',
  }),
  'endpoint.model': optional({
    kind: text,
    example: 'qwen2.5-coder',
    about: 'Model to ask.',
    variable: 'ASSENT_MODEL',
  }),
  'endpoint.api_key': optional({
    kind: text,
    example: '…',
    about: 'Key for this endpoint; api_key_env or api_key_file keep it out of this file.',
    variable: 'ASSENT_API_KEY',
    secret: true,
  }),
  'endpoint.api_key_env': optional({
    kind: text,
    example: 'MY_MODEL_KEY',
    about: 'Variable of the environment that holds the key.',
  }),
  'endpoint.api_key_file': optional({
    kind: text,
    example: '~/.secrets/model-key',
    about: 'File that holds the key; ~/ is your home folder.',
  }),
  'endpoint.accepted_local': setting<readonly string[]>({
    kind: urls,
    otherwise: [],
    about: 'Servers on this machine that may be used when found; asked once, then noted here.',
  }),
  'endpoint.declined_local': setting<readonly string[]>({
    kind: urls,
    otherwise: [],
    about: 'Servers on this machine that are not offered any more: /local off.',
  }),
  'model.use': optional({
    kind: text,
    example: 'qwen2.5-coder-1.5b',
    about: 'Installed model that plans where no endpoint is set; set by: assent model use.',
  }),
  'model.mirror': optional({
    kind: url,
    example: 'https://mirror.example',
    about: 'Where models are loaded from instead of the hub.',
  }),
  'model.idle': setting({
    kind: seconds(1, 86_400),
    otherwise: 300,
    about: 'Time without a request after which the model leaves the memory.',
  }),
  'planning.timeout': setting({
    kind: seconds(1, 3600),
    otherwise: 60,
    about: 'Longest time for planning one request, retries included.',
    project: 'lower',
  }),
  'planning.first_byte_timeout': setting({
    kind: seconds(1, 3600),
    otherwise: 20,
    about: 'Longest wait for the first sign of an answer.',
    project: 'lower',
  }),
  'planning.votes': setting({
    kind: choice('1', '3'),
    otherwise: '1',
    about: 'Answers asked for each plan; with 3 the one most agree on counts, at three times the cost.',
  }),
  'planning.repairs': setting({
    kind: whole(0, 5),
    otherwise: 1,
    about: 'How many times in a row a failed step is handed back to the planner in the session.',
    project: 'lower',
  }),
  'budget.tokens': optional({
    kind: whole(1, 1_000_000_000),
    example: 200_000,
    about: 'Tokens that planning may cost in a day; then nothing is sent.',
  }),
  'budget.money': optional({
    kind: amount,
    example: 1,
    about: 'Money that planning may cost in a day, at the prices below; then nothing is sent.',
  }),
  'budget.price_prompt': optional({
    kind: amount,
    example: 0.15,
    about: 'Price of a million prompt tokens.',
  }),
  'budget.price_completion': optional({
    kind: amount,
    example: 0.6,
    about: 'Price of a million tokens of an answer.',
  }),
  'run.timeout': optional({
    kind: seconds(1, 604_800),
    example: 3600,
    about: 'Longest time for one step; where somebody watches it is said and the step goes on.',
    project: 'lower',
  }),
  'run.grace': setting({
    kind: seconds(0, 60),
    otherwise: 2,
    about: 'Time between asking a cancelled step to end and ending it by force.',
    project: 'lower',
  }),
  'run.trash': setting({
    kind: choice('offer', 'always'),
    otherwise: 'offer',
    about:
      'A plain rm in the session. offer: t makes it a move into the trash; always: it is shown as one from the start.',
  }),
  'limits.memory': optional({
    kind: size,
    example: 4 * 2 ** 30,
    about: 'Most memory for the processes of one step.',
  }),
  'limits.processes': optional({
    kind: whole(1, 1_000_000),
    example: 500,
    about: 'Most processes of one step.',
  }),
  'limits.nice': optional({
    kind: whole(0, 19),
    example: 5,
    about: 'Niceness of steps; 19 gives way to everything else.',
  }),
  'limits.output': optional({
    kind: size,
    example: 2 ** 30,
    about: 'Most output of one step; one that writes more is stopped.',
  }),
  'sandbox.mode': setting({
    kind: choice('auto', 'require', 'off'),
    otherwise: 'auto',
    about:
      'auto: what nobody can foresee runs sandboxed; require: what is asked about does, or not at all; off.',
  }),
  'schedule.soft': setting({
    kind: whole(1, 1000),
    otherwise: 80,
    about:
      'Percent of cpu, memory or pressure from which only the least demanding job starts; over 100: never.',
  }),
  'schedule.cpu': optional({
    kind: whole(1, 1000),
    example: 70,
    about: 'The same for cpu alone, instead of schedule.soft.',
  }),
  'schedule.memory': optional({
    kind: whole(1, 1000),
    example: 90,
    about: 'The same for memory alone.',
  }),
  'schedule.pressure': optional({
    kind: whole(1, 1000),
    example: 60,
    about:
      'The same for pressure alone: the share of time in which processes wait for cpu, memory or a disk.',
  }),
  'schedule.hard': setting({
    kind: whole(1, 1000),
    otherwise: 95,
    about: 'Percent from which no job starts; over 100: never.',
  }),
  'schedule.idle': setting({
    kind: whole(1, 100),
    otherwise: 20,
    about: 'Percent of cpu used by others below which the machine counts as idle.',
  }),
  'history.enabled': setting({
    kind: toggle,
    otherwise: true,
    about: 'Keep what was asked and run, for search, resuming and worked examples.',
  }),
  'history.private': setting({
    kind: toggle,
    otherwise: false,
    about: 'Treat every request as with --private: no history, no text in the record.',
  }),
  'ui.panel': setting({
    kind: toggle,
    otherwise: true,
    about: 'Show the machine panel in the session.',
    project: 'set',
  }),
  'ui.theme': setting({
    kind: choice('auto', 'dark', 'light'),
    otherwise: 'auto',
    about: 'Colours of the session.',
  }),
} as const;

export type Key = keyof typeof SETTINGS;
type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** Frozen; `settings['planning.timeout']` is a number of seconds. */
export type Settings = { readonly [K in Key]: ValueOf<(typeof SETTINGS)[K]> };

export const KEYS = Object.keys(SETTINGS) as Key[];
/** The same table for code that goes over all of it. */
export const TABLE: Readonly<Record<Key, Setting<unknown>>> = SETTINGS as unknown as Record<
  Key,
  Setting<unknown>
>;

export const isKey = (name: string): name is Key => Object.hasOwn(SETTINGS, name);

/** Known names that a misspelt one may have meant, nearest first. */
function nearKeys(name: string): string[] {
  const last = name.split('.').at(-1)!;
  return KEYS.map((key) => {
    const whole = distance(name, key);
    const tail = distance(last, key.split('.').at(-1)!);
    return { key, near: Math.min(whole, tail + 1.5), fits: Math.max(2, Math.floor(key.length / 4)) };
  })
    .filter(({ near, fits }) => near <= fits)
    .sort((a, b) => a.near - b.near)
    .filter(({ near }, _index, [best]) => near === best!.near)
    .slice(0, 2)
    .map(({ key }) => key);
}

/** One line for a name that is no setting. */
export function unknownSetting(name: string): string {
  const near = nearKeys(name);
  return `unknown setting ${name}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '; see: assent config show'}`;
}

/** Least number of letters to change, add or drop; a swap of neighbours counts as one. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(change, row[j]! + 1, next[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
