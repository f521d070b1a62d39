import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, planHash } from '../../src/plan/hash.ts';
import { type Plan, parsePlan } from '../../src/plan/plan.ts';

const step = { id: '1', command: 'ls', why: 'lists files' };
const plan = { version: 1, goal: 'list', steps: [step] };

describe('plan language', () => {
  it('takes steps, a question or an answer, exactly one of them', () => {
    expect(parsePlan(plan).ok).toBe(true);
    expect(parsePlan({ version: 1, goal: '', steps: [], question: 'which folder?' }).ok).toBe(true);
    expect(parsePlan({ version: 1, goal: '', steps: [], answer: '42' }).ok).toBe(true);
    expect(parsePlan({ version: 1, goal: '', steps: [] })).toMatchObject({
      ok: false,
      message: /exactly one/,
    });
    expect(parsePlan({ ...plan, answer: 'done' }).ok).toBe(false);
    expect(parsePlan({ ...plan, question: 'sure?' }).ok).toBe(false);
  });

  it.each([
    ['no command', { ...plan, steps: [{ id: '1', why: '' }] }, /steps\.0\.command/],
    ['a blank command', { ...plan, steps: [{ ...step, command: ' \n\t' }] }, /blank/],
    ['an unknown member', { ...plan, approved: true }, /approved/],
    ['an unknown member of a step', { ...plan, steps: [{ ...step, sudo: true }] }, /sudo/],
    ['two steps with one id', { ...plan, steps: [step, step] }, /share an id/],
    [
      'over 20 steps',
      { ...plan, steps: Array.from({ length: 21 }, (_, i) => ({ ...step, id: String(i) })) },
      /steps/,
    ],
    [
      'a command over 16 KiB',
      { ...plan, steps: [{ ...step, command: `echo ${'é'.repeat(9000)}` }] },
      /16 KiB/,
    ],
    ['another version', { ...plan, version: 2 }, /version/],
    ['a wrong id', { ...plan, steps: [{ ...step, id: '../x' }] }, /id/],
    ['no object', 'rm -rf /', /plan/],
  ])('refuses %s and says where', (_name, value, message) => {
    const parsed = parsePlan(value);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.message).toMatch(message);
  });

  it('never throws on any JSON value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof parsePlan(value).ok === 'boolean'));
  });
});

describe('plan hash', () => {
  const base = plan as Plan;

  it('does not depend on the order of members, and changes with any byte of a command', () => {
    const turned = {
      steps: [{ why: 'lists files', command: 'ls', id: '1' }],
      goal: 'list',
      version: 1,
    } as Plan;
    expect(planHash(turned)).toBe(planHash(base));
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (command) => {
        fc.pre(command !== 'ls');
        expect(planHash({ ...base, steps: [{ ...step, command }] })).not.toBe(planHash(base));
      }),
    );
  });

  it('is canonical: equal values, equal text; parsed back it is the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no negative zero; everything else survives.
        const normal = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(normal))).toEqual(normal);
      }),
    );
  });
});
