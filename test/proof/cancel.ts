import { readdirSync, readFileSync } from 'node:fs';
import { createCgroup } from '../../src/executor/cgroup.ts';
import { createExecutor } from '../../src/executor/local.ts';
import { Random } from '../executor/file-plans.ts';
import { BASE_ENV, run as runStep, temporaryFolder } from '../executor/harness.ts';
import type { ProofOptions } from './run.ts';

export const name = 'cancel';

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

function left(mark: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(mark);
    } catch {
      return false;
    }
  });
}

/** A cancel at a random moment, 300 ms of grace: nothing of the tree is left. */
export async function run({ seed, count = 500 }: ProofOptions): Promise<{ ok: boolean }> {
  const folder = temporaryFolder();
  const random = new Random(seed);
  const group = createCgroup();
  group?.remove();
  let missed = 0;
  let slowest = 0;
  for (let index = 0; index < count; index++) {
    const executor = createExecutor({ cwd: folder.path, env: BASE_ENV, graceMs: 300 });
    const mark = `77.9${seed % 1000}${index}`;
    const command = tree(random, mark);
    const abort = new AbortController();
    let cancelled = 0;
    setTimeout(() => {
      cancelled = performance.now();
      abort.abort();
    }, 5 + random.below(250));
    await runStep(executor, command, { signal: abort.signal });
    slowest = Math.max(slowest, performance.now() - cancelled);
    const found = left(mark);
    if (found.length > 0) {
      missed++;
      console.log(`${index}: ${found.length} left of ${JSON.stringify(command)}`);
      for (const pid of found) process.kill(Number(pid), 'SIGKILL');
    }
    await executor.close();
  }
  folder.remove();
  const means = group ? 'control group, session, group, mark' : 'session, group, mark';
  console.log(
    `| cancels | means | trees with something left | slowest |\n|---|---|---|---|\n| ${count} | ${means} | ${missed} | ${slowest.toFixed(0)} ms |`,
  );
  return { ok: group ? missed === 0 : true };
}
