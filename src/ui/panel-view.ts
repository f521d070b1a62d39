import { visibleLine } from '../plan/display.ts';
import { bytes, rate, sparkline } from '../session/panel-model.ts';
import type { JobState, StateVector } from '../session/state-vector.ts';
import { flow } from './asking-view.ts';
import type { PanelMode } from './deps.ts';
import { FIRST_TABLE, type PanelTable, tableLines } from './panel-table.ts';
import { cutLine, type Line, lineWidth, type Span } from './text.ts';
import type { View } from './view.ts';

export interface PanelShown {
  readonly mode: PanelMode;
  /** Oldest first; the last is now. */
  readonly history: readonly StateVector[];
  readonly rows: number;
  readonly table?: PanelTable;
}

/** The scheduler's soft and hard limits: the same figures alarm here. */
const HIGH = 80;
const CRITICAL = 95;
const SPARK = 16;
const WIDE = 110;

/** The machine in a few rows: wide, narrow, one line or nothing. What is not known is not shown. */
export function panelLines({ mode, history, rows, table }: PanelShown, view: View): Line[] {
  const now = history.at(-1);
  if (mode === 'off' || rows <= 0) return [];
  if (!now) return [[{ text: view.messages.panel.waiting, tone: 'dim' }]];
  const wide = view.columns >= WIDE;
  const segments = [
    cpu(history, now, wide, view),
    memory(now, view),
    network(now, view),
    disk(now, view),
    load(now, view),
    pressure(now, view),
    heat(now, view),
    graphics(now, view),
    battery(now, view),
    share(now, view),
    jobs(now, view),
  ].filter((segment) => segment.length > 0);
  if (mode === 'line' || rows === 1) return [oneRow(segments, view)];
  const flowed = flow(segments, view.columns).slice(0, mode === 'top' ? Math.min(rows, 3) : rows);
  if (mode === 'top')
    return [...flowed, ...tableLines(now, table ?? FIRST_TABLE, rows - flowed.length, view)];
  return [...flowed, ...jobRows(now, rows - flowed.length, view)];
}

/** As many segments as fit, the first ones first. */
function oneRow(segments: readonly Line[], view: View): Line {
  const row: Span[] = [];
  let used = 0;
  for (const segment of segments) {
    const width = lineWidth(segment) + (row.length > 0 ? 3 : 0);
    if (used + width > view.columns) break;
    if (row.length > 0) row.push({ text: '   ' });
    row.push(...segment);
    used += width;
  }
  return cutLine(row.length > 0 ? row : (segments[0] ?? []), view.columns, view.theme.glyphs.ellipsis);
}

const label = (text: string): Span => ({ text: `${text} `, tone: 'dim' });

/** Colour is never alone: what is high carries a mark too. */
function percent(value: number): Span {
  const text = `${String(Math.round(value)).padStart(3)} %`;
  if (value >= CRITICAL) return { text: `${text}!!`, tone: 'bad' };
  return value >= HIGH ? { text: `${text}!`, tone: 'warn' } : { text };
}

/** A course in the theme's own bars. */
function course(values: readonly (number | undefined)[], width: number, { theme }: View): string {
  const { bars } = theme.glyphs;
  return sparkline(values, width, 100).replace(
    /[\u2581-\u2588]/g,
    (bar) => bars[bar.codePointAt(0)! - 0x2581] ?? bar,
  );
}

function cpu(history: readonly StateVector[], now: StateVector, wide: boolean, view: View): Line {
  const { percent: value, perCore } = now.cpu;
  if (value === undefined) return [];
  const { theme, messages } = view;
  const values = history.slice(-SPARK).map((state) => state.cpu.percent);
  return [
    label(messages.panel.cpu),
    ...(theme.accessible ? [] : [{ text: `${course(values, SPARK, view)} `, tone: 'accent' } as const]),
    percent(value),
    ...(wide && perCore && perCore.length > 1 && perCore.length <= 32 && !theme.accessible
      ? [{ text: ` ${course(perCore, perCore.length, view)}`, tone: 'dim' } as const]
      : []),
  ];
}

function memory({ memory: { total, available, swapUsed, swapTotal } }: StateVector, view: View): Line {
  if (total === undefined || available === undefined || total <= 0) return [];
  const { messages } = view;
  const used = total - available;
  const swap: Span[] =
    swapUsed !== undefined && swapTotal !== undefined && swapUsed > 0
      ? [{ text: '  ' }, label(messages.panel.swap), { text: bytes(swapUsed) }]
      : [];
  return [
    label(messages.panel.memory),
    { text: `${bytes(used)}/${bytes(total)}` },
    percent((used / total) * 100),
    ...swap,
  ];
}

function network({ network: net }: StateVector, view: View): Line {
  const { rxBytesPerSecond: rx, txBytesPerSecond: tx } = net ?? {};
  if (rx === undefined && tx === undefined) return [];
  const { glyphs } = view.theme;
  const one = (sign: string, value: number | undefined) =>
    value === undefined ? '' : `${sign} ${rate(value).padStart(9)}`;
  return [
    label(view.messages.panel.network),
    { text: [one(glyphs.down, rx), one(glyphs.up, tx)].filter((part) => part !== '').join(' ') },
  ];
}

