/** What a job asks of the machine from its start to its end. */
export interface Demand {
  /** Processor time of its whole process tree. */
  readonly cpuSeconds: number;
  /** Peak resident memory of the tree. */
  readonly memoryBytes: number;
  /** Cores it keeps busy on average while it runs. */
  readonly cores: number;
}

export interface MachineSize {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** R: expected processor seconds over cores. */
export const cpuLength = (demand: Demand, machine: MachineSize): number => demand.cpuSeconds / machine.cores;
/** M: peak memory over total. */
export const memoryShare = (demand: Demand, machine: MachineSize): number =>
  machine.memoryBytes > 0 ? demand.memoryBytes / machine.memoryBytes : 0;

/** A job that asks for nothing still takes a moment to start. */
const SHORTEST = 0.01;

/** R + M, the length of a job in the order (seed's total: seconds and a share of the memory). */
export const lengthOf = (demand: Demand, machine: MachineSize): number =>
  Math.max(SHORTEST, cpuLength(demand, machine) + memoryShare(demand, machine));

/** What is remembered of the runs of one command shape: running means of logarithms, so that one odd run moves little. */
export interface Learned {
  readonly runs: number;
  readonly logCpuSeconds: number;
  readonly logMemoryBytes: number;
  readonly cores: number;
}

/** Later runs keep at least this weight, so that a command that changed is learned anew. */
const LEAST_WEIGHT = 0.2;
const SMALLEST = { cpuSeconds: 0.01, memoryBytes: 64 * 1024 };

export function learn(before: Learned | undefined, seen: Demand): Learned {
  const runs = (before?.runs ?? 0) + 1;
  const weight = Math.max(LEAST_WEIGHT, 1 / runs);
  const mix = (old: number | undefined, value: number) =>
    old === undefined ? value : old + weight * (value - old);
  return {
    runs,
    logCpuSeconds: mix(before?.logCpuSeconds, Math.log(Math.max(SMALLEST.cpuSeconds, seen.cpuSeconds))),
    logMemoryBytes: mix(before?.logMemoryBytes, Math.log(Math.max(SMALLEST.memoryBytes, seen.memoryBytes))),
    cores: mix(before?.cores, Math.max(0, seen.cores)),
  };
}

/** Nothing is known yet: half a minute on one core with a quarter of a GiB. */
export const UNKNOWN: Demand = { cpuSeconds: 30, memoryBytes: 256 * 1024 ** 2, cores: 1 };

/** What a shape is expected to need: from its own runs, else its program's, else everything seen, else a guess. */
export function expected(...knowledge: readonly (Learned | undefined)[]): Demand {
  const known = knowledge.find((learned) => learned !== undefined && learned.runs > 0);
  if (!known) return UNKNOWN;
  return {
    cpuSeconds: Math.exp(known.logCpuSeconds),
    memoryBytes: Math.exp(known.logMemoryBytes),
    cores: known.cores,
  };
}
