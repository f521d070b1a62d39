// A session in a process of its own: appends events and says on stdout, line by line, what append() has confirmed.
// usage: appender.ts FOLDER SESSION COUNT [erase]: with `erase` texts of this session are erased now and then.

import { join } from 'node:path';
import { Audit } from '../../src/journal/audit.ts';
import { openDatabase } from '../../src/journal/database.ts';
import { erase } from '../../src/journal/erase.ts';
import { createJournal } from '../../src/journal/journal.ts';

const [folder = '', session = '', count = '0', erasing] = process.argv.slice(2);
const database = openDatabase(folder);
const audit = new Audit(database, join(folder, 'audit.jsonl'));
const journal = createJournal({ database, folder, session });
for (let number = 1; number <= Number(count); number++) {
  await journal.append({
    v: 1,
    id: number,
    time: new Date().toISOString(),
    type: number % 3 === 0 ? 'step-started' : 'step-ended',
    stepId: `s${number}`,
    ...(number % 3 === 0
      ? { command: 'x'.repeat(number % 700), cwd: '/', interactive: false, sandboxed: false, kept: true }
      : { exitCode: 0, ms: 1, stdoutBytes: 0, stderrBytes: 0 }),
  } as Parameters<typeof journal.append>[0]);
  process.stdout.write(`${number}\n`);
  if (erasing && number % 10 === 0)
    erase(audit, (record) => record.session === session, new Date().toISOString());
}
database.close();
