import type { JobState, StateVector } from '../session/state-vector.ts';
import { compact } from './assemble.ts';
import { createPaced, type Sampler } from './paced.ts';

export interface PortableOptions {
  readonly jobs?: () => readonly JobState[];
  /** Milliseconds between samples of `start`; 5000 unless told, for every sample starts programs. */
  readonly intervalMs?: number;
  readonly keep?: number;
}

/**
 * S where there is no /proc, through the systeminformation library: it starts the system's own tools, which is why it
 * is slow and not used on Linux. Best effort; what it does not know is missing.
 */
export function createPortableSampler(options: PortableOptions = {}): Sampler {
  async function take(): Promise<StateVector> {
    const si = await import('systeminformation');
    const missing = () => undefined;
    const [load, memory, disks, network, table] = await Promise.all([
      si.currentLoad().catch(missing),
      si.mem().catch(missing),
      si.fsSize().catch(missing),
      si.networkStats().catch(missing),
      si.processes().catch(missing),
    ]);
    return compact({
      time: new Date().toISOString(),
      cpu: compact({
        percent: known(load?.currentLoad),
        perCore: load?.cpus.map((core) => core.load),
        cores: Math.max(1, load?.cpus.length ?? 1),
      }),
      memory: compact({
        total: known(memory?.total),
        available: known(memory?.available),
        swapTotal: known(memory?.swaptotal),
        swapUsed: known(memory?.swapused),
      }),
      disks: disks
        ?.filter(({ size }) => size > 0)
        .map((disk) => ({ mount: disk.mount, total: disk.size, available: disk.available })),
      network: network?.[0]
        ? compact({
            rxBytesPerSecond: known(network[0].rx_sec),
            txBytesPerSecond: known(network[0].tx_sec),
          })
        : undefined,
      processes: table?.list
        .toSorted((a, b) => b.cpu - a.cpu)
        .slice(0, 10)
        .map((row) => ({
          pid: row.pid,
          parent: row.parentPid,
          name: row.name,
          cpuPercent: row.cpu,
          memoryBytes: row.memRss * 1024,
        })),
      jobs: options.jobs?.() ?? [],
    });
  }

  return { ...createPaced(take, options.intervalMs ?? 5000, options.keep), settled: async () => undefined };
}

/** The library says null, -1 or nothing for what it could not find out. */
function known(value: number | null | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
