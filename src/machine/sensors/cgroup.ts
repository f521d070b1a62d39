import { join } from 'node:path';
import { type Roots, readNumber, readText } from './roots.ts';

/** What the control groups around this process leave it. Every figure is missing where no limit is set. */
export interface CgroupReading {
  readonly memoryLimit?: number;
  /** Memory in use in the limited group without what the kernel can drop at once. */
  readonly memoryUsed?: number;
  readonly cores?: number;
  /** Processor seconds the limited group has used. */
  readonly cpuSeconds?: number;
}

/** Folders of the groups this process is in, innermost first; found once, for the process cannot move unnoticed. */
export interface CgroupPlaces {
  readonly version: 1 | 2;
  readonly memory: readonly string[];
  readonly cpu: readonly string[];
}

/** v1 counts "no limit" as a number near 2^63. */
const NO_LIMIT = 2 ** 60;

/** From /proc/self/cgroup and /proc/self/mountinfo. Undefined where no control group file system is mounted. */
export function cgroupPlaces(cgroup: string, mountinfo: string): CgroupPlaces | undefined {
  const paths = new Map(
    cgroup
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [, controllers = '', ...path] = line.split(':');
        return [controllers, path.join(':')] as const;
      }),
  );
  const mounts = mountinfo
    .split('\n')
    .map((line) => /^\S+ \S+ \S+ (\S+) (\S+) .* - (cgroup2?) \S+ (\S+)$/.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ root: match[1]!, point: match[2]!, type: match[3]!, options: match[4]!.split(',') }));
  const folders = (controller: string) => {
    const mount = mounts.find((m) => m.type === 'cgroup' && m.options.includes(controller));
    const path = [...paths].find(([names]) => names.split(',').includes(controller))?.[1];
    return mount && path !== undefined ? chain(mount.point, mount.root, path) : [];
  };
  const memory = folders('memory');
  const cpu = folders('cpu');
  if (memory.length > 0 || cpu.length > 0) return { version: 1, memory, cpu };
  const unified = mounts.find((m) => m.type === 'cgroup2');
  const path = paths.get('');
  if (!unified || path === undefined) return undefined;
  const all = chain(unified.point, unified.root, path);
  return { version: 2, memory: all, cpu: all };
}

/** The group's own folder and all its parents up to the mount point: a limit anywhere above holds too. */
function chain(point: string, root: string, path: string): string[] {
  // In a container the path is often the host's; what is mounted is then the group itself.
  const inside = root !== '/' && path.startsWith(root) ? path.slice(root.length) : path;
  const parts = inside.startsWith('/..') ? [] : inside.split('/').filter(Boolean);
  return parts.map((_, index) => join(point, ...parts.slice(0, parts.length - index))).concat(point);
}

export function readPlaces(roots: Roots): CgroupPlaces | undefined {
  const cgroup = readText(`${roots.proc}/self/cgroup`);
  const mountinfo = readText(`${roots.proc}/self/mountinfo`);
  return cgroup === undefined || mountinfo === undefined ? undefined : cgroupPlaces(cgroup, mountinfo);
}

export function readCgroup(places: CgroupPlaces): CgroupReading {
  return { ...readMemory(places), ...readCpuQuota(places) };
}

function readMemory(places: CgroupPlaces): Pick<CgroupReading, 'memoryLimit' | 'memoryUsed'> {
  const v2 = places.version === 2;
  let tightest: { folder: string; limit: number } | undefined;
  for (const folder of places.memory) {
    const limit = readNumber(join(folder, v2 ? 'memory.max' : 'memory.limit_in_bytes'));
    if (limit !== undefined && limit < NO_LIMIT && limit < (tightest?.limit ?? Number.POSITIVE_INFINITY))
      tightest = { folder, limit };
  }
  if (!tightest) return {};
  const usage = readNumber(join(tightest.folder, v2 ? 'memory.current' : 'memory.usage_in_bytes'));
  const stat = readText(join(tightest.folder, 'memory.stat'));
  const name = v2 ? 'inactive_file' : 'total_inactive_file';
  const droppable = Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(stat ?? '')?.[1] ?? 0);
  return {
    memoryLimit: tightest.limit,
    ...(usage === undefined ? {} : { memoryUsed: Math.max(0, usage - droppable) }),
  };
}

function readCpuQuota(places: CgroupPlaces): Pick<CgroupReading, 'cores' | 'cpuSeconds'> {
  let tightest: { folder: string; cores: number } | undefined;
  for (const folder of places.cpu) {
    const cores = quota(folder, places.version);
    if (cores !== undefined && cores < (tightest?.cores ?? Number.POSITIVE_INFINITY))
      tightest = { folder, cores };
  }
  if (!tightest) return {};
  const used = cpuSeconds(tightest.folder, places.version);
  return { cores: tightest.cores, ...(used === undefined ? {} : { cpuSeconds: used }) };
}

function quota(folder: string, version: 1 | 2): number | undefined {
  if (version === 2) {
    const [max, period] = (readText(join(folder, 'cpu.max')) ?? '').trim().split(' ').map(Number);
    return max !== undefined && period !== undefined && max > 0 && period > 0 ? max / period : undefined;
  }
  const max = readNumber(join(folder, 'cpu.cfs_quota_us'));
  const period = readNumber(join(folder, 'cpu.cfs_period_us'));
  return max !== undefined && period !== undefined && max > 0 && period > 0 ? max / period : undefined;
}

function cpuSeconds(folder: string, version: 1 | 2): number | undefined {
  if (version === 1) {
    const nanoseconds = readNumber(join(folder, 'cpuacct.usage'));
    return nanoseconds === undefined ? undefined : nanoseconds / 1e9;
  }
  const match = /^usage_usec (\d+)$/m.exec(readText(join(folder, 'cpu.stat')) ?? '');
  return match ? Number(match[1]) / 1e6 : undefined;
}
