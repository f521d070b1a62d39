import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOver } from '../../src/schedule/job.ts';
import { Queue } from '../../src/schedule/queue.ts';
import { random } from '../schedule/traces.ts';
import { ASSENT, assent, createWorld, planFile } from '../tools/assent.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'queue-kill';

/** Jobs of one plan: each follows the one before it. */
const JOBS = 3;
const LONGEST_MS = 2500;

interface Count {
  readonly kills: number;
  readonly jobs: number;
  readonly done: number;
  /** Ended as failed, with the reason that the queue was killed while they started or ran. */
  readonly interrupted: number;
  /** Held, with the reason that the job before was interrupted, or that its submission was cut short. */
  readonly held: number;
  readonly startedTwice: number;
  /** Gone, still waiting when nothing runs any more, or done without having run. */
  readonly lost: number;
}

/**
 * `kill -9` of `assent jobs serve` at random moments, the product as it is built: plans are queued with
 * `assent run --queue`, which starts the owner on demand, again after each kill.
 */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const parts = await inChunks(options, 'kills', options.count ?? 200, 10, ({ size, seed }) =>
    killRepeatedly(size, random(seed)),
  );
  const sum = (key: keyof Count) => parts.reduce((total, part) => total + part[key], 0);
  const figures: Count = {
    kills: sum('kills'),
    jobs: sum('jobs'),
    done: sum('done'),
    interrupted: sum('interrupted'),
    held: sum('held'),
    startedTwice: sum('startedTwice'),
    lost: sum('lost'),
  };
  console.log(
    '| kills | jobs | done | interrupted, with a reason | held, with a reason | started twice | lost |',
  );
  console.log('|---|---|---|---|---|---|---|');
  console.log(`| ${Object.values(figures).join(' | ')} |`);
  const { jobs, done, interrupted, held, startedTwice, lost } = figures;
  return {
    ok: startedTwice === 0 && lost === 0 && done > 0 && interrupted > 0 && done + interrupted + held === jobs,
    figures: { ...figures },
  };
}

async function killRepeatedly(kills: number, draw: () => number): Promise<Count> {
  const world = createWorld();
  const state = join(world.home, 'assent');
  const marks = join(world.cwd, 'marks');
  writeFileSync(marks, '');
  mkdirSync(join(state, 'config'), { recursive: true, mode: 0o700 });
  // The queue is not to wait for a quiet machine here.
  writeFileSync(join(state, 'config/config.toml'), '[schedule]\nsoft = 1000\nhard = 1000\n', { mode: 0o600 });
  try {
    const ids: number[] = [];
    for (let round = 0; round < kills; round++) {
      const commands = Array.from(
        { length: JOBS },
        (_, at) => `echo ${ids.length + at + 1} >> marks; sleep 0.${at}`,
      );
      const asked = await assent(world, ['run', '--queue', '--yes', planFile(world, commands)]);
      if (asked.code !== 0) throw new Error(`not queued: ${asked.stderr}`);
      ids.push(...asked.stdout.toString().trim().split('\n').map(Number));
      using queue = await Queue.open(join(state, 'state/assent.db'));
      const owner = await until(() => queue.owner(), 30_000);
      await sleep(draw() * LONGEST_MS);
      process.kill(owner.pid, 'SIGKILL');
      await until(() => queue.owner() === undefined || undefined, 10_000);
    }
    using queue = await Queue.open(join(state, 'state/assent.db'));
    const last = spawn(process.execPath, [ASSENT, 'jobs', 'serve'], {
      cwd: world.cwd,
      env: world.env,
      stdio: 'ignore',
    });
    const gone = once(last, 'exit');
    const waiting = () => queue.list('queued', 'starting', 'running').length > 0;
    for (const end = Date.now() + 120_000; waiting() && Date.now() < end; ) await sleep(50);
    last.kill('SIGTERM');
    await gone;
    return counted(queue, ids, kills, readFileSync(marks, 'utf8').split('\n').filter(Boolean));
  } finally {
    world.remove();
  }
}

function counted(queue: Queue, ids: readonly number[], kills: number, marks: readonly string[]): Count {
  const seen = new Map<string, number>();
  for (const mark of marks) seen.set(mark, (seen.get(mark) ?? 0) + 1);
  const jobs = ids.map((id, at) => ({ job: queue.get(id), ran: seen.has(String(at + 1)) }));
  const how = (wanted: (one: (typeof jobs)[number]) => boolean | undefined) => jobs.filter(wanted).length;
  return {
    kills,
    jobs: ids.length,
    done: how(({ job, ran }) => job?.status === 'done' && ran),
    interrupted: how(({ job }) => job?.status === 'failed' && job.reason?.includes('was killed')),
    held: how(({ job, ran }) => job?.status === 'held' && job.reason !== undefined && !ran),
    startedTwice: [...seen.values()].filter((times) => times > 1).length,
    lost: how(
      ({ job, ran }) =>
        !job || (job.status === 'done' && !ran) || (job.status !== 'held' && !isOver(job.status)),
    ),
  };
}

async function until<T>(look: () => T | undefined, ms: number): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(5)) {
    const found = look();
    if (found !== undefined) return found;
  }
  throw new Error(`not within ${ms} ms`);
}
