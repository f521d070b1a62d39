import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdmissionInput, admit, type ReadyJob, started } from '../../src/schedule/admission.ts';
import type { Demand } from '../../src/schedule/demand.ts';
import { LIMITS, type Limits } from '../../src/schedule/limits.ts';
import { type LoadView, NO_LOAD, observe, type RunningJob } from '../../src/schedule/load.ts';
import { whyHeld } from '../../src/schedule/why.ts';
import type { StateVector } from '../../src/session/state-vector.ts';
import { admission, clairvoyant, fifo, roundRobin } from './simulator.ts';
import { KINDS, makeTrace } from './traces.ts';

const GIB = 1024 ** 3;
const demand = (cpuSeconds: number, gib = 0.1, cores = 1): Demand => ({
  cpuSeconds,
  memoryBytes: gib * GIB,
  cores,
});
const job = (id: string, wants: Demand, more: Partial<ReadyJob> = {}): ReadyJob => ({
  id,
  priority: 0,
  readySince: 0,
  demand: wants,
  ...more,
});
const state = (cpu: number | undefined, usedGib = 1, cores = 8, pressure = 0): StateVector => ({
  time: '2026-01-01T00:00:00Z',
  cpu: { cores, ...(cpu === undefined ? {} : { percent: cpu }) },
  memory: { total: 16 * GIB, available: (16 - usedGib) * GIB },
  pressure: { cpu: pressure },
  jobs: [],
});
function load(
  states: readonly StateVector[],
  running: readonly RunningJob[] = [],
  limits: Limits = LIMITS,
): LoadView {
  return states.reduce((view, one) => observe(view, one, running, limits), NO_LOAD);
}
const input = (
  view: LoadView,
  ready: readonly ReadyJob[],
  running: readonly RunningJob[] = [],
): AdmissionInput => ({
  now: 1000,
  ready,
  running,
  load: view,
  limits: LIMITS,
});
const three = (cpu: number, usedGib = 1, pressure = 0, limits: Limits = LIMITS) =>
  load(
    [state(cpu, usedGib, 8, pressure), state(cpu, usedGib, 8, pressure), state(cpu, usedGib, 8, pressure)],
    [],
    limits,
  );
const short = job('short', demand(5));
const long = job('long', demand(500));
const urgent = job('urgent', demand(500), { priority: 19 });

describe('below the soft limit', () => {
  it('starts what is first in the order w / (R + M)', () => {
    expect(admit(input(three(10), [long, short])).start).toBe('short');
    expect(admit(input(three(10), [long, urgent])).start).toBe('urgent');
    // 1.25^19 is about 69, and 500 / 5 is 100: so short still goes first.
    expect(admit(input(three(10), [urgent, short])).start).toBe('short');
  });

  it('starts no more than there are cores, whatever the last sample saw', () => {
    let running: RunningJob[] = [];
    const ready = Array.from({ length: 50 }, (_, index) => job(`j${index}`, demand(10)));
    for (;;) {
      const { start } = admit(input(three(0), ready.slice(running.length), running));
      if (start === undefined) break;
      running = [...running, { id: start, demand: demand(10) }];
    }
    // Seven of eight: 6 × 12.5 % is under the soft limit, the eighth would not fit under the hard one.
    expect(running).toHaveLength(7);
  });

  it('fills a place as soon as one of its own jobs has ended', () => {
    const busy: RunningJob[] = ['a', 'b', 'c', 'd'].map((id) => ({ id, demand: demand(9), cpuPercent: 100 }));
    const view = load([state(100, 1, 4), state(100, 1, 4), state(100, 1, 4)], busy);
    expect(admit(input(view, [short], busy))).toMatchObject({ zone: 'hard' });
    expect(admit(input(view, [short], busy.slice(1))).start).toBe('short');
  });

  it('skips what does not fit into memory, and lets anything start alone', () => {
    const large = job('large', demand(1, 14));
    const running = [{ id: 'r', demand: demand(9), cpuPercent: 0, memoryBytes: 0.1 * GIB }];
    expect(admit(input(three(10, 4), [large, long], running)).start).toBe('long');
    expect(admit(input(three(10, 4), [large], running))).toMatchObject({ blocked: 'memory' });
    expect(admit(input(three(10, 4), [large])).start).toBe('large');
  });

  it('starts nothing before the load is known', () => {
    expect(admit(input(NO_LOAD, [short]))).toMatchObject({ blocked: 'no-sample' });
    expect(admit(input(load([state(undefined)]), [short]))).toMatchObject({ blocked: 'no-sample' });
  });
});

