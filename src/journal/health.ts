import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../session/check.ts';
import { openDatabase } from './database.ts';
import { verify } from './verify.ts';

/** The record's lines of `assent doctor`. Makes nothing where nothing is. */
export function recordChecks(folder: string): readonly (() => Check)[] {
  const database = () => databaseCheck(folder);
  const audit = () => auditCheck(folder);
  return [database, audit];
}

function databaseCheck(folder: string): Check {
  const name = 'database';
  const path = join(folder, 'assent.db');
  if (!existsSync(path)) return { name, status: 'ok', detail: 'none yet' };
  let found: string;
  try {
    const database = openDatabase(folder);
    found = String(database.prepare('PRAGMA quick_check(1)').get()?.quick_check);
    database.close();
  } catch (error) {
    found = (error as Error).message;
  }
  if (found === 'ok') return { name, status: 'ok', detail: path };
  return {
    name,
    status: 'fail',
    detail: found,
    mend: `move ${path} away: history is lost, the audit record in audit.jsonl is not`,
  };
}

function auditCheck(folder: string): Check {
  const name = 'audit';
  const file = join(folder, 'audit.jsonl');
  if (!existsSync(file) && !existsSync(join(folder, 'assent.db')))
    return { name, status: 'ok', detail: 'no record yet' };
  const database = openDatabase(folder);
  try {
    const { ok, records, problems, notes } = verify(database, file);
    if (!ok) return { name, status: 'fail', detail: problems[0]!.text, mend: 'see: assent audit verify' };
    return { name, status: 'ok', detail: [`${records} records verify`, ...notes].join('; ') };
  } finally {
    database.close();
  }
}
