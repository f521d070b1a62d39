import { pathsOf } from '../../config/paths.ts';
import { isOver, type Job } from '../../schedule/job.ts';
import { Queue } from '../../schedule/queue.ts';
import { jobStates } from '../../schedule/report.ts';
import type { Event } from '../../session/events.ts';
import type { JobState } from '../../session/state-vector.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** JOBS as this session knows them: its own running step, and the queue of this user, whoever filled it. */
export class SessionJobs {
  #queue: Queue | undefined;
  #step: JobState | undefined;
  /** Jobs seen waiting or running: their end is told once. */
  readonly #open = new Set<number>();

  /** The queue is looked into from then on. */
  async open(env: Env): Promise<void> {
    this.#queue ??= await Queue.open(pathsOf(env).database);
  }

  /** The running step is one of our jobs too. */
  follow(event: Event): void {
    if (event.type === 'step-started')
      this.#step = {
        id: `step ${event.stepId}`,
        command: event.command,
        status: 'running',
        startedAt: event.time,
      };
    else if (event.type === 'step-process' && this.#step) this.#step = { ...this.#step, pid: event.pid };
    else if (event.type === 'step-ended') this.#step = undefined;
  }

  states(): readonly JobState[] {
    const own = this.#step?.pid === undefined ? [] : [this.#step];
    return [...own, ...(this.#queue ? jobStates(this.#queue) : [])];
  }

  /** Jobs that ended since the last look, and those in our own background that somebody wants ended. */
  look(): { readonly ended: readonly Job[]; readonly toEnd: readonly number[] } {
    const queue = this.#queue;
    if (!queue) return { ended: [], toEnd: [] };
    const now = queue.list('starting', 'running', 'queued', 'held');
    const ended = [...this.#open]
      .filter((id) => !now.some((job) => job.id === id))
      .flatMap((id) => queue.get(id) ?? [])
      .filter((job) => isOver(job.status));
    this.#open.clear();
    for (const { id } of now) this.#open.add(id);
    const toEnd = now
      .filter((job) => job.cancelRequested && job.keeper?.pid === process.pid)
      .flatMap(({ pid }) => pid ?? []);
    return { ended, toEnd };
  }

  close(): void {
    this.#queue?.[Symbol.dispose]();
    this.#queue = undefined;
  }
}
