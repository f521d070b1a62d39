import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Plan, Step } from '../plan/plan.ts';
import type { Approval } from '../policy/types.ts';
import type { Decision } from './admission.ts';
import { type Demand, expected, type Learned, learn } from './demand.ts';
import { isOver, type Job, type JobEnd, type JobStatus, type Submission } from './job.ts';
import type { Limits } from './limits.ts';
import type { LoadView } from './load.ts';
import { isAlive, processStart } from './process.ts';
import { programOf, shapeOf } from './shape.ts';
import { type JobRow, TABLES } from './tables.ts';

/** What the owner of the queue last decided, for `jobs why` in another process. */
export interface LastDecision {
  readonly time: number;
  readonly decision: Decision;
  readonly load: LoadView;
  /** Missing from an owner of an earlier version. */
  readonly limits?: Limits;
}

export interface LogLine {
  readonly time: number;
  readonly kind: 'decision' | 'advice' | 'status';
  readonly text: string;
}

/** Log lines kept for one job. */
const LOG_LINES = 200;
const EVERYTHING = '*';

/**
 * The persistent queue. Any process may submit, list and cancel; only the owner starts. Every change of a job is one
 * synced transaction, so `kill -9` at any moment leaves each job in one definite state.
 */
export class Queue implements Disposable {
  readonly #db: DatabaseSync;
  readonly #now: () => number;

