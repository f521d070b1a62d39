import { readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { visibleLine } from '../../plan/display.ts';

export interface Completion {
  /** The stretch of the text it replaces. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly CompletionItem[];
}

export interface CompletionItem {
  readonly insert: string;
  readonly label: string;
}

export interface CompletionSources {
  readonly cwd: string;
  readonly home?: string;
  readonly commands: readonly string[];
}

const MOST = 200;

/** What the word before the cursor may become: commands of the session at the start, file names anywhere. */
export async function complete(
  text: string,
  cursor: number,
  sources: CompletionSources,
): Promise<Completion> {
  const before = text.slice(0, cursor);
  const command = /^\/([\w-]*)$/.exec(before);
  if (command) {
    const items = sources.commands
      .filter((name) => name.startsWith(command[1]!))
      .map((name) => ({ insert: `/${name} `, label: `/${name}` }));
    if (items.length > 0) return { start: 0, end: cursor, items };
  }
  // In a direct command a blank in a name is escaped as for bash; in plain words a name is quoted instead.
  const direct = before.startsWith('!');
  const word = (direct ? /(?:\\.|[^\s\\!]|(?<!^)!)*$/ : /(?:"[^"\n]*|[^\s"]*)$/).exec(before)?.[0] ?? '';
  const plain = direct ? word.replace(/\\(.)/g, '$1') : word.replace(/^"/, '');
  const items = await fileNames(plain, sources, direct);
  return { start: cursor - word.length, end: cursor, items };
}

async function fileNames(
  word: string,
  { cwd, home }: CompletionSources,
  direct: boolean,
): Promise<CompletionItem[]> {
  const slash = word.lastIndexOf('/') + 1;
  const base = word.slice(slash);
  const folder = word.slice(0, slash);
  const expanded = home !== undefined && folder.startsWith('~/') ? home + folder.slice(1) : folder;
  try {
    const entries = await readdir(resolve(cwd, expanded === '' ? '.' : dirname(`${expanded}x`)), {
      withFileTypes: true,
    });
    return entries
      .filter(({ name }) => name.startsWith(base) && (base.startsWith('.') || !name.startsWith('.')))
      .filter(({ name }) => visibleLine(name) === name)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, MOST)
      .map((entry) => {
        const end = entry.isDirectory() ? '/' : ' ';
        const path = folder + entry.name;
        return { insert: quoted(path, direct, end), label: entry.name + (end === '/' ? end : '') };
      });
  } catch {
    return [];
  }
}

function quoted(path: string, direct: boolean, end: string): string {
  if (direct) return path.replace(/[^\w./~@%+:,=-]/gu, (char) => `\\${char}`) + end;
  return /\s/.test(path) ? `"${path}${end === '/' ? '/' : '" '}` : path + end;
}

/** What all of them begin with. */
export function commonStart(items: readonly CompletionItem[]): string {
  const [first, ...rest] = items.map((item) => item.insert);
  if (first === undefined) return '';
  let length = first.length;
  for (const other of rest) {
    let same = 0;
    while (same < length && first[same] === other[same]) same++;
    length = same;
  }
  return first.slice(0, length);
}
