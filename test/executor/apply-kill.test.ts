import { expect, it } from 'vitest';
import { jailWorks } from '../tools/jail.ts';
import { killWhileApplying } from './preview-plans.ts';

it.runIf(jailWorks())(
  'leaves nothing half applied or half undone when it is killed',
  async () => {
    const rows = await killWhileApplying(1, 6);
    expect(rows.length).toBe(6);
    expect(rows.filter(({ after, litter }) => after === 'half' || litter.length > 0)).toEqual([]);
    expect(rows.some(({ killed }) => killed)).toBe(true);
  },
  60_000,
);
