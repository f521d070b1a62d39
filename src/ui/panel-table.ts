import { visibleLine } from '../plan/display.ts';
import { bytes, rate } from '../session/panel-model.ts';
import type { JobState, StateVector } from '../session/state-vector.ts';
import type { Key } from './keys.ts';
import { isText } from './keys.ts';
import { cutLine, type Line } from './text.ts';
import type { View } from './view.ts';

export type TableSort = 'cpu' | 'memory' | 'io';

/** The panel's table: how it is sorted and which row is chosen, by what it is and not by where it stands. */
export interface PanelTable {
  readonly sort: TableSort;
  readonly chosen?: string;
}

export const FIRST_TABLE: PanelTable = { sort: 'cpu' };

interface Row {
  /** "job 7", "pid 4711". */
  readonly key: string;
  readonly name: string;
  readonly state: string;
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly io: number | undefined;
  readonly pids: readonly number[];
}

const MOST_PIDS = 64;

/** Our running jobs with their whole trees first, then the processes; what is not known sorts last. */
export function tableRows(now: StateVector | undefined, sort: TableSort): readonly Row[] {
  if (!now) return [];
  const of = ({ cpu, memory, io }: Row) => ({ cpu, memory, io })[sort] ?? -1;
  const sorted = (rows: readonly Row[]) => rows.toSorted((a, b) => of(b) - of(a));
  const jobs = now.jobs.filter(({ status, pid }) => status === 'running' && pid !== undefined);
  const processes = (now.processes ?? []).map(
    ({ pid, name, state, cpuPercent, memoryBytes, ioBytesPerSecond }): Row => ({
      key: `pid ${pid}`,
      name,
      state: state ?? '',
      cpu: cpuPercent,
      memory: memoryBytes,
      io: ioBytesPerSecond,
      pids: [pid],
    }),
  );
  return [...sorted(jobs.map(jobRow)), ...sorted(processes)];
}

const jobRow = (job: JobState): Row => ({
  key: `job ${job.id}`,
  name: job.command,
  state: job.status,
  cpu: job.cpuPercent,
  memory: job.memoryBytes,
  io: job.ioBytesPerSecond,
  pids: (job.processes ?? [job.pid!]).slice(0, MOST_PIDS),
});

const chosenOf = (rows: readonly Row[], chosen: string | undefined) =>
  Math.max(
    0,
    rows.findIndex(({ key }) => key === chosen),
  );

/** The keys, then as many rows as there is room for, the chosen one among them and marked by a sign. */
export function tableLines(now: StateVector, table: PanelTable, room: number, view: View): Line[] {
  if (room < 2) return [];
  const rows = tableRows(now, table.sort);
  const at = chosenOf(rows, table.chosen);
  const first = Math.max(0, Math.min(at - (room - 2), rows.length - (room - 1)));
  const { glyphs } = view.theme;
  const lines = rows.slice(first, first + room - 1).map((row, index): Line => {
    const chosen = first + index === at;
    const cpu = row.cpu === undefined ? '' : `${Math.round(row.cpu)} %`;
    return [
      { text: chosen ? '> ' : '  ', tone: 'accent' },
      {
        text: `${visibleLine(row.key).padEnd(12)} ${cpu.padStart(6)} ${(row.memory === undefined ? '' : bytes(row.memory)).padStart(7)} ${(row.io === undefined ? '' : rate(row.io)).padStart(10)}  `,
      },
      { text: `${visibleLine(row.state)} `, tone: 'dim' },
      { text: visibleLine(row.name) },
    ];
  });
  const keys: Line = [{ text: view.messages.panel.keys(view.messages.panel.sorts[table.sort]), tone: 'dim' }];
  return [keys, ...lines].map((line) => cutLine(line, view.columns, glyphs.ellipsis));
}

export type TableAnswer =
  | { readonly table: PanelTable }
  /** A command, to be judged and asked about like any the person types. */
  | { readonly command: string }
  | 'close';

const SORTS: readonly TableSort[] = ['cpu', 'memory', 'io'];

/** What a key means while the table has the keys; undefined: it is for somebody else. */
export function tableKey(table: PanelTable, key: Key, now: StateVector | undefined): TableAnswer | undefined {
  const rows = tableRows(now, table.sort);
  const at = chosenOf(rows, table.chosen);
  const row = rows[at];
  if (key.name === 'escape') return 'close';
  if (key.name === 'up' || key.name === 'down') {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + (key.name === 'up' ? -1 : 1)))];
    return { table: next ? { ...table, chosen: next.key } : table };
  }
  if (!isText(key)) return undefined;
  if (key.text === 's') {
    const sort = SORTS[(SORTS.indexOf(table.sort) + 1) % SORTS.length]!;
    return { table: { ...table, sort } };
  }
  const action = ACTIONS[key.text];
  if (!action) return undefined;
  // When the chosen one has gone, nothing else takes its place.
  const gone = table.chosen !== undefined && row?.key !== table.chosen;
  const command = row && !gone ? action(row.pids.join(' ')) : undefined;
  return command === undefined ? undefined : { command };
}

const ACTIONS: Readonly<Record<string, (pids: string) => string>> = {
  p: (pids) => `kill -STOP ${pids}`,
  c: (pids) => `kill -CONT ${pids}`,
  r: (pids) => `renice -n 10 -p ${pids}`,
  x: (pids) => `kill ${pids}`,
};
