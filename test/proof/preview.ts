import { type PlanRow, previewPlans } from '../executor/preview-plans.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'preview';

/** Rows are kept this many at a time, so that a jail lasts minutes, not an hour. */
const BATCH = 25;

/** Generated plans previewed, applied, compared with a plain run on a twin tree, and undone, inside the outer jail. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { seed, count = 300 } = options;
  const start = seed % 1_000_000;
  const chunks = await inChunks(options, 'plans', count, BATCH, ({ first, size }) =>
    previewPlans(start + first, start + first + size - 1),
  );
  const rows = chunks.flat();
  const total = (wanted: (row: PlanRow) => boolean) => rows.filter(wanted).length;
  const figures = {
    plans: rows.length,
    previewChangedNothing: total(({ untouched }) => untouched),
    appliedIsPlainRun: total(({ equal }) => equal),
    refused: total(({ refused }) => refused.length > 0),
    undoneIsBefore: total(({ undone }) => undone),
    medianPreviewMs: rows.map(({ ms }) => ms).sort((a, b) => a - b)[rows.length >> 1] ?? 0,
  };
  console.log(
    '| plans | preview changed nothing | applied = plain run | refused | undone = before | median preview, ms |\n|---|---|---|---|---|---|',
  );
  console.log(`| ${Object.values(figures).join(' | ')} |`);
  const failed = rows.filter(({ equal, untouched, undone }) => !equal || !untouched || !undone);
  for (const row of failed.slice(0, 20)) console.log(JSON.stringify(row).slice(0, 600));
  return { ok: failed.length === 0 && rows.length === count, figures };
}
