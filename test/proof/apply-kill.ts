import { type KillRow, killWhileApplying } from '../executor/preview-plans.ts';
import type { ProofOptions } from './run.ts';

export const name = 'apply-kill';

const BATCH = 25;

/** `kill -9` while changes are applied, or taken back: after the next start the tree is whole, one way or the other. */
export async function run({ seed, count = 200 }: ProofOptions): Promise<{ ok: boolean }> {
  const first = seed % 1_000_000;
  const rows: KillRow[] = [];
  for (let at = first; at < first + count; at += BATCH)
    rows.push(...(await killWhileApplying(at, Math.min(at + BATCH, first + count) - 1)));
  const half = rows.filter(({ after, litter }) => after === 'half' || litter.length > 0);
  const total = (wanted: (row: (typeof rows)[number]) => boolean) => rows.filter(wanted).length;
  console.log(
    '| runs | killed in the middle | recovered at the next start | as before | as applied | half |',
  );
  console.log('|---|---|---|---|---|---|');
  console.log(
    `| ${rows.length} | ${total((row) => row.killed)} | ${total((row) => row.recovered > 0)} | ${total((row) => row.after === 'before')} | ${total((row) => row.after === 'applied')} | ${half.length} |`,
  );
  for (const row of half.slice(0, 10)) console.log(JSON.stringify(row).slice(0, 600));
  return { ok: half.length === 0 && rows.length === count };
}
