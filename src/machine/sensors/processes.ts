import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type Roots, readText } from './roots.ts';

/** One line of /proc/[pid]/stat, in ticks and pages as the kernel gives them. */
export interface ProcessRow {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly session: number;
  readonly faults: number;
  /** Processor ticks of the process itself, and of children it waited for. */
  readonly ticks: number;
  readonly childTicks: number;
  readonly threads: number;
  /** Ticks after boot; with the pid it names a process for good. */
  readonly started: number;
  readonly pages: number;
  readonly kernel: boolean;
}

const KERNEL_THREAD = 0x0020_0000;

/** Undefined for a line that is not one. The name may hold anything, also ") S 1": it ends at the last bracket. */
export function parseProcess(line: string): ProcessRow | undefined {
  const open = line.indexOf('(');
  const close = line.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const fields = line.slice(close + 2).split(' ');
  const pid = Number(line.slice(0, open));
  const at = (index: number) => Number(fields[index]);
  if (!Number.isInteger(pid) || fields.length < 22 || Number.isNaN(at(21))) return undefined;
  return {
    pid,
    name: line.slice(open + 1, close),
    state: fields[0]!,
    parent: at(1),
    session: at(3),
    faults: at(7) + at(9),
    ticks: at(11) + at(12),
    childTicks: at(13) + at(14),
    threads: at(17),
    started: at(19),
    pages: Math.max(0, at(21)),
    kernel: (at(6) & KERNEL_THREAD) !== 0,
  };
}

/** Rows read without letting the event loop go: about one millisecond. */
const CHUNK = 96;
/** A machine with more processes is read up to here; the totals then say less than there is. */
const MAX_ROWS = 20_000;

/** Every process; the event loop gets its turn in between. Undefined when /proc cannot be listed. */
export async function readProcesses(roots: Roots): Promise<readonly ProcessRow[] | undefined> {
  let names: string[];
  try {
    names = readdirSync(roots.proc);
  } catch {
    return undefined;
  }
  const rows: ProcessRow[] = [];
  let read = 0;
  for (const name of names) {
    if (name.charCodeAt(0) > 57 || rows.length >= MAX_ROWS) continue;
    if (++read % CHUNK === 0) await setImmediate();
    const line = readText(`${roots.proc}/${name}/stat`);
    const row = line === undefined ? undefined : parseProcess(line);
    if (row) rows.push(row);
  }
  return rows;
}

/** The process, its descendants, and what left the family but kept its session (a daemon's way of leaving). */
export function treeOf(rows: readonly ProcessRow[], root: number): readonly ProcessRow[] {
  const children = Map.groupBy(rows, (row) => row.parent);
  const found = new Map<number, ProcessRow>();
  const open = rows.filter((row) => row.pid === root || row.session === root);
  for (let row = open.pop(); row; row = open.pop()) {
    if (found.has(row.pid)) continue;
    found.set(row.pid, row);
    open.push(...(children.get(row.pid) ?? []));
  }
  return [...found.values()];
}

/** Bytes through read and write calls since the start. Undefined for a process of somebody else. */
export function readIo(roots: Roots, pid: number): number | undefined {
  const text = readText(`${roots.proc}/${pid}/io`);
  const match = text === undefined ? null : /^rchar: (\d+)\nwchar: (\d+)$/m.exec(text);
  return match ? Number(match[1]) + Number(match[2]) : undefined;
}

/** Whether one of the first descriptors leads anywhere: a file, a pipe or a socket, not only devices. */
export function touchesData(roots: Roots, pid: number): boolean | undefined {
  try {
    for (let fd = 0; fd < 10; fd++) {
      const target = link(`${roots.proc}/${pid}/fd/${fd}`);
      if (target !== undefined && !target.startsWith('/dev/') && !target.startsWith('anon_inode:'))
        return true;
    }
    readdirSync(`${roots.proc}/${pid}/fd`);
    return false;
  } catch {
    return undefined;
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** What the kernel counts in: bytes a page, ticks a second. */
export interface Units {
  readonly pageSize: number;
  readonly ticksPerSecond: number;
}

const AT_PAGESZ = 6n;
const AT_CLKTCK = 17n;

/** From the auxiliary vector, so that no `getconf` has to be started; the usual values where it cannot be read. */
export function readUnits(roots: Roots): Units {
  const units = { pageSize: 4096, ticksPerSecond: 100 };
  try {
    const vector = readFileSync(`${roots.proc}/self/auxv`);
    for (let at = 0; at + 16 <= vector.length; at += 16) {
      const value = Number(vector.readBigUInt64LE(at + 8));
      const key = vector.readBigUInt64LE(at);
      if (key === AT_PAGESZ && value >= 1024) units.pageSize = value;
      if (key === AT_CLKTCK && value > 0) units.ticksPerSecond = value;
    }
  } catch {
    // The usual values stand.
  }
  return units;
}
