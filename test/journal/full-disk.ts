// Appends until the disk is full, makes room, goes on; prints what happened as JSON. Runs where FOLDER is on a tiny disk.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/journal/database.ts';
import { createJournal } from '../../src/journal/journal.ts';
import { readAudit } from '../../src/journal/read.ts';
import { verify } from '../../src/journal/verify.ts';
import type { Event } from '../../src/session/events.ts';

const [folder = ''] = process.argv.slice(2);
const file = join(folder, 'audit.jsonl');
writeFileSync(join(folder, 'ballast'), Buffer.alloc(64 * 1024));
const database = openDatabase(folder);
const journal = createJournal({ database, folder, session: 'full' });
const event = (id: number): Event => ({
  v: 1,
  id,
  time: new Date().toISOString(),
  type: 'notice',
  level: 'info',
  text: 'x'.repeat(3000),
});

let confirmed = 0;
let message = '';
while (message === '' && confirmed < 10_000)
  await journal.append(event(confirmed + 1)).then(
    () => confirmed++,
    (error: Error) => {
      message = error.message;
    },
  );
const whenFull = readAudit(file).length;
rmSync(join(folder, 'ballast'));
await journal.append(event(confirmed + 1));
const { ok, problems, notes, records } = verify(database, file);
console.log(JSON.stringify({ confirmed, message, whenFull, ok, problems, notes, records }));
