import { beforeEach, describe, expect, it } from 'vitest';
import { assent } from '../tools/assent.ts';
import { inWorld, scriptedModel } from '../tools/in-world.ts';

const PLAN = { goal: 'list', steps: [{ id: '1', command: 'ls', why: 'lists the files' }] };

const world = inWorld({ 'a.txt': 'one\n' });
const model = scriptedModel();
beforeEach(() =>
  model.script([{ reply: { json: PLAN, usage: { prompt_tokens: 1000, completion_tokens: 100 } } }]),
);

const ask = (args: readonly string[]) => assent(world, args, { env: model.env });

describe('a budget', () => {
  it('of tokens stops before anything is sent, and says how to go on', async () => {
    world.settings('[budget]\ntokens = 2000\n');
    expect((await ask(['--auto', 'list the files'])).code).toBe(0);
    expect((await ask(['--auto', 'list the files'])).code).toBe(0);
    const stopped = await ask(['--auto', 'list the files']);
    expect(stopped.code).toBe(125);
    expect(stopped.stdout.toString()).toBe('');
    expect(stopped.stderr).toContain("today's budget of 2000 tokens is used up (2200)");
    expect(model.asked()).toBe(2);
    expect((await ask(['--offline', '--auto', 'count the files here'])).stdout.toString()).toBe('1\n');
  });

  it('of money counts at the prices that are set', async () => {
    world.settings('[budget]\nmoney = 0.0015\nprice_prompt = 1\nprice_completion = 2\n');
    const planned = await ask(['plan', '--json', 'list the files']);
    expect(JSON.parse(planned.stdout.toString()).planner.cost).toBeCloseTo(0.0012, 9);
    expect((await ask(['plan', 'list the files'])).code).toBe(0);
    const stopped = await ask(['plan', 'list the files']);
    expect(stopped.code).toBe(125);
    expect(stopped.stderr).toContain("today's budget of 0.0015 is used up (0.0024)");
    expect(model.asked()).toBe(2);
  });
});
