import type { BigIntStats } from 'node:fs';
import type { Layer } from './view.ts';

/** What a file inside is of the real file that had its name: the same one, another one, or nobody can tell. */
export type Origin = 'same' | 'other' | 'unknown';

/** The high bits of a number in a view (xino): set where the file came up from below, with its real number in the rest. */
const REAL = (1n << 62n) - 1n;
/** Node gives it with a sign. */
const cameUp = ({ ino }: BigIntStats) => BigInt.asUintN(64, ino) > REAL;

/** `upper` and `after`: one file as the upper layer holds it and as the view shows it. */
export function originOf({ seeded, followsLinks }: Layer, { path, before, after, upper }: Touched): Origin {
  const copied = upper && seeded.files.get(upper.ino);
  if (copied) return copied.real !== before.ino ? 'other' : copied.isWhole ? 'same' : 'unknown';
  if (cameUp(after)) return (after.ino & REAL) === before.ino ? 'same' : 'other';
  return seeded.entries.has(path) || followsLinks || before.nlink < 2n || !before.isFile()
    ? 'other'
    : 'unknown';
}

export interface Touched {
  readonly path: string;
  readonly before: BigIntStats;
  readonly after: BigIntStats;
  readonly upper: BigIntStats | undefined;
}

/** Whether a file under a new name is one that has further names which the view did not follow. */
export function hasStrayed({ seeded }: Layer, after: BigIntStats, upper: BigIntStats | undefined): boolean {
  if (!upper || after.isDirectory()) return false;
  const copied = seeded.files.get(upper.ino);
  return copied ? !copied.isWhole : cameUp(after) && after.nlink > 1n;
}

/** Whether a copy made ahead is as it was made: nothing can be done to a file without changing this. */
export function isUntouched({ seeded }: Layer, path: string, upper: BigIntStats | undefined): boolean {
  const entry = seeded.entries.get(path);
  return entry !== undefined && entry.ino === upper?.ino && entry.ctime === upper.ctimeNs;
}
