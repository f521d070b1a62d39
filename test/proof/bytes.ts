import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INVISIBLE, injected, mutated, randomText, timed } from '../policy/bytes.ts';
import { harmless, hostile, refusedByBash, shown } from '../policy/corpus.ts';
import { Random } from '../policy/random.ts';
import type { ProofOptions } from './run.ts';

export const name = 'bytes';

const LOADS = 7;

/** Random strings and mutated corpus lines: no throw; how long a judgement takes; how long the judge takes to load. */
export async function run({ seed, count = 1_000_000 }: ProofOptions): Promise<{ ok: boolean }> {
  const random = new Random(seed);
  const commands = [...harmless(), ...hostile()].map((each) => each.command);
  for (const command of commands) timed(command);
  let thrown = 0;
  let rejected = 0;
  const report = (title: string, texts: Iterable<string>) => {
    const times: number[] = [];
    const verdicts = { allow: 0, ask: 0, deny: 0 };
    const allowed = new Set<string>();
    let slowest = { ms: 0, text: '' };
    for (const text of texts)
      try {
        const { verdict, ms } = timed(text);
        verdicts[verdict]++;
        if (verdict === 'allow') allowed.add(text);
        times.push(ms);
        if (ms > slowest.ms) slowest = { ms, text };
      } catch (error) {
        if (++thrown <= 5) console.error(`THROWN ${String(error)}: ${shown(text, 300)}`);
      }
    const sorted = Float64Array.from(times).sort();
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
    console.log(
      `| ${title} | ${times.length} | ${verdicts.allow} | ${[0.5, 0.95, 0.99].map((part) => at(part).toFixed(3)).join(' | ')} | ${slowest.ms.toFixed(1)} |`,
    );
    const refused = refusedByBash([...allowed]);
    for (const text of refused.slice(0, 10)) console.error(`BASH REFUSES: ${shown(text, 300)}`);
    rejected += refused.length;
    return {
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: slowest.ms,
      allowed: verdicts.allow!,
      slowest,
    };
  };
  console.log('| texts | judged | allowed | median ms | p95 ms | p99 ms | max ms |');
  console.log('|---|---|---|---|---|---|---|');
  const plain = report('corpus, 20 times', repeated(commands, 20));
  const strings = report(
    'random strings',
    generated(count / 2, () => randomText(random)),
  );
  const mutants = report(
    'mutated corpus lines',
    generated(count / 2, () => mutated(random.pick(commands), random)),
  );
  const signs = Object.values(INVISIBLE);
  const hidden = report(
    'harmless lines with a sign nobody sees',
    harmless().flatMap((each) => signs.flatMap((sign) => injected(each.command, sign, random))),
  );
  for (const { slowest } of [strings, mutants])
    console.log(`slowest (${slowest.ms.toFixed(1)} ms): ${shown(slowest.text, 160)}`);
  const loads = await loadMilliseconds();
  const load = loads[Math.floor(LOADS / 2)]!;
  console.log(
    `\nto load the judge as shipped, first verdict included: ${load.toFixed(0)} ms (median of ${LOADS})`,
  );
  console.log(`thrown: ${thrown}; allowed but refused by bash -n: ${rejected}`);
  const max = Math.max(strings.max, mutants.max);
  return {
    ok:
      thrown === 0 &&
      rejected === 0 &&
      hidden.allowed === 0 &&
      plain.p50 < 0.1 &&
      plain.p95 < 1 &&
      Math.max(strings.p99, mutants.p99) < 5 &&
      max < 100 &&
      load < 60,
  };
}

function* generated(count: number, make: () => string): Generator<string> {
  for (let done = 0; done < count; done++) yield make();
}

function* repeated(texts: readonly string[], times: number): Generator<string> {
  for (let done = 0; done < times; done++) yield* texts;
}

/** The judge as it is shipped, in one bundle, in a fresh process: importing it and one verdict. */
async function loadMilliseconds(): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-load-'));
  const { build } = await import('esbuild');
  const outfile = join(folder, 'judge.mjs');
  const source = (file: string) =>
    JSON.stringify(fileURLToPath(new URL(`../../src/policy/${file}`, import.meta.url)));
  const contents = `const started = performance.now();
    const { judge } = await import(${source('judge.ts')});
    const { MODEL_FACTS, MODEL_SETTING } = await import(${source('world.ts')});
    judge([{ id: 'x', command: 'git status' }], MODEL_SETTING, MODEL_FACTS);
    console.log(performance.now() - started);`;
  await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'ts' },
    ...{ bundle: true, minify: true, splitting: true, format: 'esm', platform: 'node', target: 'node22' },
    outdir: folder,
    entryNames: 'judge',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
  const times = Array.from({ length: LOADS }, () =>
    Number(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })),
  );
  rmSync(folder, { recursive: true });
  return times.sort((a, b) => a - b);
}
