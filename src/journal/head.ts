import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { GENESIS } from './record.ts';

/** Where the record stood after the last append, kept in assent.db beside the file so that a cut shows. */
export interface Head {
  /** Number of records, which is also the `seq` of the last. */
  readonly count: number;
  readonly hash: string;
  /** Length of audit.jsonl; only a hint where to look, an erasure changes it. */
  readonly bytes: number;
  /** Records up to this one were synced: a power failure cannot have taken them. */
  readonly synced: number;
  /** The run of the machine in which this was written; empty where it is not known. */
  readonly boot: string;
}

export const NO_HEAD: Head = { count: 0, hash: GENESIS, bytes: 0, synced: 0, boot: '' };

export function createHeadTable(database: DatabaseSync): void {
  database.exec(
    `CREATE TABLE IF NOT EXISTS audit_head(
       id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL, hash TEXT NOT NULL,
       bytes INTEGER NOT NULL, synced INTEGER NOT NULL, boot TEXT NOT NULL) STRICT`,
  );
}

export function readHead(database: DatabaseSync): Head {
  const row = database.prepare('SELECT count, hash, bytes, synced, boot FROM audit_head').get();
  return row ? (row as unknown as Head) : NO_HEAD;
}

export function writeHead(database: DatabaseSync, head: Head): void {
  database
    .prepare(
      'INSERT OR REPLACE INTO audit_head(id, count, hash, bytes, synced, boot) VALUES (1, ?, ?, ?, ?, ?)',
    )
    .run(head.count, head.hash, head.bytes, head.synced, head.boot);
}

/** A name for this run of the machine: two writes with different names have a restart between them. */
export function bootName(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
