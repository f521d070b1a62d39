import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPlanner } from '../../src/planner/ladder.ts';
import type { PlannerEvent } from '../../src/session/ports.ts';
import type { Mock } from '../tools/mock-openai/server.ts';
import { startMock } from '../tools/mock-openai.ts';
import { commandsOf, endpointAt, FAST, notices } from './endpoints.ts';
import { collect, sampleRequest } from './samples.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ tokenMs: 0 });
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

const answer = (command: string) => ({ json: { goal: 'g', steps: [{ command, why: 'because' }] } });

async function voted(...commands: readonly string[]): Promise<PlannerEvent[]> {
  mock.setRules(commands.map((command) => ({ times: 1, reply: answer(command) })));
  const { planner } = createPlanner({
    ...FAST,
    resolution: { kind: 'use', endpoint: endpointAt(mock.baseUrl), notices: [] },
    embedded: { name: 'embedded', async *plan() {} },
    votes: 3,
  });
  return collect(planner.plan(sampleRequest(), new AbortController().signal));
}

describe('three answers', () => {
  it('give the plan that two of them agree on, and say so', async () => {
    const events = await voted('ls', 'ls -la', 'ls -la');
    expect(commandsOf(events.at(-1)!)).toEqual(['ls -la']);
    expect(notices(events)).toContain('2 of 3 answers agree');
    expect(events.at(-1)).toMatchObject({ info: { confidence: 2 / 3, requests: 3 } });
  });

  it('cost three requests, of which two may vary', async () => {
    const events = await voted('ls', 'ls', 'ls');
    expect(commandsOf(events.at(-1)!)).toEqual(['ls']);
    const asked = mock.log.filter(({ method }) => method === 'POST').map(({ temperature }) => temperature);
    expect(asked.sort()).toEqual([0, 0.7, 0.7]);
  });

  it('give one of theirs where no two agree', async () => {
    const events = await voted('ls', 'pwd', 'id');
    expect(['ls', 'pwd', 'id']).toContain(commandsOf(events.at(-1)!)[0]);
    expect(notices(events)).toContain('1 of 3 answers agree');
  });
});
