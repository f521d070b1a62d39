import { cpuLength, type Demand, lengthOf, type MachineSize, memoryShare } from './demand.ts';
import { type Limits, SIGNALS, type Signal } from './limits.ts';
import { figuresOf, foreignCpu, type LoadView, type RunningJob, softLimit } from './load.ts';

/** A job whose time, dependencies and approval are in order: only the machine's state holds it now. */
export interface ReadyJob {
  readonly id: string;
  /** −20 to 19, higher first. */
  readonly priority: number;
  /** Milliseconds since 1970 when it became ready. */
  readonly readySince: number;
  readonly demand: Demand;
  readonly whenIdle?: boolean;
}

export interface AdmissionInput {
  readonly now: number;
  readonly ready: readonly ReadyJob[];
  readonly running: readonly RunningJob[];
  readonly load: LoadView;
  readonly limits: Limits;
}

/** A(S): what may start now, and everything `jobs why` has to say about the rest. */
export interface Decision {
  /** The one job to start; decide again right after it, for more may fit. */
  readonly start?: string;
  /** Where the load stands: below soft, between soft and hard, above hard. */
  readonly zone: 'free' | 'soft' | 'hard';
  readonly figures: Readonly<Record<Signal, number>>;
  /** The figure that is over its limit, the worst one. */
  readonly over?: { readonly signal: Signal; readonly value: number; readonly samples: number };
  readonly leastDemanding?: string;
  /** First in the order, whether it may start or not. */
  readonly first?: string;
  /** Jobs that have waited longer than the bound; they go first, the oldest before the others. */
  readonly overdue?: string;
  /** Why nothing starts although the load allows it. */
  readonly blocked?: 'cores' | 'memory' | 'window' | 'no-sample' | 'demand';
}

/** w: each step of priority counts a quarter more, as the kernel's own niceness does. */
export const weightOf = (priority: number): number => 1.25 ** Math.max(-20, Math.min(19, priority));

/** Seconds the machine needs for what is queued and running, by expectation. */
export function backlogSeconds(
  input: Pick<AdmissionInput, 'ready' | 'running'>,
  machine: MachineSize,
): number {
  let sum = 0;
  for (const job of input.ready) sum += cpuLength(job.demand, machine);
  for (const job of input.running) sum += cpuLength(job.demand, machine);
  return sum;
}

/** Seconds after which a ready job goes before all others: the stated bound is this and one more backlog. */
export const overdueAfter = (backlog: number, limits: Limits): number =>
  limits.ageAfterSeconds + limits.ageBacklog * backlog;

/**
 * Below the soft limit the job first in the order starts; above it only the least demanding, one per window, and only
 * if it fits under the hard limit; above that none. Our own jobs never take more cores than there are.
 */
export function admit(input: AdmissionInput): Decision {
  const { load, limits, running } = input;
  const machine = { cores: load.cores, memoryBytes: load.memoryBytes };
  const figures = figuresOf(load, running);
  const base = { figures, ...worst(figures, load, limits) };
  if (load.samples === 0 || load.foreignCpu.length === 0)
    return { ...base, zone: 'hard', blocked: 'no-sample' };
  const order = rank(input, machine);
  const named = {
    ...base,
    ...(order.first ? { first: order.first.id } : {}),
    ...(order.least ? { leastDemanding: order.least.id } : {}),
    ...(order.overdue ? { overdue: order.overdue.id } : {}),
  };
  const zone = zoneOf(figures, input);
  if (zone === 'hard') return { ...named, zone };
  if (zone === 'soft') {
    const job = order.overdue ?? order.least;
    if (!job) return { ...named, zone };
    if (load.sinceSoftStart < limits.window) return { ...named, zone, blocked: 'window' };
    const fits =
      figures.cpu + (100 * Math.min(machine.cores, job.demand.cores)) / machine.cores <= limits.hard &&
      figures.memory + 100 * memoryShare(job.demand, machine) <= limits.hard;
    return fits ? { ...named, zone, start: job.id } : { ...named, zone, blocked: 'demand' };
  }
  const job = order.overdue ?? order.firstFitting;
  if (!job) return { ...named, zone, ...(order.first ? { blocked: order.blocked } : {}) };
  // An overdue job that does not fit holds the others back until it does.
  const obstacle = obstacleFor(job, room(input, machine), machine);
  return obstacle ? { ...named, zone, blocked: obstacle } : { ...named, zone, start: job.id };
}

