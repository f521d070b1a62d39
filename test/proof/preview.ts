import { readFileSync } from 'node:fs';
import { previewCorpus, previewPlans } from '../executor/preview-plans.ts';
import type { ProofOptions } from './run.ts';

export const name = 'preview';

/** Rows are kept this many at a time, so that a jail lasts minutes, not an hour. */
const BATCH = 25;

/**
 * Generated plans previewed, applied, compared with a plain run on a twin tree, and undone; then everything of the
 * corpus that must never run unasked, previewed and dropped. All inside the outer jail.
 */
export async function run({ seed, count = 300 }: ProofOptions): Promise<{ ok: boolean }> {
  const first = seed % 1_000_000;
  const plans = [];
  for (let at = first; at < first + count; at += BATCH)
    plans.push(...(await previewPlans(at, Math.min(at + BATCH, first + count) - 1)));
  const failed = plans.filter(({ equal, untouched, undone }) => !equal || !untouched || !undone);
  const cases = readFileSync(new URL('../corpora/policy/not-allow.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; command: string });
  const corpus = [];
  for (let at = 0; at < cases.length; at += BATCH)
    corpus.push(
      ...(await previewCorpus(cases.slice(at, at + BATCH).map(({ id, command }) => ({ id, command })))),
    );
  const escaped = corpus.filter((row) => row.escaped.length > 0);
  console.log('| plans | preview changed nothing | applied = plain run | undone = before | median preview |');
  console.log('|---|---|---|---|---|');
  console.log(
    `| ${plans.length} | ${plans.filter((row) => row.untouched).length} | ${plans.filter((row) => row.equal).length} | ${plans.filter((row) => row.undone).length} | ${median(plans.map((row) => row.ms))} ms |`,
  );
  console.log('\n| dropped previews | with changes inside | not started | escaped |');
  console.log('|---|---|---|---|');
  const notStarted = corpus.filter((row) => row.error !== undefined);
  console.log(
    `| ${corpus.length} | ${corpus.filter((row) => row.changes > 0).length} | ${notStarted.length} | ${escaped.length} |`,
  );
  for (const row of [...failed, ...escaped, ...notStarted].slice(0, 20))
    console.log(JSON.stringify(row).slice(0, 600));
  return {
    ok:
      failed.length === 0 && plans.length === count && escaped.length === 0 && corpus.length === cases.length,
  };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
