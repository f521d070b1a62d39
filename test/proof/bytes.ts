import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled } from '../bench/judge.ts';
import { INVISIBLE, injected, mutated, randomText, timed } from '../policy/bytes.ts';
import { harmless, hostile, refusedByBash, shown } from '../policy/corpus.ts';
import { nearMiss } from '../policy/near-miss.ts';
import { Random } from '../policy/random.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'bytes';

const CHUNK = 50_000;
const LOADS = 7;

/** Random strings, mutated corpus lines and sentences that are nearly bash: no throw; how long a judgement takes; how long the judge takes to load. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 1_000_000 } = options;
  const commands = [...harmless(), ...hostile()].map((each) => each.command);
  for (const command of commands) timed(command);
  const times = (label: string, total: number, texts: (random: Random, first: number) => string) =>
    inChunks(options, label, total, CHUNK, ({ first, size, seed }) => {
      const random = new Random(seed);
      return judged(size, (index) => texts(random, first + index));
    });
  const lines = harmless().map((each) => each.command);
  const placing = new Random(options.seed);
  const hidden = harmless().flatMap((each) =>
    Object.values(INVISIBLE).flatMap((sign) => injected(each.command, sign, placing)),
  );
  console.log('| texts | judged | allowed | median ms | p95 ms | p99 ms | max ms |');
  console.log('|---|---|---|---|---|---|---|');
  const plain = row(
    'corpus, 20 times',
    await times('corpus', commands.length * 20, (_, index) => commands[index % commands.length]!),
  );
  const half = Math.ceil(count / 2);
  const strings = row('random strings', await times('strings', half, randomText));
  const mutants = row(
    'mutated corpus lines',
    await times('mutants', half, (random) => mutated(random.pick(commands), random)),
  );
  const close = row(
    'sentences that are nearly bash',
    await times('near misses', count / 5, (random) => nearMiss(random, lines)),
  );
  const unseen = row(
    'harmless lines with a sign nobody sees',
    await times('unseen', hidden.length, (_, index) => hidden[index]!),
  );
  for (const { slowest } of [strings, mutants, close])
    console.log(`slowest (${slowest.ms.toFixed(1)} ms): ${shown(slowest.text, 160)}`);
  const load = (await loadMilliseconds())[Math.floor(LOADS / 2)]!;
  console.log(
    `\nto load the judge as shipped, first verdict included: ${load.toFixed(0)} ms (median of ${LOADS})`,
  );
  const rows = [plain, strings, mutants, close, unseen];
  const thrown = rows.reduce((sum, each) => sum + each.thrown, 0);
  const rejected = rows.reduce((sum, each) => sum + each.refused, 0);
  console.log(`thrown: ${thrown}; allowed but refused by bash -n: ${rejected}`);
  const max = Math.max(strings.slowest.ms, mutants.slowest.ms, close.slowest.ms);
  const p99 = Math.max(strings.p99, mutants.p99, close.p99);
  return {
    ok:
      thrown === 0 &&
      rejected === 0 &&
      unseen.allowed === 0 &&
      plain.p50 < 0.1 &&
      plain.p95 < 1 &&
      p99 < 5 &&
      max < 100 &&
      load < 60,
    figures: {
      judged: strings.judged + mutants.judged + close.judged,
      thrown,
      allowedButRefusedByBash: rejected,
      allowedWithUnseenSign: unseen.allowed,
      corpusMedianMs: plain.p50,
      corpusP95Ms: plain.p95,
      p99Ms: p99,
      maxMs: Number(max.toFixed(1)),
      loadMs: Math.round(load),
    },
  };
}

interface Judged {
  readonly judged: number;
  readonly allowed: number;
  readonly thrown: number;
  readonly refused: number;
  /** Milliseconds, to two digits, and how often. */
  readonly times: Readonly<Record<string, number>>;
  readonly slowest: { readonly ms: number; readonly text: string };
}

function judged(count: number, textAt: (index: number) => string): Judged {
  const times: Record<string, number> = {};
  const allowed = new Set<string>();
  let allows = 0;
  let thrown = 0;
  let slowest = { ms: 0, text: '' };
  for (let index = 0; index < count; index++) {
    const text = textAt(index);
    try {
      const { verdict, ms } = timed(text);
      if (verdict === 'allow') {
        allows++;
        allowed.add(text);
      }
      const key = ms.toPrecision(2);
      times[key] = (times[key] ?? 0) + 1;
      if (ms > slowest.ms) slowest = { ms, text };
    } catch (error) {
      if (++thrown <= 5) console.error(`THROWN ${String(error)}: ${shown(text, 300)}`);
    }
  }
  const refused = refusedByBash([...allowed]);
  for (const text of refused.slice(0, 10)) console.error(`BASH REFUSES: ${shown(text, 300)}`);
  return { judged: count, allowed: allows, thrown, refused: refused.length, times, slowest };
}

function row(title: string, chunks: readonly Judged[]) {
  const counts = new Map<number, number>();
  for (const { times } of chunks)
    for (const [key, count] of Object.entries(times))
      counts.set(Number(key), (counts.get(Number(key)) ?? 0) + count);
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const at = (part: number) => {
    let seen = 0;
    for (const [ms, count] of sorted) {
      seen += count;
      if (seen > total * part) return ms;
    }
    return sorted.at(-1)?.[0] ?? 0;
  };
  const sum = (of: (chunk: Judged) => number) => chunks.reduce((all, chunk) => all + of(chunk), 0);
  const slowest = chunks
    .map((chunk) => chunk.slowest)
    .reduce((worst, next) => (next.ms > worst.ms ? next : worst));
  const figures = {
    judged: sum((chunk) => chunk.judged),
    allowed: sum((chunk) => chunk.allowed),
    thrown: sum((chunk) => chunk.thrown),
    refused: sum((chunk) => chunk.refused),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    slowest,
  };
  const { p50, p95, p99 } = figures;
  console.log(
    `| ${title} | ${figures.judged} | ${figures.allowed} | ${[p50, p95, p99].map((ms) => ms.toFixed(3)).join(' | ')} | ${slowest.ms.toFixed(1)} |`,
  );
  return figures;
}

/** The judge as it is shipped, in one bundle, in a fresh process: importing it and one verdict. */
async function loadMilliseconds(): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-load-'));
  const file = await bundled(folder);
  const times = Array.from({ length: LOADS }, () =>
    Number(execFileSync(process.execPath, [file], { encoding: 'utf8' })),
  );
  rmSync(folder, { recursive: true });
  return times.sort((a, b) => a - b);
}
