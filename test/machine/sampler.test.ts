import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createPortableSampler } from '../../src/machine/portable.ts';
import { createRecorder, replay } from '../../src/machine/recording.ts';
import { createSampler } from '../../src/machine/sampler.ts';
import type { StateVector } from '../../src/session/state-vector.ts';
import { fakeKernel, processLine } from './kernel.ts';

const folder = mkdtempSync(join(tmpdir(), 'sampler-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pause = () => sleep(60);

describe('sampling this machine', () => {
  it('has no made-up figures in the first sample, and real ones in the second', async () => {
    const sampler = createSampler();
    const first = await sampler.sample();
    expect(first.cpu).not.toHaveProperty('percent');
    expect(first.network).not.toHaveProperty('rxBytesPerSecond');
    expect(first.memory.total).toBeGreaterThan(first.memory.available!);
    expect(first.processes?.length).toBeGreaterThan(0);
    expect(first.disks?.[0]?.mount).toBe('/');
    await sleep(300);
    const second = await sampler.sample();
    expect(second.cpu.percent).toBeGreaterThanOrEqual(0);
    expect(second.cpu.percent).toBeLessThanOrEqual(100);
    expect(second.disks?.[0]?.writeBytesPerSecond ?? 0).toBeGreaterThanOrEqual(0);
    expect(sampler.history()).toEqual([first, second]);
  });

  it('sees the whole tree of a job, with its share', async () => {
    const child = spawn('bash', ['-c', 'while :; do :; done & while :; do :; done'], {
      detached: true,
      stdio: 'ignore',
    });
    try {
      const job = { id: '7', command: 'burn', status: 'running' as const, pid: child.pid! };
      const sampler = createSampler({ jobs: () => [job], intervalMs: 12_000 });
      await sampler.sample();
      await sleep(700);
      const { jobs } = await sampler.sample();
      expect(jobs[0]).toMatchObject({ id: '7', status: 'running' });
      expect(jobs[0]!.processes).toHaveLength(2);
      // Others may want the cores too.
      expect(jobs[0]!.cpuPercent).toBeGreaterThan(5);
      expect(jobs[0]!.memoryBytes).toBeGreaterThan(1e6);
    } finally {
      process.kill(-child.pid!, 'SIGKILL');
      await once(child, 'exit');
    }
  });

  it('keeps a bounded history, hands each sample on and stops when told', async () => {
    const sampler = createSampler({ intervalMs: 60, keep: 3 });
    const seen: StateVector[] = [];
    sampler.start((state) => seen.push(state));
    while (seen.length < 6) await pause();
    sampler.stop();
    const count = seen.length;
    await sleep(150);
    expect(seen.length).toBe(count);
    expect(sampler.history()).toHaveLength(3);
    expect(sampler.history().at(-1)).toBe(seen.at(-1));
  });
});

describe('sampling a kernel that misbehaves', () => {
  const stat = (busy: number, idle: number) =>
    `cpu  ${busy} 0 0 ${idle}\ncpu0 ${busy} 0 0 ${idle}\nbtime 1000\n`;

  it('shows what fails as missing and goes on', async () => {
    using kernel = fakeKernel({ 'proc/stat': stat(10, 10), 'proc/meminfo': 'MemTotal: 100 kB\n' });
    const sampler = createSampler({ roots: kernel });
    await sampler.sample();
    await pause();
    kernel.write({ 'proc/stat': stat(40, 20) });
    const state = await sampler.sample();
    expect(state.cpu).toEqual({ percent: 75, ioWaitPercent: 0, perCore: [75], cores: 1 });
    expect(state.memory).toEqual({ total: 102_400 });
    for (const missing of ['network', 'pressure', 'disks', 'gpus', 'services'])
      expect(state).not.toHaveProperty(missing);
    kernel.remove('proc/stat');
    await pause();
    expect((await sampler.sample()).cpu).toEqual({ cores: 1 });
    kernel.write({ 'proc/stat': stat(50, 20) });
    await pause();
    await sampler.sample();
    await pause();
    kernel.write({ 'proc/stat': stat(60, 30) });
    expect((await sampler.sample()).cpu.percent).toBe(50);
  });

  it('is not misled by a clock that jumps', async () => {
    using kernel = fakeKernel({ 'proc/stat': stat(0, 0), 'proc/vmstat': 'pswpin 0\npswpout 0\n' });
    let time = new Date('2026-01-01T00:00:00Z');
    const sampler = createSampler({ roots: kernel, now: () => time });
    await sampler.sample();
    await sleep(200);
    time = new Date('2025-06-01T00:00:00Z');
    kernel.write({ 'proc/stat': stat(10, 10), 'proc/vmstat': 'pswpin 0\npswpout 100\n' });
    const state = await sampler.sample();
    expect(state.cpu.percent).toBe(50);
    // 100 pages in 0.2 s, not in minus seven months.
    expect(state.memory.swapOutBytesPerSecond).toBeGreaterThan(100 * 4096);
    expect(state.memory.swapOutBytesPerSecond).toBeLessThan(600 * 4096);
  });

  it('does not take a new process with an old number for the old one', async () => {
    const line = (started: number, ticks: number) => processLine({ pid: 50, name: 'p', started, ticks });
    using kernel = fakeKernel({ 'proc/stat': stat(0, 0), 'proc/50/stat': line(100, 100_000) });
    const sampler = createSampler({ roots: kernel, intervalMs: 12_000 });
    await sampler.sample();
    await sleep(1000);
    kernel.write({ 'proc/50/stat': line(900, 20) });
    const [process] = (await sampler.sample()).processes!;
    expect(process!.cpuPercent).toBeGreaterThan(10);
    expect(process!.cpuPercent).toBeLessThan(21);
  });

  it('counts zombies and names who leaves them', async () => {
    using kernel = fakeKernel({
      'proc/stat': stat(0, 0),
      'proc/5/stat': processLine({ pid: 5, name: 'lazy' }),
    });
    for (const pid of [6, 7, 8])
      kernel.write({ [`proc/${pid}/stat`]: processLine({ pid, name: 'gone', state: 'Z', parent: 5 }) });
    const { tasks } = await createSampler({ roots: kernel }).sample();
    expect(tasks).toEqual({ total: 4, zombies: 3, zombieParent: { pid: 5, name: 'lazy', zombies: 3 } });
  });
});

describe('recording', () => {
  it('gives back what was written, and leaves out a line cut off', async () => {
    const path = join(folder, 'run.jsonl');
    const recorder = await createRecorder(path);
    const sampler = createSampler();
    const written = [await sampler.sample(), await sampler.sample()];
    for (const state of written) await recorder.write(state);
    await recorder.close();
    appendFileSync(path, '{"time":"2026-01-01T00:00:00Z","cpu":{"co');
    const read: StateVector[] = [];
    for await (const state of replay(path)) read.push(state);
    expect(read).toEqual(written);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('sampling through the library, for systems without /proc', () => {
  it('gives the same shape', async () => {
    const state = await createPortableSampler().sample();
    expect(state.memory.total).toBeGreaterThan(1e6);
    expect(state.cpu.cores).toBeGreaterThan(0);
    expect(state.jobs).toEqual([]);
    expect(JSON.stringify(state)).not.toContain('null');
  });
});
