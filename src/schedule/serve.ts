import { setPriority } from 'node:os';
import type { StateVector } from '../session/state-vector.ts';
import { admit, type ReadyJob, started } from './admission.ts';
import type { Job, JobEnd } from './job.ts';
import { LIMITS, type Limits } from './limits.ts';
import { type LoadView, NO_LOAD, observe, type RunningJob } from './load.ts';
import { Meter } from './meter.ts';
import { isAlive } from './process.ts';
import type { Queue } from './queue.ts';
import { recover } from './recover.ts';
import { waitsFor } from './waiting.ts';
import { whyStarted } from './why.ts';

/** Runs a job; given by compose, which goes through the judge, the mint and the executor. */
export interface JobRunner {
  /**
   * Asked right before the start: is there an approval of this plan hash in the verified record, and does the judge
   * still say what it said? A reason holds the job.
   */
  check(job: Job): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
  /** Starts it, tells the process as soon as there is one, and resolves when the whole tree has ended. */
  run(job: Job, onProcess: (pid: number) => void, signal: AbortSignal): Promise<JobEnd>;
}

export interface StateSource {
  start(listener: (state: StateVector) => void): void;
  stop(): void;
}

export interface ServeOptions {
  readonly queue: Queue;
  readonly states: StateSource;
  readonly runner: JobRunner;
  /** Ends serving; running jobs are ended too. */
  readonly signal: AbortSignal;
  /** Asked at every sample and turn, for settings may change while it serves. */
  readonly limits?: () => Limits;
  /** Milliseconds with nothing to do until it ends by itself; one minute unless told. */
  readonly idleMs?: number;
}

/** How serving ended: another process owns the queue, nothing was left to do, or the signal came. */
export type Served = 'owned' | 'empty' | 'stopped';

/** The one loop that starts queued jobs. It looks at every sample, and whenever a job has ended. */
export async function serve(options: ServeOptions): Promise<Served> {
  if (!options.queue.own()) return 'owned';
  const owner = new Owner(options);
  // Sampling does not keep a process alive, serving does.
  const alive = setInterval(() => undefined, 60_000);
  try {
    return await owner.serve();
  } finally {
    clearInterval(alive);
    options.states.stop();
    options.queue.disown();
  }
}

class Owner {
  readonly #options: ServeOptions;
  readonly #queue: Queue;
  readonly #limits: () => Limits;
  readonly #running = new Map<
    number,
    { readonly meter: Meter; readonly stop: AbortController; ended: Promise<void> }
  >();
  /** Processes of an owner that was killed: they cannot be ended by us politely, only watched. */
  #adopted: readonly number[];
  #load: LoadView = NO_LOAD;
  #state: StateVector | undefined;
  #busySince = performance.now();
  #turning = false;
  #again = false;
  #settle: (how: Served) => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;

  constructor(options: ServeOptions) {
    this.#options = options;
    this.#queue = options.queue;
    this.#limits = options.limits ?? (() => LIMITS);
    this.#adopted = recover(options.queue);
  }

  async serve(): Promise<Served> {
    const { signal, states } = this.#options;
    const how = await new Promise<Served>((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
      if (signal.aborted) return resolve('stopped');
      signal.addEventListener('abort', () => resolve('stopped'), { once: true });
      states.start((state) => {
        this.#sampled(state);
        this.#turn().catch(this.#fail);
      });
    });
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
    return how;
  }

  #sampled(state: StateVector): void {
    this.#state = state;
    for (const [id, { meter }] of this.#running)
      meter.sample(state.jobs.find((job) => job.id === String(id)));
    this.#load = observe(this.#load, state, this.#runningJobs(), this.#limits());
    // A session may end, or be killed, at any time and leave us what it had in the background.
    this.#adopted = recover(this.#queue, new Set(this.#running.keys()));
  }

