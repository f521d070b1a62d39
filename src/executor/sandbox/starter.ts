import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ground } from './devices.ts';
import { type Limits, limitText } from './limits.ts';
import { findTool } from './programs.ts';
import { seccompFilter } from './seccomp.ts';

/** Starts bubblewrap with limits set and the filter of system calls at hand. */
export interface Starter {
  /** Options of bubblewrap that belong to it. */
  readonly options: readonly string[];
  /** The argv that runs one which ends in bubblewrap; descriptor 9 has to be free. */
  enter(command: readonly string[]): readonly string[];
  close(): void;
}

/** Bash, on this ground, sets the limits and opens the filter; bubblewrap reads that from descriptor 9 and closes it. */
export function openStarter(limits: Limits, ground: Ground = { argv: [], text: '' }): Starter {
  const bash = findTool('bash');
  const filter = filterDescriptor();
  const text = `${ground.text}${limitText(limits)}`;
  const begin = (rest: string, name: string) => [
    ...ground.argv,
    bash,
    '--noprofile',
    '--norc',
    '-c',
    `${text}exec "$@"${rest}`,
    name,
  ];
  if (filter === undefined)
    return { options: [], enter: (command) => [...begin('', 'bash'), ...command], close: () => undefined };
  let isOpen = true;
  return {
    options: ['--seccomp', '9'],
    enter: (command) => [...begin(' 9<"$0"', `/proc/${process.pid}/fd/${filter}`), ...command],
    close: () => {
      if (isOpen) closeSync(filter);
      isOpen = false;
    },
  };
}

/** The filter in a file without a name, wherever a file can be made for a moment. */
function filterDescriptor(): number | undefined {
  const filter = seccompFilter();
  if (!filter) return undefined;
  let problem: unknown;
  for (const place of [tmpdir(), '/dev/shm', '/var/tmp'])
    try {
      const folder = mkdtempSync(join(place, 'assent-filter-'));
      try {
        const path = join(folder, 'filter');
        writeFileSync(path, filter, { mode: 0o600 });
        return openSync(path, 'r');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    } catch (error) {
      problem ??= error;
    }
  throw new Error('there is no folder for a temporary file, and a sandbox needs one', { cause: problem });
}
