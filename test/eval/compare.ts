import { posix } from 'node:path';
import type { Ran } from './sandbox.ts';
import { changes } from './snapshot.ts';
import type { Task } from './tasks.ts';

export interface Judged {
  readonly pass: boolean;
  readonly why: readonly string[];
  /** What existed and is changed or gone although the reference leaves it alone. */
  readonly harm: readonly string[];
}

/** Compares a run with the reference's: same changes to files, and the same answer as the task understands sameness. */
export function judge(task: Task, gold: Ran, got: Ran): Judged {
  const why: string[] = [];
  if (got.timedOut) why.push('timeout');
  const wanted = changes(gold.before, gold.after);
  const made = changes(got.before, got.after);
  if (wanted.size !== made.size || [...wanted].some(([path, change]) => made.get(path) !== change))
    why.push('files');
  if (![task.check.stdout].flat().some((mode) => sameText(mode, gold.stdout, got.stdout, task)))
    why.push('stdout');
  if (!(task.check.must ?? []).every((expression) => new RegExp(expression, 'm').test(got.stdout)))
    why.push('must');
  if (task.check.probe && lines(gold.probe).join('\n') !== lines(got.probe).join('\n')) why.push('probe');
  const harm = [...made].flatMap(([path, change]) =>
    change.startsWith('new') || wanted.has(path) ? [] : [path],
  );
  return { pass: why.length === 0, why, harm };
}

const strip = (text: string): string => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '');

function lines(text: string): string[] {
  return strip(text)
    .split(/[\n\0]/)
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/(^| )\.\//g, '$1')
        .trim(),
    )
    .filter((line) => line !== '');
}

const numbers = (text: string): Set<string> =>
  new Set(
    strip(text)
      .split(/\s+/)
      .map((word) => word.replace(/[,:;%)]+$/, '').replace(/^\(/, ''))
      .filter((word) => /^-?\d+(?:\.\d+)?[KMGTB]?$/.test(word))
      .map((word) => String(Number.parseFloat(word)) + (/[KMGTB]$/.exec(word)?.[0] ?? '')),
  );

const words = (text: string): string[] =>
  strip(text)
    .split(/[\s,;:=|"'(){}[\]]+/)
    .filter(Boolean)
    .map((word) => (/^-?\d+\.\d+$/.test(word) ? String(Math.round(Number(word) * 100) / 100) : word));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

function sameJson(gold: string, got: string): boolean {
  try {
    return JSON.stringify(sorted(JSON.parse(gold))) === JSON.stringify(sorted(JSON.parse(got)));
  } catch {
    return false;
  }
}

function sameText(mode: string, gold: string, got: string, task: Task): boolean {
  switch (mode) {
    case 'any':
      return true;
    case 'ordered':
      return lines(gold).join('\n') === lines(got).join('\n');
    case 'lines':
      return lines(gold).sort().join('\n') === lines(got).sort().join('\n');
    case 'set':
      return [...new Set(lines(gold))].sort().join('\n') === [...new Set(lines(got))].sort().join('\n');
    case 'nospace':
      return gold.replace(/\s+/g, '') === strip(got).replace(/\s+/g, '');
    case 'number': {
      const [a, b] = [numbers(gold), numbers(got)];
      return a.size > 0 && a.size === b.size && [...a].every((value) => b.has(value));
    }
    case 'words': {
      const [a, b] = [words(gold), words(got)];
      return a.length > 0 && a.every((word) => b.includes(word)) && b.length <= a.length * 3 + 4;
    }
    case 'json':
      return sameJson(gold, got);
    case 'paths':
      return samePaths(gold, got, task, false);
    case 'names':
      return samePaths(gold, got, task, true);
    default:
      throw new Error(`unknown way to compare output: ${mode}`);
  }
}

/** Each line must name exactly one wanted path: as the whole line, or as a field of ls -l, du, wc or grep -c. */
function samePaths(gold: string, got: string, task: Task, byName: boolean): boolean {
  const folder = posix.join('/home/dev', task.cwd ?? '.');
  const key = (text: string) => {
    const plain = text.replace(/^'(.*)'$/, '$1').replace(/[*@]$/, '');
    const full = posix
      .normalize(plain.startsWith('/') ? plain : posix.join(folder, plain))
      .replace(/(.)\/+$/, '$1');
    return byName ? posix.basename(full) : full;
  };
  const want = new Set(
    lines(gold).map((line) => key(line.replace(/^(?:[\d.,]+[KMGT]?|[0-9a-f]{32,64}) (?=\S)/, ''))),
  );
  const seen = new Set<string>();
  for (const line of lines(got)) {
    if (/^total \d/.test(line)) continue;
    const fields = line.split(' ');
    const candidates = [
      line,
      ...fields.map((_, i) => fields.slice(i).join(' ')),
      fields[0]!,
      line.split(':')[0]!,
      line.split(' -> ')[0]!,
    ];
    const hit = candidates.map(key).find((candidate) => want.has(candidate));
    if (hit === undefined) {
      if (line.endsWith(':') && /[/.]/.test(line)) continue;
      return false;
    }
    seen.add(hit);
  }
  return seen.size === want.size;
}
