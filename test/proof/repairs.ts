import { type RepairResult, runCases } from '../machine/repair-run.ts';

export const name = 'repairs';

/** Commands that really fail, repaired by rule without a model: the verify step says whether it worked. */
export async function run(): Promise<{ ok: boolean }> {
  const results = runCases(1);
  const failing = results.filter(({ outcome }) => outcome !== 'did not fail');
  const repaired = failing.filter(({ outcome }) => outcome === 'repaired');
  const simulated = (list: readonly RepairResult[]) =>
    list.filter((one) => one.source === 'simulated').length;
  console.log(
    '| failing commands | of them simulated | repaired | share | promised |\n|---|---|---|---|---|',
  );
  const share = (100 * repaired.length) / failing.length;
  console.log(
    `| ${failing.length} | ${simulated(failing)} | ${repaired.length} | ${share.toFixed(0)} % | ≥ 80 % of at least 60 |`,
  );
  for (const { name: title, outcome } of failing)
    if (outcome !== 'repaired') console.log(`<!-- ${outcome}: ${title} -->`);
  return { ok: failing.length >= 60 && share >= 80 };
}
