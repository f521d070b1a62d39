import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { redactDeep } from '../plan/redact.ts';
import { type Event, TRANSIENT } from '../session/events.ts';
import type { Journal } from '../session/ports.ts';
import { Audit } from './audit.ts';
import type { Payload } from './record.ts';
import { keepReserve } from './reserve.ts';

export interface JournalOptions {
  /** From openDatabase; stays the caller's to close. */
  readonly database: DatabaseSync;
  /** State folder, where audit.jsonl is. */
  readonly folder: string;
  /** From newSession. */
  readonly session: string;
  /** Every request is private, as with `--private`. */
  readonly private?: boolean;
  /** Told once when the record was found changed or incomplete; one line for a person. */
  readonly notice?: (text: string) => void;
}

/** Names what the journal recorded last, so that history can point at it and forget it. */
export interface RequestMark {
  readonly session: string;
  readonly request: string;
  readonly private: boolean;
  /** The person changed a command of the plan before it ran. */
  readonly edited: boolean;
  /** Text of the steps that were started, by step id: what ran, whatever was planned. */
  readonly ran?: Readonly<Record<string, string>>;
}

export interface AuditJournal extends Journal {
  /** The request that began last in this session; undefined before the first. */
  mark(): RequestMark | undefined;
}

/** What is written here is followed by an effect: it has to be on the disk first. */
const PRECEDES_EFFECT: ReadonlySet<Event['type']> = new Set(['approval', 'step-queued', 'step-started']);

/**
 * Records every event that is not transient, redacted. Of a private request only what happened is kept, no text.
 * append() rejects with a StoreError when the record cannot be written.
 */
export function createJournal(options: JournalOptions): AuditJournal {
  const { database, folder, session, notice } = options;
  const audit = new Audit(database, join(folder, 'audit.jsonl'), notice);
  keepReserve(folder);
  let mark: RequestMark | undefined;
  return {
    mark: () => mark,
    async append(event) {
      if (TRANSIENT.has(event.type)) return;
      if (event.type === 'request')
        mark = {
          session,
          request: randomBytes(4).toString('hex'),
          private: event.private === true || options.private === true,
          edited: false,
        };
      if (event.type === 'approval' && event.decision === 'edit' && mark) mark = { ...mark, edited: true };
      if (event.type === 'step-started' && mark)
        mark = { ...mark, ran: { ...mark.ran, [event.stepId]: event.command } };
      audit.append(
        {
          type: event.type,
          session,
          request: mark?.request ?? '',
          time: event.time,
          payload: mark?.private ? withoutText(event) : redactDeep(kept(event)),
        },
        { sync: PRECEDES_EFFECT.has(event.type) },
      );
    },
  };
}

/** "20261124-9f31c2aa": sorts by day and is unique on one machine. */
export function newSession(now: Date = new Date()): string {
  return `${now.toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
}

function kept(event: Event): Payload {
  const { type: _type, time: _time, ...rest } = event as Event & { stderrTail?: string };
  delete rest.stderrTail;
  return rest;
}

/** Numbers, yes and no, and these words: none of them was typed by a person or made by a program. */
const PLAIN_WORDS = ['stepId', 'decision', 'by', 'signal', 'outcome', 'kind', 'level'];

function withoutText(event: Event): Payload {
  const verdict = event.type === 'verdict' ? { verdict: event.verdict.verdict } : {};
  const plain = Object.entries(kept(event)).filter(
    ([name, value]) => typeof value === 'number' || typeof value === 'boolean' || PLAIN_WORDS.includes(name),
  );
  return { ...Object.fromEntries(plain), ...verdict, private: true };
}
