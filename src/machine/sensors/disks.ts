import { statfsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { monotonicMs } from '../../plan/clock.ts';
import type { DiskState } from '../../session/state-vector.ts';
import { type Roots, ratePerSecond, readText } from './roots.ts';

export interface Mount {
  readonly point: string;
  /** "major:minor". */
  readonly device: string;
  readonly type: string;
}

/** Bytes through a block device since boot. */
export interface DiskCounters {
  readonly name: string;
  readonly read: number;
  readonly written: number;
}

/** Where people keep files: on a device, in memory, or layered for a container's root. */
const LOCAL =
  /^(?:ext[234]|xfs|btrfs|zfs|f2fs|jfs|reiserfs|bcachefs|vfat|exfat|ntfs3?|ntfs-3g|fuseblk|hfsplus|apfs|ufs|nilfs2|tmpfs|overlay)$/;
const REMOTE = /^(?:nfs4?|cifs|smb3|9p|virtiofs|ceph|glusterfs|fuse\.sshfs|fuse\.rclone)$/;
/** Kept in memory by the system for itself. */
const INTERNAL = /^\/(?:dev|proc|sys|run|snap|var\/lib\/(?:docker|containers|kubelet|snapd))(?:\/|$)/;
const MAX_MOUNTS = 32;
const SECTOR = 512;

/** /proc/self/mountinfo: real file systems, the uppermost mount per folder, one per device. */
export function parseMounts(text: string): Mount[] {
  const byPoint = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const match = /^\d+ \d+ (\d+:\d+) \S+ (\S+) (\S+) .*?- (\S+) /.exec(line);
    if (!match) continue;
    const [device, folder, options, type] = [match[1]!, unescapeOctal(match[2]!), match[3]!, match[4]!];
    if (!LOCAL.test(type) && !REMOTE.test(type)) continue;
    if (INTERNAL.test(folder)) continue;
    // A read-only memory file system is somebody's fixed image, always full and nobody's concern.
    if (type === 'tmpfs' && /(?:^|,)ro(?:,|$)/.test(options)) continue;
    byPoint.set(folder, { point: folder, device, type });
  }
  const seen = new Set<string>();
  return [...byPoint.values()]
    .sort((a, b) => a.point.length - b.point.length || (a.point < b.point ? -1 : 1))
    .filter((mount) => !seen.has(mount.device) && seen.add(mount.device))
    .slice(0, MAX_MOUNTS);
}

export function unescapeOctal(text: string): string {
  return text.includes('\\')
    ? Buffer.from(
        text.replace(/\\([0-7]{3})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 8))),
        'latin1',
      ).toString('utf8')
    : text;
}

/** /proc/diskstats, by "major:minor". */
export function parseDiskCounters(text: string): Map<string, DiskCounters> {
  const found = new Map<string, DiskCounters>();
  for (const line of text.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields.length < 14) continue;
    const [major, minor, name] = fields;
    const read = Number(fields[5]) * SECTOR;
    const written = Number(fields[9]) * SECTOR;
    if (Number.isFinite(read + written)) found.set(`${major}:${minor}`, { name: name!, read, written });
  }
  return found;
}

/** As statfs gives it: blocks of `bsize` bytes, `bavail` of them free for a user without privilege. */
export interface Space {
  readonly bsize: number;
  readonly blocks: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

function diskState(
  mount: Mount,
  space: Space,
  before: DiskCounters | undefined,
  after: DiskCounters | undefined,
  seconds: number,
): DiskState {
  const reads = before?.name === after?.name ? ratePerSecond(before?.read, after?.read, seconds) : undefined;
  const writes =
    before?.name === after?.name ? ratePerSecond(before?.written, after?.written, seconds) : undefined;
  return {
    mount: mount.point,
    ...(after === undefined ? {} : { device: after.name }),
    total: space.blocks * space.bsize,
    available: space.bavail * space.bsize,
    // Some file systems make inodes as needed and report 0.
    ...(space.files > 0 ? { inodesTotal: space.files, inodesFree: space.ffree } : {}),
    ...(reads === undefined ? {} : { readBytesPerSecond: reads }),
    ...(writes === undefined ? {} : { writeBytesPerSecond: writes }),
  };
}

export interface DiskReading {
  readonly counters: ReadonlyMap<string, DiskCounters>;
  readonly mounts: readonly { readonly mount: Mount; readonly space: Space }[];
}

export function diskStates(
  before: DiskReading | undefined,
  after: DiskReading,
  seconds: number,
): readonly DiskState[] {
  return after.mounts.map(({ mount, space }) =>
    diskState(mount, space, before?.counters.get(mount.device), after.counters.get(mount.device), seconds),
  );
}

/** Free space and traffic of the real mounts. A remote one that does not answer is left out and blocks nobody. */
export class Disks {
  readonly #roots: Roots;
  #mountText = '';
  #mounts: Mount[] = [];
  readonly #remotes = new Remotes();

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  read(): DiskReading | undefined {
    const text = readText(`${this.#roots.proc}/self/mountinfo`);
    if (text === undefined) return undefined;
    if (text !== this.#mountText) {
      this.#mountText = text;
      this.#mounts = parseMounts(text);
    }
    this.#remotes.ask(this.#mounts.filter(({ type }) => REMOTE.test(type)).map(({ point }) => point));
    const counters = readText(`${this.#roots.proc}/diskstats`);
    return {
      counters: counters === undefined ? new Map() : parseDiskCounters(counters),
      mounts: this.#mounts.flatMap((mount) => {
        const space = REMOTE.test(mount.type) ? this.#remotes.answer(mount.point) : local(mount.point);
        return space && space.blocks > 0 ? [{ mount, space }] : [];
      }),
    };
  }
}

/** A remote file system may never answer, and each question holds one of four worker threads: two at most at a time. */
class Remotes {
  readonly #answers = new Map<string, Space>();
  readonly #pending = new Map<string, number>();
  #turn = 0;

  ask(points: readonly string[]): void {
    for (const [point, since] of this.#pending) if (monotonicMs() - since > 5000) this.#answers.delete(point);
    const point = points[this.#turn++ % Math.max(1, points.length)];
    if (point === undefined || this.#pending.size >= 2 || this.#pending.has(point)) return;
    this.#pending.set(point, monotonicMs());
    statfs(point)
      .then(
        (space) => this.#answers.set(point, space),
        () => this.#answers.delete(point),
      )
      .finally(() => this.#pending.delete(point));
  }

  answer(point: string): Space | undefined {
    return this.#answers.get(point);
  }
}

function local(point: string): Space | undefined {
  try {
    return statfsSync(point);
  } catch {
    return undefined;
  }
}
