import { describe, expect, it } from 'vitest';
import type { AnomalyKind } from '../../src/machine/anomaly/anomaly.ts';
import { createMonitor, detect } from '../../src/machine/anomaly/monitor.ts';
import { Series } from '../../src/machine/anomaly/series.ts';
import { explainState } from '../../src/machine/explain.ts';
import type { StateVector } from '../../src/session/state-vector.ts';
import { recording } from './recordings.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const GIB = 1024 ** 3;

/** A calm machine for so many seconds, with what `more` adds to each sample. */
function samples(count: number, more: (second: number) => Partial<StateVector> = () => ({})): StateVector[] {
  return Array.from({ length: count }, (_, second) => ({
    time: new Date(START + second * 1000).toISOString(),
    cpu: { cores: 2, percent: 5, load: [0.1, 0.1, 0.1] },
    memory: { total: 8 * GIB, available: 6 * GIB },
    jobs: [],
    ...more(second),
  }));
}

const busy = (second: number, more = {}) => ({
  pid: 50,
  parent: 1,
  name: 'loop',
  cpuPercent: 100 + (second % 3) / 1000,
  memoryBytes: 1e6,
  ageSeconds: 10 + Math.floor(second / 3) * 3,
  faultsPerSecond: 0,
  childCpuPercent: 0,
  ioBytesPerSecond: 0,
  ...more,
});

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}