  private constructor(db: DatabaseSync, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Opens or creates the tables in this file. Throws when it cannot be opened. */
  static async open(path: string, now: () => number = Date.now): Promise<Queue> {
    const { DatabaseSync } = await import('node:sqlite');
    // Commands are nobody else's business; SQLite gives its side files the mode of the main one.
    closeSync(openSync(path, 'a', 0o600));
    const db = new DatabaseSync(path);
    // FULL: a job counts as started only once that is on disk, else a power cut could start it twice.
    db.exec('PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    db.exec(TABLES);
    return new Queue(db, now);
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }

  /** The new job's number; with `held`, a reason, it waits for `release`. Throws when it names a job that does not exist. */
  submit(job: Submission, held?: string): number {
    for (const id of job.after ?? []) if (!this.get(id)) throw new Error(`there is no job ${id} to wait for`);
    const { lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO queue_job (created, step, plan, plan_hash, approval, cwd, shape, program, priority, after, not_before, when_idle, status, reason)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        this.#now(),
        JSON.stringify(job.step),
        JSON.stringify(job.plan),
        job.planHash,
        JSON.stringify(job.approval),
        job.cwd,
        shapeOf(job.step.command),
        programOf(job.step.command),
        Math.max(-20, Math.min(19, Math.round(job.priority ?? 0))),
        JSON.stringify(job.after ?? []),
        job.notBefore ?? null,
        job.whenIdle ? 1 : 0,
        held === undefined ? 'queued' : 'held',
        held ?? null,
      );
    return Number(lastInsertRowid);
  }

  /** A step that this process started and sent to the background: it runs already, and this process tells its end. */
  adopt(job: Submission, pid: number, output?: string): number {
    const id = this.submit(job, 'being adopted');
    this.#change(
      "UPDATE queue_job SET status = 'running', reason = NULL, started_at = ?, pid = ?, process_start = ?, keeper_pid = ?, keeper_start = ?, output = ? WHERE id = ?",
      this.#now(),
      pid,
      processStart(pid) ?? null,
      process.pid,
      processStart(process.pid) ?? '',
      output ?? null,
      id,
    );
    return id;
  }

  get(id: number): Job | undefined {
    const row = this.#db.prepare('SELECT * FROM queue_job WHERE id = ?').get(id) as JobRow | undefined;
    return row && toJob(row);
  }

  /** Oldest first. */
  list(...statuses: readonly JobStatus[]): readonly Job[] {
    const rows = statuses.length
      ? this.#db
          .prepare(
            `SELECT * FROM queue_job WHERE status IN (${statuses.map(() => '?').join(',')}) ORDER BY id`,
          )
          .all(...statuses)
      : this.#db.prepare('SELECT * FROM queue_job ORDER BY id').all();
    return (rows as unknown as JobRow[]).map(toJob);
  }

  /** A waiting job is cancelled at once; of a running one its owner is told. False when it is over already. */
  cancel(id: number, reason = 'cancelled'): boolean {
    const waiting = this.#change(
      "UPDATE queue_job SET status = 'cancelled', reason = ?, ended_at = ? WHERE id = ? AND status IN ('queued', 'held')",
      reason,
      this.#now(),
      id,
    );
    if (waiting) return true;
    return this.#change(
      "UPDATE queue_job SET cancel_requested = 1, reason = ? WHERE id = ? AND status IN ('starting', 'running')",
      reason,
      id,
    );
  }

  /** Takes a job for starting. True for exactly one caller, once in the life of a job. */
  claim(id: number): boolean {
    return this.#change(
      "UPDATE queue_job SET status = 'starting', started_at = ?, reason = NULL WHERE id = ? AND status = 'queued'",
      this.#now(),
      id,
    );
  }

  started(id: number, pid: number): void {
    this.#change(
      "UPDATE queue_job SET status = 'running', pid = ?, process_start = ? WHERE id = ? AND status = 'starting'",
      pid,
      processStart(pid) ?? null,
      id,
    );
  }

  ended(id: number, end: JobEnd): void {
    const job = this.get(id);
    if (!job || isOver(job.status)) return;
    const status = job.cancelRequested ? 'cancelled' : end.exitCode === 0 ? 'done' : 'failed';
    this.#change(
      'UPDATE queue_job SET status = ?, exit_code = ?, signal = ?, reason = ?, ended_at = ? WHERE id = ?',
      status,
      end.exitCode,
      end.signal ?? null,
      end.reason ?? job.reason ?? null,
      this.#now(),
      id,
    );
  }

  /** Keeps a queued job from starting until `release`. */
  hold(id: number, reason: string): void {
    this.#change(
      "UPDATE queue_job SET status = 'held', reason = ? WHERE id = ? AND status = 'queued'",
      reason,
      id,
    );
    this.log(id, 'status', `held: ${reason}`);
  }

  release(id: number): boolean {
    return this.#change(
      "UPDATE queue_job SET status = 'queued', reason = NULL WHERE id = ? AND status = 'held'",
      id,
    );
  }

  ready(id: number): void {
    this.#change(
      'UPDATE queue_job SET ready_since = ? WHERE id = ? AND ready_since IS NULL',
      this.#now(),
      id,
    );
  }

  log(job: number, kind: LogLine['kind'], text: string): void {
    this.#db
      .prepare('INSERT INTO queue_log (time, job, kind, text) VALUES (?, ?, ?, ?)')
      .run(this.#now(), job, kind, text);
  }

  logOf(job: number): readonly LogLine[] {
    return this.#db
      .prepare('SELECT time, kind, text FROM queue_log WHERE job = ? ORDER BY rowid DESC LIMIT ?')
      .all(job, LOG_LINES)
      .toReversed() as unknown as LogLine[];
  }

  demandOf(job: Pick<Job, 'shape' | 'step'>): Demand {
    return expected(
      ...[job.shape, `${programOf(job.step.command)} *`, EVERYTHING].map((key) => this.#learned(key)),
    );
  }

  learn(job: Pick<Job, 'shape' | 'step'>, seen: Demand): void {
    for (const key of [job.shape, `${programOf(job.step.command)} *`, EVERYTHING]) {
      const now = learn(this.#learned(key), seen);
      this.#db
        .prepare('INSERT OR REPLACE INTO queue_shape VALUES (?, ?, ?, ?, ?)')
        .run(key, now.runs, now.logCpuSeconds, now.logMemoryBytes, now.cores);
    }
  }

  /** Makes this process the one that starts jobs. False while another living process is. */
  own(): boolean {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const owner = this.owner();
      if (owner && owner.pid !== process.pid) return false;
      this.#db
        .prepare('INSERT OR REPLACE INTO queue_owner (only, pid, process_start) VALUES (1, ?, ?)')
        .run(process.pid, processStart(process.pid) ?? '');
      return true;
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  /** The living owner, if there is one. */
  owner(): { readonly pid: number } | undefined {
    const row = this.#db.prepare('SELECT pid, process_start FROM queue_owner').get();
    const owner = row as { pid: number; process_start: string } | undefined;
    return owner && isAlive(owner.pid, owner.process_start) ? { pid: owner.pid } : undefined;
  }

  disown(): void {
    this.#db.prepare('DELETE FROM queue_owner WHERE pid = ?').run(process.pid);
  }

  /** Only told, not promised: written without waiting for the disk. */
  decided(last: LastDecision): void {
    this.#db.exec('PRAGMA synchronous = NORMAL');
    this.#db.prepare('UPDATE queue_owner SET decision = ?').run(JSON.stringify(last));
    this.#db.exec('PRAGMA synchronous = FULL');
  }

  lastDecision(): LastDecision | undefined {
    const row = this.#db.prepare('SELECT decision FROM queue_owner').get() as
      | { decision: string | null }
      | undefined;
    return row?.decision ? (JSON.parse(row.decision) as LastDecision) : undefined;
  }

  #learned(key: string): Learned | undefined {
    const row = this.#db.prepare('SELECT * FROM queue_shape WHERE shape = ?').get(key);
    if (!row) return undefined;
    const { runs, log_cpu_seconds, log_memory_bytes, cores } = row as unknown as Record<string, number>;
    return {
      runs: runs!,
      logCpuSeconds: log_cpu_seconds!,
      logMemoryBytes: log_memory_bytes!,
      cores: cores!,
    };
  }

  #change(sql: string, ...values: readonly (string | number | null)[]): boolean {
    return this.#db.prepare(sql).run(...values).changes === 1;
  }
}

function toJob(row: JobRow): Job {
  const optional = {
    notBefore: row.not_before,
    readySince: row.ready_since,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    pid: row.pid,
    processStart: row.process_start,
    exitCode: row.exit_code,
    signal: row.signal,
    reason: row.reason,
    output: row.output,
    keeper: row.keeper_pid === null ? null : { pid: row.keeper_pid, start: row.keeper_start ?? '' },
  };
  return {
    id: row.id,
    created: row.created,
    step: JSON.parse(row.step) as Step,
    plan: JSON.parse(row.plan) as Plan,
    planHash: row.plan_hash,
    approval: JSON.parse(row.approval) as Approval,
    cwd: row.cwd,
    shape: row.shape,
    priority: row.priority,
    after: JSON.parse(row.after) as number[],
    whenIdle: row.when_idle === 1,
    status: row.status as JobStatus,
    cancelRequested: row.cancel_requested === 1,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null)) as Partial<Job>),
  };
}