describe('above the soft limit', () => {
  it('starts only the least demanding, one per window, and only if it fits under the hard limit', () => {
    let view = three(82);
    const first = admit(input(view, [urgent, long, short]));
    expect(first).toMatchObject({ zone: 'soft', start: 'short' });
    view = started(view, first);
    for (let i = 0; i < 2; i++) {
      view = observe(view, state(82), [], LIMITS);
      expect(admit(input(view, [long]))).toMatchObject({ zone: 'soft', blocked: 'window' });
    }
    view = observe(view, state(82), [], LIMITS);
    expect(admit(input(view, [long])).start).toBe('long');
    expect(admit(input(three(84), [job('two', demand(5, 0.1, 2))]))).toMatchObject({ blocked: 'demand' });
    expect(admit(input(three(10, 13.5), [job('big', demand(5, 3))]))).toMatchObject({ blocked: 'demand' });
  });

  it('starts none above the hard limit, on any of the three figures', () => {
    for (const view of [three(96), three(10, 15.5), three(10, 1, 97)])
      expect(admit(input(view, [short]))).toMatchObject({ zone: 'hard' });
  });

  it('stays over until the figure has come down by the hysteresis', () => {
    let view = three(82);
    for (let i = 0; i < 3; i++) view = observe(view, state(78), [], LIMITS);
    expect(admit(input(view, [long, urgent])).zone).toBe('soft');
    for (let i = 0; i < 3; i++) view = observe(view, state(70), [], LIMITS);
    expect(admit(input(view, [long, urgent])).zone).toBe('free');
    expect(admit(input(three(78), [long])).zone).toBe('free');
  });

  it('is told for each figure by a limit of its own', () => {
    const limits = { ...LIMITS, soft: { cpu: 90, memory: 60, pressure: 1000 } };
    const zone = (cpu: number, usedGib?: number, pressure?: number) =>
      admit({ ...input(three(cpu, usedGib, pressure, limits), [long, urgent]), limits }).zone;
    expect([zone(85), zone(92)]).toEqual(['free', 'soft']);
    expect([zone(10, 9), zone(10, 10)]).toEqual(['free', 'soft']);
    expect([zone(10, 1, 90), zone(10, 1, 96)]).toEqual(['free', 'hard']);
    const busy = three(10, 1, 96, limits);
    const decision = admit({ ...input(busy, [long]), limits });
    expect(whyHeld(long, decision, busy, limits)).toBe(
      'held: pressure 96 % over 95 %; none starts above 95 %',
    );
  });
});

describe('waiting', () => {
  it('lets nothing starve: what waited past the bound goes first', () => {
    const old = job('old', demand(5000), { readySince: 0 });
    const view = three(10);
    const ready = [old, job('new', demand(1), { readySince: 1e9 })];
    expect(admit({ ...input(view, ready), now: 1e9 }).start).toBe('old');
    expect(admit({ ...input(view, ready), now: 60_000 }).start).toBe('new');
  });

  it('keeps idle-time jobs for an idle machine', () => {
    const patient = job('patient', demand(5), { whenIdle: true });
    expect(admit(input(three(30), [patient])).start).toBeUndefined();
    expect(admit(input(three(10), [patient])).start).toBe('patient');
  });
});

