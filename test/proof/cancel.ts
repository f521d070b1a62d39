import { fileURLToPath } from 'node:url';
import { type Cancels, cancelTrees, type Means } from '../executor/cancel-trees.ts';
import { temporaryFolder } from '../executor/harness.ts';
import { inJail } from '../tools/jail.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'cancel';

const CHUNK = 50;
const SCRIPT = fileURLToPath(new URL('../executor/cancel-trees.ts', import.meta.url));

/**
 * A cancel at a random moment, 300 ms of grace. Nothing is left where the tree was held by a control group or a process
 * namespace; what session, group and mark together can miss is counted.
 */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 500 } = options;
  const figures: Record<string, { cancels: number; missed: number; slowestMs: number }> = {};
  console.log('| means | cancels | trees with something left | slowest |\n|---|---|---|---|');
  for (const means of ['control group', 'process namespace', 'session, group and mark'] as const) {
    const chunks = await inChunks(options, means, count, CHUNK, ({ seed, size }) => chunk(means, seed, size));
    if (chunks.some((one) => one.means === undefined)) {
      console.log(`| ${means} | not to be had on this machine | | |`);
      continue;
    }
    const missed = chunks.flatMap((one) => one.missed);
    const slowestMs = Math.round(Math.max(...chunks.map((one) => one.slowestMs)));
    figures[means] = { cancels: count, missed: missed.length, slowestMs };
    console.log(`| ${means} | ${count} | ${missed.length} | ${slowestMs} ms |`);
    for (const { command, left } of missed.slice(0, 5))
      console.log(`${left} left of ${JSON.stringify(command)}`);
  }
  const held = (['control group', 'process namespace'] as const).every(
    (means) => (figures[means]?.missed ?? 0) === 0,
  );
  return { ok: held && Object.keys(figures).length > 0, figures };
}

/** The third means is tried in the outer jail: there no control group can be made. */
async function chunk(means: Means, seed: number, size: number): Promise<Cancels> {
  const folder = temporaryFolder();
  try {
    if (means !== 'session, group and mark') return await cancelTrees(folder.path, seed, size, means);
    const args = [process.execPath, SCRIPT, folder.path, String(seed), String(size), means];
    const { stdout, stderr } = await inJail(args, { writable: [folder.path], cwd: folder.path, ms: 300_000 });
    if (stdout === '') throw new Error(`nothing came from the jail: ${stderr.slice(0, 300)}`);
    return JSON.parse(stdout) as Cancels;
  } finally {
    folder.remove();
  }
}
