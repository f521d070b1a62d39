import type { JobState } from '../session/state-vector.ts';
import { isOver, type Job } from './job.ts';
import { LIMITS } from './limits.ts';
import type { Queue } from './queue.ts';
import { waitsFor } from './waiting.ts';
import { whyHeld } from './why.ts';

/** A turn may take this long from its start until it marks a job as ready. */
const TURN_MS = 1000;

/** One or two lines for `jobs why`: the state of a job and what it waits for, from the owner's last decision. */
export function why(queue: Queue, id: number): string | undefined {
  const job = queue.get(id);
  if (!job) return undefined;
  const reason = job.reason === undefined || job.reason === job.status ? '' : `: ${job.reason}`;
  if (isOver(job.status)) {
    const code = job.exitCode === undefined ? '' : ` with exit ${job.exitCode}`;
    return `${job.status}${job.status === 'failed' ? code : ''}${reason}`;
  }
  if (job.status === 'running' || job.status === 'starting') return `${job.status}${reason}`;
  if (job.status === 'held') return `held${reason}`;
  const wait = waitsFor(job, (other) => queue.get(other), Date.now());
  if (wait) return `queued: ${wait.text}`;
  const last = queue.lastDecision();
  if (!queue.owner() || !last) return 'queued: no "assent jobs serve" is running';
  // What was decided before this job was ready names jobs that have ended since.
  if (job.readySince === undefined || last.time + TURN_MS < job.readySince)
    return 'queued: its turn is decided with the next sample';
  const asked = {
    id: String(job.id),
    priority: job.priority,
    readySince: job.readySince,
    demand: queue.demandOf(job),
    whenIdle: job.whenIdle,
  };
  return whyHeld(asked, last.decision, last.load, last.limits ?? LIMITS);
}

const SHOWN = 50;

/** The queue as part of S: what runs, what waits, and the first line of why. Running jobs carry their process. */
export function jobStates(queue: Queue): readonly JobState[] {
  return queue
    .list('running', 'starting', 'queued', 'held')
    .toSorted((a, b) => rank(a) - rank(b) || a.id - b.id)
    .slice(0, SHOWN)
    .map((job) => ({
      id: String(job.id),
      command: job.step.command,
      status: job.status === 'starting' ? 'running' : (job.status as JobState['status']),
      ...(job.pid === undefined ? {} : { pid: job.pid }),
      ...(job.startedAt === undefined ? {} : { startedAt: new Date(job.startedAt).toISOString() }),
      ...reasonOf(queue, job),
    }));
}

/** What waits says what for. */
function reasonOf(queue: Queue, job: Job): { readonly reason?: string } {
  const reason = job.reason ?? (job.status === 'queued' ? why(queue, job.id) : undefined);
  return reason === undefined ? {} : { reason: reason.replace(/^(?:held|queued): /, '') };
}

const rank = (job: Job) => (job.status === 'running' || job.status === 'starting' ? 0 : 1);

/** The unit `assent jobs serve` prints for people who want the queue to survive a reboot. */
export function serviceUnit(program: string): string {
  return `[Unit]
Description=Queue of assent

[Service]
ExecStart=${program} jobs serve
Restart=on-failure
Nice=5

[Install]
WantedBy=default.target
`;
}
