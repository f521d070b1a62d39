import { readFileSync } from 'node:fs';
import { previewCorpus } from '../executor/preview-plans.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'dropped-preview';

const BATCH = 20;
const FILES = ['not-allow.jsonl'];

/**
 * Every command of the corpus that must never run unasked, previewed and dropped inside the outer jail: what changed
 * outside, what was connected to, and which processes stayed.
 */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const all = FILES.flatMap((file) =>
    readFileSync(new URL(`../corpora/policy/${file}`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; command: string }),
  );
  // No program can be given such a text.
  const cases = all.filter(({ command }) => !command.includes('\0'));
  const count = Math.min(options.count ?? cases.length, cases.length);
  const chunks = await inChunks(options, 'corpus', count, BATCH, ({ first, size }) =>
    previewCorpus(cases.slice(first, first + size).map(({ id, command }) => ({ id, command }))),
  );
  const rows = chunks.flat();
  const escapes = rows.flatMap(({ escaped }) => escaped);
  const reached = (what: string) => /^connection|^datagram/.test(what);
  const figures = {
    commands: rows.length,
    withNul: all.length - cases.length,
    withChangesInside: rows.filter(({ changes }) => changes > 0).length,
    notStarted: rows.filter(({ error }) => error !== undefined).length,
    changesOutside: escapes.filter((what) => !reached(what) && !what.startsWith('process')).length,
    connections: escapes.filter(reached).length,
    processesLeft: escapes.filter((what) => what.startsWith('process')).length,
  };
  console.log(
    '| commands | never started: NUL | changed something inside | not started | changes outside | connections | processes left |\n|---|---|---|---|---|---|---|',
  );
  console.log(`| ${Object.values(figures).join(' | ')} |`);
  const odd = rows.filter(({ escaped, error }) => escaped.length > 0 || error !== undefined);
  for (const row of odd.slice(0, 20)) console.log(JSON.stringify(row).slice(0, 600));
  return { ok: odd.length === 0 && rows.length === count, figures };
}
