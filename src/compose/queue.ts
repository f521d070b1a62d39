import { spawn } from 'node:child_process';
import type { Paths } from '../config/paths.ts';
import type { Schedule } from '../plan/plan.ts';
import { Queue } from '../schedule/queue.ts';
import { submissionOf } from '../schedule/submission.ts';
import type { QueuedStep, QueuePort } from '../session/ports.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** How a process in the background of this session ends. */
export type ExitOf = (
  pid: number,
) => Promise<{ readonly code: number | null; readonly signal: string | null }> | undefined;

/** A job in this state cannot start: its record is not on the disk yet. */
const SUBMITTING = 'its submission was never finished';

/** Hands approved steps to the persistent queue, whose owner is a process of its own. */
export function createQueuePort(paths: Paths, env: Env, exitOf: ExitOf): QueuePort {
  return {
    async submit({ plan, planHash, step, approval, cwd, schedule, jobs }: QueuedStep) {
      if (step.interactive)
        throw new Error(`step ${step.id} needs the terminal and cannot wait in the queue; run it now`);
      using queue = await Queue.open(paths.database);
      const scheduled = Object.keys(schedule).length > 0 ? { ...step, schedule } : step;
      const submission = submissionOf(scheduled, { plan, planHash, approval, cwd }, jobs);
      const job = queue.submit({ ...submission, step }, SUBMITTING);
      // Beside the decisions, where one sees what was wished for; what starts it is policy and A(S).
      if (step.schedule) queue.log(job, 'advice', `the plan: ${adviceOf(step.schedule)}`);
      return job;
    },
    async release(job) {
      using queue = await Queue.open(paths.database);
      queue.release(job);
      startOwner(queue, env);
    },
    async adopt({ pid, output, plan, planHash, step, approval, cwd }) {
      using queue = await Queue.open(paths.database);
      const job = queue.adopt({ plan, planHash, step, approval, cwd }, pid, output);
      void exitOf(pid)?.then(async ({ code, signal }) => {
        using later = await Queue.open(paths.database);
        later.ended(job, { exitCode: code, ...(signal === null ? {} : { signal }) });
      });
      return job;
    },
  };
}

function adviceOf({ after, at, whenIdle, priority }: Schedule): string {
  const parts = [
    after === undefined ? '' : `after ${after}`,
    at === undefined ? '' : `not before ${at}`,
    whenIdle ? 'when the machine is idle' : '',
    priority === undefined ? '' : `priority ${priority}`,
  ];
  return parts.filter(Boolean).join(', ');
}

export async function ensureOwner(paths: Paths, env: Env): Promise<void> {
  using queue = await Queue.open(paths.database);
  startOwner(queue, env);
}

/** Starts `assent jobs serve` where no owner lives: detached, so that it outlives this process. */
export function startOwner(queue: Queue, env: Env): void {
  const program = process.argv[1];
  if (queue.owner() || program === undefined) return;
  const owner = spawn(process.execPath, [program, 'jobs', 'serve'], {
    cwd: '/',
    env: { ...env },
    detached: true,
    stdio: 'ignore',
  });
  owner.on('error', () => undefined);
  owner.unref();
}
