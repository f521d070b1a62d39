import { breach, JOINS, staysInFolder } from '../policy/composition.ts';
import { harmless, hostile, shown } from '../policy/corpus.ts';
import { Random } from '../policy/random.ts';
import type { ProofOptions } from './run.ts';

export const name = 'composition';

/** Random pairs of corpus commands under every join: the whole is never milder than the worse part. */
export async function run({ seed, count = 100_000 }: ProofOptions): Promise<{ ok: boolean }> {
  const random = new Random(seed);
  const commands = [...harmless(), ...hostile()]
    .filter((each) => each.valid !== false)
    .map((each) => each.command);
  const first = commands.filter(staysInFolder);
  const joins = Object.keys(JOINS);
  const rows = new Map(joins.map((join) => [join, { pairs: 0, milder: 0 }]));
  for (let done = 0; done < count; done++) {
    const join = joins[done % joins.length]!;
    const found = breach(join, random.pick(first), random.pick(commands));
    const row = rows.get(join)!;
    row.pairs++;
    if (!found) continue;
    row.milder++;
    if (row.milder <= 5)
      console.error(`MILDER (${found.parts.join(', ')} → ${found.is}): ${shown(found.text, 300)}`);
  }
  console.log(`${commands.length} commands\n`);
  console.log('| join | pairs | milder than the worse part |');
  console.log('|---|---|---|');
  for (const [join, row] of rows)
    console.log(`| ${join.replaceAll('|', '\\|')} | ${row.pairs} | ${row.milder} |`);
  const milder = [...rows.values()].reduce((sum, row) => sum + row.milder, 0);
  console.log(`| all | ${count} | ${milder} |`);
  return { ok: milder === 0 };
}
