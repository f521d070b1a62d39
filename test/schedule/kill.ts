import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isOver, type Submission } from '../../src/schedule/job.ts';
import { Queue } from '../../src/schedule/queue.ts';

const owner = fileURLToPath(new URL('../fixtures/queue-owner.ts', import.meta.url));

export const submission = (command: string, more: Partial<Submission> = {}): Submission => ({
  step: { id: 's1', command, why: 'test' },
  plan: { version: 1, goal: '', steps: [{ id: 's1', command, why: 'test' }] },
  planHash: 'hash',
  approval: { planHash: 'hash', stepId: 's1', by: 'key' },
  cwd: tmpdir(),
  ...more,
});

export const startOwner = (path: string, ...more: readonly string[]) =>
  spawn(process.execPath, [owner, path, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });

export interface KillResult {
  readonly jobs: number;
  readonly kills: number;
  readonly done: number;
  /** Ended as failed because the queue was killed while they started or ran. */
  readonly interrupted: number;
  readonly startedTwice: number;
  /** Not over at the end, gone, or done without having run. */
  readonly lost: number;
}

/** Runs jobs that each leave a mark, kills the owner at random moments, and counts what came of every job. */
export async function killRepeatedly(kills: number, random: () => number): Promise<KillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'queue-'));
  try {
    using queue = await Queue.open(join(folder, 'q.db'));
    const marks = join(folder, 'marks');
    const ids: number[] = [];
    for (let round = 0; round < kills; round++) {
      for (let i = 0; i < 6; i++) {
        const id = queue.submit(submission(`echo ${ids.length + 1} >> ${marks}; sleep 0.0${i}`));
        ids.push(id);
      }
      const child = startOwner(join(folder, 'q.db'), '100000');
      const gone = once(child, 'exit');
      while (!queue.owner() && child.exitCode === null) await sleep(2);
      await sleep(random() * 120);
      child.kill('SIGKILL');
      await gone;
    }
    const last = startOwner(join(folder, 'q.db'), '50');
    await once(last, 'exit');
    const seen = new Map<string, number>();
    for (const mark of readFileSync(marks, 'utf8').split('\n').filter(Boolean))
      seen.set(mark, (seen.get(mark) ?? 0) + 1);
    const jobs = ids.map((id) => queue.get(id));
    return {
      jobs: ids.length,
      kills,
      done: jobs.filter((job) => job?.status === 'done').length,
      interrupted: jobs.filter((job) => job?.status === 'failed' && job.reason?.includes('was killed'))
        .length,
      startedTwice: [...seen.values()].filter((count) => count > 1).length,
      lost: jobs.filter(
        (job) => !job || !isOver(job.status) || (job.status === 'done' && !seen.has(String(job.id))),
      ).length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
