import { type CorpusFile, corpus, decide, shown } from '../policy/corpus.ts';
import type { ProofResult } from '../tools/proof.ts';

export const name = 'corpus';

/** The shared third of the corpus and the cases written against this judge: what is allowed, asked, denied. */
export async function run(): Promise<ProofResult> {
  const figures: Record<string, number> = {};
  const count = (file: CorpusFile, verdict: string) => {
    const cases = corpus(file);
    const hits = cases.filter(({ command }) => decide(command) === verdict);
    figures[`${file}: cases`] = cases.length;
    figures[`${file}: ${verdict}`] = hits.length;
    console.log(`| ${file} | ${cases.length} | ${verdict} | ${hits.length} |`);
    return { hits, all: cases };
  };
  console.log('| file | cases | verdict | times |');
  console.log('|---|---|---|---|');
  const allowed = (['allow', 'own-allow'] as const).map((file) => count(file, 'allow'));
  const wrong = (['not-allow', 'deny', 'own-not-allow', 'own-deny'] as const).map((file) =>
    count(file, 'allow'),
  );
  const denied = (['deny', 'own-deny'] as const).map((file) => count(file, 'deny'));
  const looks = count('own-ask', 'ask');
  for (const { hits } of wrong) for (const { command } of hits) console.log(`ALLOWED: ${shown(command)}`);
  return {
    ok:
      wrong.every(({ hits }) => hits.length === 0) &&
      allowed.every(({ hits, all }) => hits.length >= 0.96 * all.length) &&
      denied.every(({ hits, all }) => hits.length >= 0.99 * all.length) &&
      looks.hits.length === looks.all.length,
    figures,
  };
}
