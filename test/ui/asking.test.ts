import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, Verdict } from '../../src/policy/types.ts';
import type { ApprovalRequest } from '../../src/session/ports.ts';
import { type Answer, type Asking, ask, askingKey, askingPaste, QUIET_MS } from '../../src/ui/asking.ts';
import { insert } from '../../src/ui/editor/editor.ts';
import type { Key } from '../../src/ui/keys.ts';

const key = (name: Key['name'], over: Partial<Key> = {}): Key => ({
  name,
  text: '',
  ctrl: false,
  alt: false,
  shift: false,
  ...over,
});
const typed = (text: string) => key('text', { text });
const enter = key('enter');

const verdict = (
  id: string,
  said: Verdict['verdict'],
  effects: readonly Effect[] = [],
  rule = 'r',
): Verdict => ({
  id,
  verdict: said,
  rule,
  reason: 'why',
  effects,
});

const request = (verdicts: readonly Verdict[], pending = verdicts.map(({ id }) => id)): ApprovalRequest => ({
  plan: { version: 1, goal: '', steps: verdicts.map(({ id }) => ({ id, command: `cmd ${id}`, why: '' })) },
  planHash: 'h',
  verdicts,
  pending,
});

const asked = (verdicts: readonly Verdict[], options = { stepping: false, previewOffered: false }) =>
  ask(request(verdicts), 0, options);

/** Presses keys well after the plan appeared, until one of them decides. */
function press(asking: Asking, ...keys: readonly Key[]): Answer {
  let answer: Answer = { asking };
  for (const one of keys) {
    if (!('asking' in answer)) return answer;
    answer = askingKey(answer.asking, one, 10_000) ?? answer;
  }
  return answer;
}

const allow = verdict('a', 'allow', [{ kind: 'read' }]);
const write = verdict('b', 'ask', [{ kind: 'write', target: '/x' }]);
const remove = verdict('c', 'ask', [{ kind: 'delete', target: '/x' }]);
const denied = verdict('d', 'deny', [{ kind: 'delete', target: '/' }]);

