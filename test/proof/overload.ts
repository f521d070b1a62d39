import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn as terminal } from '@lydell/node-pty';
import { parseProcess } from '../../src/machine/sensors/processes.ts';
import { Queue } from '../../src/schedule/queue.ts';
import { why } from '../../src/schedule/report.ts';
import { quantile } from '../bench/measure.ts';
import { submission } from '../schedule/kill.ts';
import type { ProofOptions } from './run.ts';

export const name = 'overload';

const owner = fileURLToPath(new URL('../fixtures/queue-owner-real.ts', import.meta.url));
/** Computes for about this long on one core. */
const JOB = `timeout 0.8 bash -c 'while :; do :; done'; true`;

/** Many jobs at once on this machine: how it feels at the keyboard, and how many of them run at a time. */
export async function run({ count = 200 }: ProofOptions): Promise<{ ok: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'overload-'));
  const cores = availableParallelism();
  using queue = await Queue.open(join(folder, 'q.db'));
  const ids = Array.from({ length: count }, () => queue.submit(submission(JOB)));
  const before = await echoTimes(() => sleep(5000));
  const child = spawn(process.execPath, [owner, join(folder, 'q.db')], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  let most = 0;
  const reasons = new Map<string, number>();
  const watch = setInterval(() => {
    most = Math.max(most, runnable(queue));
    const text = why(queue, ids.at(-1)!)?.replace(/\d+/g, 'n') ?? '';
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }, 100);
  const started = performance.now();
  const during = await echoTimes(() => ended);
  clearInterval(watch);
  const done = queue.list('done').length;
  rmSync(folder, { recursive: true, force: true });
  const p95 = quantile(during, 0.95);
  console.log(
    '| jobs | cores | done | seconds | most runnable at once | echo p50 / p95 before | echo p50 / p95 during |',
  );
  console.log('|---|---|---|---|---|---|---|');
  const pair = (values: readonly number[]) =>
    `${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)} ms`;
  console.log(
    `| ${count} | ${cores} | ${done} | ${((performance.now() - started) / 1000).toFixed(0)} | ${most} (≤ ${cores + 1}) | ${pair(before)} | ${pair(during)} (p95 ≤ 100 ms) |`,
  );
  for (const [text, times] of reasons) console.log(`<!-- ${times} × ${text} -->`);
  return { ok: done === count && most <= cores + 1 && p95 <= 100 };
}

/** Processes of running jobs that want a core at this moment. */
function runnable(queue: Queue): number {
  const sessions = new Set(queue.list('running').map(({ pid }) => pid));
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        return [parseProcess(readFileSync(`/proc/${pid}/stat`, 'utf8'))];
      } catch {
        return [];
      }
    })
    .filter((row) => row?.state === 'R' && sessions.has(row.session)).length;
}

/** A key every 50 ms to a shell on a terminal of its own, and the milliseconds until it draws it. */
async function echoTimes(until: () => Promise<unknown>): Promise<readonly number[]> {
  const shell = terminal('bash', ['--norc', '--noprofile', '-i'], { cols: 200, rows: 10 });
  let heard: (() => void) | undefined;
  shell.onData(() => heard?.());
  await sleep(500);
  const times: number[] = [];
  let over = false;
  const end = until().then(() => {
    over = true;
  });
  for (let key = 0; !over; key++) {
    const from = performance.now();
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, 2000);
      heard = () => {
        clearTimeout(late);
        resolve();
      };
      // Ctrl-U now and then, so that the line never grows long.
      shell.write(key % 40 === 39 ? '\u0015' : 'x');
    });
    heard = undefined;
    times.push(performance.now() - from);
    await sleep(50);
  }
  await end;
  shell.kill();
  return times;
}
