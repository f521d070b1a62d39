import { setTimeout as sleep } from 'node:timers/promises';
import type { StateVector } from '../../session/state-vector.ts';
import { createStyle, type Style } from '../style.ts';
import type { CommandInput } from './table.ts';

/** Two samples this far apart give the first rates; nothing is made up for a single one. */
const FIRST_MS = 400;
const EVERY_MS = 1000;

/** `assent state [--json] [--watch]`: the state vector S. */
export async function state({ flags, io, compose }: CommandInput): Promise<number> {
  const sampler = await compose.openSampler(io.env);
  const style = createStyle({ isTty: io.stdout.isTTY === true, env: io.env });
  const show = (sample: StateVector) =>
    io.stdout.write(flags.json || flags.jsonl ? `${JSON.stringify(sample)}\n` : stateText(sample, style));
  await sampler.sample();
  await sleep(FIRST_MS, undefined, { signal: io.signal });
  for (;;) {
    show(await sampler.sample());
    if (!flags.watch) return 0;
    if (!flags.json && !flags.jsonl) io.stdout.write('\n');
    await sleep(EVERY_MS, undefined, { signal: io.signal });
  }
}

const percent = (value: number | undefined) => (value === undefined ? 'unknown' : `${value.toFixed(0)} %`);

export function bytes(value: number | undefined): string {
  if (value === undefined) return 'unknown';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${(value / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** Plain lines, one part of S each; what is not known says so. */
export function stateText(state: StateVector, style: Style): string {
  const { cpu, memory } = state;
  const lines: [string, string][] = [
    [
      'cpu',
      `${percent(cpu.percent)} of ${cpu.cores} cores${cpu.perCore ? ` (${cpu.perCore.map((core) => core.toFixed(0)).join(' ')})` : ''}, load ${cpu.load?.map((load) => load.toFixed(2)).join(' ') ?? 'unknown'}`,
    ],
    [
      'memory',
      `${bytes(memory.available)} available of ${bytes(memory.total)}${memory.swapTotal ? `, swap ${bytes(memory.swapUsed)} of ${bytes(memory.swapTotal)}` : ''}`,
    ],
    ...(state.disks ?? []).map((disk): [string, string] => [
      `disk ${disk.mount}`,
      `${bytes(disk.available)} free of ${bytes(disk.total)}`,
    ]),
    [
      'network',
      `in ${bytes(state.network?.rxBytesPerSecond)}/s, out ${bytes(state.network?.txBytesPerSecond)}/s`,
    ],
  ];
  const { pressure } = state;
  if (pressure)
    lines.push([
      'pressure',
      `cpu ${percent(pressure.cpu)}, memory ${percent(pressure.memory)}, io ${percent(pressure.io)}`,
    ]);
  for (const process of (state.processes ?? []).slice(0, 3))
    lines.push([
      'process',
      `${process.pid} ${process.name}: ${percent(process.cpuPercent)} of a core, ${bytes(process.memoryBytes)}`,
    ]);
  lines.push([
    'jobs',
    state.jobs.length === 0 ? 'none' : state.jobs.map((job) => `${job.id} ${job.status}`).join(', '),
  ]);
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${style.paint('bold', name.padEnd(width))}  ${text}\n`).join('');
}
