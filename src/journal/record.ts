import { randomBytes } from 'node:crypto';
import { canonicalJson, sha256 } from '../plan/hash.ts';

/** What a record says. Redacted before it comes here; the type and the time stand beside it. */
export type Payload = Readonly<Record<string, unknown>>;

/**
 * One line of audit.jsonl. `hash` covers everything but salt and payload, which enter through `digest`, a salted hash:
 * text can be erased (both become null) and the chain still holds.
 */
export interface AuditRecord {
  readonly v: 1;
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly session: string;
  /** Random name of the request within the session; empty for records about the record itself. */
  readonly request: string;
  readonly type: string;
  /** Hash of the record before, 64 zeros for the first. */
  readonly prev: string;
  readonly digest: string;
  readonly hash: string;
  readonly salt: string | null;
  readonly payload: Payload | null;
}

export const GENESIS = '0'.repeat(64);

export type Unsealed = Pick<AuditRecord, 'seq' | 'time' | 'session' | 'request' | 'type' | 'prev'>;

export function seal(body: Unsealed, payload: Payload): AuditRecord {
  const salt = randomBytes(16).toString('hex');
  const digest = digestOf(salt, payload);
  return { v: 1, ...body, digest, hash: hashOf({ ...body, digest }), salt, payload };
}

/** The record's text is gone, its place in the chain stays. */
export function erased(record: AuditRecord): AuditRecord {
  return { ...record, salt: null, payload: null };
}

function digestOf(salt: string, payload: Payload): string {
  return sha256(`${salt}${canonicalJson(payload)}`);
}

function hashOf({ seq, time, session, request, type, prev, digest }: Unsealed & { digest: string }): string {
  return sha256(canonicalJson({ v: 1, seq, time, session, request, type, prev, digest }));
}

/** The one way to write a record: any other bytes that mean the same are not it. Ends in a newline. */
export function render(record: AuditRecord): Buffer {
  const { v, seq, time, session, request, type, prev, digest, hash, salt, payload } = record;
  const head = JSON.stringify({ v, seq, time, session, request, type, prev, digest, hash, salt });
  return Buffer.from(`${head.slice(0, -1)},"payload":${canonicalJson(payload)}}\n`);
}

export type ReadRecord =
  | { readonly ok: true; readonly record: AuditRecord }
  /** `record` is what the line claims, where it can be read at all. */
  | { readonly ok: false; readonly why: string; readonly record?: AuditRecord };

/** Reads one line, newline included, and checks all that can be checked without its neighbours. */
export function readRecord(line: Buffer): ReadRecord {
  let value: unknown;
  try {
    value = JSON.parse(line.toString());
  } catch {
    return { ok: false, why: 'is no record' };
  }
  if (!isRecord(value)) return { ok: false, why: 'is no record' };
  if (!render(value).equals(line)) return { ok: false, why: 'was edited', record: value };
  if (hashOf(value) !== value.hash) return { ok: false, why: 'was edited', record: value };
  if (value.payload !== null && digestOf(value.salt ?? '', value.payload) !== value.digest)
    return { ok: false, why: 'has another text than was recorded', record: value };
  return { ok: true, record: value };
}

function isRecord(value: unknown): value is AuditRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  const texts = ['time', 'session', 'request', 'type', 'prev', 'digest', 'hash'];
  const whole =
    record.v === 1 &&
    Number.isSafeInteger(record.seq) &&
    texts.every((name) => typeof record[name] === 'string');
  const kept =
    typeof record.salt === 'string' && typeof record.payload === 'object' && record.payload !== null;
  return whole && (kept || (record.salt === null && record.payload === null));
}
