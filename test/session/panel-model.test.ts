import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, duration, panelModel, percent, sparkline } from '../../src/session/panel-model.ts';
import type { StateVector } from '../../src/session/state-vector.ts';

const state = (more: Partial<StateVector> = {}): StateVector => ({
  time: '2026-01-01T00:00:00Z',
  cpu: { cores: 2, percent: 50, load: [1, 0.5, 0.25] },
  memory: { total: 16e9, available: 4e9 },
  network: { rxBytesPerSecond: 1500, txBytesPerSecond: 0 },
  disks: [{ mount: '/', total: 100e9, available: 2e9, readBytesPerSecond: 5, writeBytesPerSecond: 5 }],
  jobs: [],
  ...more,
});

describe('sparklines', () => {
  it('draw low to high and leave a gap for what is missing', () => {
    expect(sparkline([0, 50, 100, undefined], 6, 100)).toBe('  ▁▅█ ');
    expect(sparkline([1, 2, 3, 4], 2, 4)).toBe('▇█');
    expect(sparkline([0, 0], 2)).toBe('▁▁');
    expect(sparkline([5], 0)).toBe('');
  });

  it('are exactly as wide as asked, whatever the values', () => {
    const values = fc.array(fc.option(fc.double(), { nil: undefined }), { maxLength: 50 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 60 }), (some, width) => {
        expect(sparkline(some, width)).toHaveLength(width);
      }),
    );
  });
});

describe('numbers for people', () => {
  it('have at most three digits and a unit', () => {
    expect([0, 999, 1000, 1500, 9949, 9950, 999_499, 999_500, 24e9].map(bytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 KB',
      '1.5 KB',
      '9.9 KB',
      '10 KB',
      '999 KB',
      '1.0 MB',
      '24 GB',
    ]);
    expect(bytes(undefined)).toBe('–');
    expect(percent(undefined)).toBe('–');
    expect([5, 61, 3600, 12_000, 100_000, 172_800].map(duration)).toEqual([
      '5 s',
      '1 min',
      '1 h',
      '3 h 20 min',
      '1 d 3 h',
      '2 d',
    ]);
  });
});

describe('the panel', () => {
  it('has a row for what the machine has, and says in words how it stands', () => {
    const rows = panelModel([state(), state()], { width: 4 });
    expect(rows.map(({ key }) => key)).toEqual(['cpu', 'memory', 'network', 'disk', 'load']);
    expect(rows[0]).toMatchObject({ text: '50 %', spark: '  ▅▅', level: 0.5, state: 'calm' });
    expect(rows[1]).toMatchObject({ text: '12 GB of 16 GB', state: 'calm' });
    expect(rows[2]).toMatchObject({ text: '1.5 KB/s in, 0 B/s out' });
    expect(rows[3]).toMatchObject({ text: '/ 2.0 GB free of 100 GB', state: 'critical' });
  });

  it('shows what is missing as missing, not as nothing', () => {
    const rows = panelModel([{ time: '', cpu: { cores: 1 }, memory: {}, jobs: [] }], { width: 3 });
    expect(rows.map(({ key, text }) => [key, text])).toEqual([
      ['cpu', '–'],
      ['memory', '–'],
      ['network', '– in, – out'],
      ['load', '–'],
    ]);
    expect(rows[0]!.spark).toBe('   ');
    expect(panelModel([], { width: 5 })).toEqual([]);
  });

  it('counts jobs by state', () => {
    const jobs = [
      { id: '1', command: 'a', status: 'running' as const },
      { id: '2', command: 'b', status: 'queued' as const },
      { id: '3', command: 'c', status: 'queued' as const },
    ];
    expect(panelModel([state({ jobs })], { width: 1 }).at(-1)).toMatchObject({
      key: 'jobs',
      text: '1 running, 2 queued',
    });
  });
});
