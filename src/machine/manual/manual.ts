import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ManualPage, parseManual } from './roff.ts';

/** Fixed places: MANPATH and the working folder have no say in what a program is said to do. */
const FOLDERS = ['/usr/local/share/man', '/usr/share/man', '/opt/homebrew/share/man'];
const SECTIONS = ['1', '8', '6'];
const MOST_BYTES = 4 * 1024 * 1024;
const NAME = /^[A-Za-z0-9_[][\w.+@-]{0,63}$|^\[$/;

export interface Manual {
  /** The page's name: "git-commit". */
  readonly page: string;
  readonly summary: string | undefined;
  /** Every option it names. */
  readonly options: readonly string[];
  /** What the manual says of an option; undefined when it says nothing. `-la` is `-l` and `-a`. */
  option(text: string): readonly { readonly option: string; readonly text: string }[];
}

/** The manual of a program, or of its subcommand where that has a page of its own. Read as files: nothing is started. */
export function readManual(program: string, subcommand: readonly string[] = []): Manual | undefined {
  for (let words = subcommand.length; words >= 0; words--) {
    const page = [program, ...subcommand.slice(0, words)].join('-');
    const source = NAME.test(page) ? readPage(page) : undefined;
    if (source !== undefined) return manual(page, parseManual(source));
  }
  return undefined;
}

function manual(page: string, { summary, entries }: ManualPage): Manual {
  const find = (option: string) => entries.find(({ options }) => options.includes(option))?.text;
  return {
    page,
    summary,
    options: entries.flatMap(({ options }) => options),
    option(text) {
      const [name = text] = text.split('=');
      const whole = find(name);
      if (whole !== undefined) return [{ option: name, text: firstSentence(whole) }];
      if (!/^-[A-Za-z0-9]{2,}$/.test(name)) return [];
      const found: { option: string; text: string }[] = [];
      for (const letter of name.slice(1)) {
        const known = find(`-${letter}`);
        // `-n5`, `-ofile`: from here on it is a value.
        if (known === undefined) break;
        found.push({ option: `-${letter}`, text: firstSentence(known) });
      }
      return found;
    },
  };
}

const MOST_CHARS = 160;

function firstSentence(text: string): string {
  const end = /^.{12,}?[.;](?=\s+[A-Z(]|$)/s.exec(text)?.[0] ?? text;
  return end.length <= MOST_CHARS ? end : `${end.slice(0, MOST_CHARS).replace(/\s+\S*$/, '')} …`;
}

function readPage(page: string, depth = 0): string | undefined {
  for (const folder of FOLDERS)
    for (const section of SECTIONS) {
      const path = join(folder, `man${section}`, `${page}.${section}`);
      const text = readText(`${path}.gz`, true) ?? readText(path, false);
      if (text === undefined) continue;
      const other = /^\.so\s+(?:man\d\/)?([\w.+@[-]+)\.\d\w*\s*$/m.exec(text.slice(0, 400))?.[1];
      return other !== undefined && depth < 3 ? readPage(other, depth + 1) : text;
    }
  return undefined;
}

function readText(path: string, packed: boolean): string | undefined {
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > MOST_BYTES) return undefined;
    const bytes = readFileSync(path);
    return (packed ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString('utf8');
  } catch {
    return undefined;
  }
}
