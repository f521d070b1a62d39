import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCgroup } from '../../src/executor/cgroup.ts';
import { createExecutor } from '../../src/executor/local.ts';
import { probeSandbox } from '../../src/executor/sandbox/probe.ts';
import { type ClearedStep, clear } from '../../src/policy/clear.ts';
import { Random } from './file-plans.ts';
import { BASE_ENV } from './harness.ts';

/** By what a tree is found when it is cancelled. */
export type Means = 'control group' | 'process namespace' | 'session, group and mark';

export interface Cancels {
  /** Undefined where the machine does not give this means. */
  readonly means: Means | undefined;
  readonly missed: readonly { readonly command: string; readonly left: number }[];
  readonly slowestMs: number;
}

/** A tree of processes with everything that makes one hard to end; `mark` is in every command line. */
function tree(random: Random, mark: string): string {
  const nap = `sleep ${mark}`;
  const kinds = [
    nap,
    `${nap} & wait`,
    `trap '' TERM; ${nap}; ${nap}`,
    `setsid ${nap} & wait`,
    `(setsid ${nap} &); ${nap}`,
    `(setsid bash -c "trap '' TERM HUP; ${nap}; ${nap}" &); ${nap}`,
    `bash -c 'kill -STOP $$; ${nap}'`,
    `bash -c 'bash -c "kill -STOP \\$\\$; ${nap}" & ${nap}'`,
    `for i in 1 2 3 4 5; do (${nap}; ${nap}) & done; wait`,
    `yes ${mark} | (trap '' PIPE TERM; cat >/dev/null; ${nap})`,
    `env -i bash -c '${nap}; ${nap}'`,
    `(env -i setsid bash -c '${nap}; ${nap}' &); sleep 0.05; ${nap}`,
    `while :; do (${nap} &) ; sleep 0.02; done`,
  ];
  return `${Array.from({ length: 1 + random.below(2) }, () => `{ ${random.of(kinds)}; } &`).join('\n')}\nwait`;
}

const DYING_MS = 20;

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended since.
  }
}

function left(mark: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(mark);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function step(command: string, sandboxed: boolean): ClearedStep {
  const verdict = { id: '1', verdict: 'allow', rule: '', reason: '', effects: [], sandboxed } as const;
  const approval = { planHash: '', stepId: '1', by: 'key' } as const;
  return clear({ id: '1', command, why: '' }, verdict, approval, {
    auto: false,
    yes: false,
    named: new Set(),
  })!;
}

/** Trees cancelled at a random moment with 300 ms of grace; what is left 20 ms after the step's end is missed. */
export async function cancelTrees(
  folder: string,
  seed: number,
  count: number,
  wanted: Means,
): Promise<Cancels> {
  const sandboxed = wanted === 'process namespace';
  const group = createCgroup();
  group?.remove();
  const found: Means = group ? 'control group' : 'session, group and mark';
  if (sandboxed ? !(await probeSandbox()).ok : found !== wanted)
    return { means: undefined, missed: [], slowestMs: 0 };
  const random = new Random(seed);
  const work = join(folder, `work-${seed}`);
  mkdirSync(work);
  const missed: { command: string; left: number }[] = [];
  let slowestMs = 0;
  for (let index = 0; index < count; index++) {
    const executor = createExecutor({
      cwd: work,
      env: BASE_ENV,
      graceMs: 300,
      sandbox: () => ({ writable: [work] }),
    });
    const mark = `77.${seed % 100_000}${index}`;
    const command = tree(random, mark);
    const abort = new AbortController();
    let cancelled = 0;
    setTimeout(() => {
      cancelled = performance.now();
      abort.abort();
    }, 5 + random.below(250));
    for await (const _ of executor.run(step(command, sandboxed), {}, abort.signal));
    slowestMs = Math.max(slowestMs, performance.now() - cancelled);
    // What the kernel is taking down at this very moment is gone at the second look.
    if (left(mark).length > 0) await sleep(DYING_MS);
    const pids = left(mark);
    if (pids.length > 0) missed.push({ command, left: pids.length });
    for (const pid of pids) end(pid);
    await executor.close();
  }
  return { means: wanted, missed, slowestMs };
}

// Inside the outer jail, where nobody is given a control group.
if (process.argv[1]?.endsWith('cancel-trees.ts')) {
  const [folder, seed, count, means] = process.argv.slice(2) as [string, string, string, Means];
  process.stdout.write(JSON.stringify(await cancelTrees(folder, Number(seed), Number(count), means)));
}
