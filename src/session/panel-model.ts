import type { StateVector } from './state-vector.ts';

/** One line of the live panel, as figures and finished texts; how it is drawn is the screen's business. */
export interface PanelRow {
  readonly key: 'cpu' | 'memory' | 'swap' | 'network' | 'disk' | 'load' | 'gpu' | 'jobs';
  readonly label: string;
  /** "37 %", "1.2 MB/s in, 80 KB/s out"; "–" when the figure is missing. */
  readonly text: string;
  /** The last samples as bars, oldest first, exactly as wide as asked; empty when the row has no course. */
  readonly spark: string;
  /** 0–1 for a bar; missing where there is no whole to compare with. */
  readonly level?: number;
  /** Said in words as well, for colours are never alone. */
  readonly state: 'calm' | 'high' | 'critical';
}

export interface PanelOptions {
  /** Columns for each sparkline. */
  readonly width: number;
}

const BARS = '▁▂▃▄▅▆▇█';
const HIGH = 0.8;
const CRITICAL = 0.95;
export const MISSING = '–';

/** Values as bars, the newest at the right; what is missing is a blank. The top is `max`, else the largest value. */
export function sparkline(values: readonly (number | undefined)[], width: number, max?: number): string {
  if (width <= 0) return '';
  const shown = values.slice(-width);
  const top = max ?? Math.max(0, ...shown.map((value) => value ?? 0));
  const bars = shown.map((value) => {
    if (value === undefined || !Number.isFinite(value)) return ' ';
    const share = top > 0 ? Math.max(0, Math.min(1, value / top)) : 0;
    return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))]!;
  });
  return bars.join('').padStart(width, ' ');
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** "0 B", "999 B", "1.5 KB", "24 GB": decimal units, at most three digits. */
export function bytes(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return MISSING;
  let size = Math.abs(value);
  let unit = 0;
  // 999.5 would be rounded to a fourth digit.
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit > 0 && size < 9.95 ? size.toFixed(1) : String(Math.round(size));
  return `${value < 0 ? '-' : ''}${digits} ${UNITS[unit]}`;
}

export const rate = (value: number | undefined): string =>
  value === undefined ? MISSING : `${bytes(value)}/s`;

export const percent = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? MISSING : `${Math.round(value)} %`;

/** "45 s", "12 min", "3 h 20 min", "2 d 4 h". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${Math.floor(hours / 24)} d`;
}

/** The panel's rows for a history, oldest sample first. Only what the machine has is a row: no swap, no swap row. */
export function panelModel(history: readonly StateVector[], { width }: PanelOptions): readonly PanelRow[] {
  const now = history.at(-1);
  if (!now) return [];
  const recent = history.slice(-Math.max(1, width));
  const course = (of: (state: StateVector) => number | undefined, max?: number) =>
    sparkline(recent.map(of), width, max);
  const { memory, network, cpu } = now;
  const rows: (PanelRow | undefined)[] = [
    row(
      'cpu',
      percent(cpu.percent),
      course((state) => state.cpu.percent, 100),
      share(cpu.percent, 100),
    ),
    row(
      'memory',
      memory.total === undefined || memory.available === undefined
        ? MISSING
        : `${bytes(memory.total - memory.available)} of ${bytes(memory.total)}`,
      course(usedMemory, 1),
      usedMemory(now),
    ),
    (memory.swapTotal ?? 0) > 0
      ? row(
          'swap',
          `${bytes(memory.swapUsed)} of ${bytes(memory.swapTotal)}`,
          course(usedSwap, 1),
          usedSwap(now),
        )
      : undefined,
    row(
      'network',
      `${rate(network?.rxBytesPerSecond)} in, ${rate(network?.txBytesPerSecond)} out`,
      course((state) => sum(state.network?.rxBytesPerSecond, state.network?.txBytesPerSecond)),
    ),
    diskRow(now, course),
    row(
      'load',
      cpu.load ? `${cpu.load.map((value) => value.toFixed(2)).join(' ')} on ${cpu.cores} cores` : MISSING,
      course((state) => state.cpu.load?.[0]),
      cpu.load && Math.min(1, cpu.load[0] / cpu.cores / 2),
    ),
    ...(now.gpus ?? []).map((gpu) =>
      row('gpu', `${gpu.name} ${percent(gpu.percent)}`, '', share(gpu.percent, 100)),
    ),
    now.jobs.length > 0 ? row('jobs', jobsText(now), '') : undefined,
  ];
  return rows.filter((one) => one !== undefined);
}

function diskRow(now: StateVector, course: (of: (state: StateVector) => number | undefined) => string) {
  const fullest = (now.disks ?? []).toSorted((a, b) => used(b) - used(a))[0];
  if (!fullest) return undefined;
  const text = `${fullest.mount} ${bytes(fullest.available)} free of ${bytes(fullest.total)}`;
  return row('disk', text, course(diskTraffic), used(fullest));
}

const used = (disk: { readonly total: number; readonly available: number }) =>
  disk.total > 0 ? 1 - disk.available / disk.total : 0;

const diskTraffic = (state: StateVector) =>
  state.disks?.reduce<number | undefined>(
    (total, disk) => sum(total, sum(disk.readBytesPerSecond, disk.writeBytesPerSecond)),
    undefined,
  );

const usedMemory = ({ memory }: StateVector) =>
  memory.total && memory.available !== undefined ? 1 - memory.available / memory.total : undefined;

const usedSwap = ({ memory }: StateVector) =>
  memory.swapTotal && memory.swapUsed !== undefined ? memory.swapUsed / memory.swapTotal : undefined;

const sum = (a: number | undefined, b: number | undefined) =>
  a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);

const share = (value: number | undefined, whole: number) => (value === undefined ? undefined : value / whole);

function jobsText(now: StateVector): string {
  const counts = Map.groupBy(now.jobs, (job) => job.status);
  return [...counts].map(([status, jobs]) => `${jobs.length} ${status}`).join(', ');
}

function row(key: PanelRow['key'], text: string, spark: string, level?: number): PanelRow {
  const state = (level ?? 0) >= CRITICAL ? 'critical' : (level ?? 0) >= HIGH ? 'high' : 'calm';
  return { key, label: key, text, spark, state, ...(level === undefined ? {} : { level }) };
}
