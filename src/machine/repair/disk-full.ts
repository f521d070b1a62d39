import { dirname } from 'node:path';
import { type Disposable, type Rule, repairPlan } from './failure.ts';
import { plainQuotes, quote, splitWords } from './text.ts';

const FULL = /No space left on device|ENOSPC|Disk quota exceeded|disk full/i;
/** A repair that frees less is none. */
const LEAST = 64 * 1024;
const MOST_FILES = 5;

/** A full disk: show what takes the room, and delete what can be made again: caches, old logs, temporary files. */
export const diskFull: Rule = ({ command, stderr }, world) => {
  if (!FULL.test(stderr)) return undefined;
  const place = fullFolder(command, stderr, world);
  const chosen = choose(world.disposable(place).filter(({ path }) => !named(command, path)));
  if (chosen.length === 0) return undefined;
  const bytes = chosen.reduce((sum, file) => sum + file.bytes, 0);
  return repairPlan({
    goal: `make room: ${Math.round(bytes / 1024)} KiB of ${[...new Set(chosen.map(({ what }) => `${what} files`))].join(' and ')}`,
    check: [
      `df -h ${quote(place)} && du -sh -- ${chosen.map(({ path }) => quote(path)).join(' ')}`,
      'how full it is, and what can go',
    ],
    changes: [
      [
        `rm -- ${chosen.map(({ path }) => quote(path)).join(' ')}`,
        'deletes caches, and temporary files and logs older than a day',
      ],
    ],
    verify: [command, 'there is room now'],
  });
};

/** The folder the command wrote to: of the path the error names, else of the redirection. */
function fullFolder(command: string, stderr: string, world: Parameters<Rule>[1]): string {
  const line =
    plainQuotes(stderr)
      .split('\n')
      .find((one) => FULL.test(one)) ?? '';
  const paths = splitWords(command).map((word) => ({ ...word, value: word.value.replace(/^\w+=/, '') }));
  const target =
    paths
      .filter(({ value, program }) => !program && value !== '' && line.includes(value))
      .toSorted((a, b) => b.value.length - a.value.length)[0] ?? paths.find(({ written }) => written);
  const folder =
    target === undefined ? '.' : world.kind(target.value) === 'dir' ? target.value : dirname(target.value);
  return world.kind(folder) === 'dir' ? folder : '.';
}

/** What the command itself works on is never in the way. */
const named = (command: string, path: string) =>
  splitWords(command).some(({ value }) => value !== '' && path.endsWith(value.replace(/^\w+=/, '')));

const ORDER = ['cache', 'temporary', 'log'] as const;

function choose(files: readonly Disposable[]): readonly Disposable[] {
  return files
    .filter(({ bytes }) => bytes >= LEAST)
    .toSorted((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what) || b.bytes - a.bytes)
    .slice(0, MOST_FILES);
}