/** What is left for one more job below the soft limit. Alone, any job may start: it would never fit otherwise. */
interface Room {
  readonly alone: boolean;
  readonly cores: number;
  readonly memoryShare: number;
}

function room({ running, load, limits }: AdmissionInput, machine: MachineSize): Room {
  const taken = running.reduce((sum, job) => sum + slots(job.demand, machine), 0);
  return {
    alone: running.length === 0,
    cores: machine.cores - taken,
    memoryShare: (limits.hard - figuresOf(load, running).memory) / 100,
  };
}

/** Even a job that sleeps takes a fraction of a core's slot, so that a thousand of them do not start at once. */
const slots = (demand: Demand, machine: MachineSize) => Math.min(machine.cores, Math.max(0.25, demand.cores));

function obstacleFor(job: ReadyJob, left: Room, machine: MachineSize): 'cores' | 'memory' | undefined {
  if (left.alone) return undefined;
  // A measured average such as 1.04 cores is one core.
  if (slots(job.demand, machine) > left.cores + 0.1) return 'cores';
  return memoryShare(job.demand, machine) > left.memoryShare ? 'memory' : undefined;
}

interface Order {
  readonly first?: ReadyJob;
  readonly firstFitting?: ReadyJob;
  readonly least?: ReadyJob;
  readonly overdue?: ReadyJob;
  readonly blocked: 'cores' | 'memory';
}

/** One pass over the queue: it may hold many thousand jobs. */
function rank(input: AdmissionInput, machine: MachineSize): Order {
  const left = room(input, machine);
  const idle = foreignCpu(input.load) < input.limits.idle;
  const due = input.now - 1000 * overdueAfter(backlogSeconds(input, machine), input.limits);
  let first: ReadyJob | undefined;
  let firstIndex = -1;
  let fitting: ReadyJob | undefined;
  let fittingIndex = -1;
  let least: ReadyJob | undefined;
  let leastLength = Number.POSITIVE_INFINITY;
  let overdue: ReadyJob | undefined;
  let blocked: 'cores' | 'memory' = 'cores';
  for (const job of input.ready) {
    if (job.whenIdle && !idle) continue;
    const length = lengthOf(job.demand, machine);
    // Smith's rule: greatest weight over length first gives the least Σ w·T.
    const index = weightOf(job.priority) / length;
    if (index > firstIndex) [first, firstIndex] = [job, index];
    if (length < leastLength) [least, leastLength] = [job, length];
    if (
      !job.whenIdle &&
      job.readySince <= due &&
      job.readySince < (overdue?.readySince ?? Number.POSITIVE_INFINITY)
    )
      overdue = job;
    if (index > fittingIndex) {
      const obstacle = obstacleFor(job, left, machine);
      if (obstacle === undefined) [fitting, fittingIndex] = [job, index];
      else if (job === first) blocked = obstacle;
    }
  }
  return {
    blocked,
    ...(first ? { first } : {}),
    ...(fitting ? { firstFitting: fitting } : {}),
    ...(least ? { least } : {}),
    ...(overdue ? { overdue } : {}),
  };
}

function zoneOf(figures: Record<Signal, number>, input: AdmissionInput): Decision['zone'] {
  const { load, limits, running } = input;
  if (SIGNALS.some((signal) => figures[signal] >= limits.hard)) return 'hard';
  return SIGNALS.some((signal) => figures[signal] >= softLimit(signal, load, running, limits))
    ? 'soft'
    : 'free';
}

function worst(figures: Record<Signal, number>, load: LoadView, limits: Limits): Pick<Decision, 'over'> {
  const signal = SIGNALS.filter(
    (one) => figures[one] >= limits.hard || figures[one] >= limits.soft[one] - limits.hysteresis,
  ).toSorted((a, b) => figures[b] - figures[a])[0];
  return signal === undefined ? {} : { over: { signal, value: figures[signal], samples: load.over[signal] } };
}

/** The window begins anew when a job was started above the soft limit. */
export function started(load: LoadView, decision: Decision): LoadView {
  return decision.zone === 'soft' ? { ...load, sinceSoftStart: 0 } : load;
}
