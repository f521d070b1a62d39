import { closeSync, constants, existsSync, fstatSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { asOnlyWriter } from './database.ts';
import { bootName, createHeadTable, type Head, readHead } from './head.ts';
import { readLines } from './lines.ts';
import { type AuditRecord, GENESIS, readRecord } from './record.ts';
import { recover } from './recover.ts';

export interface Problem {
  readonly kind: 'edited' | 'missing' | 'moved' | 'inserted' | 'cut' | 'rewritten' | 'erased';
  /** 1-based line of audit.jsonl, where there is one. */
  readonly line?: number;
  /** One line for a person. */
  readonly text: string;
}

export interface Verification {
  readonly ok: boolean;
  /** Records that stand in the file. */
  readonly records: number;
  /** The value to keep elsewhere. */
  readonly head: Pick<Head, 'count' | 'hash'>;
  /** Records whose text was erased by `history forget`, which the record says itself. */
  readonly erased: number;
  readonly problems: readonly Problem[];
  /** What is no tampering but should be known: a crash, a power failure, a head that was rebuilt. */
  readonly notes: readonly string[];
}

export interface VerifyOptions {
  /** A head noted earlier and kept elsewhere: the record must still pass through it. */
  readonly expect?: Pick<Head, 'count' | 'hash'>;
}

/** More than these say nothing more. */
const MAX_PROBLEMS = 50;

/**
 * Checks the whole record against itself and against its head. Reads only; a session that writes meanwhile does no
 * harm. Throws when the file cannot be read.
 */
export function verify(database: DatabaseSync, file: string, options: VerifyOptions = {}): Verification {
  createHeadTable(database);
  // Head and file are looked at in one moment; what is in the file up to then does not change any more.
  const taken = asOnlyWriter(database, () => {
    const head = readHead(database);
    if (!existsSync(file)) return { head, fd: undefined, size: 0 };
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    return { head, fd, size: fstatSync(fd).size };
  });
  try {
    return new Check(taken.head, options).run(taken.fd, taken.size);
  } finally {
    if (taken.fd !== undefined) closeSync(taken.fd);
  }
}

class Check {
  readonly #head: Head;
  readonly #options: VerifyOptions;
  readonly #problems: Problem[] = [];
  readonly #notes: string[] = [];
  readonly #seen = new Set<number>();
  readonly #erased = new Set<number>();
  readonly #forgotten: [number, number][] = [];
  readonly #lost: [number, number][] = [];
  #records = 0;
  #last: Pick<AuditRecord, 'seq' | 'hash'> = { seq: 0, hash: GENESIS };
  #passedHead = false;
  #passedExpected = false;

  constructor(head: Head, options: VerifyOptions) {
    this.#head = head;
    this.#options = options;
    this.#passedHead = head.count === 0;
  }

  run(fd: number | undefined, size: number): Verification {
    let line = 0;
    let torn = 0;
    for (const { bytes, whole } of fd === undefined ? [] : readLines(fd, 0, size)) {
      line++;
      if (whole) this.#line(bytes, line);
      else torn = bytes.length;
    }
    this.#ending(fd, size, torn, line);
    const missing = this.#ranges();
    for (const [from, to] of missing)
      this.#problem({ kind: 'missing', text: `${records(from, to)} missing` });
    for (const seq of this.#erased)
      if (!this.#forgotten.some(([from, to]) => from <= seq && seq <= to))
        this.#problem({
          kind: 'erased',
          text: `the text of record ${seq} is gone and no forgetting is recorded`,
        });
    const { expect } = this.#options;
    if (expect && !this.#passedExpected)
      this.#problem({
        kind: 'rewritten',
        text: `record ${expect.count} is not the one whose head was kept (${expect.hash.slice(0, 16)}…)`,
      });
    return {
      ok: this.#problems.length === 0,
      records: this.#records,
      head: { count: this.#last.seq, hash: this.#last.hash },
      erased: this.#erased.size,
      problems: this.#problems,
      notes: this.#notes,
    };
  }

  #line(bytes: Buffer, line: number): void {
    const read = readRecord(bytes);
    if (!read.ok) {
      this.#problem({ kind: 'edited', line, text: `line ${line} ${read.why}` });
      // Its place is taken by what it claims, so that one edit is not reported as a missing record as well.
      if (read.record && read.record.seq === this.#last.seq + 1) this.#pass(read.record);
      return;
    }
    const { record } = read;
    this.#records++;
    const { seq, hash } = this.#last;
    if (this.#seen.has(record.seq))
      this.#problem({ kind: 'inserted', line, text: `line ${line}: a second record ${record.seq}` });
    else if (record.seq <= seq)
      this.#problem({ kind: 'moved', line, text: `line ${line}: record ${record.seq} stands after ${seq}` });
    else if (record.seq === seq + 1 && record.prev !== hash)
      this.#problem({
        kind: 'edited',
        line,
        text: `line ${line} does not continue the chain: it or the line before was replaced`,
      });
    if (record.payload === null) this.#erased.add(record.seq);
    else this.#own(record);
    this.#pass(record);
  }

  #pass(record: Pick<AuditRecord, 'seq' | 'hash'>): void {
    this.#seen.add(record.seq);
    const { expect } = this.#options;
    if (record.seq === this.#head.count && record.hash === this.#head.hash) this.#passedHead = true;
    if (record.seq === expect?.count && record.hash === expect.hash) this.#passedExpected = true;
    if (record.seq > this.#last.seq) this.#last = record;
  }

  /** Records about the record: what was forgotten, what a crash left, what a power failure took. */
  #own({ type, payload, time }: AuditRecord): void {
    if (payload === null) return;
    if (type === 'forgotten') this.#forgotten.push(...((payload.records ?? []) as [number, number][]));
    if (type !== 'recovered') return;
    if (Array.isArray(payload.lost)) this.#lost.push(payload.lost as [number, number]);
    else if (payload.after === 0)
      this.#notes.push(
        `the head was rebuilt from the file at ${time}: a cut before that cannot be noticed here`,
      );
    else
      this.#notes.push(
        `${payload.adopted} after record ${payload.after} came from a session that was killed (${time})`,
      );
  }

  #ending(fd: number | undefined, size: number, torn: number, line: number): void {
    const { count } = this.#head;
    const found =
      fd === undefined || size === this.#head.bytes ? undefined : recover(fd, size, this.#head, bootName());
    if (found?.kind === 'crash') {
      if (found.adopted > 0)
        this.#notes.push(`${records(count + 1, count + found.adopted)} written by a session that was killed`);
      if (found.torn > 0) this.#notes.push('the last line was never finished: a session was killed');
    } else if (found?.kind === 'power') {
      this.#lost.push([count - found.lost + 1, count]);
      if (found.torn > 0) this.#notes.push('the last line was never finished: the machine went down');
    } else {
      if (torn > 0) this.#problem({ kind: 'edited', line, text: `line ${line} has no end` });
      if (this.#last.seq < count)
        this.#problem({ kind: 'cut', text: `${records(this.#last.seq + 1, count)} cut off at the end` });
      else if (!this.#passedHead)
        this.#problem({
          kind: 'rewritten',
          text: `record ${count} is not the one that was written: the chain was made anew`,
        });
      else if (this.#last.seq > count && this.#problems.length === 0)
        this.#problem({
          kind: 'inserted',
          text: `${records(count + 1, this.#last.seq)} added by somebody else`,
        });
    }
  }

  /** Gaps between records that stand; those that a power failure explains become notes. */
  #ranges(): [number, number][] {
    const ranges: [number, number][] = [];
    for (let seq = 1; seq <= this.#last.seq; seq++) {
      if (this.#seen.has(seq)) continue;
      if (this.#lost.some(([from, to]) => from <= seq && seq <= to)) continue;
      const open = ranges.at(-1);
      if (open && open[1] === seq - 1) open[1] = seq;
      else ranges.push([seq, seq]);
    }
    for (const [from, to] of this.#lost)
      this.#notes.push(`${records(from, to)} lost when the machine went down before they were on the disk`);
    return ranges;
  }

  #problem(problem: Problem): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push(problem);
  }
}

function records(from: number, to: number): string {
  return from === to ? `record ${from}:` : `records ${from} to ${to}:`;
}