describe('the question about a plan', () => {
  it('takes a step out of the sandbox with o, and only one that is allowed because of it', () => {
    const inside = { ...allow, sandboxed: true };
    expect(press(asked([inside]), typed('o'))).toEqual({
      decision: { kind: 'outside', stepId: 'a', by: 'key' },
    });
    for (const other of [allow, write, { ...write, sandboxed: true }, denied])
      expect(press(asked([other]), typed('o'))).toHaveProperty('asking');
  });

  it('about a step that failed for want of something knows yes and no and nothing else', () => {
    const again = ask({ ...request([write]), again: 'terminal' }, 0, {
      stepping: false,
      previewOffered: false,
    });
    expect(press(again, typed('y'))).toEqual({ decision: { kind: 'run', run: ['b'], skip: [], by: 'key' } });
    expect(press(again, typed('n'))).toEqual({ decision: { kind: 'reject', by: 'key' } });
    for (const text of ['e', 'r', 's', 'k', 'p', 'o', ' '])
      expect(askingKey(again, typed(text), 10_000), text).toBeUndefined();
  });

  it('runs with y what is not denied, in order, and with Enter only what is not grave', () => {
    expect(press(asked([allow, write]), enter)).toEqual({
      decision: { kind: 'run', run: ['a', 'b'], skip: [], by: 'key' },
    });
    const grave: readonly (readonly [Verdict, string])[] = [
      [remove, 'delete'],
      [verdict('p', 'ask', [{ kind: 'privilege' }]), 'privilege'],
      [verdict('u', 'ask', [{ kind: 'unknown' }]), 'unknown'],
      [verdict('n', 'ask', [{ kind: 'network', target: 'h' }]), 'network'],
      [verdict('k', 'ask', [{ kind: 'process' }]), 'process'],
      [verdict('s', 'ask', [{ kind: 'write' }], 'builtin:protected'), 'protected'],
      [verdict('t', 'ask', [{ kind: 'write' }], 'builtin:tainted'), 'tainted'],
      [denied, 'denied'],
    ];
    for (const [one, why] of grave) {
      const answer = press(asked([allow, one]), enter);
      expect(answer).toMatchObject({ asking: { hint: why } });
      const yes = press(asked([allow, one]), typed('y'));
      expect(yes).toMatchObject({ decision: { kind: 'run' } });
    }
  });

  it('never runs a denied step, whatever is pressed', () => {
    expect(press(asked([denied]), typed('y'))).toMatchObject({ asking: { hint: 'deniedNever' } });
    expect(press(asked([allow, denied]), typed('y'))).toEqual({
      decision: { kind: 'run', run: ['a'], skip: ['d'], by: 'key' },
    });
    expect(press(asked([denied, allow]), typed('s'), typed('y'))).toMatchObject({
      asking: { hint: 'deniedNever' },
    });
  });

  it('goes step by step: nothing runs by s itself, then one step for each yes', () => {
    const stepping = press(asked([allow, remove]), typed('s'));
    expect(stepping).toMatchObject({ asking: { stepping: true } });
    expect(press(asked([allow, remove]), typed('s'), enter)).toEqual({
      decision: { kind: 'run', run: ['a'], skip: [], by: 'key' },
    });
    expect(press(asked([allow, remove]), typed('s'), typed('k'))).toEqual({
      decision: { kind: 'run', run: [], skip: ['a'], by: 'key' },
    });
    expect(press(asked([allow, remove]), typed('s'), typed('a'), typed('y'))).toMatchObject({
      decision: { run: ['a', 'c'] },
    });
  });

  it('skips the chosen step, and takes that back', () => {
    const skipped = [key('down'), typed('k'), typed('y')];
    expect(press(asked([allow, remove]), ...skipped)).toEqual({
      decision: { kind: 'run', run: ['a'], skip: ['c'], by: 'key' },
    });
    expect(press(asked([allow, remove]), key('down'), typed('k'), enter)).toMatchObject({
      decision: { run: ['a'] },
    });
    expect(press(asked([allow, remove]), key('down'), typed(' '), typed(' '), typed('y'))).toMatchObject({
      decision: { run: ['a', 'c'] },
    });
    expect(press(asked([allow, write]), typed('k'), key('down'), typed('k'), typed('y'))).toMatchObject({
      asking: { hint: 'nothingToRun' },
    });
  });

  it('edits the chosen step and leaves the judging to the judge', () => {
    const answer = press(asked([allow, remove]), key('down'), typed('e'), typed(' --dry-run'), enter);
    expect(answer).toEqual({
      decision: { kind: 'edit', stepId: 'c', command: 'cmd c --dry-run', by: 'key' },
    });
    expect(press(asked([remove]), typed('e'), enter)).toMatchObject({
      asking: { request: { planHash: 'h' } },
    });
    expect(press(asked([remove]), typed('e'), typed('y'), key('escape'), enter)).toMatchObject({
      asking: { hint: 'delete' },
    });
  });

  it('sends a reply, and an empty one not', () => {
    expect(press(asked([remove]), typed('r'), typed('y only here'), enter)).toEqual({
      decision: { kind: 'revise', reply: 'y only here', by: 'key' },
    });
    expect(press(asked([remove]), typed('r'), enter)).toMatchObject({ asking: {} });
  });

  it('is left with n, Escape, Ctrl-C and Ctrl-D', () => {
    const ctrl = (text: string) => key('text', { text, ctrl: true });
    for (const one of [typed('n'), key('escape'), ctrl('c'), ctrl('d')])
      expect(press(asked([allow]), one)).toEqual({ decision: { kind: 'reject', by: 'key' } });
    expect(askingKey(asked([allow]), ctrl('c'), 1)).toEqual({ decision: { kind: 'reject', by: 'key' } });
  });

  it('previews only where that is offered', () => {
    expect(press(asked([remove]), typed('p'))).toMatchObject({ asking: {} });
    expect(press(asked([remove], { stepping: false, previewOffered: true }), typed('p'))).toEqual({
      decision: { kind: 'preview', by: 'key' },
    });
  });
});

