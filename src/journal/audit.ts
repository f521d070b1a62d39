import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { asOnlyWriter, StoreError } from './database.ts';
import { bootName, createHeadTable, type Head, readHead, writeHead } from './head.ts';
import { type AuditRecord, type Payload, render, seal } from './record.ts';
import { recover } from './recover.ts';
import { freeReserve } from './reserve.ts';

export interface Entry {
  readonly type: string;
  readonly session: string;
  readonly request: string;
  /** ISO 8601. */
  readonly time: string;
  readonly payload: Payload;
}

export interface AppendOptions {
  /** On the disk, not only in the system's memory, before the call returns: for what precedes an effect. */
  readonly sync: boolean;
}

/** Sessions and requests are random names; records about the record itself belong to this one. */
export const OWN_SESSION = 'audit';

/**
 * The hash-chained file and its head in assent.db. Appending is one write transaction: whoever holds it is the only
 * writer among all processes, and a kill at any point leaves either nothing, or a line the next append adopts.
 */
export class Audit {
  readonly file: string;
  readonly #database: DatabaseSync;
  readonly #notice: (text: string) => void;
  readonly #boot = bootName();
  /** Length of the file after this one's last write. */
  #grown = 0;

  constructor(database: DatabaseSync, file: string, notice: (text: string) => void = () => undefined) {
    this.file = file;
    this.#database = database;
    this.#notice = notice;
    createHeadTable(database);
  }

  /** Throws StoreError when the record cannot be written; then nothing of the entry stands in it. */
  append(entry: Entry, { sync }: AppendOptions): AuditRecord {
    return this.locked((fd) => {
      const { head, before } = this.catchUp(fd, entry.time);
      const last = before.at(-1);
      const record = seal(
        {
          seq: (last?.seq ?? head.count) + 1,
          time: entry.time,
          session: entry.session,
          request: entry.request,
          type: entry.type,
          prev: last?.hash ?? head.hash,
        },
        entry.payload,
      );
      this.write(fd, [...before, record], head, sync);
      return record;
    });
  }

  /**
   * Runs `work` with the file open and nobody else writing. A failure takes back what was added to the file; one for want
   * of room is tried once more with what was set aside for that.
   */
  locked<T>(work: (fd: number) => T): T {
    try {
      return this.#alone(work);
    } catch (error) {
      if (freeReserve(dirname(this.file), error)) return this.locked(work);
      throw asStoreError(error, this.file);
    }
  }

  #alone<T>(work: (fd: number) => T): T {
    let fd: number | undefined;
    let size = 0;
    try {
      return asOnlyWriter(
        this.#database,
        () => {
          const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
          fd = openSync(this.file, flags, 0o600);
          size = fstatSync(fd).size;
          return work(fd);
        },
        (othersMayHaveWritten) => {
          if (fd === undefined) return;
          const now = fstatSync(fd).size;
          if (now > size && (!othersMayHaveWritten || now === this.#grown)) ftruncateSync(fd, size);
        },
      );
    } finally {
      if (fd !== undefined) closeSync(fd);
    }
  }

  /**
   * Brings the head and the file together after a crash, a power failure or a cut, and says so in the record itself:
   * the records to write first, and the head to go on from.
   */
  catchUp(fd: number, time: string): { head: Head; before: readonly AuditRecord[] } {
    const head = readHead(this.#database);
    const size = fstatSync(fd).size;
    if (size === head.bytes) return { head, before: [] };
    const found = recover(fd, size, head, this.#boot);
    const own = (from: Head, type: string, payload: Payload) => {
      const place = { seq: from.count + 1, prev: from.hash, time, session: OWN_SESSION, request: '', type };
      return { head: from, before: [seal(place, payload)] };
    };
    if (found.kind === 'crash') {
      if (found.torn > 0) ftruncateSync(fd, found.head.bytes);
      if (found.adopted === 0 && found.torn === 0) return { head: found.head, before: [] };
      return own(found.head, 'recovered', {
        after: head.count,
        adopted: found.adopted,
        tornBytes: found.torn,
      });
    }
    if (found.kind === 'power') {
      if (found.torn > 0) ftruncateSync(fd, found.keep);
      this.#notice(`the machine went down before the last ${found.lost} audit records were on the disk`);
      return own(head, 'recovered', {
        lost: [head.count - found.lost + 1, head.count],
        tornBytes: found.torn,
      });
    }
    if (!found.endsInLine) writeAll(fd, Buffer.from('\n'));
    this.#notice('the audit record was changed from outside; see: assent audit verify');
    return own(head, 'gap', {
      expected: head.count,
      expectedHash: head.hash,
      found: found.last,
      bytes: size,
    });
  }

  /** Adds sealed records to the file and notes the new head. */
  write(fd: number, records: readonly AuditRecord[], head: Head, sync: boolean): void {
    writeAll(fd, Buffer.concat(records.map(render)));
    if (sync) {
      fdatasyncSync(fd);
      if (head.count === 0) syncFolder(dirname(this.file));
    }
    const last = records.at(-1)!;
    const synced = sync ? last.seq : head.synced;
    this.#grown = fstatSync(fd).size;
    this.noteHead({ count: last.seq, hash: last.hash, bytes: this.#grown, synced });
  }

  noteHead(head: Omit<Head, 'boot'>): void {
    writeHead(this.#database, { ...head, boot: this.#boot });
  }
}

export function writeAll(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

/** A new name in a folder is safe only when the folder is. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function asStoreError(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof StoreError || code === undefined) return error;
  const why: Record<string, string> = {
    ENOSPC: 'the disk is full: free some space and try again',
    EDQUOT: 'your quota is used up: free some space and try again',
    EROFS: 'the file system is read-only',
    EACCES: 'no permission',
    ELOOP: 'it is a link: remove it',
  };
  const reason = why[code] ?? (error as Error).message;
  return new StoreError(`cannot write the record ${file}: ${reason}; without a record nothing is run`, {
    cause: error,
  });
}
