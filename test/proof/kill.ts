import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../executor/file-plans.ts';
import { ASSENT, assent, createWorld, planFile, type World } from '../tools/assent.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'kill';

const CHUNK = 20;
/** The guard gives a second between TERM and KILL. */
const ORPHAN_MS = 4000;

interface Killed {
  readonly kills: number;
  readonly duringSteps: number;
  readonly broken: readonly string[];
}

/**
 * The whole product, ended with SIGKILL at a random moment of a plan that overwrites, deletes and starts processes.
 * After each the record verifies, the undo store can be read and used, and nothing of the steps runs on.
 */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 200 } = options;
  const chunks = await inChunks(options, 'kills', count, CHUNK, ({ seed, size }) => kills(seed, size));
  const sum = (value: (chunk: Killed) => number) => chunks.reduce((total, chunk) => total + value(chunk), 0);
  const broken = chunks.flatMap((chunk) => chunk.broken);
  const figures = {
    kills: sum((one) => one.kills),
    duringSteps: sum((one) => one.duringSteps),
    broken: broken.length,
  };
  console.log(
    '| kills | of them after a step had started | record, undo or processes not as promised |\n|---|---|---|',
  );
  console.log(`| ${Object.values(figures).join(' | ')} |`);
  for (const line of broken) console.log(line);
  return { ok: broken.length === 0 && figures.kills >= count * 0.8 && figures.duringSteps > 0, figures };
}

async function kills(seed: number, count: number): Promise<Killed> {
  const random = new Random(seed);
  const world = createWorld({ 'keep.txt': 'precious\n' });
  const broken: string[] = [];
  let done = 0;
  let duringSteps = 0;
  // A loaded machine starts late: the moments are spread over as long as a whole start takes just now.
  const began = performance.now();
  await assent(world, ['run', '--auto', planFile(world, ['true'])]);
  const wholeMs = Math.round((performance.now() - began) * 1.5);
  try {
    for (let index = 0; index < count; index++) {
      const mark = `78.${seed % 100_000}${index}`;
      writeFileSync(join(world.cwd, 'keep.txt'), 'precious\n');
      const plan = planFile(world, [
        'echo new > keep.txt; echo x > made.txt',
        `(setsid sleep ${mark} &); sleep ${mark} & sleep 0.05; rm -f made.txt; wait`,
      ]);
      const before = started(world);
      const child = spawn(process.execPath, [ASSENT, 'run', '--yes=unknown', plan], {
        cwd: world.cwd,
        env: world.env,
        detached: true,
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      await sleep(20 + random.below(wholeMs));
      if (child.exitCode === null && child.kill('SIGKILL')) done++;
      await ended;
      if (started(world) > before) duringSteps++;
      const wrong = [...(await orphans(mark)), ...(await store(world))];
      for (const text of wrong) broken.push(`${seed}/${index}: ${text}`);
    }
  } finally {
    world.remove();
  }
  return { kills: done, duringSteps, broken };
}

function started(world: World): number {
  const record = join(world.home, 'assent/state/audit.jsonl');
  return existsSync(record) ? readFileSync(record, 'utf8').split('"type":"step-started"').length : 0;
}

async function orphans(mark: string): Promise<string[]> {
  for (const until = Date.now() + ORPHAN_MS; ; await sleep(50)) {
    const left = readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(mark);
      } catch {
        return false;
      }
    });
    if (left.length === 0) return [];
    if (Date.now() < until) continue;
    for (const pid of left) process.kill(Number(pid), 'SIGKILL');
    return [`${left.length} processes run on`];
  }
}

/** The record verifies and takes more; what the killed call kept for undo can be listed and brought back. */
async function store(world: World): Promise<string[]> {
  const wrong: string[] = [];
  const verified = await assent(world, ['audit', 'verify']);
  // Before the first call has made it there is no record to verify.
  if (verified.code !== 0 && existsSync(join(world.home, 'assent/state/audit.jsonl')))
    wrong.push(`audit verify: ${verified.stdout}${verified.stderr}`);
  const listed = await assent(world, ['undo', '--list', '--json']);
  if (listed.code !== 0) return [...wrong, `undo --list: ${listed.stderr}`];
  const records = JSON.parse(listed.stdout.toString()) as unknown[];
  if (records.length === 0) return wrong;
  const undone = await assent(world, ['undo', '--yes', '--force']);
  if (undone.code !== 0) wrong.push(`undo: ${undone.stdout}${undone.stderr}`);
  const kept = readFileSync(join(world.cwd, 'keep.txt'), 'utf8');
  if (kept !== 'precious\n' && kept !== 'new\n') wrong.push(`keep.txt holds ${JSON.stringify(kept)}`);
  return wrong;
}
