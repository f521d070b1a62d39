import {
  SET_OPTIONS,
  SHOPT_OPTIONS,
  type ShellState,
  toBytes,
  toText,
  type Variable,
} from './shell-state.ts';

/** Linux takes at most 128 KiB in one environment string, and about 2 MiB in all; this leaves room for both. */
const CHUNK_BYTES = 100 * 1024;
const MAX_BYTES = 1024 * 1024;

/** Variables that a new bash gives itself, some of them exported; they are cleared unless the session exports them. */
const SELF_MADE = ['HOSTNAME', 'HOSTTYPE', 'MACHTYPE', 'OLDPWD', 'OSTYPE', 'PATH', 'SHELL'];

export interface Restore {
  /** Environment of the new bash: exported variables as they are, functions in the form only a definition passes. */
  readonly env: Readonly<Record<string, string>>;
  /** Bash text made by us, word for word quoted by us; it brings back what an environment cannot carry. */
  readonly text: string;
}

/**
 * What a new bash needs to stand where the last one ended. Undefined when the state is too large for a start.
 * Function bodies travel as `BASH_FUNC_…%%` values: bash itself accepts nothing there but one function definition.
 */
export function restore(state: ShellState, command = ''): Restore | undefined {
  const env: Record<string, string> = {};
  const declared: string[] = [];
  const references: string[] = [];
  for (const [name, variable] of state.variables) {
    const text =
      variable.attributes === 'x' && typeof variable.value === 'string' ? toText(variable.value) : undefined;
    if (text !== undefined) env[name] = text;
    else (variable.attributes.includes('n') ? references : declared).push(declaration(name, variable));
  }
  const functions: string[] = [];
  for (const [name, body] of state.functions) {
    const text = toText(body);
    if (text === undefined) continue;
    // Bash prints the name it gave a nameless coprocess as if it were written there, and would read it as a command.
    env[`BASH_FUNC_${name}%%`] = `() ${text.replace(/^(\s*)coproc COPROC /gm, '$1coproc ')}`;
    functions.push(name);
  }
  const isFresh = state.options === undefined;
  const gone = isFresh
    ? []
    : SELF_MADE.filter((name) => !state.variables.get(name)?.attributes.includes('x'));
  const lines = [
    ...(functions.length > 0 ? [`builtin export -nf -- ${functions.join(' ')}`] : []),
    ...(gone.length > 0 ? [`builtin unset -v ${gone.join(' ')}`] : []),
    ...declared,
    ...references,
    ...(toText(state.cwd) === undefined ? [changeFolder(state)] : []),
    ...(state.umask === undefined ? [] : [`builtin umask ${state.umask}`]),
    ...optionLines(state),
    ...aliasLines(state, command),
  ];
  const text = lines.join('\n');
  const size = Object.entries(env).reduce((sum, [name, value]) => sum + name.length + value.length + 2, 0);
  const tooLong = Object.values(env).some((value) => Buffer.byteLength(value) > CHUNK_BYTES);
  if (tooLong || size + text.length > MAX_BYTES) return undefined;
  return { env, text };
}

/** Pieces of the restore text, each short enough for one environment string. The text is ASCII or UTF-8. */
export function chunks(text: string): string[] {
  const pieces: string[] = [];
  const step = Math.floor(CHUNK_BYTES / 4);
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + step);
    // Half a surrogate pair would not survive the way into the environment.
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1]!)) end--;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** `builtin declare` takes no list, so a list is assigned; `-r` comes when nothing is left to assign. */
function declaration(name: string, { attributes, value }: Variable): string {
  const head = `builtin declare -${attributes || '-'} ${name}`;
  if (value === undefined) return head;
  if (typeof value === 'string') return `${head}=${quote(value)}`;
  const elements = value.map((element) => `[${quote(element.key)}]=${quote(element.value)}`);
  const kind = attributes.includes('A') ? 'A' : 'a';
  return `builtin declare -${kind} ${name}\n${name}=(${elements.join(' ')})\n${head}`;
}

/** The folder's name is not UTF-8, so Node cannot start bash in it. OLDPWD stays what it was. */
function changeFolder(state: ShellState): string {
  const old = state.variables.get('OLDPWD');
  const keep =
    old && typeof old.value === 'string' ? `OLDPWD=${quote(old.value)}` : 'builtin unset -v OLDPWD';
  return `builtin cd -- ${quote(state.cwd)} || builtin exit 125\n${keep}`;
}

/** Listing and removing them works; they stay without effect, for a bash that reads no keys expands none. */
function aliasLines(state: ShellState, command: string): string[] {
  if (!namesAliases(command)) return [];
  return [...state.aliases].map(([name, value]) => `builtin alias -- ${quote(toBytes(`${name}=${value}`))}`);
}

/** Whether a step can see the aliases there are, so that what it leaves is all there are. */
export const namesAliases = (command: string): boolean => /\b(?:un)?alias\b/.test(command);

function optionLines(state: ShellState): string[] {
  const { options } = state;
  if (options === undefined) return [];
  const sets = SET_OPTIONS.map((name) => `${options.has(name) ? '-o' : '+o'} ${name}`);
  const on = SHOPT_OPTIONS.filter((name) => options.has(name));
  const off = SHOPT_OPTIONS.filter((name) => !options.has(name));
  return [
    // An option this bash does not know is not an error worth a word.
    ...(on.length > 0 ? [`builtin shopt -s ${on.join(' ')} 2>/dev/null`] : []),
    ...(off.length > 0 ? [`builtin shopt -u ${off.join(' ')} 2>/dev/null`] : []),
    `builtin set ${sets.join(' ')}`,
  ];
}

/** One bash word that stands for exactly these bytes. */
export function quote(bytes: string): string {
  const text = /[\0-\x1f\x7f]/.test(bytes) ? undefined : toText(bytes);
  if (text !== undefined) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = bytes.replace(
    /[^ -~]|['\\]/g,
    (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `$'${escaped}'`;
}
