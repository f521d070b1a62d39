import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createCgroup } from '../../src/executor/cgroup.ts';
import { createExecutor } from '../../src/executor/local.ts';
import { Spill } from '../../src/executor/spill.ts';
import { BASE_ENV, run, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function alive(mark: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(mark);
    } catch {
      return false;
    }
  });
}

describe('nothing outlives us', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGHUP'] as const)('when we end by %s', async (signal) => {
    const script = fileURLToPath(new URL('run-and-hang.ts', import.meta.url));
    const seconds = `77.${{ SIGKILL: 41, SIGTERM: 42, SIGHUP: 43 }[signal]}`;
    const command = `trap '' TERM HUP; (setsid sleep ${seconds} &); sleep ${seconds} & echo up; sleep ${seconds}; wait`;
    const child = spawn(process.execPath, ['--no-warnings', script, command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(alive(seconds).length).toBeGreaterThan(2);
    child.kill(signal);
    for (let waited = 0; alive(seconds).length > 0 && waited < 6000; waited += 50) await sleep(50);
    expect(alive(seconds)).toEqual([]);
  });
});

const group = createCgroup();
group?.remove();
describe.runIf(group)('with a control group', () => {
  it('a cancel reaches what left the session, its parent and its environment', async () => {
    const executor = createExecutor({ cwd: folder.path, env: BASE_ENV, graceMs: 300 });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const hidden = '(env -i setsid bash -c "trap : TERM; sleep 77.51; sleep 77.51" &)';
    const ran = await run(executor, `sleep 0.1; ${hidden}; sleep 77.51`, { signal: abort.signal });
    expect(ran.cancelled).toBe(true);
    expect(alive('77.51')).toEqual([]);
    await executor.close();
  });
});

describe('limits', () => {
  it('stop a step that writes too much', async () => {
    const executor = createExecutor({
      cwd: folder.path,
      env: BASE_ENV,
      graceMs: 300,
      limits: { outputBytes: 1_000_000, nice: 5, fileBytes: 10_000 },
    });
    const ran = await run(executor, 'yes');
    expect(ran.stdoutBytes).toBeLessThan(1_300_000);
    expect(ran.notices.join()).toMatch(/stopped after 1000000 bytes/);
    const other = await run(executor, 'nice; head -c 20000 /dev/zero > big; stat -c %s big');
    expect(other.out).toBe('5\n9216\n');
    await executor.close();
  });
});

describe('output that is too long to keep', () => {
  it('goes to a file, whole, both streams as they came', async () => {
    const executor = createExecutor({
      cwd: folder.path,
      env: BASE_ENV,
      spill: { folder: join(folder.path, 'spill'), keepBytes: 1000 },
    });
    const short = await run(executor, 'seq 1 10');
    expect(short.spill).toBeUndefined();
    const long = await run(executor, 'seq 1 20000; echo to stderr >&2');
    expect(readFileSync(long.spill!, 'latin1').length).toBe(long.stdoutBytes + long.stderrBytes);
    expect(readFileSync(long.spill!, 'latin1')).toContain('\n19999\n20000\n');
    expect(statSync(long.spill!).mode & 0o777).toBe(0o600);
    await executor.close();
  });

  it('stays within its bounds, and the oldest goes first', () => {
    const options = { folder: join(folder.path, 'small'), fileBytes: 1000, totalBytes: 2500, keepBytes: 10 };
    const paths = ['1', '2', '3'].map((name) => {
      const spill = new Spill(options, name);
      spill.add(Buffer.alloc(600, name));
      spill.add(Buffer.alloc(600, name));
      expect(spill.cut).toBe(200);
      spill.close();
      return spill.path!;
    });
    expect(paths.map((path) => existsSync(path))).toEqual([false, true, true]);
    expect(statSync(paths[2]!).size).toBe(1000);
  });
});

describe('a step in the background', () => {
  it('goes on while later ones run, and ends with the session', async () => {
    const executor = createExecutor({
      cwd: folder.path,
      env: BASE_ENV,
      graceMs: 300,
      spill: { folder: join(folder.path, 'background') },
    });
    const ran = await run(executor, 'echo started; sleep 77.61; echo ended', { step: { background: true } });
    expect(ran).toMatchObject({ exitCode: 0, stdoutBytes: 0 });
    expect((await run(executor, 'sleep 0.2; echo later')).out).toBe('later\n');
    const [step] = executor.background;
    expect(readFileSync(step!.output!, 'utf8')).toBe('started\n');
    expect(alive('77.61').length).toBeGreaterThan(0);
    const quick = await run(executor, 'exit 3', { step: { background: true } });
    for (let waited = 0; !executor.background[1]!.exit && waited < 3000; waited += 20) await sleep(20);
    expect(executor.background[1]).toMatchObject({ pid: quick.pid, exit: { code: 3, signal: null } });
    expect(await executor.endBackground(step!.pid)).toBe(true);
    expect(await executor.endBackground(step!.pid)).toBe(false);
    expect(alive('77.61')).toEqual([]);
    await run(executor, 'sleep 77.62', { step: { background: true } });
    await executor.close();
    expect(alive('77.62')).toEqual([]);
  });
});
