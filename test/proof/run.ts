// npm run proof -- NAME [--seed N] [--count N]: one large table in full. Without a name: the list.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface ProofOptions {
  readonly seed: number;
  /** How many cases; each proof states its own default. */
  readonly count?: number;
}

interface Proof {
  readonly name: string;
  run(options: ProofOptions): Promise<{ readonly ok: boolean }>;
}

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '20261124' }, count: { type: 'string' } },
  allowPositionals: true,
});
const here = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3));
const [name] = positionals;
if (name === undefined || !names.includes(name)) {
  console.log(
    `npm run proof -- NAME [--seed N] [--count N]\n${names.map((known) => `  ${known}`).join('\n')}`,
  );
  process.exitCode = 2;
} else {
  const proof = (await import(`./${name}.ts`)) as Proof;
  console.log(`${name}: ${new Date().toISOString()}, seed ${values.seed}, node ${process.versions.node}`);
  const { ok } = await proof.run({
    seed: Number(values.seed),
    ...(values.count === undefined ? {} : { count: Number(values.count) }),
  });
  process.exitCode = ok ? 0 : 1;
}
