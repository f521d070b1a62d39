import { localMinute } from '../plan/local-time.ts';
import { isOver, type Job } from './job.ts';

/** What a job waits for before the machine's state matters. `final`: it will not come about by waiting. */
export interface Wait {
  readonly text: string;
  readonly final?: boolean;
}

export function waitsFor(job: Job, find: (id: number) => Job | undefined, now: number): Wait | undefined {
  for (const id of job.after) {
    const other = find(id);
    if (!other) return { text: `job ${id} is gone`, final: true };
    // Nothing releases it by itself: who follows it would wait, and keep the owner alive, for ever.
    if (other.status === 'held') return { text: `job ${id} is held`, final: true };
    if (!isOver(other.status)) return { text: `waits for job ${id} (${other.status})` };
    if (other.status !== 'done') return { text: `job ${id} ${endText(other)}`, final: true };
  }
  if (job.notBefore !== undefined && now < job.notBefore)
    return { text: `waits until ${localMinute(job.notBefore)}` };
  return undefined;
}

const endText = (job: Job) =>
  job.status === 'cancelled'
    ? 'was cancelled'
    : `failed${job.exitCode === undefined ? '' : ` with exit ${job.exitCode}`}`;