const anyKey: fc.Arbitrary<Key> = fc.oneof(
  fc.constantFrom(...[...'yYnsakerp? x1'].map(typed)),
  fc.constantFrom(enter, key('up'), key('down'), key('escape'), key('tab'), key('backspace')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).map(typed),
);
const anyVerdict = (id: string): fc.Arbitrary<Verdict> =>
  fc
    .record({
      said: fc.constantFrom('allow' as const, 'ask' as const, 'deny' as const),
      kinds: fc.uniqueArray(
        fc.constantFrom('read', 'write', 'delete', 'exec', 'network', 'privilege', 'unknown'),
      ),
    })
    .map(({ said, kinds }) =>
      verdict(
        id,
        said,
        kinds.map((kind) => ({ kind }) as Effect),
      ),
    );
const anyRequest = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => anyVerdict(`s${i}`))))
  .map((verdicts) => request(verdicts));

describe('laws of consent', () => {
  it('nothing typed ahead decides: keys with less than the quiet time between them and the plan are dropped', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.array(fc.tuple(anyKey, fc.integer({ min: 0, max: QUIET_MS - 1 })), { maxLength: 40 }),
        (asking, keys) => {
          let state = ask(asking, 0, { stepping: false, previewOffered: true });
          let now = 0;
          for (const [one, gap] of keys) {
            now += gap;
            const answer = askingKey(state, one, now);
            expect(answer).not.toHaveProperty('decision');
            if (answer && 'asking' in answer) state = answer.asking;
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('a decision runs pending steps only, never a denied or a skipped one, each once', () => {
    fc.assert(
      fc.property(anyRequest, fc.boolean(), fc.array(anyKey, { maxLength: 30 }), (asking, stepping, keys) => {
        const answer = press(ask(asking, 0, { stepping, previewOffered: false }), ...keys);
        if (!('decision' in answer) || answer.decision.kind !== 'run') return;
        const { run, skip } = answer.decision;
        expect(new Set([...run, ...skip]).size).toBe(run.length + skip.length);
        for (const id of [...run, ...skip]) expect(asking.pending).toContain(id);
        for (const id of run)
          expect(['allow', 'ask']).toContain(asking.verdicts.find((one) => one.id === id)?.verdict);
        // Somebody pressed y or Enter for it.
        if (run.length > 0)
          expect(keys.some((one) => one.name === 'enter' || /^y$/i.test(one.text))).toBe(true);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('Enter alone runs no step with a grave effect that is asked about', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.array(
          anyKey.filter((one) => !/^y$/i.test(one.text)),
          { maxLength: 30 },
        ),
        (asking, keys) => {
          const answer = press(ask(asking, 0, { stepping: false, previewOffered: false }), ...keys);
          if (!('decision' in answer) || answer.decision.kind !== 'run') return;
          for (const id of answer.decision.run) {
            const one = asking.verdicts.find((other) => other.id === id);
            const grave = one?.effects.some(({ kind }) =>
              ['delete', 'privilege', 'unknown', 'network'].includes(kind),
            );
            expect(one?.verdict === 'ask' && grave).toBe(false);
          }
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it('pasted text is text, never a key', () => {
    fc.assert(
      fc.property(anyRequest, fc.string(), (asking, text) => {
        const state = ask(asking, 0, { stepping: false, previewOffered: true });
        expect(askingPaste(state, (editor) => insert(editor, text))).toEqual(state);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('a step without a verdict never runs', () => {
    const state = ask({ ...request([allow]), verdicts: [] }, 0, { stepping: false, previewOffered: false });
    expect(press(state, typed('y'))).not.toHaveProperty('decision');
    expect(press(state, enter)).not.toHaveProperty('decision');
  });

  it('offers the trash for an rm that is asked about, and for nothing else', () => {
    const t = typed('t');
    const step = (asking: Asking, command: string): Asking => ({
      ...asking,
      request: {
        ...asking.request,
        plan: { ...asking.request.plan, steps: [{ id: 'c', command, why: '' }] },
      },
    });
    const options = { stepping: false, previewOffered: false, trashOffered: true };
    expect(press(step(asked([remove], options), 'rm x'), t)).toMatchObject({ trash: 'c' });
    expect('trash' in press(step(asked([remove], options), 'find . -delete'), t)).toBe(false);
    expect('trash' in press(step(asked([remove]), 'rm x'), t)).toBe(false);
  });
});
