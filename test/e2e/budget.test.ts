import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assent, createWorld, type World } from '../tools/assent.ts';
import type { Mock } from '../tools/mock-openai/server.ts';
import { startMock } from '../tools/mock-openai.ts';

const PLAN = { goal: 'list', steps: [{ id: '1', command: 'ls', why: 'lists the files' }] };

let world: World;
let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ tokenMs: 0 });
});
afterAll(() => mock.close());
beforeEach(() => {
  world = createWorld({ 'a.txt': 'one\n' });
  mock.reset();
  mock.setRules([{ reply: { json: PLAN, usage: { prompt_tokens: 1000, completion_tokens: 100 } } }]);
});
afterEach(() => world.remove());

function settings(text: string): void {
  const folder = join(world.home, 'assent/config');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'config.toml'), text, { mode: 0o600 });
}

const ask = (args: readonly string[]) =>
  assent(world, args, {
    env: { ASSENT_BASE_URL: mock.baseUrl, ASSENT_MODEL: 'mock-model', ASSENT_API_KEY: 'none' },
  });
const sent = () => mock.log.filter(({ method }) => method === 'POST').length;

describe('a budget', () => {
  it('of tokens stops before anything is sent, and says how to go on', async () => {
    settings('[budget]\ntokens = 2000\n');
    expect((await ask(['--auto', 'list the files'])).code).toBe(0);
    expect((await ask(['--auto', 'list the files'])).code).toBe(0);
    const stopped = await ask(['--auto', 'list the files']);
    expect(stopped.code).toBe(125);
    expect(stopped.stdout.toString()).toBe('');
    expect(stopped.stderr).toContain("today's budget of 2000 tokens is used up (2200)");
    expect(sent()).toBe(2);
    expect((await ask(['--offline', '--auto', 'count the files here'])).stdout.toString()).toBe('1\n');
  });

  it('of money counts at the prices that are set', async () => {
    settings('[budget]\nmoney = 0.0015\nprice_prompt = 1\nprice_completion = 2\n');
    const planned = await ask(['plan', '--json', 'list the files']);
    expect(JSON.parse(planned.stdout.toString()).planner.cost).toBeCloseTo(0.0012, 9);
    expect((await ask(['plan', 'list the files'])).code).toBe(0);
    const stopped = await ask(['plan', 'list the files']);
    expect(stopped.code).toBe(125);
    expect(stopped.stderr).toContain("today's budget of 0.0015 is used up (0.0024)");
    expect(sent()).toBe(2);
  });
});
