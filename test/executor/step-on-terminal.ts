import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReadStream } from 'node:tty';
import { createExecutor } from '../../src/executor/local.ts';
import { run } from './harness.ts';

/**
 * A stand-in for a session on a real terminal: runs each command of argv (a leading `!` makes it interactive), says
 * what came of it, then tells what could be read from the terminal afterwards, as a prompt would.
 */
const executor = createExecutor({ cwd: process.cwd(), env: process.env, graceMs: 300 });
const abort = new AbortController();
process.on('SIGUSR1', () => abort.abort());
for (const argument of process.argv.slice(2)) {
  const interactive = argument.startsWith('!');
  const {
    pid: _,
    ms,
    ...result
  } = await run(executor, interactive ? argument.slice(1) : argument, {
    step: { interactive },
    signal: abort.signal,
  });
  process.stdout.write(`RESULT ${JSON.stringify({ ...result, took100: ms > 100 })}\n`);
}
executor.close();
const input = new ReadStream(openSync('/dev/tty', 'r'));
input.setRawMode(true);
let typed = '';
input.on('data', (data) => {
  typed += data.toString('latin1');
});
process.stdout.write('PROMPT\n');
await sleep(400);
input.setRawMode(false);
input.destroy();
process.stdout.write(`TYPED ${JSON.stringify(typed)}\nDONE\n`);
