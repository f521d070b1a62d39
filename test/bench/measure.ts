import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** One line of the table: a figure, the floor it is compared with in the same run, and its budget. */
export interface Row {
  readonly measure: string;
  readonly floor?: string;
  readonly value: string;
  readonly ratio?: string;
  readonly budget: string;
  readonly ok: boolean;
  /** Spread between the quartiles over the median: how noisy the machine was. */
  readonly noise?: string;
}

export interface Bench {
  readonly name: string;
  run(tools: BenchTools): Promise<readonly Row[]>;
}

export interface BenchTools {
  /** Path of the built product. */
  readonly assent: string;
  readonly node: string;
  /** An empty folder for this run, with ASSENT_HOME inside. */
  readonly folder: string;
  readonly env: Record<string, string>;
  readonly rounds: number;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

const noiseOf = (values: readonly number[]) =>
  `±${Math.round(((quantile(values, 0.75) - quantile(values, 0.25)) / median(values)) * 50)} %`;

/** Wall time in ms of one run of a command; its output is thrown away. Throws when it fails. */
export function timeCommand(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string>; status?: number },
): number {
  const started = performance.now();
  const run = spawnSync(file, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const took = performance.now() - started;
  if (run.status !== (options.status ?? 0))
    throw new Error(`${file} ${args.join(' ')} ended with ${run.status}: ${run.stderr}`);
  return took;
}

/** Interleaves floor and value, so that a slow moment of the machine hits both. */
export async function compare(
  measure: string,
  rounds: number,
  budget: number,
  floorName: string,
  floor: () => number | Promise<number>,
  value: () => number | Promise<number>,
): Promise<Row> {
  await floor();
  await value();
  const floors: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < rounds; i++) {
    floors.push(await floor());
    values.push(await value());
  }
  const ratio = median(values) / median(floors);
  return {
    measure,
    floor: `${floorName}: ${median(floors).toFixed(0)} ms`,
    value: `${median(values).toFixed(0)} ms`,
    ratio: `${ratio.toFixed(2)} ×`,
    budget: `≤ ${budget} ×`,
    ok: ratio <= budget,
    noise: noiseOf(values),
  };
}

/** Peak resident memory in MiB of a command, polled from /proc until it ends. */
export async function peakMemory(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<number> {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, highWater(child.pid!));
  }, 2);
  await ended;
  clearInterval(timer);
  return peak;
}

export function highWater(pid: number): number {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match ? Number(match[1]) / 1024 : 0;
  } catch {
    return 0;
  }
}

/** Seconds of processor time a process and its waited-for children have used. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  // utime, stime, cutime and cstime, in ticks of 1/100 s.
  return (fields[11]! + fields[12]! + fields[13]! + fields[14]!) / 100;
}
