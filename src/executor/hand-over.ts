import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Source } from './pull.ts';

/** KiB the file of a step in the background may grow to; what comes after is read and dropped. */
const MOST_KIB = 64 * 1024;
const COPY = `trap '' HUP INT TERM XFSZ; (ulimit -f ${MOST_KIB}; exec cat 2>/dev/null); exec cat > /dev/null`;

/**
 * Lets what reads a step's output live on without us: a small process for each pipe copies it to the end of a file.
 * The bytes that were read but not taken yet are given back first. False where the pipes are not ours to hand on.
 */
export function handOver(
  bash: string,
  sources: readonly Source[],
  output: number,
  take: (data: Uint8Array) => void,
): boolean {
  if (sources.some(({ fd }) => fd === undefined)) return false;
  for (const { readable, fd } of sources) {
    // A description of its own: closing ours must not close it. From here to the end of the turn nothing is read.
    const copy = openSync(`/proc/self/fd/${fd}`, 'r');
    for (let data: Uint8Array | null = readable.read(); data !== null; data = readable.read()) take(data);
    readable.destroy();
    const copier = spawn(bash, ['--noprofile', '--norc', '-c', COPY], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
      detached: true,
      stdio: [copy, output, 'ignore'],
    });
    copier.on('error', () => undefined);
    copier.unref();
    closeSync(copy);
  }
  return true;
}
