import {
  admit,
  backlogSeconds,
  overdueAfter,
  type ReadyJob,
  started,
  weightOf,
} from '../../src/schedule/admission.ts';
import { type Demand, expected, type Learned, learn } from '../../src/schedule/demand.ts';
import { LIMITS, type Limits } from '../../src/schedule/limits.ts';
import { type LoadView, NO_LOAD, observe, type RunningJob } from '../../src/schedule/load.ts';
import type { StateVector } from '../../src/session/state-vector.ts';
import type { Trace, TraceJob } from './traces.ts';

/** What a policy made of a trace. Times are seconds from arrival. */
export interface Outcome {
  /** Σ w·T / Σ w, T from arrival to completion. */
  readonly weightedCompletion: number;
  readonly longestWait: number;
  /** The bound that was promised: overdue limit plus one backlog, at its largest. */
  readonly bound?: number;
  /** Most of our jobs running at once. */
  readonly mostRunning: number;
  readonly finished: number;
}

const trueDemand = (job: TraceJob): Demand => ({
  cpuSeconds: job.cpuSeconds,
  memoryBytes: job.memoryBytes,
  cores: 1,
});

interface Active {
  readonly job: TraceJob;
  left: number;
  readonly demand: Demand;
}

/** What a policy may do at a moment: name one waiting job to start, or none. */
type Choose = (moment: Moment) => TraceJob | undefined;

interface Moment {
  readonly now: number;
  readonly waiting: Set<TraceJob>;
  readonly active: readonly Active[];
  /** Set at each whole second while something waits. */
  readonly tick: boolean;
}

/**
 * A machine of equal cores. A running job gets a core, or its share of what other people and the other jobs leave.
 * Decisions are taken when a job arrives or ends, and at every second's sample while one waits.
 */
function simulate(trace: Trace, choose: Choose, ended: (active: Active) => void): Outcome {
  const { jobs } = trace;
  const waiting = new Set<TraceJob>();
  let active: Active[] = [];
  let now = 0;
  let arrived = 0;
  let weighted = 0;
  let weights = 0;
  let longestWait = 0;
  let mostRunning = 0;
  let finished = 0;
  const settle = (tick: boolean) => {
    for (
      let job = choose({ now, waiting, active, tick });
      job;
      job = choose({ now, waiting, active, tick: false })
    ) {
      waiting.delete(job);
      longestWait = Math.max(longestWait, now - job.arrival);
      active.push({ job, left: job.cpuSeconds, demand: trueDemand(job) });
      mostRunning = Math.max(mostRunning, active.length);
    }
  };
  while (finished < jobs.length) {
    const rate = shareOf(trace, now, active.length);
    const nextEnd = active.length === 0 ? Infinity : now + Math.min(...active.map((one) => one.left)) / rate;
    const nextArrival = jobs[arrived]?.arrival ?? Infinity;
    const nextTick = waiting.size > 0 || active.length > 0 ? Math.floor(now + 1) : Infinity;
    const next = Math.min(nextEnd, nextArrival, nextTick);
    for (const one of active) one.left -= (next - now) * rate;
    now = next;
    while (arrived < jobs.length && jobs[arrived]!.arrival <= now) waiting.add(jobs[arrived++]!);
    const done = active.filter((one) => one.left <= 1e-9);
    if (done.length > 0) active = active.filter((one) => one.left > 1e-9);
    for (const one of done) {
      const weight = weightOf(one.job.priority);
      weighted += weight * (now - one.job.arrival);
      weights += weight;
      finished++;
      ended(one);
    }
    settle(next === nextTick);
  }
  return { weightedCompletion: weighted / weights, longestWait, mostRunning, finished };
}

/** The share of a core each of our jobs has. */
function shareOf(trace: Trace, now: number, count: number): number {
  const free = trace.cores * (1 - trace.foreign(now) / 100);
  return count === 0 ? 0 : Math.min(1, free / count);
}

const noop = () => undefined;

/** First come, first served, on as many jobs as there are cores and as fit into memory. */
export function fifo(trace: Trace): Outcome {
  return simulate(
    trace,
    ({ waiting, active, now }) => {
      const [head] = waiting;
      return head && placeFree(trace, active, now) && fits(trace, active, head) ? head : undefined;
    },
    noop,
  );
}