  /** One turn at a time; a turn that is asked for meanwhile follows right after. */
  async #turn(): Promise<void> {
    this.#again = true;
    if (this.#turning) return;
    this.#turning = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#startWhatMay();
      }
    } finally {
      this.#turning = false;
    }
    this.#endWhenEmpty();
  }

  async #startWhatMay(): Promise<void> {
    this.#cancelWhatWasAsked();
    const now = Date.now();
    const limits = this.#limits();
    const candidates = this.#ready(now);
    const refused = new Set<number>();
    for (;;) {
      const ready = candidates.filter(({ job }) => !refused.has(job.id)).map(({ asked }) => asked);
      const input = { now, ready, running: this.#runningJobs(), load: this.#load, limits };
      const decision = admit(input);
      if (decision.start === undefined || this.#options.signal.aborted) {
        if (ready.length > 0) this.#queue.decided({ time: now, decision, load: this.#load, limits });
        return;
      }
      const id = Number(decision.start);
      refused.add(id);
      const { job } = candidates.find((one) => one.job.id === id)!;
      const check = await this.#options.runner.check(job);
      if (!check.ok) this.#queue.hold(id, check.reason);
      else if (this.#queue.claim(id)) {
        this.#load = started(this.#load, decision);
        this.#queue.log(id, 'decision', whyStarted(decision));
        this.#start(job);
      }
    }
  }

  #cancelWhatWasAsked(): void {
    for (const [id, { stop }] of this.#running) if (this.#queue.get(id)?.cancelRequested) stop.abort();
    for (const id of this.#adopted) {
      const job = this.#queue.get(id);
      if (job?.cancelRequested && isAlive(job.pid, job.processStart)) endGroup(job.pid!);
    }
  }

  /** Jobs whose time has come and whose predecessors succeeded; a failed predecessor holds its followers. */
  #ready(now: number): readonly { readonly job: Job; readonly asked: ReadyJob }[] {
    return this.#queue.list('queued').flatMap((job) => {
      const wait = waitsFor(job, (id) => this.#queue.get(id), now);
      if (wait?.final) this.#queue.hold(job.id, wait.text);
      if (wait) return [];
      if (job.readySince === undefined) this.#queue.ready(job.id);
      const asked: ReadyJob = {
        id: String(job.id),
        priority: job.priority,
        readySince: job.readySince ?? now,
        demand: this.#queue.demandOf(job),
        whenIdle: job.whenIdle,
      };
      return [{ job, asked }];
    });
  }

  #start(job: Job): void {
    const stop = new AbortController();
    const meter = new Meter(this.#queue.demandOf(job));
    const onProcess = (pid: number) => {
      this.#queue.started(job.id, pid);
      lower(pid, job.priority);
    };
    const ended = this.#options.runner
      .run(job, onProcess, stop.signal)
      .catch((error: unknown): JobEnd => ({ exitCode: null, reason: String(error) }))
      .then((end) => {
        this.#running.delete(job.id);
        this.#queue.ended(job.id, end);
        if (end.exitCode === 0) this.#queue.learn(job, meter.seen());
        this.#busySince = performance.now();
        if (this.#state) this.#turn().catch(this.#fail);
      });
    this.#running.set(job.id, { meter, stop, ended });
  }

  #runningJobs(): readonly RunningJob[] {
    return [...this.#running].map(([id, { meter }]) => ({ id: String(id), ...meter.now() }));
  }

  #endWhenEmpty(): void {
    if (this.#running.size + this.#adopted.length > 0 || this.#queue.list('queued').length > 0)
      this.#busySince = performance.now();
    else if (performance.now() - this.#busySince >= (this.#options.idleMs ?? 60_000)) this.#settle('empty');
  }
}

/** A job leads a process group of its own. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}

/** Queued work gives way to the person at the keyboard: priority 0 runs at nice 5, 10 and above at nice 0. */
function lower(pid: number, priority: number): void {
  try {
    setPriority(pid, Math.max(0, Math.min(19, Math.round(5 - priority / 2))));
  } catch {
    // It has ended already.
  }
}
