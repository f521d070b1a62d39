import { aliasMayLast } from '../policy/aliases.ts';
import {
  type Element,
  functionMayLast,
  mayLast,
  SET_OPTIONS,
  SHOPT_OPTIONS,
  type ShellState,
  toDisplay,
  type Variable,
} from './shell-state.ts';

/** First and last field of a snapshot; a step that ended half-way leaves one without the last. */
export const HEAD = 'assent-state-1';
export const TAIL = 'assent-end-1';
/** A larger state is not kept: it would not fit into the next start. */
export const MAX_SNAPSHOT_BYTES = 4 * 1024 * 1024;

/**
 * Reads a snapshot as data: NUL-separated fields, `declare -p` text against a grammar, names against closed lists.
 * `bytes` is a byte string. Undefined when anything does not fit; nothing of it is ever evaluated.
 */
export function parseSnapshot(bytes: string): ShellState | undefined {
  const fields = bytes.split('\0');
  const once = (mark: string) => fields.filter((field) => field === mark).length === 1;
  // Two snapshots in one stream: somebody else wrote too.
  if (!once(HEAD) || !once(TAIL)) return undefined;
  if (fields.at(-1) !== '' || fields.at(-2) !== TAIL || fields[0] !== HEAD || fields.length !== 10)
    return undefined;
  const [, status, umask, cwd, declarations, names, bodies, shortcuts] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const options = parseOptions(status);
  const variables = parseDeclarations(declarations);
  const functions = parseFunctions(names, bodies);
  const aliases = parseAliases(shortcuts);
  const mask = /^([0-7]{3,4})\n$/.exec(umask)?.[1];
  if (!options || !variables || !functions || !aliases || mask === undefined || !/^\/[^\0]*\n$/.test(cwd))
    return undefined;
  return { cwd: cwd.slice(0, -1), umask: mask, variables, functions, aliases, options };
}

function parseOptions(status: string): Set<string> | undefined {
  const match = /^\d{1,3} ([a-z:-]*) ([a-z0-9_:]*)$/.exec(status);
  if (!match) return undefined;
  const on = new Set([...match[1]!.split(':'), ...match[2]!.split(':')]);
  return new Set([...SET_OPTIONS, ...SHOPT_OPTIONS].filter((name) => on.has(name)));
}

/** `alias -p`: `alias name='value'`, the value in single quotes, each of its own as `'\\''`. */
function parseAliases(text: string): Map<string, string> | undefined {
  const aliases = new Map<string, string>();
  const line = /alias (?:-- )?([^=\s]+)='((?:[^'\0]|'\\'')*)'\n/y;
  for (let at = 0; at < text.length; at = line.lastIndex) {
    line.lastIndex = at;
    const [, name, value] = line.exec(text) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (aliasMayLast(toDisplay(name)))
      aliases.set(toDisplay(name), toDisplay(value.replaceAll("'\\''", "'")));
  }
  return aliases;
}

/**
 * `names` is what `declare -F` lists, `text` what `declare -f` prints, in the same order. Undefined when a definition
 * could end in two places, such as a body that quotes the next one.
 */
function parseFunctions(names: string, text: string): Map<string, string> | undefined {
  const functions = new Map<string, string>();
  const listed = names
    .split('\n')
    .slice(0, -1)
    .map((line) => /^declare -f[a-z]* (\S+)$/.exec(line)?.[1]);
  let rest = `\n${text}`;
  for (const [index, name] of listed.entries()) {
    if (name === undefined || !rest.startsWith(opening(name))) return undefined;
    const next = listed[index + 1];
    const end = next === undefined ? rest.length - 1 : rest.indexOf(opening(next), 1);
    if (end < 0 || (next !== undefined && rest.indexOf(opening(next), end + 1) >= 0)) return undefined;
    if (functionMayLast(name)) functions.set(name, rest.slice(name.length + 6, end));
    rest = rest.slice(end);
  }
  return rest === '\n' ? functions : undefined;
}

const opening = (name: string) => `\n${name} () \n{ \n`;

function parseDeclarations(text: string): Map<string, Variable> | undefined {
  const reader = new Reader(text);
  const variables = new Map<string, Variable>();
  while (!reader.done) {
    const head = reader.match(/declare -(?:-|[A-Za-z]+) [A-Za-z_][A-Za-z0-9_]*/y);
    if (head === undefined) return undefined;
    const [, letters, name] = /^declare -(-|[A-Za-z]+) (.*)$/.exec(head)!;
    const attributes = letters === '-' ? '' : [...letters!].sort().join('');
    let value: string | readonly Element[] | undefined;
    if (reader.match(/=/y) !== undefined) {
      value = reader.match(/\(/y) === undefined ? reader.word() : reader.elements();
      if (value === undefined) return undefined;
    }
    if (reader.match(/\n/y) === undefined) return undefined;
    if (!mayLast(name!) || /[^aAilnrtux]/.test(attributes)) continue;
    variables.set(name!, value === undefined ? { attributes } : { attributes, value });
  }
  return variables;
}

/** The quoting that `declare -p` writes, and nothing else. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** `"…"` or `$'…'`. */
  word(): string | undefined {
    const double = this.match(/"(?:[^"\\$`\0]|\\[\s\S])*"/y);
    if (double !== undefined) return double.slice(1, -1).replace(/\\(["\\$`])|\\\n/g, '$1');
    const ansi = this.match(/\$'(?:[^'\\\0]|\\[\s\S])*'/y);
    return ansi === undefined ? undefined : unescapeAnsi(ansi.slice(2, -1));
  }

  /** The rest of `([key]="value" …)` after its opening bracket. */
  elements(): readonly Element[] | undefined {
    const elements: Element[] = [];
    while (this.match(/ ?\)/y) === undefined) {
      if (elements.length > 0 && this.match(/ /y) === undefined) return undefined;
      if (this.match(/\[/y) === undefined) return undefined;
      const key = this.word() ?? this.match(/[^\]"'$\\`\s\0]+/y);
      if (key === undefined || this.match(/\]=/y) === undefined) return undefined;
      const value = this.word();
      if (value === undefined) return undefined;
      elements.push({ key, value });
    }
    return elements;
  }
}

const ANSI: Record<string, string> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  E: '\x1b',
  e: '\x1b',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

function unescapeAnsi(text: string): string | undefined {
  let known = true;
  const plain = text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    const character = ANSI[code];
    if (character === undefined) known = false;
    return character ?? '';
  });
  return known && !plain.includes('\0') ? plain : undefined;
}
