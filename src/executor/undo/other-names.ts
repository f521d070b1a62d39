import { spawn } from 'node:child_process';
import { findProgram } from '../sandbox/programs.ts';
import type { Name } from './tree.ts';

/** A large folder is not worth waiting for: what was found by then is what is known. */
const LOOK_MS = 1000;

/** Names of these files (by number) in folders, byte strings, and below them on the same disk. */
export async function otherNames(
  inodes: ReadonlySet<string>,
  folders: readonly string[],
): Promise<readonly Name[]> {
  const [find, xargs] = [findProgram('find'), findProgram('xargs')];
  if (inodes.size === 0 || find === undefined || xargs === undefined) return [];
  // The folder comes last on the command line of a shell of ours: a path is bytes, an argument of Node's is text.
  const text = 'exec "$0" "$1" -xdev -type f -links +1 -printf "%i %p\\0"';
  const found = await Promise.all(
    folders.map((folder) => list(xargs, ['-0', '-n', '1', '/bin/bash', '-c', text, find], folder)),
  );
  const names = found.flat().map((line): Name => {
    const at = line.indexOf(' ');
    return { inode: line.slice(0, at), path: line.slice(at + 1) };
  });
  return names.filter(({ inode }) => inodes.has(inode));
}

function list(file: string, args: readonly string[], folder: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: '/',
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: LOOK_MS,
      killSignal: 'SIGKILL',
    });
    const out: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.once('error', () => resolve([]));
    child.once('close', () => {
      const lines = Buffer.concat(out).toString('latin1').split('\0');
      // The last one is empty, or was cut short.
      resolve(lines.slice(0, -1));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(Buffer.from(`${folder}\0`, 'latin1'));
  });
}
