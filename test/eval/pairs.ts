import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Sandbox } from './sandbox.ts';
import { type Asked, type Scored, scoreTask } from './score.ts';
import type { Task } from './tasks.ts';

/** A request with a command that answers it, without a folder. */
export interface Pair {
  readonly request: string;
  readonly command: string;
}

const PROGRAMS = new Set(
  'find ls grep egrep wc sort uniq head tail cut awk sed cat du tr xargs rm cp mv mkdir touch chmod tar gzip gunzip basename dirname file stat ln diff comm paste rev nl tac md5sum sha256sum split join rename rmdir readlink zip fgrep echo seq date cal uname whoami hostname id pwd printf'.split(
    ' ',
  ),
);

/** Which half a row belongs to; stable for ever. */
const partOf = ({ request }: Pair): 'read' | 'score' =>
  createHash('sha256').update(request).digest()[0]! % 2 === 0 ? 'read' : 'score';

/** Absolute paths of other people's machines become paths below the folder, in the request as in the command. */
function relative(text: string): string {
  return text.replace(
    /(^|[\s"'=(])\/(?!etc\b|dev\b|proc\b|bin\b|usr\/bin\b)([A-Za-z][\w.-]*(?:\/[\w.-]+)*)(\/?)/g,
    (_, before: string, path: string, slash: string) => `${before}${path}${slash}`,
  );
}

/** Names to lay out: what the globs of the command match, and the paths it names. */
function namesOf(command: string): { files: string[]; folders: string[] } {
  const files: string[] = [];
  const folders: string[] = [];
  const words = command.match(/"[^"]*"|'[^']*'|[^\s|;&(){}<>]+/g) ?? [];
  words.forEach((word, i) => {
    const text = word.replace(/^["']|["']$/g, '').replaceAll('\\', '');
    const option = words[i - 1] ?? '';
    if (/^-i?name$|^--include/.test(option) || (/[*?]/.test(text) && !/[\s$^]/.test(text))) {
      const name = text.split('/').at(-1)!;
      for (const star of ['a', 'zz1'])
        files.push(
          name
            .replaceAll('*', star)
            .replaceAll('?', 'x')
            .replace(/\[!?(.).*?\]/g, '$1'),
        );
      return;
    }
    if (i === 0 || /^[-$+!]/.test(text) || /[\s$^,:=%@"'`[\]]/.test(text) || /^\d+$/.test(text)) return;
    if (/^\.?[\w/-]+\.[A-Za-z]\w{0,4}$/.test(text)) files.push(text);
    else if (/\/\w/.test(text) && !text.startsWith('/')) folders.push(text);
    else if (/^(?:find|ls|du)$/.test(option) && /^\w/.test(text)) folders.push(text);
  });
  return { files: files.filter((name) => /^[\w.][\w.~+-]*(?:\/[\w.-]+)*$/.test(name)), folders };
}

function layOut(home: string, command: string): void {
  const { files, folders } = namesOf(command);
  const text = `foo bar\nhello ${/["']([\w ]{2,20})["']/.exec(command)?.[1] ?? 'x'}\n3\n1\n2\nfoo bar\n`;
  const put = (path: string, content = text) => {
    try {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), content, { flag: 'wx' });
    } catch {
      // The name is a folder already.
    }
  };
  for (const folder of folders) {
    mkdirSync(join(home, folder), { recursive: true });
    put(`${folder}/first.txt`);
    put(`${folder}/sub/second.log`);
  }
  for (const file of files) {
    put(file);
    if (file.includes('/')) continue;
    for (const folder of ['docs', 'src/lib', ...folders]) put(`${folder}/${file}`, `${text}${folder}\n`);
  }
}

function usable({ request, command }: Pair): boolean {
  const programs = [...command.matchAll(/(?:^|[|;&]|\$\(|`)\s*([a-z][\w-]*)/g)].map((match) => match[1]!);
  return (
    request.length < 300 &&
    programs.length > 0 &&
    programs.every((program) => PROGRAMS.has(program)) &&
    !/\/dev\/(?!null)|~|sudo|\/proc|\bcd\b|\$[A-Za-z{]/.test(command)
  );
}

/** The same command that only names what the reference lists at length, where the request asks for no details. */
function plainer({ request, command }: Pair): string[] {
  if (/\b(?:long|detail|permission|size|attribute|information|info|owner|ls)/i.test(request)) return [];
  const plain = command
    .replace(/\s*\|\s*xargs(?:\s+-\S+)*\s+ls(?:\s+-\S+)*\s*$/, '')
    .replace(/\s+-print0\s*$/, '')
    .replace(/-exec\s+ls(?:\s+-\S+)*\s+(?:'\{\}'|\{\})\s*(?:\\;|';'|\\?\+)/, '-print')
    .replace(/\s-ls\b/, '');
  return plain === command ? [] : [plain];
}

/** A sandbox whose copies hold the names of one pair. */
class Laid extends Sandbox {
  override toLookAt(name: string): Promise<string> {
    return this.copy(name);
  }

  command = '';
  override async copy(name: string): Promise<string> {
    const folder = await super.copy(name);
    layOut(join(folder, 'home'), this.command);
    return folder;
  }
}

/** Lays out a folder for one pair, runs both commands there; undefined when the reference shows nothing that could be compared. */
export async function scorePair(
  pair: Pair,
  gold: readonly string[],
  work: string,
  ask: Asked,
): Promise<Scored | undefined> {
  const sandbox = new Laid(work, join(import.meta.dirname, 'sets/fixtures'));
  sandbox.command = pair.command;
  const task: Task = {
    id: createHash('sha256').update(pair.request).digest('hex').slice(0, 8),
    request: pair.request,
    gold: [...gold, ...gold.flatMap((command) => plainer({ ...pair, command }))],
    setup: 'wording',
    check: { stdout: ['paths', 'lines', 'nospace', 'number'] },
    tags: [/^[a-z]+/.exec(pair.command)?.[0] ?? '?'],
  };
  const [once, again] = [
    await sandbox.execute(task, [pair.command]),
    await sandbox.execute(task, [pair.command]),
  ];
  const changed = JSON.stringify([...once.before]) !== JSON.stringify([...once.after]);
  if (once.timedOut || (once.stdout.trim() === '' && !changed) || once.stdout !== again.stdout)
    return undefined;
  return scoreTask(task, ask, sandbox);
}

/** The usable pairs of one half, in an order of their own. */
export function readPairs(file: string, part: string): Pair[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Pair)
    .map((pair) => ({ request: relative(pair.request), command: relative(pair.command) }))
    .filter((pair) => usable(pair) && partOf(pair) === part)
    .sort((a, b) => (hash(a.request) < hash(b.request) ? -1 : 1));
}

const hash = (text: string): string => createHash('sha1').update(text).digest('hex');