describe('reasons', () => {
  const why = (
    view: LoadView,
    ready: readonly ReadyJob[],
    of: ReadyJob,
    running: readonly RunningJob[] = [],
  ) => whyHeld(of, admit(input(view, ready, running)), view, LIMITS);

  it('say what holds a job, in words', () => {
    const four = job('4', demand(1));
    const seven = job('7', demand(50));
    expect(why(three(91), [four, seven], seven)).toBe(
      'held: cpu 91 % over 80 % for 3 samples; least demanding is job 4',
    );
    expect(why(three(91), [seven], seven)).toBe(
      'held: cpu 91 % over 80 % for 3 samples; its demand does not fit under 95 %',
    );
    expect(why(three(97), [seven], seven)).toBe(
      'held: cpu 97 % over 80 % for 3 samples; none starts above 95 %',
    );
    const own = ['a', 'b'].map((id) => ({ id, demand: demand(9), cpuPercent: 390 }));
    expect(why(load([state(99), state(99), state(99)], own), [seven], seven, own)).toBe(
      'held: cpu 99 % over 80 % for 3 samples, 98 % by running jobs; none starts above 95 %',
    );
    expect(why(three(10, 15.5), [seven], seven)).toContain('held: memory 97 % over 80 %');
    expect(why(three(50), [{ ...seven, whenIdle: true }], { ...seven, whenIdle: true })).toBe(
      'held: waits for an idle machine; others use 50 % of the cpu, idle is below 20 %',
    );
    expect(why(three(10), [four, seven], seven)).toBe('queued: job 4 is before it');
    expect(why(NO_LOAD, [seven], seven)).toBe('held: the load of the machine is not known yet');
  });
});

describe('laws', () => {
  const demands = fc.record({
    cpuSeconds: fc.double({ min: 0.01, max: 5000, noNaN: true }),
    memoryBytes: fc.double({ min: 0, max: 20 * GIB, noNaN: true }),
    cores: fc.double({ min: 0, max: 16, noNaN: true }),
  });
  const queue = fc.array(
    fc.record({ demand: demands, priority: fc.integer({ min: -20, max: 19 }), whenIdle: fc.boolean() }),
    { minLength: 1, maxLength: 12 },
  );

  it('no start above the hard limit; above the soft limit only what fits under it', () => {
    fc.assert(
      fc.property(
        queue,
        fc.array(demands, { maxLength: 4 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 16, noNaN: true }),
        (jobs, runs, cpu, used) => {
          const ready = jobs.map((one, index) => ({ id: `${index}`, readySince: 0, ...one }));
          const running = runs.map((one, index) => ({ id: `r${index}`, demand: one }));
          const view = load([state(cpu, used), state(cpu, used), state(cpu, used)], running);
          const decision = admit(input(view, ready, running));
          const { cpu: busy, memory } = decision.figures;
          const chosen = ready.find(({ id }) => id === decision.start);
          if (Math.max(busy, memory) >= LIMITS.hard) expect(chosen).toBeUndefined();
          if (!chosen) return;
          if (Math.max(busy, memory) >= LIMITS.soft.cpu) {
            expect(busy + (100 * Math.min(8, chosen.demand.cores)) / 8).toBeLessThanOrEqual(LIMITS.hard);
            expect(memory + (100 * chosen.demand.memoryBytes) / (16 * GIB)).toBeLessThanOrEqual(LIMITS.hard);
          }
        },
      ),
    );
  });
});

describe('on traces (a small sample; the proof has ten thousand jobs a kind)', () => {
  const lost = new Set<string>();

  it.each(KINDS)('%s: better than FIFO, near the clairvoyant order, no wait past the bound', (kind) => {
    const trace = makeTrace(kind, 600, 7);
    const learned = admission(trace, 'learned');
    expect(learned.finished).toBe(600);
    expect(learned.mostRunning).toBeLessThanOrEqual(trace.cores);
    expect(learned.weightedCompletion).toBeLessThan(fifo(trace).weightedCompletion);
    expect(learned.weightedCompletion).toBeLessThan(1.6 * clairvoyant(trace).weightedCompletion);
    expect(learned.longestWait).toBeLessThanOrEqual(learned.bound);
    if (learned.weightedCompletion >= roundRobin(trace).weightedCompletion) lost.add(kind);
    expect(lost.size).toBeLessThanOrEqual(1);
  });
});
