import { runAndUndo, type UndoRow } from '../executor/preview-plans.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'undo';

const BATCH = 20;
/** Plans that are asked about for one that is declared undoable, at most. */
const TRIES = 1.9;

/**
 * Generated plans of which the product names nothing as beyond undo: run by it and taken back, inside the outer jail.
 * What is there afterwards is compared with what was before, times included.
 */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { seed, count = 300 } = options;
  const start = seed % 1_000_000;
  const chunks = await inChunks(options, 'plans', Math.ceil(count * TRIES), BATCH, ({ first, size }) =>
    runAndUndo(start + first, start + first + size - 1),
  );
  const rows = chunks.flatMap((chunk) => chunk.rows);
  const total = (wanted: (row: UndoRow) => boolean) => rows.filter(wanted).length;
  const figures = {
    asked: chunks.reduce((sum, { asked }) => sum + asked, 0),
    declared: rows.length,
    changedSomething: total(({ changed }) => changed),
    equalAfterUndo: total(({ equal }) => equal),
  };
  console.log(
    '| plans asked about | declared undoable, and run | changed something | equal after undo |\n|---|---|---|---|',
  );
  console.log(`| ${Object.values(figures).join(' | ')} |`);
  const failed = rows.filter(({ equal }) => !equal);
  for (const row of failed.slice(0, 20)) console.log(JSON.stringify(row).slice(0, 600));
  return { ok: failed.length === 0 && figures.changedSomething >= count, figures };
}
