// npm run proof -- NAME [--seed N] [--count N] [--minutes N] [--fresh]: one large table in full. Without a name: what
// there is, and the last result of each. Finished chunks are kept in .cache/proof, so an interrupted run goes on.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setup } from '../tools/build-once.ts';
import { type Proof, runProof, type Written } from '../tools/proof.ts';

export type { ProofOptions } from '../tools/proof.ts';

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261124' },
    count: { type: 'string' },
    minutes: { type: 'string', default: '20' },
    fresh: { type: 'boolean' },
  },
  allowPositionals: true,
});
const here = fileURLToPath(new URL('.', import.meta.url));
const results = join(here, 'results');
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts' && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -3));
const [name] = positionals;

function last(proof: string): string {
  const file = join(results, `${proof}.json`);
  if (!existsSync(file)) return 'no result yet';
  const { ok, date, commit, seconds } = JSON.parse(readFileSync(file, 'utf8')) as Written;
  return `${ok ? 'held' : 'DID NOT HOLD'} on ${date.slice(0, 10)} at ${commit}, ${seconds} s`;
}

if (name === undefined || !names.includes(name)) {
  console.log('npm run proof -- NAME [--seed N] [--count N] [--minutes N] [--fresh]');
  for (const known of names) console.log(`  ${known.padEnd(16)} ${last(known)}`);
  process.exitCode = 2;
} else {
  // Many proofs run the product as it is built: it is the one of this code.
  await setup();
  const proof = (await import(`./${name}.ts`)) as Proof;
  process.exitCode = await runProof(proof, {
    seed: Number(values.seed),
    ...(values.count === undefined ? {} : { count: Number(values.count) }),
    minutes: Number(values.minutes),
    ...(values.fresh ? { fresh: true } : {}),
    cache: fileURLToPath(new URL('../../.cache/proof', import.meta.url)),
    results,
  });
}
