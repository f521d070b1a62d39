import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../src/schedule/admission.ts';
import { isOver } from '../../src/schedule/job.ts';
import { LIMITS } from '../../src/schedule/limits.ts';
import { NO_LOAD } from '../../src/schedule/load.ts';
import { Queue } from '../../src/schedule/queue.ts';
import { jobStates, why } from '../../src/schedule/report.ts';
import { killRepeatedly, startOwner, submission } from './kill.ts';
import { random } from './traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'queue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const database = () => join(folder, `${++files}.db`);

async function served(path: string, ...more: string[]): Promise<string> {
  const child = startOwner(path, ...(more.length ? more : ['50']));
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  return text.trim();
}

async function until(check: () => boolean): Promise<void> {
  while (!check()) await sleep(10);
}

describe('the queue', () => {
  it('runs what it holds and ends when it is empty', async () => {
    const path = database();
    using queue = await Queue.open(path);
    const good = queue.submit(submission('exit 0'));
    const bad = queue.submit(submission('exit 3'));
    expect(queue.list('queued').map(({ id }) => id)).toEqual([good, bad]);
    expect(await served(path)).toBe('empty');
    expect(queue.get(good)).toMatchObject({ status: 'done', exitCode: 0 });
    expect(queue.get(bad)).toMatchObject({ status: 'failed', exitCode: 3 });
    expect(why(queue, bad)).toBe('failed with exit 3');
    expect(queue.owner()).toBeUndefined();
  });

  it('survives a restart with everything that was submitted', async () => {
    const path = database();
    const job = submission('true', { priority: 7, notBefore: 12_345, whenIdle: true });
    let id = 0;
    {
      using queue = await Queue.open(path);
      id = queue.submit(job);
    }
    using again = await Queue.open(path);
    expect(again.get(id)).toMatchObject({ ...job, status: 'queued', after: [] });
  });

  it('keeps order of dependencies, and holds what follows a failure', async () => {
    const path = database();
    const marks = join(folder, 'order');
    using queue = await Queue.open(path);
    const first = queue.submit(submission(`sleep 0.2; echo first >> ${marks}`, { priority: -20 }));
    const second = queue.submit(submission(`echo second >> ${marks}`, { after: [first], priority: 19 }));
    const failing = queue.submit(submission('exit 1'));
    const orphan = queue.submit(submission(`echo never >> ${marks}`, { after: [failing] }));
    const next = queue.submit(submission(`echo never >> ${marks}`, { after: [orphan] }));
    expect(why(queue, second)).toBe(`queued: waits for job ${first} (queued)`);
    await served(path);
    expect(readFileSync(marks, 'utf8')).toBe('first\nsecond\n');
    expect(queue.get(orphan)!.status).toBe('held');
    expect(why(queue, orphan)).toBe(`held: job ${failing} failed with exit 1`);
    expect(why(queue, next)).toBe(`held: job ${orphan} is held`);
    expect(() => queue.submit(submission('true', { after: [999] }))).toThrow('no job 999');
  });

  it('waits for the time that was asked for', async () => {
    const path = database();
    using queue = await Queue.open(path);
    const at = Date.now() + 700;
    const id = queue.submit(submission('true', { notBefore: at }));
    expect(why(queue, id)).toMatch(/^queued: waits until 20/);
    await served(path);
    expect(queue.get(id)!.startedAt).toBeGreaterThanOrEqual(at);
  });

  it('holds a job that no longer matches its approval, and never starts it', async () => {
    const path = database();
    const mark = join(folder, 'held');
    using queue = await Queue.open(path);
    const id = queue.submit(submission(`echo x > ${mark}`, { planHash: 'stale' }));
    await served(path, '50', 'stale');
    expect(queue.get(id)).toMatchObject({ status: 'held', reason: 'changed since approval' });
    expect(() => readFileSync(mark)).toThrow();
    expect(queue.release(id)).toBe(true);
    await served(path);
    expect(queue.get(id)!.status).toBe('done');
  });

  it('cancels what waits at once, and what runs with its whole group', async () => {
    const path = database();
    using queue = await Queue.open(path);
    const running = queue.submit(submission('sleep 60 & sleep 60'));
    const waiting = queue.submit(submission('true', { after: [running] }));
    const child = startOwner(path, '50');
    await until(() => queue.get(running)!.status === 'running');
    expect(jobStates(queue)).toMatchObject([
      { id: String(running), status: 'running', pid: expect.any(Number) },
      { id: String(waiting), status: 'queued' },
    ]);
    expect(queue.cancel(waiting)).toBe(true);
    expect(queue.get(waiting)!.status).toBe('cancelled');
    expect(queue.cancel(running)).toBe(true);
    await once(child, 'exit');
    expect(queue.get(running)).toMatchObject({ status: 'cancelled', signal: 'SIGTERM' });
    expect(queue.cancel(running)).toBe(false);
  });

  it('does not explain a job by what was decided before it was there', async () => {
    using queue = await Queue.open(database());
    queue.own();
    const id = queue.submit(submission('true'));
    queue.ready(id);
    const decision = { zone: 'soft', leastDemanding: '3', over: { signal: 'cpu', value: 91, samples: 3 } };
    const at = (time: number) =>
      queue.decided({ time, decision: decision as unknown as Decision, load: NO_LOAD, limits: LIMITS });
    at(Date.now() - 60_000);
    expect(why(queue, id)).toBe('queued: its turn is decided with the next sample');
    at(Date.now());
    expect(why(queue, id)).toMatch(/^held: cpu 91 % over 80 % for 3 samples.*; least demanding is job 3$/);
    queue.disown();
  });

  it('has one owner at a time', async () => {
    const path = database();
    using queue = await Queue.open(path);
    const child = startOwner(path, '100000');
    await until(() => queue.owner() !== undefined);
    expect(await served(path)).toBe('owned');
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(queue.owner()).toBeUndefined();
  });

  it('is claimed exactly once, however many try', async () => {
    const path = database();
    using one = await Queue.open(path);
    using two = await Queue.open(path);
    const id = one.submit(submission('true'));
    expect([one.claim(id), two.claim(id), one.claim(id)]).toEqual([true, false, false]);
  });

  it('learns what a shape needs and keeps a log of advice that starts nothing', async () => {
    using queue = await Queue.open(database());
    const id = queue.submit(submission('make -j2 all'));
    const job = queue.get(id)!;
    queue.learn(job, { cpuSeconds: 12, memoryBytes: 1e8, cores: 1.5 });
    expect(queue.demandOf(queue.get(queue.submit(submission('make -j2 all')))!).cpuSeconds).toBeCloseTo(12);
    queue.log(id, 'advice', 'model: better after the backup');
    expect(queue.logOf(id)).toMatchObject([{ kind: 'advice', text: 'model: better after the backup' }]);
    expect(queue.get(id)!.status).toBe('queued');
  });

  it('keeps no environment, and lets nobody else read', async () => {
    const path = database();
    process.env.QUEUE_TEST_SECRET = 'not-to-be-stored-4711';
    {
      using queue = await Queue.open(path);
      queue.submit(submission('true'));
      for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o077).toBe(0);
    }
    delete process.env.QUEUE_TEST_SECRET;
    expect(readFileSync(path, 'latin1')).not.toContain('not-to-be-stored-4711');
  });
});

describe('an owner that is killed', () => {
  it('loses no job and starts none twice (12 kills; the proof has 200)', async () => {
    const result = await killRepeatedly(12, random(11));
    expect(result).toMatchObject({ jobs: 72, startedTwice: 0, lost: 0 });
    expect(result.done + result.interrupted).toBe(72);
    expect(result.done).toBeGreaterThan(30);
  });

  it('leaves a process that still runs to the next one, which waits for it and can end it', async () => {
    const path = database();
    using queue = await Queue.open(path);
    const id = queue.submit(submission('exec sleep 60'));
    const first = startOwner(path, '100000');
    await until(() => queue.get(id)!.status === 'running');
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = startOwner(path, '50');
    await sleep(300);
    expect(queue.get(id)!.status).toBe('running');
    queue.cancel(id);
    await once(second, 'exit');
    expect(isOver(queue.get(id)!.status)).toBe(true);
    expect(queue.get(id)!.reason).toBe('cancelled');
  });
});
