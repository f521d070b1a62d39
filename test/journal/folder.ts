import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../src/journal/database.ts';
import { type AuditJournal, createJournal, type JournalOptions } from '../../src/journal/journal.ts';
import type { Event, EventBody } from '../../src/session/events.ts';

/** A state folder with an open database; both go when the test ends. */
export function stateFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'assent-journal-'));
  const database = openDatabase(folder);
  onTestFinished(() => {
    if (database.isOpen) database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'audit.jsonl');
  const open = (options: Partial<JournalOptions> = {}): AuditJournal =>
    createJournal({ database, folder, session: 'test', ...options });
  return { folder, database, file, open };
}

let id = 0;
export function event(body: EventBody, time = new Date().toISOString()): Event {
  return { v: 1, id: ++id, time, ...body };
}

export const request = (text: string, extra: { private?: boolean } = {}): Event =>
  event({ type: 'request', request: text, cwd: '/work', planner: 'embedded', ...extra });

export const started = (command: string): Event =>
  event({
    type: 'step-started',
    stepId: 's1',
    command,
    cwd: '/work',
    interactive: false,
    sandboxed: false,
    kept: true,
  });

export const ended = (): Event => event({ type: 'ended', outcome: 'done', exitCode: 0, cwd: '/work' });
