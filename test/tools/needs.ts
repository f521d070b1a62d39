import { existsSync } from 'node:fs';
import { describe } from 'vitest';

const DIRS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

export const has = (program: string): boolean => DIRS.some((dir) => existsSync(`${dir}/${program}`));

/** `describe`, or a visible skip that says which program is missing. In CI the test command fails on any skip. */
export function describeWith(programs: readonly string[]): typeof describe | typeof describe.skip {
  const missing = programs.filter((program) => !has(program));
  if (missing.length === 0) return describe;
  return ((name: string, body: () => void) =>
    describe.skip(`${name} (skipped: needs ${missing.join(', ')})`, body)) as typeof describe.skip;
}
