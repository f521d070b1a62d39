import type { Inventory, JobState, ServiceState, StateVector } from '../session/state-vector.ts';
import type { CgroupReading } from './sensors/cgroup.ts';
import { type CpuReading, cpuShares } from './sensors/cpu.ts';
import { type DiskReading, diskStates } from './sensors/disks.ts';
import { type MemoryReading, type PagingReading, pagingRates, withLimit } from './sensors/memory.ts';
import { type NetworkReading, networkState } from './sensors/network.ts';
import { ratePerSecond } from './sensors/roots.ts';
import type { Table } from './sensors/table.ts';

/** Everything read from the kernel at one moment. What could not be read is undefined. */
export interface Reading {
  /** Monotonic seconds: a set clock or a suspended machine changes no rate. */
  readonly at: number;
  readonly cpu: CpuReading | undefined;
  readonly load: readonly [number, number, number] | undefined;
  readonly cgroup: CgroupReading | undefined;
  readonly memory: MemoryReading;
  readonly paging: PagingReading;
  readonly network: NetworkReading | undefined;
  readonly disks: DiskReading | undefined;
  readonly pressure: StateVector['pressure'];
}

/** What is read at a slower pace; the last answers. */
export interface SlowReadings {
  readonly table: Table | undefined;
  readonly temperature: number | undefined;
  readonly gpus: NonNullable<StateVector['gpus']> | undefined;
  readonly services: ServiceState | undefined;
  readonly inventory: Inventory | undefined;
}

/** S from two readings. Without an earlier one every rate is missing: there is no made-up zero. */
export function assemble(
  time: Date,
  earlier: Reading | undefined,
  now: Reading,
  slow: SlowReadings,
  jobs: readonly JobState[],
): StateVector {
  const seconds = earlier ? now.at - earlier.at : 0;
  return compact({
    time: time.toISOString(),
    cpu: compact(cpuPart(earlier, now, slow, seconds)),
    memory: compact({
      ...withLimit(now.memory, now.cgroup),
      ...(earlier ? pagingRates(earlier.paging, now.paging, seconds) : {}),
    }),
    disks: now.disks && diskStates(earlier?.disks, now.disks, seconds),
    network: now.network && networkState(earlier?.network, now.network, seconds),
    pressure: now.pressure,
    gpus: slow.gpus?.length ? slow.gpus : undefined,
    processes: slow.table?.processes,
    tasks: compact({
      ...slow.table?.tasks,
      running: now.cpu?.running,
      blocked: now.cpu?.blocked,
      startsPerSecond: ratePerSecond(earlier?.cpu?.starts, now.cpu?.starts, seconds),
    }),
    services: slow.services,
    inventory: slow.inventory,
    jobs,
  });
}

function cpuPart(earlier: Reading | undefined, now: Reading, slow: SlowReadings, seconds: number) {
  const limitCores = now.cgroup?.cores;
  const used = ratePerSecond(earlier?.cgroup?.cpuSeconds, now.cgroup?.cpuSeconds, seconds);
  return {
    ...(earlier?.cpu && now.cpu ? cpuShares(earlier.cpu, now.cpu) : {}),
    load: now.load,
    cores: Math.max(1, now.cpu?.cores.size ?? 1),
    temperature: slow.temperature,
    limitCores,
    limitPercent: limitCores === undefined || used === undefined ? undefined : (100 * used) / limitCores,
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
type Compact<T> = Defined<Pick<T, { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T]>> &
  Partial<Defined<T>>;

/** The members that have a value. */
export function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
