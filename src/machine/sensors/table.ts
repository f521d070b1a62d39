import type { JobState, ProcessState, TaskCounts } from '../../session/state-vector.ts';
import { Names, Users } from './names.ts';
import { type ProcessRow, readIo, readProcesses, touchesData, treeOf, type Units } from './processes.ts';
import type { Roots } from './roots.ts';

/** Shown and recorded: the busiest, and the largest. */
const BUSIEST = 8;
const LARGEST = 6;
const MAX_TREE = 256;
/** Only a process above this share of a core is looked at more closely. */
const BUSY_PERCENT = 8;

export interface Table {
  readonly processes: readonly ProcessState[];
  readonly tasks: TaskCounts;
}

interface Moment {
  readonly at: number;
  readonly rows: ReadonlyMap<number, ProcessRow>;
  /** Bytes through calls, of the processes that were asked for it. */
  readonly io: Map<number, number>;
}

/** The process table, compared with the one before: shares of a core, growth, job trees. */
export class ProcessTable {
  readonly #roots: Roots;
  readonly #units: Units;
  readonly #users: Users;
  readonly #names: Names;
  #before: Moment | undefined;
  #now: Moment | undefined;

  constructor(roots: Roots, units: Units) {
    this.#roots = roots;
    this.#units = units;
    this.#users = new Users(roots);
    this.#names = new Names(roots);
  }

  /** `at` is monotonic, in seconds; `bootSeconds` the time since boot, for ages. */
  async read(at: number, bootSeconds: number | undefined): Promise<Table | undefined> {
    const rows = await readProcesses(this.#roots);
    if (!rows) return undefined;
    this.#before = this.#now;
    this.#now = { at, rows: new Map(rows.map((row) => [row.pid, row])), io: new Map() };
    const measured = rows.filter((row) => !row.kernel).map((row) => ({ row, percent: this.#percent(row) }));
    const busiest = measured
      .toSorted((a, b) => (b.percent ?? 0) - (a.percent ?? 0) || b.row.pages - a.row.pages)
      .slice(0, BUSIEST);
    const largest = measured.toSorted((a, b) => b.row.pages - a.row.pages).slice(0, LARGEST);
    const shown = new Map([...busiest, ...largest].map((one) => [one.row.pid, one]));
    return {
      processes: [...shown.values()].map(({ row, percent }) => this.#describe(row, percent, bootSeconds)),
      tasks: count(rows),
    };
  }

  /** The job with the figures of its whole process tree, as the last table has them. */
  job(job: JobState): JobState {
    if (job.pid === undefined || !this.#now) return job;
    const tree = treeOf([...this.#now.rows.values()], job.pid);
    if (tree.length === 0) return job;
    const shares = tree.map((row) => this.#percent(row)).filter((value) => value !== undefined);
    const flows = tree.slice(0, MAX_TREE).map((row) => this.#flow(row));
    return {
      ...job,
      memoryBytes: tree.reduce((sum, row) => sum + row.pages, 0) * this.#units.pageSize,
      processes: tree.slice(0, MAX_TREE).map((row) => row.pid),
      ...(shares.length === 0 ? {} : { cpuPercent: shares.reduce((sum, value) => sum + value, 0) }),
      ...(flows.some((value) => value !== undefined)
        ? { ioBytesPerSecond: flows.reduce<number>((sum, value) => sum + (value ?? 0), 0) }
        : {}),
    };
  }

  #describe(row: ProcessRow, percent: number | undefined, bootSeconds: number | undefined): ProcessState {
    const earlier = this.#earlier(row);
    const seconds = this.#seconds();
    const user = this.#users.of(row.pid);
    const busy = (percent ?? 0) >= BUSY_PERCENT;
    // The counter is read for every busy process, so that the next table has something to compare with.
    const flow = busy ? this.#flow(row) : undefined;
    const useful = flow !== undefined && touchesData(this.#roots, row.pid) === false ? 0 : flow;
    return {
      pid: row.pid,
      parent: row.parent,
      name: this.#names.of(row),
      state: row.state,
      memoryBytes: row.pages * this.#units.pageSize,
      threads: row.threads,
      ...(user === undefined ? {} : { user }),
      ...(percent === undefined ? {} : { cpuPercent: percent }),
      ...(bootSeconds === undefined
        ? {}
        : { ageSeconds: Math.max(0, bootSeconds - row.started / this.#units.ticksPerSecond) }),
      ...(earlier && seconds > 0
        ? {
            faultsPerSecond: Math.max(0, row.faults - earlier.faults) / seconds,
            childCpuPercent:
              (100 * Math.max(0, row.childTicks - earlier.childTicks)) / this.#units.ticksPerSecond / seconds,
          }
        : {}),
      ...(useful === undefined ? {} : { ioBytesPerSecond: useful }),
    };
  }

  /** Bytes per second through the process's calls since the last table; undefined when one end is not known. */
  #flow(row: ProcessRow): number | undefined {
    const bytes = this.#now?.io.get(row.pid) ?? readIo(this.#roots, row.pid);
    if (bytes === undefined) return undefined;
    this.#now?.io.set(row.pid, bytes);
    const earlier = this.#earlier(row) && this.#before?.io.get(row.pid);
    const seconds = this.#seconds();
    return earlier === undefined || seconds <= 0 || bytes < earlier ? undefined : (bytes - earlier) / seconds;
  }

  #percent(row: ProcessRow): number | undefined {
    const earlier = this.#earlier(row);
    const seconds = this.#seconds();
    if (seconds <= 0 || !this.#before) return undefined;
    // A process that began since the last table: all its ticks fell into the interval.
    const ticks = row.ticks - (earlier?.ticks ?? 0);
    return ticks < 0 ? undefined : (100 * ticks) / this.#units.ticksPerSecond / seconds;
  }

  #earlier(row: ProcessRow): ProcessRow | undefined {
    const earlier = this.#before?.rows.get(row.pid);
    return earlier?.started === row.started ? earlier : undefined;
  }

  #seconds(): number {
    return this.#now && this.#before ? this.#now.at - this.#before.at : 0;
  }
}

function count(rows: readonly ProcessRow[]): TaskCounts {
  const zombies = rows.filter((row) => row.state === 'Z');
  const parents = [...Map.groupBy(zombies, (row) => row.parent)].toSorted(
    (a, b) => b[1].length - a[1].length,
  );
  const worst = parents[0];
  const name = worst && rows.find((row) => row.pid === worst[0])?.name;
  return {
    total: rows.length,
    zombies: zombies.length,
    ...(worst && name !== undefined
      ? { zombieParent: { pid: worst[0], name, zombies: worst[1].length } }
      : {}),
  };
}
