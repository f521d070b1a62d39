import { freemem } from 'node:os';

/** What a view may hold of new and changed files, at most. */
const MAX_BYTES = 2 * 1024 ** 3;

/** The same, here and now: a view lies in memory. */
export function viewBytes(maxBytes = MAX_BYTES): number {
  return Math.min(maxBytes, Math.max(64 * 1024 ** 2, Math.floor(freemem() / 2)));
}
