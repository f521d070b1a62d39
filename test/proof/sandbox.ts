import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../executor/harness.ts';
import { ATTEMPTS, type Outcome } from '../executor/sandbox-escapes.ts';
import { inJail } from '../tools/jail.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'sandbox';

const SCRIPT = fileURLToPath(new URL('../executor/sandbox-escapes.ts', import.meta.url));

/** Every way out of the sandbox that we know, tried inside the outer jail, several times over. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 5 } = options;
  const rounds = await inChunks(options, 'round', count, 1, attempts);
  const outcomes = rounds.flat();
  const out = outcomes.filter((outcome) => outcome.out.length > 0);
  const has = (pattern: RegExp) =>
    out.filter((outcome) => outcome.out.some((what) => pattern.test(what))).length;
  const figures = {
    kinds: ATTEMPTS.length,
    attempts: outcomes.length,
    writesOutsideScope: has(/changed|left|outlived|ended/),
    sockets: has(/connection|reached/),
    secretReads: has(/secret/),
  };
  console.log('| kinds | attempts | writes outside scope | sockets | secret reads |\n|---|---|---|---|---|');
  console.log(`| ${Object.values(figures).join(' | ')} |`);
  for (const outcome of out) console.log(JSON.stringify(outcome).slice(0, 400));
  return { ok: out.length === 0 && outcomes.length === ATTEMPTS.length * count, figures };
}

async function attempts(): Promise<readonly Outcome[]> {
  const folder = temporaryFolder();
  try {
    chmodSync(folder.path, 0o755);
    const args = [process.execPath, SCRIPT, folder.path];
    const { stdout, stderr } = await inJail(args, { writable: [folder.path], cwd: folder.path, ms: 300_000 });
    if (stdout === '') throw new Error(`nothing came from the jail: ${stderr.slice(0, 300)}`);
    return JSON.parse(stdout) as Outcome[];
  } finally {
    folder.remove();
  }
}