/** The clairvoyant order: true lengths, greatest weight over length first, skipping what does not fit into memory. */
export function clairvoyant(trace: Trace): Outcome {
  const rank = (job: TraceJob) => weightOf(job.priority) / job.cpuSeconds;
  return simulate(
    trace,
    ({ waiting, active, now }) => {
      if (!placeFree(trace, active, now)) return undefined;
      let best: TraceJob | undefined;
      for (const job of waiting)
        if ((!best || rank(job) > rank(best)) && fits(trace, active, job)) best = job;
      return best;
    },
    noop,
  );
}

/** The orders are compared on the same places: nobody starts a job on a machine above the soft limit. */
function placeFree(trace: Trace, active: readonly Active[], now: number): boolean {
  const own = shareOf(trace, now, active.length) * active.length;
  const memory = active.reduce((sum, one) => sum + one.job.memoryBytes, 0);
  return (
    active.length < trace.cores &&
    trace.foreign(now) + (100 * own) / trace.cores < LIMITS.soft.cpu &&
    memory < (trace.memoryBytes * LIMITS.soft.memory) / 100
  );
}

function fits(trace: Trace, active: readonly Active[], job: TraceJob): boolean {
  const used = active.reduce((sum, one) => sum + one.job.memoryBytes, 0);
  return used + job.memoryBytes <= trace.memoryBytes * (LIMITS.hard / 100);
}

/** Round robin with a quantum near zero, and memory that never runs out: every job has its share from its arrival on. */
export function roundRobin(trace: Trace): Outcome {
  return simulate(trace, ({ waiting }) => [...waiting][0], noop);
}

/** A(S) itself, fed with the samples the machine would show. */
export function admission(
  trace: Trace,
  knowledge: 'true' | 'learned',
  limits: Limits = LIMITS,
): Outcome & { readonly bound: number } {
  const shapes = new Map<string, Learned>();
  let everything: Learned | undefined;
  const demandOf = (job: TraceJob) =>
    knowledge === 'true' ? trueDemand(job) : expected(shapes.get(job.shape), everything);
  const ready = new Map<TraceJob, ReadyJob>();
  const begun = new Map<TraceJob, Demand>();
  let load: LoadView = NO_LOAD;
  let bound = 0;
  const machine = { cores: trace.cores, memoryBytes: trace.memoryBytes };

  const choose: Choose = ({ now, waiting, active, tick }) => {
    const foreign = trace.foreign(now);
    const share = shareOf(trace, now, active.length);
    const running: RunningJob[] = active.map(({ job }) => ({
      id: String(job.id),
      demand: begun.get(job)!,
      cpuPercent: 100 * share,
      memoryBytes: job.memoryBytes,
    }));
    if (tick || load.samples === 0) {
      load = observe(load, stateOf(trace, foreign, running), running, limits);
      // What is not started yet profits from what was learned meanwhile.
      if (knowledge === 'learned') for (const job of waiting) ready.set(job, readyJob(job));
    }
    if (waiting.size === 0) return undefined;
    for (const job of waiting) if (!ready.has(job)) ready.set(job, readyJob(job));
    const input = { now: now * 1000, ready: [...ready.values()], running, load, limits };
    bound = Math.max(bound, overdueAfter(backlogSeconds(input, machine), limits));
    if (active.length >= trace.cores) return undefined;
    const decision = admit(input);
    load = decision.start === undefined ? load : started(load, decision);
    if (decision.start === undefined) return undefined;
    const job = trace.jobs[Number(decision.start)]!;
    begun.set(job, ready.get(job)!.demand);
    ready.delete(job);
    return job;
  };
  const readyJob = (job: TraceJob): ReadyJob => ({
    id: String(job.id),
    priority: job.priority,
    readySince: job.arrival * 1000,
    demand: demandOf(job),
  });
  const outcome = simulate(trace, choose, ({ job }) => {
    const seen = trueDemand(job);
    shapes.set(job.shape, learn(shapes.get(job.shape), seen));
    everything = learn(everything, seen);
  });
  // Overdue jobs go one after the other: at worst all that was queued is before the last of them.
  return { ...outcome, bound: bound + (bound - limits.ageAfterSeconds) / limits.ageBacklog };
}

function stateOf(trace: Trace, foreign: number, running: readonly RunningJob[]): StateVector {
  const own = running.reduce((sum, job) => sum + job.cpuPercent!, 0) / trace.cores;
  const used = running.reduce((sum, job) => sum + job.memoryBytes!, 0);
  return {
    time: '2026-01-01T00:00:00Z',
    cpu: { cores: trace.cores, percent: Math.min(100, foreign + own) },
    memory: { total: trace.memoryBytes, available: trace.memoryBytes - used },
    jobs: [],
  };
}
