// A session in a process of its own: appends events and says on stdout, line by line, what append() has confirmed.
// usage: appender.ts FOLDER SESSION COUNT

import { openDatabase } from '../../src/journal/database.ts';
import { createJournal } from '../../src/journal/journal.ts';

const [folder = '', session = '', count = '0'] = process.argv.slice(2);
const database = openDatabase(folder);
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
}
database.close();
