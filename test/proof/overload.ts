import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseProcess } from '../../src/machine/sensors/processes.ts';
import { Queue } from '../../src/schedule/queue.ts';
import { why } from '../../src/schedule/report.ts';
import { quantile } from '../bench/measure.ts';
import { ASSENT, assent, createWorld, planFile, type World } from '../tools/assent.ts';
import type { ProofOptions, ProofResult } from '../tools/proof.ts';
import { onPty } from '../tools/pty.ts';

export const name = 'overload';

/** Computes for about this long on one core. */
const JOB = `timeout 0.8 bash -c 'while :; do :; done'; true`;
/** Steps of one plan at most. */
const AT_ONCE = 20;

/**
 * Many jobs at once on this machine, queued and run by the product as it is built: how the session feels at the
 * keyboard, its panel open, and how many of the jobs run at a time.
 */
export async function run({ count = 200 }: ProofOptions): Promise<ProofResult> {
  const world = createWorld();
  const cores = availableParallelism();
  try {
    mkdirSync(join(world.home, 'assent/config'), { recursive: true, mode: 0o700 });
    writeFileSync(join(world.home, 'assent/config/config.toml'), '[sandbox]\nmode = "off"\n', {
      mode: 0o600,
    });
    const before = await echoTimes(world, () => sleep(5000));
    const started = performance.now();
    for (let left = count; left > 0; left -= AT_ONCE) {
      const jobs = Array.from({ length: Math.min(left, AT_ONCE) }, () => JOB);
      const plan = planFile(world, jobs, { background: true });
      const asked = await assent(world, ['run', '--queue', '--yes=unknown', plan]);
      if (asked.code !== 0) throw new Error(`not queued: ${asked.stderr}`);
    }
    using queue = await Queue.open(join(world.home, 'assent/state/assent.db'));
    let most = 0;
    const reasons = new Map<string, number>();
    const waiting = () => queue.list('queued', 'starting', 'running').length > 0;
    const during = await echoTimes(world, async () => {
      while (waiting()) {
        most = Math.max(most, runnable(queue));
        const text = why(queue, queue.list('queued').at(-1)?.id ?? 0)?.replace(/\d+/g, 'n') ?? '';
        reasons.set(text, (reasons.get(text) ?? 0) + 1);
        await sleep(100);
      }
    });
    const seconds = (performance.now() - started) / 1000;
    const done = queue.list('done').length;
    const owner = queue.owner();
    if (owner) process.kill(owner.pid, 'SIGTERM');
    const p95 = quantile(during, 0.95);
    const pair = (values: readonly number[]) =>
      `${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)} ms`;
    console.log(
      '| jobs | cores | done | seconds | most runnable at once | key echo p50 / p95 before | key echo p50 / p95 during |',
    );
    console.log('|---|---|---|---|---|---|---|');
    console.log(
      `| ${count} | ${cores} | ${done} | ${seconds.toFixed(0)} | ${most} (≤ ${cores + 1}) | ${pair(before)} | ${pair(during)} (p95 ≤ 100 ms) |`,
    );
    for (const [text, times] of reasons) console.log(`<!-- ${times} × ${text} -->`);
    return {
      ok: done === count && most <= cores + 1 && p95 <= 100,
      figures: { jobs: count, cores, done, seconds, mostRunnable: most, echoP95Ms: p95, keys: during.length },
    };
  } finally {
    world.remove();
  }
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

/** A key about every 50 ms to the real session, and the milliseconds until it stands on the screen. */
async function echoTimes(world: World, until: () => Promise<unknown>): Promise<readonly number[]> {
  const session = onPty(process.execPath, [ASSENT], {
    cwd: world.cwd,
    env: world.env,
    columns: 100,
    rows: 30,
  });
  await session.waitFor(/[❯>] /, { ms: 30_000 });
  await sleep(2000);
  const times: number[] = [];
  let over = false;
  const end = until().finally(() => {
    over = true;
  });
  for (let key = 0; !over; key++) {
    // Capitals that no other part of the screen holds; the line is emptied after each.
    const letters = 'QXZ'[key % 3]!.repeat(3);
    const from = performance.now();
    session.type(letters);
    await session.waitFor(letters, { ms: 5000 }).catch(() => undefined);
    times.push(performance.now() - from);
    session.type('\u0015');
    await sleep(60);
  }
  await end;
  session.kill('SIGKILL');
  return times;
}
