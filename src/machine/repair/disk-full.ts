import { dirname } from 'node:path';
import { type Disposable, type Rule, repairPlan } from './failure.ts';
import { quote, splitWords } from './text.ts';

const FULL = /No space left on device|ENOSPC|Disk quota exceeded|disk full/i;
/** A repair that frees less is none. */
const LEAST = 64 * 1024;
const MOST_FILES = 5;

/** A full disk: show what takes the room, and delete what can be made again: caches, old logs, temporary files. */
export const diskFull: Rule = ({ command, stderr }, world) => {
  if (!FULL.test(stderr)) return undefined;
  const target = splitWords(command).find(({ value, written }) => written || stderr.includes(value))?.value;
  const folder = target?.includes('/') ? dirname(target) : '.';
  const place = world.kind(folder) === 'dir' ? folder : '.';
  const chosen = choose(world.disposable(place));
  if (chosen.length === 0) return undefined;
  const bytes = chosen.reduce((sum, file) => sum + file.bytes, 0);
  return repairPlan({
    goal: `make room: ${Math.round(bytes / 1024)} KiB of ${[...new Set(chosen.map(({ what }) => `${what} files`))].join(' and ')}`,
    check: [
      `df -h ${quote(place)} && du -sh -- ${chosen.map(({ path }) => quote(path)).join(' ')}`,
      'how full it is, and what can go',
    ],
    changes: [
      [`rm -- ${chosen.map(({ path }) => quote(path)).join(' ')}`, 'deletes only what can be made again'],
    ],
    verify: [command, 'there is room now'],
  });
};

const ORDER = ['cache', 'temporary', 'log'] as const;

function choose(files: readonly Disposable[]): readonly Disposable[] {
  return files
    .filter(({ bytes }) => bytes >= LEAST)
    .toSorted((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what) || b.bytes - a.bytes)
    .slice(0, MOST_FILES);
}
