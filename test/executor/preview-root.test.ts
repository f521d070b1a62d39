import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { jailWorks } from '../tools/jail.ts';
import { temporaryFolder } from './harness.ts';
import type { PlanRow } from './preview-plans.ts';

const isRealRoot =
  process.getuid?.() === 0 &&
  /^\s*0\s+0\s+4294967295\s*$/m.test(readFileSync('/proc/self/uid_map', 'latin1'));

it.runIf(isRealRoot && jailWorks())(
  'real root gets the same from a mount namespace alone',
  () => {
    const folder = temporaryFolder();
    const script = fileURLToPath(new URL('preview-in-jail.ts', import.meta.url));
    const repository = fileURLToPath(new URL('../..', import.meta.url));
    // Generated plans of file operations only; even so, nothing but the one folder can be written.
    const args = [
      ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/run', '--tmpfs', '/tmp'],
      ...['--ro-bind', repository, repository, '--bind', folder.path, folder.path, '--cap-add', 'ALL'],
      ...['--unshare-net', '--unshare-pid', '--unshare-ipc', '--die-with-parent', '--'],
      ...[process.execPath, '--no-warnings', script, folder.path, '1', '8'],
    ];
    const rows = execFileSync('bwrap', args, { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line): PlanRow => JSON.parse(line));
    folder.remove();
    expect(rows.length).toBe(8);
    expect(rows.filter(({ equal, untouched, undone }) => !equal || !untouched || !undone)).toEqual([]);
  },
  60_000,
);
