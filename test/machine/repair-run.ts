import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { devicesFirst } from '../../src/executor/sandbox/devices.ts';

export interface RepairResult {
  readonly name: string;
  readonly source?: 'real' | 'simulated';
  readonly outcome: 'repaired' | 'not repaired' | 'no plan' | 'did not fail' | 'set-up failed';
  readonly goal?: string;
  readonly steps?: readonly { readonly role: string; readonly command: string; readonly status: number }[];
}

const source = fileURLToPath(new URL('../..', import.meta.url));

/** Runs every `stride`-th case as an ordinary user without network, who may write in one folder only. */
export function runCases(stride: number, prefix = ''): readonly RepairResult[] {
  const folder = mkdtempSync(join(tmpdir(), 'repair-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const jail = [
    ...['--unshare-all', '--die-with-parent', '--uid', '1000', '--gid', '1000', '--ro-bind', '/', '/'],
    ...['--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp', '--size', String(1 << 20), '--tmpfs', '/mnt'],
    ...['--ro-bind', source, source, '--bind', folder, folder, '--chdir', home, '--clearenv'],
    ...['--setenv', 'HOME', home, '--setenv', 'LANG', 'C.UTF-8'],
    ...['--setenv', 'PATH', `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`],
  ];
  const script = join(source, 'test/fixtures/repair-cases.ts');
  try {
    const [file, ...rest] = [...devicesFirst(), 'bwrap'];
    const run = spawnSync(file!, [...rest, ...jail, process.execPath, script, String(stride), prefix], {
      encoding: 'utf8',
      timeout: 300_000,
      maxBuffer: 1 << 24,
    });
    if (run.stdout === '') throw new Error(`the jail gave no result: ${run.stderr}`);
    return run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RepairResult);
  } finally {
    // Some cases leave folders behind that not even their owner may go into.
    spawnSync('chmod', ['-R', 'u+rwx', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
