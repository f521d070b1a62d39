import { monotonicMs } from '../plan/clock.ts';
import type { JobState, ServiceState, StateVector } from '../session/state-vector.ts';
import { assemble, type Reading } from './assemble.ts';
import { Background } from './background.ts';
import { Inventories, type LibraryProgram } from './inventory/inventory.ts';
import { createPaced, type Sampler } from './paced.ts';
import { type CgroupPlaces, readCgroup, readPlaces } from './sensors/cgroup.ts';
import { readCpu, readLoad } from './sensors/cpu.ts';
import { Disks } from './sensors/disks.ts';
import { readGpus, readTemperature } from './sensors/heat.ts';
import { readMemory, readPaging } from './sensors/memory.ts';
import { readNetwork } from './sensors/network.ts';
import { readPressure } from './sensors/pressure.ts';
import { readUnits } from './sensors/processes.ts';
import { KERNEL, type Roots } from './sensors/roots.ts';
import { readServices, type ServicePrograms } from './sensors/services.ts';
import { ProcessTable, type Table } from './sensors/table.ts';

export type { Sampler } from './paced.ts';

export interface SamplerOptions {
  /** The kernel's trees; a copy of them in tests. */
  readonly roots?: Roots;
  /** Our own running and queued steps; the sampler adds the figures of each process tree. */
  readonly jobs?: () => readonly JobState[];
  /** Milliseconds between samples of `start`; 1000 unless told. */
  readonly intervalMs?: number;
  /** Samples kept; a quarter of an hour at 1 Hz unless told. */
  readonly keep?: number;
  /** Asks systemd once a minute, by short processes from fixed paths. Left out: never. */
  readonly services?: ServicePrograms;
  /** Seconds between two questions to systemd; 60 unless told. */
  readonly serviceSeconds?: number;
  /** Asks the systeminformation library too, in a process of its own. Left out: files alone tell the inventory. */
  readonly library?: LibraryProgram;
  readonly now?: () => Date;
}

/** The process table costs the most; a hog still shows within three of these. */
const TABLE_SECONDS = 3;
const HEAT_SECONDS = 5;
const SERVICE_SECONDS = 60;
/** In less time the kernel's ticks of 10 ms make no percent worth the name. */
const SHORTEST_SECONDS = 0.05;

/** Reads S from the kernel's files in about a millisecond, and starts no process (but see `services`). */
export function createSampler(options: SamplerOptions = {}): Sampler {
  const interval = options.intervalMs ?? 1000;
  const now = options.now ?? (() => new Date());
  const sensors = createSensors(options);
  let base: Reading | undefined;

  async function take(): Promise<StateVector> {
    const time = now();
    const reading = sensors.read();
    const earlier = base && reading.at - base.at >= SHORTEST_SECONDS ? base : undefined;
    // Too close to the last sample: that one stays the base, so that rates come back once time has passed.
    if (!base || earlier) base = reading;
    const slow = await sensors.slow(reading, time, interval / 1000);
    const jobs = (options.jobs?.() ?? []).map((job) => sensors.table.job(job));
    return assemble(time, earlier, reading, slow, jobs);
  }

  return { ...createPaced(take, interval, options.keep), settled: sensors.settled };
}

function createSensors(options: SamplerOptions) {
  const roots = options.roots ?? KERNEL;
  const disks = new Disks(roots);
  const units = readUnits(roots);
  const table = new ProcessTable(roots, units);
  const temperature = new Background(HEAT_SECONDS, () => readTemperature(roots));
  const gpus = new Background(HEAT_SECONDS, () => readGpus(roots));
  const services = new Background<ServiceState | undefined>(
    options.serviceSeconds ?? SERVICE_SECONDS,
    async () => (options.services ? readServices(options.services) : undefined),
  );
  const inventory = new Inventories(roots, options.library);
  let places: CgroupPlaces | 'unknown' | undefined = 'unknown';
  let processes: Table | undefined;
  let tableAt = Number.NEGATIVE_INFINITY;

  return {
    table,
    settled: async () => {
      await Promise.all([temperature, gpus, services, inventory].map((slow) => slow.settled()));
    },
    read(): Reading {
      if (places === 'unknown') places = readPlaces(roots);
      // Counters right after the clock: what is read later on a crowded machine would count for too short a time.
      return {
        at: monotonicMs() / 1000,
        disks: disks.read(),
        network: readNetwork(roots),
        cpu: readCpu(roots),
        memory: readMemory(roots),
        paging: readPaging(roots, units.pageSize),
        cgroup: places && readCgroup(places),
        load: readLoad(roots),
        pressure: readPressure(roots),
      };
    },
    async slow({ at, cpu }: Reading, time: Date, interval: number) {
      // A quarter of an interval early counts as in time: timers are a little late, now and then.
      if (at - tableAt >= TABLE_SECONDS - interval / 4) {
        tableAt = at;
        processes = await table.read(at, cpu?.bootTime && time.getTime() / 1000 - cpu.bootTime);
      }
      return {
        table: processes,
        temperature: temperature.at(at),
        gpus: inventory.named(gpus.at(at)),
        services: services.at(at),
        inventory: inventory.at(at),
      };
    },
  };
}
