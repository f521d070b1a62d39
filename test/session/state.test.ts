import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '../../src/session/events.ts';
import { NO_SESSION, reduce, runningStep, type SessionState } from '../../src/session/state.ts';
import { readJournal } from '../ui/replay.tsx';

const replay = (events: readonly Event[], from: SessionState = NO_SESSION) => events.reduce(reduce, from);

const stamped = (bodies: readonly EventBody[]): Event[] =>
  bodies.map((body, index) => ({ v: 1, id: index + 1, time: '2026-11-20T09:00:00.000Z', ...body }));

const id = fc.constantFrom('a', 'b', 'c');
const hash = fc.constantFrom('h1', 'h2');
const planner = { kind: 'embedded', model: 'embedded', ms: 1 } as const;

/** Any events in any order: a journal cut, doubled or shuffled must not break a screen. */
const event: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({
    type: fc.constant('request' as const),
    request: fc.string(),
    cwd: fc.constant('/x'),
    planner: fc.constant('p'),
  }),
  fc.record({
    type: fc.constant('plan-progress' as const),
    partial: fc.constant({ goal: 'g' }),
    receivedBytes: fc.nat(),
  }),
  fc.uniqueArray(id, { minLength: 1 }).chain((ids) =>
    fc.record({
      type: fc.constant('plan' as const),
      plan: fc.constant({
        version: 1 as const,
        goal: 'g',
        steps: ids.map((one) => ({ id: one, command: `echo ${one}`, why: '' })),
      }),
      planHash: hash,
      planner: fc.constant(planner),
      tainted: fc.constant([]),
      revision: fc.nat(3),
    }),
  ),
  fc.record({
    type: fc.constant('verdict' as const),
    planHash: hash,
    verdict: fc.record({
      id,
      verdict: fc.constantFrom('allow', 'ask', 'deny'),
      rule: fc.constant('r'),
      reason: fc.constant('w'),
      effects: fc.constant([]),
    }),
  }),
  fc.record({
    type: fc.constant('approval' as const),
    planHash: hash,
    decision: fc.constantFrom('run', 'skip', 'reject', 'edit', 'revise', 'preview'),
    stepId: id,
    by: fc.constant('key' as const),
    detail: fc.string(),
  }),
  fc.record({
    type: fc.constant('step-started' as const),
    stepId: id,
    command: fc.string(),
    cwd: fc.constant('/x'),
    interactive: fc.boolean(),
    sandboxed: fc.boolean(),
    kept: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('output' as const),
    stepId: id,
    stream: fc.constantFrom('stdout', 'stderr'),
    data: fc.uint8Array({ maxLength: 40 }),
  }),
  fc.record({
    type: fc.constant('step-ended' as const),
    stepId: id,
    exitCode: fc.nat(255),
    ms: fc.nat(),
    stdoutBytes: fc.nat(),
    stderrBytes: fc.nat(),
  }),
  fc.record({
    type: fc.constant('failed' as const),
    kind: fc.constant('planner' as const),
    message: fc.string(),
  }),
  fc.record({
    type: fc.constant('ended' as const),
    outcome: fc.constantFrom('done', 'failed'),
    exitCode: fc.nat(255),
    cwd: fc.constant('/y'),
  }),
);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

describe('the reduced state', () => {
  it('stays whole whatever the order of events, and never changes what it was given', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (bodies) => {
        let state: SessionState = frozen(NO_SESSION);
        for (const one of stamped(bodies)) {
          state = frozen(reduce(state, frozen(one)));
          const ids = state.steps.map(({ step }) => step.id);
          expect(new Set(ids).size).toBe(ids.length);
          if (state.phase === 'ended') expect(state.ended).toBeDefined();
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('is the same whether a journal is replayed at once or in two parts', () => {
    const events = readJournal('clean-up');
    const whole = replay(events);
    for (let cut = 0; cut <= events.length; cut++)
      expect(replay(events.slice(cut), replay(events.slice(0, cut)))).toEqual(whole);
  });

  it('counts the output of each step and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.uint8Array({ maxLength: 50 })), { maxLength: 40 }), (pieces) => {
        const steps = ['a', 'b', 'c'].map((one) => ({ id: one, command: 'true', why: '' }));
        const start: EventBody = {
          type: 'plan',
          plan: { version: 1, goal: '', steps },
          planHash: 'h1',
          planner,
          tainted: [],
          revision: 0,
        };
        const output = pieces.map(
          ([stepId, data]): EventBody => ({ type: 'output', stepId, stream: 'stdout', data }),
        );
        const state = replay(stamped([start, ...output]));
        for (const { step, output: kept } of state.steps) {
          const own = pieces.filter(([stepId]) => stepId === step.id);
          expect(kept.bytes).toBe(own.reduce((sum, [, data]) => sum + data.length, 0));
        }
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it('follows an edit: the new text, the new hash, no verdict of the old text', () => {
    const events = readJournal('clean-up');
    const edited = events.findIndex((one) => one.type === 'approval' && one.decision === 'edit');
    const state = replay(events.slice(0, edited + 1));
    expect(state.steps[3]?.step.command).toBe('curl -sS https://example.org/hook');
    expect(state.steps[3]?.verdict).toBeUndefined();
    const judged = replay(events.slice(0, edited + 5));
    expect(judged.current?.planHash).toBe('c'.repeat(64));
    expect(judged.steps.every(({ verdict }) => verdict !== undefined)).toBe(true);
  });

  it('names the step that runs, and none before or after', () => {
    const events = readJournal('largest-files');
    const started = events.findIndex((one) => one.type === 'step-started');
    expect(runningStep(replay(events.slice(0, started)))).toBeUndefined();
    expect(runningStep(replay(events.slice(0, started + 1)))?.step.id).toBe('s1');
    expect(runningStep(replay(events))).toBeUndefined();
    expect(replay(events).ended).toEqual({ outcome: 'done', exitCode: 0 });
  });

  it('shows what was started, also when that is not what was planned', () => {
    const [state] = [
      replay(
        stamped([
          {
            type: 'step-started',
            stepId: 'x',
            command: 'echo other',
            cwd: '/',
            interactive: false,
            sandboxed: false,
            kept: true,
          },
        ]),
      ),
    ];
    expect(runningStep(state)?.step.command).toBe('echo other');
  });
});
