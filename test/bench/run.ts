// npm run bench [-- NAME…]: ratios against a floor in the same run, medians, and how noisy the machine was.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from '../tools/build-once.ts';
import { endpoint } from './endpoint.ts';
import { interactive } from './interactive.ts';
import { judging } from './judge.ts';
import type { Bench, Row } from './measure.ts';
import { output } from './output.ts';
import { startup } from './startup.ts';
import { steps } from './steps.ts';

const BENCHES: readonly Bench[] = [startup, endpoint, output, interactive, steps, judging];
const ROUNDS = 15;

const wanted = process.argv.slice(2);
// What is measured is the product of this code.
await setup();
const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'));
const home = join(folder, 'home');
mkdirSync(home, { mode: 0o700 });
for (let i = 0; i < 20; i++) writeFileSync(join(folder, `file-${i}.txt`), 'x'.repeat(i * 100));
const env: Record<string, string> = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: home,
  ASSENT_HOME: join(home, 'assent'),
  LANG: 'C.UTF-8',
};
const tools = {
  assent: fileURLToPath(new URL('../../dist/assent.js', import.meta.url)),
  node: process.execPath,
  folder,
  env,
  rounds: ROUNDS,
};

console.log(`node ${process.versions.node}, ${cpus().length} cores, ${ROUNDS} rounds, medians\n`);
console.log('| measure | floor in the same run | value | ratio | budget | noise | |');
console.log('|---|---|---|---|---|---|---|');
let missed = 0;
for (const bench of BENCHES) {
  if (wanted.length > 0 && !wanted.some((name) => bench.name.includes(name))) continue;
  let rows: readonly Row[];
  try {
    rows = await bench.run(tools);
  } catch (error) {
    rows = [
      {
        measure: bench.name,
        value: `failed: ${error instanceof Error ? error.message : error}`,
        budget: '',
        ok: false,
      },
    ];
  }
  for (const row of rows) {
    if (!row.ok) missed++;
    console.log(
      `| ${row.measure} | ${row.floor ?? ''} | ${row.value} | ${row.ratio ?? ''} | ${row.budget} | ${row.noise ?? ''} | ${row.ok ? 'ok' : 'MISSED'} |`,
    );
  }
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = missed > 0 ? 1 : 0;