describe('recorded faults', () => {
  const cases: readonly (readonly [string, AnomalyKind, RegExp])[] = [
    ['hog', 'runaway-process', /^bash \(pid 14\) uses \d+ % of a core/],
    ['leak', 'memory-leak', /^python3 \(pid 14\) grows by \d+ MB a minute.*used up by 2026-/],
    ['disk-jump', 'disk-filling', /^\/data is filling: .* full in \d+ s \(2026-/],
    ['disk-trend', 'disk-filling', /^\/data is filling: .* full in \d+ min \(2026-/],
    ['inodes', 'inode-exhaustion', /inodes in/],
    ['network', 'network-loss', /^the link of v[ab] is down/],
    ['zombies', 'zombies', /leaves its dead children/],
    ['swap', 'swap-storm', /^swapping/],
    ['failed-unit', 'failed-unit', /web0\.service has failed/],
    ['restart-loop', 'restart-loop', /^web\.service restarted/],
    ['journal-errors', 'journal-errors', /^130 errors a minute/],
  ];

  it.each(cases)('%s is found, as what it is, and nothing else', (name, kind, text) => {
    const history = freeze(recording(name));
    const notices = detect(history);
    expect(new Set(notices.map((notice) => notice.kind))).toEqual(new Set([kind]));
    expect(notices[0]!.text).toMatch(text);
    expect(notices[0]!.numbers.every(({ value }) => Number.isFinite(value))).toBe(true);
    // The same recording gives the same answer, and the calm before it gives none.
    expect(detect(history)).toEqual(notices);
    expect(detect(history.slice(0, 10))).toEqual([]);
  });

  it('carry the process as evidence', () => {
    const [notice] = detect(recording('hog'));
    expect(notice!.processes[0]).toMatchObject({ pid: 14, name: 'bash' });
    expect(notice!.numbers[0]).toMatchObject({ name: 'cpu of the process', unit: '%' });
    expect(Date.parse(notice!.noticed) - Date.parse(notice!.since)).toBeLessThan(12_000);
  });
});

describe('normal load, recorded', () => {
  it.each(['normal-builds', 'normal-files', 'normal-crowded'])(
    '%s: no notice in a quarter of an hour',
    (name) => {
      const history = recording(name);
      expect(history.length).toBeGreaterThan(850);
      expect(detect(history)).toEqual([]);
    },
  );
});

describe('runaway processes', () => {
  const run = (more: object, jobs: StateVector['jobs'] = []) =>
    detect(samples(200, (second) => ({ processes: [busy(second - (second % 3), more)], jobs }))).length;

  it('are those with nothing to show for their work', () => {
    expect(run({})).toBe(1);
    expect(run({ faultsPerSecond: 5000 })).toBe(0);
    expect(run({ ioBytesPerSecond: 5e6 })).toBe(0);
    expect(run({ childCpuPercent: 50 })).toBe(0);
    expect(run({ cpuPercent: 40 })).toBe(0);
  });

  it('are not our own jobs', () => {
    const job = { id: '1', command: 'loop', status: 'running' as const, processes: [50] };
    expect(run({}, [job])).toBe(0);
  });

  it('take longer to tell where a process may be computing, or cannot be seen through', () => {
    const noticed = (more: object) => {
      const history = samples(200, (second) => ({ processes: [busy(second - (second % 3), more)] }));
      const [notice] = detect(history);
      return (Date.parse(notice!.noticed) - START) / 1000;
    };
    expect(noticed({})).toBeLessThanOrEqual(6);
    expect(noticed({ memoryBytes: GIB })).toBeGreaterThanOrEqual(60);
    expect(noticed({ ioBytesPerSecond: undefined })).toBeGreaterThanOrEqual(60);
  });
});

describe('memory', () => {
  it('is short only when the machine feels it, or next to nothing is left', () => {
    const short = (available: number, pressure?: number) =>
      detect(
        samples(10, () => ({
          memory: { total: 8 * GIB, available },
          ...(pressure === undefined ? {} : { pressure: { memory: pressure } }),
        })),
      ).map(({ kind }) => kind);
    expect(short(0.5 * GIB, 30)).toEqual(['memory-pressure']);
    expect(short(0.5 * GIB, 0)).toEqual([]);
    expect(short(0.2 * GIB)).toEqual(['memory-pressure']);
  });

  it('tells at once that the kernel had to kill', () => {
    const notices = detect(
      samples(3, (second) =>
        second === 2 ? { memory: { total: GIB, available: GIB / 2, oomKills: 1 } } : {},
      ),
    );
    expect(notices.map(({ text }) => text)).toEqual(['the kernel killed 1 process for lack of memory']);
  });

  it('is not leaked by a program that loads its data and stops', () => {
    const process = (second: number) => ({
      ...busy(0, { cpuPercent: 20 }),
      memoryBytes: 1e7 + Math.min(second, 20) * 3e7,
      ageSeconds: 100 + Math.floor(second / 3) * 3,
    });
    const history = samples(120, (second) => ({
      processes: [process(second - (second % 3))],
      memory: { total: 8 * GIB, available: 6 * GIB - Math.min(second, 20) * 3e7 },
    }));
    expect(detect(history)).toEqual([]);
  });
});

describe('the network', () => {
  it('is missed when answers stop, not when nothing is asked', () => {
    const traffic = (rx: number, tx: number) => ({
      network: { rxBytesPerSecond: rx, txBytesPerSecond: tx, defaultRoute: true },
    });
    const lost = samples(60, (second) => (second < 40 ? traffic(50_000, 5000) : traffic(0, 300)));
    expect(detect(lost).map(({ subject }) => subject)).toEqual(['answers']);
    const quiet = samples(60, (second) => (second < 40 ? traffic(50_000, 5000) : traffic(0, 0)));
    expect(detect(quiet)).toEqual([]);
  });

  it('loses its route only if it had one', () => {
    const route = (from: number) =>
      detect(samples(30, (second) => ({ network: { defaultRoute: second < from } }))).length;
    expect(route(10)).toBe(1);
    expect(route(0)).toBe(0);
  });

  it('tells of a line that loses most of what is sent', () => {
    const poor = samples(30, () => ({ network: { txBytesPerSecond: 5000, retransmitPercent: 40 } }));
    expect(detect(poor).map(({ subject }) => subject)).toEqual(['packets']);
  });
});

describe('disks', () => {
  it('are told of when full already, small or large by what is left', () => {
    const disk = (total: number, available: number) =>
      samples(5, () => ({ disks: [{ mount: '/d', total, available }] }));
    expect(detect(disk(100e9, 1e9)).map(({ text }) => text)).toEqual(['/d is full: 1.0 GB left']);
    expect(detect(disk(4e12, 80e9))).toEqual([]);
  });

  it('are not filled by a copy that is small for them', () => {
    const copy = samples(60, (second) => ({
      disks: [{ mount: '/', total: 500e9, available: 200e9 - Math.min(second, 40) * 300e6 }],
    }));
    expect(detect(copy)).toEqual([]);
  });
});

describe('notices', () => {
  it('are told once, stay active while they last, and can be muted by kind or by subject', () => {
    const history = samples(30, (second) => ({ processes: [busy(second - (second % 3))] }));
    const monitor = createMonitor();
    expect(history.flatMap((state) => monitor.push(state))).toHaveLength(1);
    expect(monitor.active().map(({ key }) => key)).toEqual(['runaway-process pid 50']);
    for (const subject of [undefined, 'pid 50']) {
      const muted = createMonitor();
      muted.mute('runaway-process', subject);
      expect(history.flatMap((state) => muted.push(state))).toEqual([]);
    }
    const other = createMonitor();
    other.mute('runaway-process', 'pid 51');
    other.mute('zombies');
    expect(history.flatMap((state) => other.push(state))).toHaveLength(1);
  });

  it('do not come from a suspended machine or a clock that was set', () => {
    const [before, after] = [samples(20), samples(20)];
    const fallen = after.map((state, second) => ({
      ...state,
      time: new Date(START - 3_600_000 + second * 1000).toISOString(),
      disks: [{ mount: '/', total: 100e9, available: 20e9 }],
      network: { defaultRoute: false },
    }));
    const full = before.map((state) => ({
      ...state,
      disks: [{ mount: '/', total: 100e9, available: 90e9 }],
      network: { defaultRoute: true },
    }));
    expect(detect([...full, ...fallen])).toEqual([]);
  });

  it('survive samples in which everything is missing', () => {
    expect(detect(samples(5, () => ({ cpu: { cores: 1 }, memory: {} })))).toEqual([]);
    expect(detect([{ time: 'never', cpu: { cores: 1 }, memory: {}, jobs: [] }])).toEqual([]);
  });
});

describe('why the machine is slow', () => {
  it('names the hog', () => {
    const history = recording('hog');
    const told = explainState(history, detect(history))!;
    expect(told.findings[0]).toMatchObject({ topic: 'anomaly' });
    expect(told.summary).toContain('bash (pid 14)');
    expect(told.evidence.samples).toBeGreaterThan(5);
  });

  it('weighs what it finds, the worst first', () => {
    const history = samples(30, () => ({
      cpu: { cores: 2, percent: 97, ioWaitPercent: 2 },
      memory: { total: 8 * GIB, available: 0.1 * GIB, swapInBytesPerSecond: 5e6, swapOutBytesPerSecond: 5e6 },
      disks: [{ mount: '/', total: 100e9, available: 1e9 }],
      processes: [busy(0, { name: 'hungry', memoryBytes: 7 * GIB })],
    }));
    expect(explainState(history)!.findings.map(({ topic }) => topic)).toEqual([
      'cpu',
      'swap',
      'memory',
      'disk-space',
    ]);
    expect(explainState(history)!.findings[2]!.text).toContain('hungry (pid 50) holds 7.5 GB');
  });

  it('says so when nothing stands out, and nothing when it knows nothing', () => {
    expect(explainState(samples(30))!.summary).toBe(
      'nothing stands out over 29 s: cpu 5 %, 6.4 GB of 8.6 GB memory free',
    );
    expect(explainState([])).toBeUndefined();
  });
});

describe('series', () => {
  it('keep a window and fit a line', () => {
    const series = new Series(10);
    for (let at = 0; at <= 20; at++) series.push(at, 3 * at);
    expect([series.length, series.span, series.first, series.last]).toEqual([11, 10, 30, 60]);
    expect(series.trend().perSecond).toBeCloseTo(3);
    expect(series.trend().fit).toBeCloseTo(1);
  });
});
