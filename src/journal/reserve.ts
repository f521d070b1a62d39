import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BYTES = 512 * 1024;
/** A disk with less free than this has no room to set aside. */
const PLENTY = 64 * BYTES;
/** SQLITE_FULL, and SQLITE_IOERR_SHMSIZE: no room for its index of the write-ahead log. */
const FULL_ERRORS: readonly unknown[] = [13, 4874];

const reserveIn = (folder: string) => join(folder, 'reserve');

/**
 * Sets room aside on the disk of the record, so that a full disk can still be mended from here: without a record nothing
 * is run, and a plan that makes room is a run too. Where none can be set aside a full disk refuses.
 */
export function keepReserve(folder: string): void {
  try {
    if (lstatSync(reserveIn(folder), { throwIfNoEntry: false })) return;
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < PLENTY) return;
    const fd = openSync(reserveIn(folder), 'wx', 0o600);
    try {
      // What a file system can press together or leave out would take no room.
      writeSync(fd, randomBytes(BYTES));
    } finally {
      closeSync(fd);
    }
  } catch {
    // Then there is none.
  }
}

/** Whether it failed for want of room. */
export function isForRoom(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  return code === 'ENOSPC' || code === 'EDQUOT' || FULL_ERRORS.includes(errcode);
}

/** After a failure for want of room: frees what was set aside. False when it failed for something else, or nothing was. */
export function freeReserve(folder: string, error: unknown): boolean {
  if (!isForRoom(error)) return false;
  try {
    rmSync(reserveIn(folder));
    return true;
  } catch {
    return false;
  }
}
