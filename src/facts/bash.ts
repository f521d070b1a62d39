import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

/** Never looked up on PATH; the same bash the steps run in. */
const BASH = ['/usr/bin/bash', '/bin/bash'];
const MAX_MS = 2_000;

/**
 * A second opinion on the exact bytes: `bash -n` reads them and runs nothing, with no start file and an empty
 * environment. True when it does not accept them, or when no answer could be had.
 */
export function refusedByBash(text: string): Promise<boolean> {
  const file = BASH.find(isRunnable);
  return new Promise((resolve) => {
    // Without a bash nothing will run, and the executor says so.
    if (file === undefined) return resolve(false);
    if (text.includes('\0')) return resolve(true);
    try {
      const child = spawn(file, ['--noprofile', '--norc', '-n', '-c', text], {
        cwd: '/',
        env: {},
        stdio: 'ignore',
        timeout: MAX_MS,
        killSignal: 'SIGKILL',
      });
      child.once('error', () => resolve(true));
      child.once('exit', (code) => resolve(code !== 0));
    } catch {
      // Too long for one argument.
      resolve(true);
    }
  });
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
