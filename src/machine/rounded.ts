import type { DiskState, Inventory, StateVector } from '../session/state-vector.ts';
import { compact } from './assemble.ts';

const DISKS = 6;
const PROCESSES = 5;
const JOBS = 8;
const GPUS = 4;

const whole = (value: number | undefined) => (value === undefined ? undefined : Math.round(value));
const MIB = 1024 ** 2;
const mebibytes = (value: number | undefined) =>
  value === undefined ? undefined : Math.round(value / MIB) * MIB;
/** Two digits that count. */
const rough = (value: number | undefined) => (value === undefined ? undefined : Number(value.toPrecision(2)));

/** S as far as it may change a plan: whole percents, whole MiB, the busiest few. About 1 KB of JSON. */
export function roundedState(state: StateVector): StateVector {
  const { cpu, memory, network, pressure, tasks } = state;
  return compact({
    time: state.time,
    cpu: compact({
      percent: whole(cpu.percent),
      load: cpu.load && ([rough(cpu.load[0])!, rough(cpu.load[1])!, rough(cpu.load[2])!] as const),
      cores: cpu.cores,
      limitCores: cpu.limitCores,
      limitPercent: whole(cpu.limitPercent),
    }),
    memory: compact({
      total: mebibytes(memory.total),
      available: mebibytes(memory.available),
      swapTotal: mebibytes(memory.swapTotal),
      swapUsed: mebibytes(memory.swapUsed),
    }),
    disks: state.disks
      ?.toSorted(fullestFirst)
      .slice(0, DISKS)
      .map((disk) => ({
        mount: disk.mount,
        total: mebibytes(disk.total)!,
        available: mebibytes(disk.available)!,
      })),
    network:
      network &&
      compact({
        rxBytesPerSecond: rough(network.rxBytesPerSecond),
        txBytesPerSecond: rough(network.txBytesPerSecond),
        defaultRoute: network.defaultRoute,
      }),
    pressure:
      pressure &&
      compact({ cpu: whole(pressure.cpu), memory: whole(pressure.memory), io: whole(pressure.io) }),
    processes: state.processes?.slice(0, PROCESSES).map((process) =>
      compact({
        pid: process.pid,
        parent: process.parent,
        name: process.name,
        cpuPercent: whole(process.cpuPercent),
        memoryBytes: mebibytes(process.memoryBytes),
      }),
    ),
    tasks: tasks && compact({ total: tasks.total, zombies: tasks.zombies || undefined }),
    gpus: state.gpus?.slice(0, GPUS).map((gpu) =>
      compact({
        name: gpu.name,
        percent: whole(gpu.percent),
        memoryUsed: mebibytes(gpu.memoryUsed),
        memoryTotal: mebibytes(gpu.memoryTotal),
      }),
    ),
    inventory: partsThatMatter(state.inventory),
    services: state.services?.failed.length ? state.services : undefined,
    jobs: state.jobs.slice(0, JOBS).map(({ processes: _, ...job }) => job),
  });
}

/** Where several are told, those that may change a plan come first. */
const fullestFirst = (a: DiskState, b: DiskState) => a.available / a.total - b.available / b.total;

/** What may change a plan: what it runs in, a battery that empties, a drive that says it is failing. */
function partsThatMatter(inventory: Inventory | undefined): Inventory | undefined {
  const { virtual, battery, drives } = inventory ?? {};
  const failing = drives?.filter(({ health }) => health === 'failing') ?? [];
  const parts = compact({
    virtual,
    battery: battery?.charging === false ? battery : undefined,
    drives: failing.length > 0 ? failing : undefined,
  });
  return Object.keys(parts).length > 0 ? parts : undefined;
}
