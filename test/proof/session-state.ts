import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { temporaryFolder } from '../executor/harness.ts';
import { living, ours, prepareFolders, sessionPlans } from '../executor/session-plans.ts';
import type { ProofOptions } from './run.ts';

export const name = 'session-state';

/** Generated lists of steps in our session and in one bash that lives on; what both say of themselves is the same. */
export async function run({ seed, count = 1000 }: ProofOptions): Promise<{ ok: boolean }> {
  const folder = temporaryFolder();
  prepareFolders(folder.path);
  let differences = 0;
  for (const [index, plan] of fc.sample(sessionPlans(folder.path), { numRuns: count, seed }).entries()) {
    const [mine, wanted] = [await ours(folder.path, plan), living(folder.path, plan)];
    if (isDeepStrictEqual(mine, wanted)) continue;
    differences++;
    console.log(`plan ${index}: ${JSON.stringify(plan)}`);
  }
  folder.remove();
  console.log(`| plans | differences from one living bash |\n|---|---|\n| ${count} | ${differences} |`);
  return { ok: differences === 0 };
}
