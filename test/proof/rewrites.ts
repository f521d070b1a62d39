import { corpus, decide, hostile, shown } from '../policy/corpus.ts';
import { Random } from '../policy/random.ts';
import { REWRITES, rewritable } from '../policy/rewrites.ts';
import type { ProofOptions, ProofResult } from '../tools/proof.ts';

export const name = 'rewrites';

/** Every kind of rewriting over every hostile case: nothing may become allow. Denies that became ask are counted. */
export async function run({ seed }: ProofOptions): Promise<ProofResult> {
  const random = new Random(seed);
  const cases = rewritable(hostile());
  const harmless = corpus('allow').filter((each) => decide(each.command) === 'allow');
  console.log(`${REWRITES.length} kinds over ${cases.length} cases\n`);
  console.log('| kind | rewritten | became allow | denies still deny | of | harmless still allowed | of |');
  console.log('|---|---|---|---|---|---|---|');
  const total = { rewritten: 0, allowed: 0, denied: 0, denies: 0 };
  const softened = new Map<string, string>();
  for (const rewrite of REWRITES) {
    const row = { rewritten: 0, allowed: 0, denied: 0, denies: 0, kept: 0, harmless: 0 };
    for (const each of cases) {
      const text = rewrite.apply(each.command, random);
      if (text === undefined) continue;
      row.rewritten++;
      const verdict = decide(text);
      if (verdict === 'allow') {
        row.allowed++;
        console.log(`ALLOWED (${rewrite.kind}): ${shown(text, 400)}`);
      }
      if (each.expect !== 'deny') continue;
      row.denies++;
      if (verdict === 'deny') row.denied++;
      else if (!rewrite.hides) softened.set(shown(text), rewrite.kind);
    }
    for (const each of harmless) {
      const text = rewrite.apply(each.command, random);
      if (text === undefined) continue;
      row.harmless++;
      if (decide(text) === 'allow') row.kept++;
    }
    const label = rewrite.hides ? `${rewrite.kind} (hides)` : rewrite.kind;
    console.log(
      `| ${label} | ${row.rewritten} | ${row.allowed} | ${row.denied} | ${row.denies} | ${row.kept} | ${row.harmless} |`,
    );
    for (const key of ['rewritten', 'allowed', 'denied', 'denies'] as const) total[key] += row[key];
  }
  console.log(`| all | ${total.rewritten} | ${total.allowed} | ${total.denied} | ${total.denies} | | |`);
  if (softened.size > 0) console.log('\ndenies that only ask in a spelling that can be followed:');
  for (const [text, kind] of [...softened].slice(0, 60)) console.log(`  ${kind}: ${text}`);
  return {
    ok: total.allowed === 0,
    figures: {
      kinds: REWRITES.length,
      cases: cases.length,
      rewritten: total.rewritten,
      becameAllow: total.allowed,
      deniesKept: total.denied,
      deniesRewritten: total.denies,
    },
  };
}
