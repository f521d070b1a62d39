import type { StateVector } from '../../session/state-vector.ts';
import type { CgroupReading } from './cgroup.ts';
import { type Roots, ratePerSecond, readText } from './roots.ts';

/** Bytes, as /proc/meminfo gives them. */
export interface MemoryReading {
  readonly total?: number;
  readonly available?: number;
  readonly swapTotal?: number;
  readonly swapUsed?: number;
}

/** Counters since boot from /proc/vmstat; bytes, and processes killed for lack of memory. */
export interface PagingReading {
  readonly swappedIn?: number;
  readonly swappedOut?: number;
  readonly oomKills?: number;
}

export function parseMemory(text: string): MemoryReading {
  const bytes = (name: string) => {
    const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text);
    return match ? Number(match[1]) * 1024 : undefined;
  };
  const total = bytes('MemTotal');
  // MemAvailable is missing on kernels before 3.14 and in some containers; free alone would be a lie.
  const available = bytes('MemAvailable');
  const swapTotal = bytes('SwapTotal');
  const swapFree = bytes('SwapFree');
  return {
    ...(total === undefined ? {} : { total }),
    ...(available === undefined ? {} : { available }),
    ...(swapTotal === undefined ? {} : { swapTotal }),
    ...(swapTotal === undefined || swapFree === undefined ? {} : { swapUsed: swapTotal - swapFree }),
  };
}

export function parsePaging(text: string, pageSize: number): PagingReading {
  const count = (name: string) => {
    const match = new RegExp(`^${name} (\\d+)$`, 'm').exec(text);
    return match ? Number(match[1]) : undefined;
  };
  const swappedIn = count('pswpin');
  const swappedOut = count('pswpout');
  const oomKills = count('oom_kill');
  return {
    ...(swappedIn === undefined ? {} : { swappedIn: swappedIn * pageSize }),
    ...(swappedOut === undefined ? {} : { swappedOut: swappedOut * pageSize }),
    ...(oomKills === undefined ? {} : { oomKills }),
  };
}

/** The limit of the control group counts where it is the smaller one. */
export function withLimit(memory: MemoryReading, group: CgroupReading | undefined): MemoryReading {
  const limit = group?.memoryLimit;
  if (limit === undefined || (memory.total !== undefined && limit >= memory.total)) return memory;
  const left = group?.memoryUsed === undefined ? undefined : Math.max(0, limit - group.memoryUsed);
  const available = left === undefined ? memory.available : Math.min(left, memory.available ?? left);
  return { ...memory, total: limit, ...(available === undefined ? {} : { available }) };
}

export function pagingRates(
  before: PagingReading,
  after: PagingReading,
  seconds: number,
): Pick<StateVector['memory'], 'swapInBytesPerSecond' | 'swapOutBytesPerSecond' | 'oomKills'> {
  const into = ratePerSecond(before.swappedIn, after.swappedIn, seconds);
  const out = ratePerSecond(before.swappedOut, after.swappedOut, seconds);
  const kills = (after.oomKills ?? 0) - (before.oomKills ?? after.oomKills ?? 0);
  return {
    ...(into === undefined ? {} : { swapInBytesPerSecond: into }),
    ...(out === undefined ? {} : { swapOutBytesPerSecond: out }),
    ...(kills > 0 ? { oomKills: kills } : {}),
  };
}

export function readMemory(roots: Roots): MemoryReading {
  const text = readText(`${roots.proc}/meminfo`);
  return text === undefined ? {} : parseMemory(text);
}

export function readPaging(roots: Roots, pageSize: number): PagingReading {
  const text = readText(`${roots.proc}/vmstat`);
  return text === undefined ? {} : parsePaging(text, pageSize);
}
