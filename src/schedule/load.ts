import type { StateVector } from '../session/state-vector.ts';
import type { Demand } from './demand.ts';
import { type Limits, SIGNALS, type Signal } from './limits.ts';

/** A job of the queue that runs now. */
export interface RunningJob {
  readonly id: string;
  readonly demand: Demand;
  /** As measured over its whole process tree; missing until the first process table after its start. */
  readonly cpuPercent?: number;
  readonly memoryBytes?: number;
}

/** What the last samples say about everybody else's load, and how long a figure has been over its limit. */
export interface LoadView {
  readonly cores: number;
  readonly memoryBytes: number;
  /** Percent of all cores, of the last samples, newest last: what did not come from our own jobs. */
  readonly foreignCpu: readonly number[];
  /** Bytes not available, newest sample. */
  readonly memoryUsed: number;
  readonly pressure: readonly number[];
  /** Whether the figure counts as over the soft limit (with hysteresis), and for how many samples. */
  readonly over: Readonly<Record<Signal, number>>;
  /** Cores our own jobs took at that sample. */
  readonly ownCores: number;
  /** Samples since a job was started above the soft limit. */
  readonly sinceSoftStart: number;
  readonly samples: number;
}

export const NO_LOAD: LoadView = {
  cores: 1,
  memoryBytes: 0,
  foreignCpu: [],
  memoryUsed: 0,
  pressure: [],
  over: { cpu: 0, memory: 0, pressure: 0 },
  ownCores: 0,
  sinceSoftStart: Number.POSITIVE_INFINITY,
  samples: 0,
};

/** Takes in one sample. A figure the sample does not have leaves what was known before. */
export function observe(
  view: LoadView,
  state: StateVector,
  running: readonly RunningJob[],
  limits: Limits,
): LoadView {
  const cores = state.cpu.limitCores ?? state.cpu.cores;
  const total = state.memory.total ?? view.memoryBytes;
  const used =
    state.memory.total !== undefined && state.memory.available !== undefined
      ? state.memory.total - state.memory.available
      : view.memoryUsed;
  const busy = state.cpu.limitPercent ?? state.cpu.percent;
  const own = ownCores(running);
  const foreign = busy === undefined ? undefined : Math.max(0, busy - (100 * own) / cores);
  const pressures = Object.values(state.pressure ?? {}).filter((value) => value !== undefined);
  const next: LoadView = {
    ...view,
    cores,
    memoryBytes: total,
    memoryUsed: used,
    foreignCpu: push(view.foreignCpu, foreign, limits.window),
    pressure: push(view.pressure, pressures.length ? Math.max(...pressures) : undefined, limits.window),
    sinceSoftStart: view.sinceSoftStart + 1,
    samples: view.samples + 1,
  };
  const figures = figuresOf(next, running);
  const over = Object.fromEntries(
    SIGNALS.map((signal) => [
      signal,
      figures[signal] >= softLimit(signal, view, running, limits) ? view.over[signal] + 1 : 0,
    ]),
  ) as Record<Signal, number>;
  return { ...next, over, ownCores: own };
}

/**
 * Where a figure counts as over: lower by the hysteresis once it was over. But a place that one of our own jobs gave
 * back may be filled at once: on four cores three of them are 75 %, and the fourth would stay empty.
 */
export function softLimit(
  signal: Signal,
  view: LoadView,
  running: readonly RunningJob[],
  limits: Limits,
): number {
  const gaveBack = ownCores(running) < view.ownCores - 0.1;
  const soft = limits.soft[signal];
  return view.over[signal] > 0 && !gaveBack ? soft - limits.hysteresis : soft;
}

const push = (values: readonly number[], value: number | undefined, window: number) =>
  value === undefined ? values : [...values, value].slice(-window);

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Cores a running job takes: as measured, as expected until there is a measurement. */
const coresOf = (job: RunningJob) => (job.cpuPercent === undefined ? job.demand.cores : job.cpuPercent / 100);

const ownCores = (running: readonly RunningJob[]) => running.reduce((sum, job) => sum + coresOf(job), 0);

/**
 * The load in percent: everybody else's over the window, plus our running jobs as they are now. So a job that ended a
 * moment ago no longer counts, and one that has just begun already does, whatever the last sample saw.
 */
export function figuresOf(view: LoadView, running: readonly RunningJob[]): Record<Signal, number> {
  const own = running.reduce((sum, job) => sum + Math.min(view.cores, coresOf(job)), 0);
  const growing = running.reduce(
    (sum, job) => sum + Math.max(0, job.demand.memoryBytes - (job.memoryBytes ?? 0)),
    0,
  );
  return {
    cpu: Math.min(100, mean(view.foreignCpu) + (100 * own) / view.cores),
    memory: view.memoryBytes > 0 ? Math.min(100, (100 * (view.memoryUsed + growing)) / view.memoryBytes) : 0,
    pressure: mean(view.pressure),
  };
}

/** Everybody else's processor use over the window, percent of all cores. */
export const foreignCpu = (view: LoadView): number => mean(view.foreignCpu);
