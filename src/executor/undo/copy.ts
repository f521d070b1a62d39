import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const find = (name: string) =>
  ['/usr/bin', '/bin'].map((dir) => `${dir}/${name}`).find((path) => existsSync(path));

/**
 * Copies files and trees into a folder with everything that makes them what they are: mode, owner, times, links,
 * holes, attributes; by reference where the file system can. Paths are byte strings and go through a pipe, for an
 * argument of Node's has to be text. Rejects with what cp said.
 */
export function copyInto(sources: readonly string[], folder: string): Promise<void> {
  if (sources.length === 0) return Promise.resolve();
  const xargs = find('xargs');
  const cp = find('cp');
  if (!xargs || !cp) return Promise.reject(new Error('keeping files needs cp and xargs'));
  return new Promise((resolve, reject) => {
    // GNU cp preserves attributes and context where it can with -a, and does not fail where it cannot.
    const child = spawn(xargs, ['-0', cp, '-a', '--reflink=auto', '-t', folder, '--'], {
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      if (said.length < 2000) said += data.toString();
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(said.trim().split('\n')[0] || `cp ended with ${code}`)),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(Buffer.from(sources.map((source) => `${source}\0`).join(''), 'latin1'));
  });
}