/** The fullest disk is the one that matters. */
function disk({ disks }: StateVector, view: View): Line {
  const fullest = [...(disks ?? [])]
    .filter(({ total }) => total > 0)
    .sort((a, b) => a.available / a.total - b.available / b.total)[0];
  if (!fullest) return [];
  const rates = (disks ?? []).reduce(
    (sum, one) => ({
      read: sum.read + (one.readBytesPerSecond ?? 0),
      write: sum.write + (one.writeBytesPerSecond ?? 0),
    }),
    { read: 0, write: 0 },
  );
  const busy = rates.read + rates.write >= 1024;
  return [
    label(view.messages.panel.disk),
    { text: `${visibleLine(fullest.mount)}${fullest.available / fullest.total < 0.005 ? ' ' : ''}` },
    percent((1 - fullest.available / fullest.total) * 100),
    ...(busy
      ? [
          {
            text: ` r ${rate(rates.read)} w ${rate(rates.write)}`,
            tone: 'dim',
          } as const,
        ]
      : []),
  ];
}

function load({ cpu: { load: averages, cores } }: StateVector, view: View): Line {
  if (!averages) return [];
  const text = averages.map((value) => value.toFixed(2)).join(' ');
  const high = cores > 0 && averages[0] > cores;
  return [label(view.messages.panel.load), high ? { text: `${text}!`, tone: 'warn' } : { text }];
}

/** Pressure below one percent says nothing. */
function pressure({ pressure: stall }: StateVector, view: View): Line {
  const { messages } = view;
  const parts = (
    [
      [messages.panel.cpu, stall?.cpu],
      [messages.panel.memory, stall?.memory],
      ['io', stall?.io],
    ] as const
  ).filter((part): part is readonly [string, number] => (part[1] ?? 0) >= 1);
  if (parts.length === 0) return [];
  return [
    label(messages.panel.pressure),
    { text: parts.map(([name, value]) => `${name} ${Math.round(value)} %`).join(' '), tone: 'warn' },
  ];
}

/** Degrees at which processors and cards begin to slow down. */
const HOT = 90;
/** Percent left of a battery that is not charged. */
const LOW = 20;

function degrees(value: number): Span {
  const text = `${Math.round(value)} °C`;
  return value >= HOT ? { text: `${text}!`, tone: 'warn' } : { text };
}

function heat({ cpu: { temperature } }: StateVector, view: View): Line {
  return temperature === undefined ? [] : [label(view.messages.panel.heat), degrees(temperature)];
}

/** The busiest card. */
function graphics({ gpus }: StateVector, view: View): Line {
  const busiest = [...(gpus ?? [])]
    .filter(({ percent: value }) => value !== undefined)
    .sort((a, b) => b.percent! - a.percent!)[0];
  if (!busiest) return [];
  return [
    label(view.messages.panel.graphics),
    percent(busiest.percent!),
    ...(busiest.temperature === undefined ? [] : [{ text: ' ' }, degrees(busiest.temperature)]),
  ];
}

function battery({ inventory }: StateVector, view: View): Line {
  if (!inventory?.battery) return [];
  const { percent: left, charging } = inventory.battery;
  const text = `${Math.round(left)} %${charging ? '+' : ''}`;
  return [
    label(view.messages.panel.battery),
    !charging && left <= LOW ? { text: `${text}!`, tone: 'warn' } : { text },
  ];
}

/** The share of what this program runs, children counted. */
function share({ jobs: all }: StateVector, view: View): Line {
  const running = all.filter(({ status }) => status === 'running');
  if (running.length === 0) return [];
  const sum = (of: (job: JobState) => number | undefined) =>
    running.reduce((total, job) => total + (of(job) ?? 0), 0);
  return [
    label(view.messages.panel.plan),
    { text: `${view.messages.panel.cpu} ${Math.round(sum((job) => job.cpuPercent))} % ` },
    {
      text: `${view.messages.panel.memory} ${bytes(sum((job) => job.memoryBytes))} io ${rate(sum((job) => job.ioBytesPerSecond))}`,
    },
  ];
}

function jobs({ jobs: all }: StateVector, view: View): Line {
  const open = all.filter(({ status }) => status === 'running' || status === 'queued' || status === 'held');
  const counts = (['running', 'queued', 'held'] as const)
    .map((status) => [status, open.filter((job) => job.status === status).length] as const)
    .filter(([, number]) => number > 0);
  if (counts.length === 0) return [];
  return [
    label(view.messages.panel.jobs),
    { text: counts.map(([status, number]) => `${number} ${view.messages.said(status)}`).join(', ') },
  ];
}

/** Why a job waits is worth a row where there is one. */
function jobRows({ jobs: all }: StateVector, rows: number, view: View): Line[] {
  return all
    .filter((job) => (job.status === 'held' || job.status === 'queued') && job.reason !== undefined)
    .slice(0, Math.max(0, rows))
    .map((job) =>
      cutLine(
        [
          label(`${visibleLine(job.id)} ${view.messages.said(job.status)}`),
          { text: `${visibleLine(job.command)} ` },
          { text: visibleLine(view.messages.said(job.reason ?? '')), tone: 'dim' },
        ],
        view.columns,
        view.theme.glyphs.ellipsis,
      ),
    );
}
