import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { visibleLine } from '../../plan/display.ts';
import type { DiskState, StateVector } from '../../session/state-vector.ts';
import { UsageError } from '../flags.ts';
import { createStyle, type Style } from '../style.ts';
import type { CommandInput } from './table.ts';

/** Two samples this far apart give the first rates; nothing is made up for a single one. */
const FIRST_MS = 400;
/** Longest wait for what takes more than a moment to tell: the parts of the machine, its services. */
const SLOW_MS = 3000;
const EVERY_MS = 1000;

/**
 * `assent state [--json] [--watch] [--record FILE]`: the state vector S. `--replay FILE` shows a recording the same way,
 * and what the detectors find in it; nothing of the machine is read then.
 */
export async function state(input: CommandInput): Promise<number> {
  const { flags, io, compose } = input;
  const { record, replay } = flags.extra;
  const style = createStyle({ isTty: io.stdout.isTTY === true, env: io.env });
  const json = flags.json || flags.jsonl;
  const show = (sample: StateVector) =>
    io.stdout.write(json ? `${JSON.stringify(sample)}\n` : stateText(sample, style));
  if (typeof replay === 'string') {
    if (record !== undefined || flags.watch)
      throw new UsageError('--replay shows a recording: it goes with neither --record nor --watch');
    return replayed(resolve(flags.cwd ?? io.cwd, replay), input, show);
  }
  const recorder =
    typeof record === 'string'
      ? await (await compose.recordings())
          .create(resolve(flags.cwd ?? io.cwd, record))
          .catch((error: Error) => Promise.reject(new UsageError(`cannot record: ${error.message}`)))
      : undefined;
  const sampler = await compose.openSampler(io.env);
  try {
    await sampler.sample();
    await Promise.all([
      sleep(FIRST_MS, undefined, { signal: io.signal }),
      atMost(sampler.settled(), SLOW_MS),
    ]);
    for (;;) {
      const sample = await sampler.sample();
      await recorder?.write(sample);
      if (!recorder || flags.watch || json) show(sample);
      if (!flags.watch && !recorder) return 0;
      if (!json && flags.watch) io.stdout.write('\n');
      await sleep(EVERY_MS, undefined, { signal: io.signal });
    }
  } catch (error) {
    // Ctrl-C is how watching and recording end.
    if (!io.signal.aborted || (!flags.watch && !recorder)) throw error;
    return 130;
  } finally {
    await recorder?.close();
  }
}

async function atMost(done: Promise<void>, ms: number): Promise<void> {
  const waiting = Promise.withResolvers<void>();
  const timer = setTimeout(waiting.resolve, ms);
  await Promise.race([done, waiting.promise]);
  clearTimeout(timer);
}

async function replayed(
  path: string,
  { flags, io, compose }: CommandInput,
  show: (sample: StateVector) => void,
): Promise<number> {
  const { replay, monitor } = await compose.recordings();
  const detectors = monitor();
  let last: StateVector | undefined;
  const found: string[] = [];
  try {
    for await (const sample of replay(path)) {
      for (const { noticed, text } of detectors.push(sample)) found.push(`${noticed}  ${visibleLine(text)}`);
      if (flags.json || flags.jsonl) show(sample);
      last = sample;
    }
  } catch (error) {
    throw new UsageError(`cannot replay: ${error instanceof Error ? error.message : error}`);
  }
  if (!last) throw new UsageError(`${path} holds no sample of assent state --record`);
  if (flags.json || flags.jsonl) return 0;
  show(last);
  io.stdout.write(
    found.length > 0 ? `\nnoticed\n${found.map((line) => `${line}\n`).join('')}` : '\nnothing noticed\n',
  );
  return 0;
}

const rates = ({ readBytesPerSecond: read, writeBytesPerSecond: written }: DiskState) =>
  read === undefined && written === undefined ? '' : `, reads ${bytes(read)}/s, writes ${bytes(written)}/s`;

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
    ...(state.inventory ? inventoryLines(state.inventory) : []),
    [
      'cpu',
      `${percent(cpu.percent)} of ${cpu.cores} cores${cpu.perCore ? ` (${cpu.perCore.map((core) => core.toFixed(0)).join(' ')})` : ''}, load ${cpu.load?.map((load) => load.toFixed(2)).join(' ') ?? 'unknown'}`,
    ],
    [
      'memory',
      `${bytes(memory.available)} available of ${bytes(memory.total)}${memory.swapTotal ? `, swap ${bytes(memory.swapUsed)} of ${bytes(memory.swapTotal)}` : ''}`,
    ],
    ...(state.disks ?? []).map((disk): [string, string] => [
      `disk ${visibleLine(disk.mount)}`,
      `${bytes(disk.available)} free of ${bytes(disk.total)}${rates(disk)}`,
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
  if (cpu.temperature !== undefined) lines.push(['heat', `${cpu.temperature.toFixed(0)} °C`]);
  for (const gpu of state.gpus ?? [])
    lines.push([
      'gpu',
      [
        visibleLine(gpu.name),
        gpu.percent === undefined ? '' : percent(gpu.percent),
        gpu.memoryTotal === undefined ? '' : `${bytes(gpu.memoryUsed)} of ${bytes(gpu.memoryTotal)}`,
        gpu.temperature === undefined ? '' : `${gpu.temperature.toFixed(0)} °C`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    ]);
  for (const process of (state.processes ?? []).slice(0, 3))
    lines.push([
      'process',
      `${process.pid} ${visibleLine(process.name)}: ${percent(process.cpuPercent)} of a core, ${bytes(process.memoryBytes)}`,
    ]);
  lines.push([
    'jobs',
    state.jobs.length === 0 ? 'none' : state.jobs.map((job) => `${job.id} ${job.status}`).join(', '),
  ]);
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${style.paint('bold', name.padEnd(width))}  ${text}\n`).join('');
}

/** What the machine is made of, as far as it is known. */
function inventoryLines({
  machine,
  processor,
  kernel,
  virtual,
  memory,
  drives,
  battery,
}: NonNullable<StateVector['inventory']>): [string, string][] {
  const joined = (parts: readonly (string | undefined)[]) =>
    visibleLine(parts.filter((part) => part !== undefined).join(', '));
  const degrees = (value: number | undefined) => (value === undefined ? undefined : `${value.toFixed(0)} °C`);
  const lines: [string, string][] = [
    ['machine', joined([machine, processor, kernel, virtual])],
    ...(memory ?? []).map((module): [string, string] => [
      'module',
      joined(
        [bytes(module.bytes), module.type, module.megahertz && `${module.megahertz} MHz`].map(
          (part) => part || undefined,
        ),
      ),
    ]),
    ...(drives ?? []).map((drive): [string, string] => [
      'drive',
      joined([
        [drive.device, drive.model].filter(Boolean).join(' '),
        drive.bytes === undefined ? undefined : bytes(drive.bytes),
        drive.type,
        drive.health && (drive.health === 'failing' ? 'FAILING by its own account' : 'healthy'),
        degrees(drive.temperature),
      ]),
    ]),
  ];
  if (battery)
    lines.push([
      'battery',
      joined([
        percent(battery.percent),
        battery.charging ? 'charging' : undefined,
        battery.minutesLeft === undefined ? undefined : `${Math.round(battery.minutesLeft)} min left`,
        battery.healthPercent === undefined
          ? undefined
          : `holds ${battery.healthPercent} % of what it was built for`,
      ]),
    ]);
  return lines.filter(([, text]) => text !== '');
}
