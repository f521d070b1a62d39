import { compareArgv, randomWords } from '../policy/argv.ts';
import { Random } from '../policy/random.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'argv';

const BATCH = 5_000;

/** The judge's reading of random quoted words against the argv that a real bash hands on. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 50_000 } = options;
  const chunks = await inChunks(options, 'words', count, BATCH, ({ size, seed }) => {
    const random = new Random(seed);
    return compareArgv(Array.from({ length: size }, () => randomWords(random)));
  });
  const sum = (of: (chunk: (typeof chunks)[number]) => number) =>
    chunks.reduce((total, chunk) => total + of(chunk), 0);
  const [claimed, open] = [sum((chunk) => chunk.claimed), sum((chunk) => chunk.open)];
  const differences = chunks.flatMap((chunk) => chunk.differences);
  for (const each of differences.slice(0, 20)) console.error(`DIFFERENT: ${JSON.stringify(each)}`);
  console.log(
    '| lists of words | exactly one argv claimed, as bash | left open, bash among it | different |',
  );
  console.log('|---|---|---|---|');
  console.log(`| ${count} | ${claimed} | ${open} | ${differences.length} |`);
  return {
    ok: differences.length === 0,
    figures: { lists: count, claimed, open, different: differences.length },
  };
}
