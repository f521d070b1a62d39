/**
 * What lasts from step to step. Texts that come from the shell are byte strings: one character per byte (latin1),
 * because names and values may hold any byte but NUL.
 */
export interface ShellState {
  /** Absolute folder, a byte string. */
  readonly cwd: string;
  /** Octal, as `umask` prints it; undefined until a step has run. */
  readonly umask?: string;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Body of each function, from its opening brace. */
  readonly functions: ReadonlyMap<string, string>;
  /** What names stand for. Never active inside bash: assent puts it in where a person types it, and shows that. */
  readonly aliases: ReadonlyMap<string, string>;
  /** `set -o` and `shopt` names of the closed lists that are on; undefined: as bash starts. */
  readonly options?: ReadonlySet<string>;
}

export interface Variable {
  /** Letters of `declare`, sorted; empty for a plain shell variable. */
  readonly attributes: string;
  /** Undefined when declared without a value. */
  readonly value?: string | readonly Element[];
}

export interface Element {
  readonly key: string;
  readonly value: string;
}

/** Options that last. Those that end the shell, change its messages or how a script is read do not. */
export const SET_OPTIONS = [
  'allexport',
  'braceexpand',
  'noclobber',
  'noglob',
  'nounset',
  'physical',
  'pipefail',
] as const;
export const SHOPT_OPTIONS = [
  'dotglob',
  'extglob',
  'failglob',
  'globstar',
  'inherit_errexit',
  'lastpipe',
  'nocaseglob',
  'nocasematch',
  'nullglob',
  'patsub_replacement',
  'globasciiranges',
  'globskipdots',
] as const;

const INTERNAL =
  /^(BASH.*|_|PWD|PPID|UID|EUID|GROUPS|DIRSTACK|FUNCNAME|LINENO|RANDOM|SRANDOM|SECONDS|EPOCHSECONDS|EPOCHREALTIME|HISTCMD|OPTIND|OPTERR|PIPESTATUS|COMP_.*|COPROC.*|READLINE_.*|SHLVL|POSIXLY_CORRECT|__assent_.*|ASSENT_.*)$/;
const REFUSED = /^(BASH_ENV|ENV|IFS|PS4|PROMPT_COMMAND|SHELLOPTS|BASHOPTS|LD_.*|BASH_FUNC_.*)$/;

/** False for what bash keeps itself and for what would run or load something before the next approved text. */
export function mayLast(name: string): boolean {
  return !INTERNAL.test(name) && !REFUSED.test(name);
}

/** Functions that do not last: the restore and the snapshot speak through these two. */
const GUARDED = new Set(['builtin', 'exec']);

export function functionMayLast(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.:+@-]{0,127}$/.test(name) && !GUARDED.has(name) && !/^__assent_/.test(name);
}

export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The text a byte string stands for, or undefined when it is not UTF-8. */
export function toText(bytes: string): string | undefined {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? text : undefined;
}

/** For showing only: what is not UTF-8 becomes U+FFFD. */
export const toDisplay = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** The state of a session that has run nothing yet. */
export function initialState(cwd: string, env: Readonly<Record<string, string>>): ShellState {
  const variables = new Map<string, Variable>();
  for (const [name, value] of Object.entries(env))
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && mayLast(name))
      variables.set(name, { attributes: 'x', value: toBytes(value) });
  return { cwd: toBytes(cwd), variables, functions: new Map(), aliases: new Map() };
}
