import { closeSync, constants, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { readLines } from './lines.ts';
import { type AuditRecord, type Payload, readRecord } from './record.ts';
import { verify } from './verify.ts';

export interface Filter {
  readonly session?: string;
  readonly since?: Date;
  /** The newest so many. */
  readonly limit?: number;
  readonly types?: readonly string[];
}

/**
 * Records that stand, oldest first; lines that are no records are left to verify(). An absent file has none. Only lines
 * that may be asked for are read closely: hashing a long record to show its end would take seconds.
 */
export function readAudit(file: string, filter: Filter = {}): AuditRecord[] {
  const { limit = Number.POSITIVE_INFINITY } = filter;
  let near: Buffer[] = [];
  for (const bytes of wholeLines(file)) {
    if (!mayFit(bytes, filter)) continue;
    near.push(Buffer.from(bytes));
    if (near.length > 4 * limit) near = near.slice(-2 * limit);
  }
  const records = near.flatMap((bytes) => {
    const read = readRecord(bytes);
    return read.ok && fits(read.record, filter) ? [read.record] : [];
  });
  return records.slice(Math.max(0, records.length - limit));
}

function mayFit(bytes: Buffer, { session, types }: Filter): boolean {
  return (
    (session === undefined || bytes.includes(session)) &&
    (types === undefined || types.some((type) => bytes.includes(type)))
  );
}

function fits(record: AuditRecord, { session, since, types }: Filter): boolean {
  return (
    (session === undefined || record.session === session) &&
    (since === undefined || Date.parse(record.time) >= since.getTime()) &&
    (types === undefined || types.includes(record.type))
  );
}

function* wholeLines(file: string): Generator<Buffer, void> {
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    for (const { bytes, whole } of readLines(fd)) if (whole) yield bytes;
  } finally {
    closeSync(fd);
  }
}

/** The payload of the record under which this step of a plan went to the queue as this job, from a record that verifies. */
export function recordedQueueing(
  database: DatabaseSync,
  file: string,
  job: { readonly id: number; readonly planHash: string; readonly stepId: string },
): Payload | undefined {
  const approved = recordedApprovals(database, file, job.planHash).some(
    ({ stepId, decision }) => stepId === job.stepId && decision === 'run',
  );
  if (!approved) return undefined;
  const queued = readAudit(file, { types: ['step-queued'] }).map(({ payload }) => payload);
  return (
    queued.findLast(
      (payload) =>
        payload?.job === job.id && payload.planHash === job.planHash && payload.stepId === job.stepId,
    ) ?? undefined
  );
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
