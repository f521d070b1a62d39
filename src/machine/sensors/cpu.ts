import { type Roots, readText } from './roots.ts';

/** Processor ticks since boot; busy is everything but idle and waiting for a disk. */
export interface Ticks {
  readonly busy: number;
  readonly idle: number;
  readonly ioWait: number;
}

export interface CpuReading {
  readonly all: Ticks;
  /** By the kernel's number of the core; a core that is switched off is absent. */
  readonly cores: ReadonlyMap<number, Ticks>;
  /** Processes started since boot. */
  readonly starts?: number;
  readonly running?: number;
  readonly blocked?: number;
  /** Seconds since 1970. */
  readonly bootTime?: number;
}

export interface CpuShares {
  readonly percent?: number;
  readonly perCore?: readonly number[];
  readonly ioWaitPercent?: number;
}

/** /proc/stat. Undefined when the text has no total line. */
export function parseCpu(text: string): CpuReading | undefined {
  let all: Ticks | undefined;
  const cores = new Map<number, Ticks>();
  const numbers = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line.startsWith('cpu')) {
      const [name, ...ticks] = line.trim().split(/\s+/);
      const parsed = parseTicks(ticks);
      if (!parsed) continue;
      if (name === 'cpu') all = parsed;
      else cores.set(Number(name!.slice(3)), parsed);
    } else if (/^(?:processes|procs_running|procs_blocked|btime) /.test(line)) {
      const [name, value] = line.split(' ');
      numbers.set(name!, Number(value));
    }
  }
  if (!all) return undefined;
  const starts = numbers.get('processes');
  const running = numbers.get('procs_running');
  const blocked = numbers.get('procs_blocked');
  const bootTime = numbers.get('btime');
  return {
    all,
    cores,
    ...(starts === undefined ? {} : { starts }),
    ...(running === undefined ? {} : { running }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(bootTime === undefined ? {} : { bootTime }),
  };
}

// user nice system idle iowait irq softirq steal; guest time is already part of user.
function parseTicks(fields: readonly string[]): Ticks | undefined {
  const ticks = fields.slice(0, 8).map(Number);
  if (ticks.length < 4 || ticks.some(Number.isNaN)) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0, steal = 0] = ticks;
  return { busy: user + nice + system + irq + softIrq + steal, idle, ioWait };
}

/** What happened between two readings, in percent; a figure is missing when its counters do not allow it. */
export function cpuShares(before: CpuReading, after: CpuReading): CpuShares {
  const whole = share(before.all, after.all);
  const sameCores =
    before.cores.size === after.cores.size && [...after.cores.keys()].every((core) => before.cores.has(core));
  const perCore = sameCores
    ? [...after.cores].map(([core, ticks]) => share(before.cores.get(core)!, ticks)?.busy)
    : [undefined];
  return {
    ...(whole === undefined ? {} : { percent: whole.busy, ioWaitPercent: whole.ioWait }),
    // One idle core may stand still between close readings (tickless); then the list is not complete and is left out.
    ...(perCore.length > 0 && perCore.every((value) => value !== undefined) ? { perCore } : {}),
  };
}

function share(before: Ticks, after: Ticks): { busy: number; ioWait: number } | undefined {
  const busy = after.busy - before.busy;
  if (busy < 0) return undefined;
  // The kernel says itself that idle and iowait may step back a little.
  const idle = Math.max(0, after.idle - before.idle);
  const ioWait = Math.max(0, after.ioWait - before.ioWait);
  const total = busy + idle + ioWait;
  if (total === 0) return undefined;
  return { busy: (100 * busy) / total, ioWait: (100 * ioWait) / total };
}

/** /proc/loadavg. */
export function parseLoad(text: string): readonly [number, number, number] | undefined {
  const [one, five, fifteen] = text.split(' ').slice(0, 3).map(Number);
  return one !== undefined &&
    five !== undefined &&
    fifteen !== undefined &&
    Number.isFinite(one + five + fifteen)
    ? [one, five, fifteen]
    : undefined;
}

export function readCpu(roots: Roots): CpuReading | undefined {
  const text = readText(`${roots.proc}/stat`);
  return text === undefined ? undefined : parseCpu(text);
}

export function readLoad(roots: Roots): readonly [number, number, number] | undefined {
  const text = readText(`${roots.proc}/loadavg`);
  return text === undefined ? undefined : parseLoad(text);
}
