import { compareArgv, type Difference, randomWords } from '../policy/argv.ts';
import { Random } from '../policy/random.ts';
import type { ProofOptions } from './run.ts';

export const name = 'argv';

const BATCH = 5_000;

/** The judge's reading of random quoted words against the argv that a real bash hands on. */
export async function run({ seed, count = 50_000 }: ProofOptions): Promise<{ ok: boolean }> {
  const random = new Random(seed);
  let claimed = 0;
  let open = 0;
  const differences: Difference[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const size = Math.min(BATCH, count - done);
    const result = compareArgv(Array.from({ length: size }, () => randomWords(random)));
    claimed += result.claimed;
    open += result.open;
    differences.push(...result.differences);
  }
  for (const each of differences.slice(0, 20)) console.error(`DIFFERENT: ${JSON.stringify(each)}`);
  console.log(
    '| lists of words | exactly one argv claimed, as bash | left open, bash among it | different |',
  );
  console.log('|---|---|---|---|');
  console.log(`| ${count} | ${claimed} | ${open} | ${differences.length} |`);
  return { ok: differences.length === 0 };
}
