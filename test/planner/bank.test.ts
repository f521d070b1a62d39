import { describe, expect, it } from 'vitest';
import { createJudge } from '../../src/facts/judge.ts';
import { nearest } from '../../src/planner/bank/nearest.ts';
import { PAIRS } from '../../src/planner/bank/pairs.ts';
import { createDryCheck } from '../../src/planner/dry-check.ts';

describe('worked examples for a prompt', () => {
  it('are bash, and none of them is denied', async () => {
    expect(PAIRS.length).toBeGreaterThan(90);
    const check = createDryCheck({ exists: () => true });
    const steps = PAIRS.map(({ command }, index) => ({ id: String(index), command, why: '' }));
    for (const step of steps)
      expect(check({ version: 1, goal: '', steps: [step] }), step.command).toBeUndefined();
    const env = { HOME: '/home/nobody', PATH: '/usr/bin:/bin' };
    const paths = { config: '/x/c', state: '/x/s', cache: '/x/k', data: '/x/d' };
    const judge = createJudge({ cwd: () => '/tmp', env, paths });
    for (const step of steps) {
      const [verdict] = await judge.judge([step], { cwd: '/tmp', tainted: [], stdin: 'none' });
      expect(verdict!.verdict, step.command).not.toBe('deny');
      expect(verdict!.effects.filter(({ kind }) => kind === 'privilege')).toEqual([]);
    }
  });

  it.each([
    ['how many requests did each IP make in access.log', /uniq -c/],
    ['show me python scripts bigger than a megabyte changed this week', /-name '\*\.py'/],
    ['rename every txt to md', /mv -n/],
    ['把目录里最大的十个文件列出来', /sort -rn \| head/],
    ['which json keys does the object have', /jq/],
  ])('are found by their telling words: %s', (request, command) => {
    const found = nearest(request, 3);
    expect(found.some((example) => command.test(example.command))).toBe(true);
  });

  it('are left out where nothing is alike', () => {
    expect(nearest('zzqx wvut', 3)).toEqual([]);
    expect(nearest('', 3)).toEqual([]);
  });
});
