import { expect, it } from 'vitest';
import { submissionOf } from '../../src/schedule/submission.ts';

const approved = {
  planHash: 'h',
  plan: { version: 1 as const, goal: '', steps: [] },
  approval: { planHash: 'h', stepId: 's2', by: 'key' as const },
  cwd: '/work',
};
const step = (schedule?: object) => ({
  id: 's2',
  command: 'make',
  why: 'build',
  ...(schedule ? { schedule } : {}),
});

it('takes a schedule as the plan language writes it', () => {
  expect(submissionOf(step(), approved, new Map())).toEqual({ step: step(), ...approved });
  const schedule = { after: 's1', at: '2026-11-25T02:00:00Z', whenIdle: true, priority: -5 };
  expect(submissionOf(step(schedule), approved, new Map([['s1', 7]]))).toMatchObject({
    after: [7],
    notBefore: Date.UTC(2026, 10, 25, 2),
    whenIdle: true,
    priority: -5,
  });
  expect(submissionOf(step({ after: '12' }), approved, new Map())).toMatchObject({ after: [12] });
});

it('refuses one that makes no sense, in words', () => {
  expect(() => submissionOf(step({ after: 'lunch' }), approved, new Map())).toThrow(
    'step s2 waits for "lunch", which is neither a job nor an earlier step',
  );
  expect(() => submissionOf(step({ at: 'tonight' }), approved, new Map())).toThrow('no ISO 8601 time');
});
