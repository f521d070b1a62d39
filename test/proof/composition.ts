import { type Breach, breach, JOINS, staysInFolder } from '../policy/composition.ts';
import { harmless, hostile, shown } from '../policy/corpus.ts';
import { Random } from '../policy/random.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'composition';

const CHUNK = 10_000;

/** Random pairs of corpus commands under every join: the whole is never milder than the worse part. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 100_000 } = options;
  const commands = [...harmless(), ...hostile()]
    .filter((each) => each.valid !== false)
    .map((each) => each.command);
  const first = commands.filter(staysInFolder);
  const joins = Object.keys(JOINS);
  const chunks = await inChunks(options, 'pairs', count, CHUNK, ({ first: from, size, seed }) => {
    const random = new Random(seed);
    const pairs = joins.map(() => 0);
    const found: { join: string; breach: Breach }[] = [];
    for (let done = from; done < from + size; done++) {
      const join = joins[done % joins.length]!;
      pairs[done % joins.length]!++;
      const milder = breach(join, random.pick(first), random.pick(commands));
      if (milder) found.push({ join, breach: milder });
    }
    return { pairs, found };
  });
  const found = chunks.flatMap((chunk) => chunk.found);
  for (const { breach: each } of found.slice(0, 40))
    console.log(`MILDER (${each.parts.join(', ')} → ${each.is}): ${shown(each.text, 300)}`);
  console.log(`${commands.length} commands\n`);
  console.log('| join | pairs | milder than the worse part |');
  console.log('|---|---|---|');
  for (const [index, join] of joins.entries()) {
    const pairs = chunks.reduce((sum, chunk) => sum + chunk.pairs[index]!, 0);
    const milder = found.filter((each) => each.join === join).length;
    console.log(`| ${join.replaceAll('|', '\\|')} | ${pairs} | ${milder} |`);
  }
  console.log(`| all | ${count} | ${found.length} |`);
  return {
    ok: found.length === 0,
    figures: { commands: commands.length, pairs: count, milder: found.length },
  };
}
