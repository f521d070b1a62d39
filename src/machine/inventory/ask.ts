import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Answers } from './answers.ts';
import { LONGEST_MS } from './limits.ts';

/**
 * What the library can be asked. Not osInfo, which asks the name service for the machine's own name; the kernel and the
 * distribution are read from files.
 */
export type Call = 'system' | 'cpu' | 'memLayout' | 'diskLayout' | 'graphics' | 'battery';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/run/current-system/sw/bin'];
const MOST_BYTES = 1 << 20;

/** Folders of programs that only root can change, and nobody can swap for others: the way down to them is root's too. */
export function systemPath(folders: readonly string[] = FOLDERS): string {
  return folders.filter(isRoots).join(':');
}

function isRoots(folder: string): boolean {
  try {
    const { uid, mode } = statSync(folder);
    const sound = uid === 0 && (mode & 0o022) === 0;
    return sound && (folder === '/' || isRoots(dirname(folder)));
  } catch {
    return false;
  }
}

/**
 * Asks the library in a short-lived process of our own: nothing of our environment, in `/`, at the lowest priority, in a
 * session of its own so that it is ended with all it started. What it prints is data; what fails is not there.
 */
export function askLibrary(
  program: string,
  calls: readonly Call[],
  longestMs = LONGEST_MS,
): Promise<Answers> {
  const PATH = systemPath();
  if (PATH === '' || calls.length === 0) return Promise.resolve({});
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...calls], {
      cwd: '/',
      env: { PATH },
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    };
    const timer = setTimeout(end, longestMs);
    // Nobody waits for it at the end of the program.
    timer.unref();
    child.unref();
    (child.stdout as import('node:net').Socket).unref();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.length > MOST_BYTES) end();
    });
    child.on('error', () => undefined);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(printed.length > MOST_BYTES ? {} : parseAnswers(printed));
    });
  });
}

/** One answer a line; a line that is cut off or no JSON is left out. */
export function parseAnswers(printed: string): Answers {
  const answers: Record<string, unknown> = {};
  for (const line of printed.split('\n')) {
    try {
      const said = JSON.parse(line) as { name?: unknown; answer?: unknown } | null;
      if (typeof said?.name === 'string') answers[said.name] = said.answer;
    } catch {
      // Not an answer.
    }
  }
  return answers;
}
