import type { Job } from './job.ts';
import { isAlive } from './process.ts';
import type { Queue } from './queue.ts';

/**
 * After an owner was killed: what it was starting or running is never started again, for nobody can know how far it
 * came. A process that still lives is waited for; the others end as failed, with a reason. Returns those still alive.
 * `own` are the jobs that this owner runs itself.
 */
export function recover(queue: Queue, own: ReadonlySet<number> = new Set()): readonly number[] {
  const alive: number[] = [];
  for (const job of queue.list('starting', 'running')) {
    if (own.has(job.id)) continue;
    // Its session lives and will say how it ended.
    if (job.keeper && isAlive(job.keeper.pid, job.keeper.start)) continue;
    if (isAlive(job.pid, job.processStart)) {
      alive.push(job.id);
      continue;
    }
    const reason = reasonFor(job);
    queue.ended(job.id, { exitCode: null, reason });
    queue.log(job.id, 'status', reason);
  }
  return alive;
}

function reasonFor(job: Job): string {
  if (job.cancelRequested) return 'cancelled';
  if (job.status === 'starting')
    return 'the queue was killed while this job was starting; it is not started a second time';
  const who = job.keeper ? 'its session ended' : 'the queue was killed';
  return `${who} while this job ran; its exit code is not known`;
}
