import { describe, expect, it } from 'vitest';
import type { StateVector } from '../../src/session/state-vector.ts';
import { FIRST_TABLE, type PanelTable, tableKey, tableRows } from '../../src/ui/panel-table.ts';

const process = (pid: number, cpuPercent: number, memoryBytes: number) => ({
  pid,
  parent: 1,
  name: `p${pid}`,
  cpuPercent,
  memoryBytes,
});
const state = (processes: readonly ReturnType<typeof process>[]): StateVector => ({
  time: '2026-01-01T00:00:00Z',
  cpu: { cores: 2 },
  memory: {},
  processes,
  jobs: [{ id: '7', command: 'make', status: 'running', pid: 50, processes: [50, 51], cpuPercent: 1 }],
});
const key = (text: string, name: 'text' | 'up' | 'down' | 'escape' = 'text') =>
  ({ name, text, ctrl: false, alt: false, shift: false }) as const;
const table = (answer: ReturnType<typeof tableKey>): PanelTable => {
  if (typeof answer !== 'object' || !('table' in answer)) throw new Error('no table');
  return answer.table;
};

describe('the table of the panel', () => {
  const now = state([process(1, 5, 900), process(2, 90, 100)]);

  it('has our jobs first, then the processes, sorted by what s chooses', () => {
    expect(tableRows(now, 'cpu').map((row) => row.key)).toEqual(['job 7', 'pid 2', 'pid 1']);
    const sorted = table(tableKey(FIRST_TABLE, key('s'), now));
    expect(tableRows(now, sorted.sort).map((row) => row.key)).toEqual(['job 7', 'pid 1', 'pid 2']);
  });

  it('acts on the row that was chosen, wherever the next sample puts it, and on the whole tree of a job', () => {
    const chosen = table(tableKey(FIRST_TABLE, key('', 'down'), now));
    expect(chosen.chosen).toBe('pid 2');
    const later = state([process(1, 99, 900), process(2, 1, 100), process(3, 50, 1)]);
    expect(tableKey(chosen, key('x'), later)).toEqual({ command: 'kill 2' });
    expect(tableKey(chosen, key('p'), later)).toEqual({ command: 'kill -STOP 2' });
    expect(tableKey(FIRST_TABLE, key('r'), now)).toEqual({ command: 'renice -n 10 -p 50 51' });
  });

  it('does nothing to another row when the chosen one has gone', () => {
    const gone = { ...FIRST_TABLE, chosen: 'pid 2' };
    expect(tableKey(gone, key('x'), state([process(1, 5, 900)]))).toBeUndefined();
  });

  it('leaves other keys to the line, and gives them back on Escape', () => {
    expect(tableKey(FIRST_TABLE, key('l'), now)).toBeUndefined();
    expect(tableKey(FIRST_TABLE, key('', 'escape'), now)).toBe('close');
    expect(tableKey(FIRST_TABLE, key('x'), undefined)).toBeUndefined();
  });
});
