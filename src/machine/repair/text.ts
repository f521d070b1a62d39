/** A word of a command line: as written, as bash would read it, and where it stands. */
export interface Word {
  readonly text: string;
  readonly value: string;
  readonly at: number;
  /** First of a simple command, after variables. */
  readonly program: boolean;
  /** The program it is an argument of, or it is itself. */
  readonly of: string;
  /** The target of a redirection that writes, or what `tee` writes. */
  readonly written: boolean;
}

/**
 * Words of a command, good enough to find the one an error names; the corrected text is judged like any other. Words
 * with an expansion keep their text as value, so they are never mistaken for a plain name.
 */
export function splitWords(command: string): readonly Word[] {
  const words: Word[] = [];
  let expectProgram = true;
  let written = false;
  let of = '';
  const pattern = /(?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[^\s|&;<>()'"\\])+|\d*>{1,2}|[|&;()<\n]+/g;
  for (const match of command.matchAll(pattern)) {
    const text = match[0];
    if (/^\d*>{1,2}$/.test(text)) {
      written = true;
      continue;
    }
    if (/^[|&;()<\n]+$/.test(text)) {
      if (!/^[<]+$|^&$/.test(text) || text === '&') expectProgram = text !== '<' && text !== '<<';
      continue;
    }
    const assignment = expectProgram && /^\w+=/.test(text);
    const program = expectProgram && !assignment && !written;
    const value = unquote(text);
    if (program) of = value;
    const writes = written || (of === 'tee' && !program && !value.startsWith('-'));
    words.push({ text, value, at: match.index, program, of, written: writes });
    if (program) expectProgram = false;
    written = false;
  }
  return words;
}

function unquote(text: string): string {
  return text.replace(/'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])/g, (_all, single, double, escaped) =>
    single !== undefined
      ? single
      : double !== undefined
        ? (double as string).replace(/\\(["\\$`])/g, '$1')
        : (escaped as string),
  );
}

export const replaceWord = (command: string, word: Word, by: string): string =>
  command.slice(0, word.at) + by + command.slice(word.at + word.text.length);

/** A word for bash: quoted only where it must be. */
export const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Whether a message names this path, as a word of its own and not as a piece of another. */
export const mentions = (message: string, path: string): boolean =>
  path !== '' && new RegExp(`(?:^|[\\s'":=(,])${escapePattern(path)}(?:$|[\\s'":),])`).test(message);

/** A path as bash sees it, for the two ways people name their home folder. */
export const expandHome = (path: string, home: string): string =>
  path.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, home);

/** The folder a command works in when it begins with `cd FOLDER &&`. */
export function startFolder(command: string): string | undefined {
  const [cd, folder] = splitWords(command);
  return cd?.value === 'cd' &&
    cd.program &&
    folder &&
    /^\s*&&/.test(command.slice(folder.at + folder.text.length))
    ? folder.value
    : undefined;
}

/** The first program of the command. */
export const firstProgram = (command: string): Word | undefined =>
  splitWords(command).find((word) => word.program);

/** Typographic quotes, as the tools print them in UTF-8, as plain ones. */
export const plainQuotes = (text: string): string => text.replace(/[‘’`´]/g, "'").replace(/[“”]/g, '"');

/** Edits between two words, a swap of neighbours counting as one. */
export function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_unused, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  return rows[a.length]![b.length]!;
}

const LONGEST = 64;

/** The one name that was probably meant. Undefined when there is none, or when two are equally near. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  if (name.length < 2 || name.length > LONGEST) return undefined;
  const limit = name.length <= 3 ? 1 : name.length <= 7 ? 2 : 3;
  let best: string | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  let tie = false;
  for (const other of names) {
    if (other === name || Math.abs(other.length - name.length) > Math.max(limit, 5)) continue;
    const score = scoreOf(name, other, limit);
    if (score === undefined || score > bestScore) continue;
    tie = score === bestScore && other !== best;
    best = other;
    bestScore = score;
  }
  return tie ? undefined : best;
}

function scoreOf(name: string, other: string, limit: number): number | undefined {
  if (other.toLowerCase() === name.toLowerCase()) return 0.1;
  const stem = (text: string) => text.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '');
  // An extension forgotten or mistaken: "notes" for "notes.md", "main.cpp" for "main.cc".
  if (stem(other) === name || (stem(other) === stem(name) && stem(name).length >= 3)) return 0.5;
  const edits = distance(name.toLowerCase(), other.toLowerCase());
  // The same letters in another order, or the same first letter, are likelier than chance.
  return edits <= limit && edits < name.length ? edits - (other[0] === name[0] ? 0.2 : 0) : undefined;
}
