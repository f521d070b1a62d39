import { closeSync, constants, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { readLines } from './lines.ts';
import { type AuditRecord, readRecord } from './record.ts';
import { verify } from './verify.ts';

export interface Filter {
  readonly session?: string;
  readonly since?: Date;
  /** The newest so many. */
  readonly limit?: number;
  readonly types?: readonly string[];
}

/** Records that stand, oldest first; lines that are no records are left to verify(). An absent file has none. */
export function readAudit(file: string, filter: Filter = {}): AuditRecord[] {
  const { limit = Number.POSITIVE_INFINITY } = filter;
  let kept: AuditRecord[] = [];
  for (const record of eachRecord(file)) {
    if (!fits(record, filter)) continue;
    kept.push(record);
    if (kept.length > 2 * limit) kept = kept.slice(-limit);
  }
  return limit === Number.POSITIVE_INFINITY ? kept : limit > 0 ? kept.slice(-limit) : [];
}

function fits(record: AuditRecord, { session, since, types }: Filter): boolean {
  return (
    (session === undefined || record.session === session) &&
    (since === undefined || Date.parse(record.time) >= since.getTime()) &&
    (types === undefined || types.includes(record.type))
  );
}

function* eachRecord(file: string): Generator<AuditRecord, void> {
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    for (const { bytes, whole } of readLines(fd)) {
      const read = whole ? readRecord(bytes) : undefined;
      if (read?.ok) yield read.record;
    }
  } finally {
    closeSync(fd);
  }
}

export interface RecordedApproval {
  readonly stepId?: string;
  readonly decision: string;
  readonly by: string;
  readonly time: string;
}

/** Approvals of a plan that stand in a record that verifies; none when it does not. For whoever starts a job later. */
export function recordedApprovals(
  database: DatabaseSync,
  file: string,
  planHash: string,
): RecordedApproval[] {
  if (!verify(database, file).ok) return [];
  return readAudit(file, { types: ['approval'] })
    .filter(({ payload }) => payload?.planHash === planHash)
    .map(({ payload, time }) => ({
      ...(typeof payload?.stepId === 'string' ? { stepId: payload.stepId } : {}),
      decision: String(payload?.decision),
      by: String(payload?.by),
      time,
    }));
}
