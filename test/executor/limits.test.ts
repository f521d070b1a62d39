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

describe('a step that is sent to the background', () => {
  const sent = (executor: ReturnType<typeof createExecutor>, command: string, afterMs: number) => {
    const background = new AbortController();
    setTimeout(() => background.abort(), afterMs);
    return run(executor, command, { background: background.signal });
  };
  const executorHere = () =>
    createExecutor({
      cwd: folder.path,
      env: BASE_ENV,
      graceMs: 300,
      spill: { folder: join(folder.path, 'background') },
    });

  it('goes on while later ones run, all of its output in a file, and ends with the session', async () => {
    const executor = executorHere();
    const ran = await sent(
      executor,
      'for i in {1..30}; do echo line $i; echo err $i >&2; sleep 0.05; done; sleep 77.61',
      400,
    );
    expect(ran).toMatchObject({ exitCode: null, background: { pid: expect.any(Number) } });
    expect((await run(executor, 'sleep 1.8; echo later')).out).toBe('later\n');
    const [step] = executor.background;
    const lines = readFileSync(step!.output!, 'utf8').split('\n');
    const of = (name: string) => lines.filter((line) => line.startsWith(name));
    expect(of('line')).toEqual(Array.from({ length: 30 }, (_, i) => `line ${i + 1}`));
    expect(of('err')).toEqual(Array.from({ length: 30 }, (_, i) => `err ${i + 1}`));
    expect(alive('77.61').length).toBeGreaterThan(0);
    expect(await executor.endBackground(step!.pid)).toBe(true);
    expect(await executor.endBackground(step!.pid)).toBe(false);
    expect(alive('77.61')).toEqual([]);
    await sent(executor, 'sleep 77.62', 100);
    await executor.close();
    expect(alive('77.62')).toEqual([]);
  });

  it('tells how it ended', async () => {
    const executor = executorHere();
    const ran = await sent(executor, 'sleep 0.5; exit 3', 100);
    expect(await executor.backgroundExit(ran.background!.pid)).toEqual({ code: 3, signal: null });
    await executor.close();
  });

  it('outlives the session only where that was asked for', async () => {
    const executor = executorHere();
    await sent(executor, 'sleep 77.63', 100);
    await executor.close({ keepBackground: true });
    await sleep(1500);
    const [left] = alive('77.63');
    expect(left).toBeDefined();
    process.kill(Number(left), 'SIGKILL');
  });
});
