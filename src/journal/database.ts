import { accessSync, chmodSync, closeSync, constants, lstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { freeReserve, isForRoom } from './reserve.ts';

/** How long one assent waits for another's write before it gives up, in ms. A write takes well under one. */
const BUSY_MS = 10_000;

export class StoreError extends Error {}

/**
 * Opens `assent.db` in a state folder that exists, mode 0600. Callers make their own tables with IF NOT EXISTS.
 * Throws StoreError when the file cannot be opened or is no database.
 */
export function openDatabase(folder: string): DatabaseSync {
  const path = join(folder, 'assent.db');
  try {
    return openAt(path);
  } catch (error) {
    if (freeReserve(folder, error)) return openDatabase(folder);
    throw new StoreError(`cannot open ${path}: ${(error as Error).message}${mend(error, folder)}`, {
      cause: error,
    });
  }
}

function openAt(path: string): DatabaseSync {
  makePrivate(path);
  const { DatabaseSync: Database } = loadSqlite();
  const database = new Database(path, { timeout: BUSY_MS });
  try {
    switchToWal(database);
    // NORMAL: what must survive a power failure is in the audit file, which is synced; erased text is overwritten.
    database.exec('PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * SQLite would make the file by umask. An existing one is not opened here: closing any descriptor of it would drop the
 * locks of every connection this process has to it.
 */
function makePrivate(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) throw new Error('it is a link: remove it');
  if (found) {
    if ((found.mode & 0o077) !== 0) chmodSync(path, 0o600);
    return;
  }
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    // Another session made it in between.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function mend(error: unknown, folder: string): string {
  const { message } = error as Error;
  if (isForRoom(error))
    return '; the disk is full: free some space and try again; without a record nothing is run';
  if (/not a database|malformed/.test(message))
    return '; move it away to start a new one, the record itself is in audit.jsonl';
  try {
    accessSync(folder, constants.W_OK);
    return '';
  } catch (denied) {
    const readOnly = (denied as NodeJS.ErrnoException).code === 'EROFS';
    return `; ${readOnly ? 'the file system is read-only' : 'the folder cannot be written'}, and nothing runs without a record: set ASSENT_HOME to a folder that can be`;
  }
}

/** Loads node:sqlite without its ExperimentalWarning; every other warning passes. */
export function loadSqlite(): typeof import('node:sqlite') {
  const emit = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    const text = typeof warning === 'string' ? warning : warning.message;
    const type = typeof rest[0] === 'string' ? rest[0] : (rest[0] as { type?: string } | undefined)?.type;
    if (type === 'ExperimentalWarning' && /SQLite/i.test(text)) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emit;
  }
}

/** The switch to WAL needs the file alone for a moment and does not wait by itself: two first starts may meet. */
function switchToWal(database: DatabaseSync): void {
  for (let attempt = 0; ; attempt++) {
    try {
      database.exec('PRAGMA journal_mode=WAL');
      return;
    } catch (error) {
      if (attempt >= 200 || !/locked|busy/i.test((error as Error).message)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/**
 * Runs `work` as the only writer; what it throws rolls everything back, after `undo` and still as the only writer.
 * On a full disk SQLite may have rolled back by itself: then others may have written since, and `undo` is told.
 */
export function asOnlyWriter<T>(
  database: DatabaseSync,
  work: () => T,
  undo?: (othersMayHaveWritten: boolean) => void,
): T {
  begin(database);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    const released = !database.isTransaction;
    if (released && undo) begin(database);
    if (database.isTransaction) {
      undo?.(released);
      database.exec('ROLLBACK');
    }
    throw error;
  }
}

function begin(database: DatabaseSync): void {
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (/locked|busy/i.test((error as Error).message))
      throw new StoreError(
        `another assent holds the record for more than ${BUSY_MS / 1000} s; end it and try again`,
        { cause: error },
      );
    throw error;
  }
}
