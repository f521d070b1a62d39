import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatWithOptions } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What a result depends on; the results themselves are no part of it, nor is a text for people. */
const JUDGED = ['src', 'prompts', 'test', 'package-lock.json', ':!test/proof/results'];
export const OUT_OF_TIME = 75;

export interface ProofOptions {
  readonly seed: number;
  /** How many cases; each proof states its own default. */
  readonly count?: number;
  /** Finished chunks of an earlier run; without it everything is done in one go. */
  readonly progress?: Progress;
}

export interface ProofResult {
  readonly ok: boolean;
  /** The figures of the promise, by name; the tables that were printed are kept beside them. */
  readonly figures?: Readonly<Record<string, unknown>>;
}

export interface Proof {
  readonly name: string;
  run(options: ProofOptions): Promise<ProofResult>;
}

export interface Chunk {
  readonly index: number;
  /** The first case of this chunk, counted over all chunks. */
  readonly first: number;
  readonly size: number;
  /** A seed of its own, so that a chunk gives the same cases whether or not the ones before it ran just now. */
  readonly seed: number;
}

/** What one run of a proof leaves in `test/proof/results/NAME.json`. */
export interface Written extends ProofResult {
  readonly name: string;
  /** When it ended, ISO 8601. */
  readonly date: string;
  readonly seed: number;
  readonly count?: number;
  readonly commit: string;
  /** Hash of everything a result depends on: it outlives a rebase, and changes when a test or the product does. */
  readonly code: string;
  readonly node: string;
  readonly machine: string;
  /** Of all chunks together, also those of interrupted runs. */
  readonly seconds: number;
  /** What it printed. */
  readonly report: readonly string[];
}

class OutOfTime extends Error {}

/** Finished chunks as lines of a file, each written when it is done: a killed run loses the chunk it was in. */
export class Progress {
  private readonly done = new Map<string, { value: unknown; ms: number }>();
  private readonly file: string;
  private readonly deadline: number;

  constructor(file: string, deadline: number) {
    this.file = file;
    this.deadline = deadline;
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n'))
      try {
        const { key, value, ms } = JSON.parse(line) as { key: string; value: unknown; ms: number };
        this.done.set(key, { value, ms });
      } catch {
        // The line a kill cut short.
      }
  }

  get chunks(): number {
    return this.done.size;
  }

  get milliseconds(): number {
    return [...this.done.values()].reduce((sum, { ms }) => sum + ms, 0);
  }

  /** The kept value of a chunk, or what `work` gives; throws when the time of this run is over. */
  async chunk<T>(key: string, work: () => T | Promise<T>): Promise<T> {
    const kept = this.done.get(key);
    if (kept) return kept.value as T;
    if (Date.now() > this.deadline) throw new OutOfTime();
    const from = performance.now();
    const value = await work();
    const ms = performance.now() - from;
    this.done.set(key, { value, ms });
    appendFileSync(this.file, `\n${JSON.stringify({ key, value, ms })}`);
    return value;
  }
}

/**
 * `total` cases in chunks of `size`: the values of `work`, in order. Values have to survive JSON. With the progress of
 * an earlier run, chunks that were finished then are not done again.
 */
export async function inChunks<T>(
  { seed, progress }: ProofOptions,
  label: string,
  total: number,
  size: number,
  work: (chunk: Chunk) => T | Promise<T>,
): Promise<T[]> {
  const values: T[] = [];
  for (let first = 0; first < total; first += size) {
    const index = values.length;
    const own = createHash('sha256').update(`${seed} ${label} ${index}`).digest().readUInt32LE();
    const chunk = { index, first, size: Math.min(size, total - first), seed: own };
    const key = `${label} ${first}+${chunk.size}`;
    values.push(progress ? await progress.chunk(key, () => work(chunk)) : await work(chunk));
  }
  return values;
}

export interface RunOptions {
  readonly seed: number;
  readonly count?: number;
  readonly fresh?: boolean;
  /** After so long no further chunk is begun; what is done is kept for the next run. */
  readonly minutes: number;
  /** Holds the finished chunks, one file for each name, seed, count and state of the code. */
  readonly cache: string;
  readonly results: string;
}

/** Runs a proof, or goes on with it; the exit code. A result of the full count is written down, good or bad. */
export async function runProof(proof: Proof, options: RunOptions): Promise<number> {
  const { seed, count } = options;
  // What is loaded now is what is proven, whatever is checked out meanwhile.
  const code = codeHash();
  const at = commit();
  const keyed = createHash('sha256')
    .update(`${seed} ${count ?? 'full'} ${code}`)
    .digest('hex')
    .slice(0, 16);
  mkdirSync(options.cache, { recursive: true });
  const file = join(options.cache, `${proof.name}-${keyed}.jsonl`);
  if (options.fresh) rmSync(file, { force: true });
  const progress = new Progress(file, Date.now() + options.minutes * 60_000);
  const kept = progress.milliseconds;
  console.log(
    `${proof.name}: ${new Date().toISOString()}, seed ${seed}, node ${process.versions.node}${progress.chunks > 0 ? `, goes on after ${progress.chunks} finished chunks (--fresh starts over)` : ''}`,
  );
  const from = performance.now();
  const report: string[] = [];
  const print = console.log;
  console.log = (...values: unknown[]) => {
    report.push(...formatWithOptions({ colors: false }, ...values).split('\n'));
    print(...values);
  };
  try {
    const result = await proof.run({ seed, ...(count === undefined ? {} : { count }), progress });
    console.log = print;
    const written: Written = {
      name: proof.name,
      date: new Date().toISOString(),
      seed,
      ...(count === undefined ? {} : { count }),
      commit: at,
      code,
      node: process.versions.node,
      machine: `${availableParallelism()} cores, ${process.platform} ${release().replace(/-.*/, '')}`,
      seconds: Math.round((kept + performance.now() - from) / 1000),
      ok: result.ok,
      ...(result.figures ? { figures: result.figures } : {}),
      report,
    };
    // A smaller number of cases is a try, not the promise.
    const folder = count === undefined ? options.results : options.cache;
    mkdirSync(folder, { recursive: true });
    const target = join(folder, `${proof.name}.json`);
    writeFileSync(`${target}.new`, `${JSON.stringify(written, null, 2)}\n`);
    renameSync(`${target}.new`, target);
    rmSync(file, { force: true });
    print(`\n${result.ok ? 'holds' : 'DOES NOT HOLD'}, ${written.seconds} s; written to ${target}`);
    return result.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    print(
      `\n${options.minutes} minutes are over: ${progress.chunks} chunks are kept; the same command goes on (exit ${OUT_OF_TIME})`,
    );
    return OUT_OF_TIME;
  } finally {
    console.log = print;
  }
}

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 << 20 });

function codeHash(): string {
  const hash = createHash('sha256').update(git('ls-files', '-s', '--', ...JUDGED));
  hash.update(git('diff', '--', ...JUDGED));
  for (const path of git('ls-files', '-o', '--exclude-standard', '-z', '--', ...JUDGED).split('\0'))
    if (path !== '') hash.update(path).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex').slice(0, 16);
}

function commit(): string {
  const changed = git('status', '--porcelain', '--', ...JUDGED).trim() !== '';
  return `${git('rev-parse', '--short=12', 'HEAD').trim()}${changed ? ' with changes' : ''}`;
}
