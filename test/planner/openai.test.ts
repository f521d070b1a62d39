import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOpenAiPlanner } from '../../src/planner/openai.ts';
import { Cancelled } from '../../src/session/abort.ts';
import type { Turn } from '../../src/session/ports.ts';
import type { Mock } from '../tools/mock-openai/server.ts';
import { startMock } from '../tools/mock-openai.ts';
import { commandsOf, endpointAt, FAST, KEY, notices, planAt } from './endpoints.ts';
import { collect, REFERENCE, sampleRequest } from './samples.ts';

const COMMANDS = REFERENCE.steps.map((step) => step.command);
let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());
beforeEach(() => {
  mock.reset();
  mock.setRules([{ reply: { json: REFERENCE } }]);
});

/** Waits until the endpoint has seen the end of every request it got. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 100 && mock.log.length < mock.requests.length; i++)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a plan in the good case', () => {
  it('takes one request under 6 KB and names planner, model, time and tokens', async () => {
    const { last } = await planAt(mock.baseUrl);
    await quiet();
    expect(mock.log.map((entry) => entry.status)).toEqual([200]);
    expect(mock.log[0]!.body_bytes).toBeLessThan(6000);
    expect(last).toMatchObject({
      type: 'plan',
      plan: { version: 1, goal: REFERENCE.goal, steps: [{ id: '1', ...REFERENCE.steps[0] }] },
      info: {
        kind: 'endpoint',
        model: 'mock-model',
        requests: 1,
        promptHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    });
    const { info } = last as { info: { promptTokens: number; completionTokens: number; ms: number } };
    expect(info.promptTokens).toBeGreaterThan(500);
    expect(info.promptTokens).toBeLessThan(1500);
    expect(info.completionTokens).toBeGreaterThan(10);
    expect(info.ms).toBeGreaterThanOrEqual(0);
  });

  it('sends exactly our own headers, whatever the environment says', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      OPENAI_API_KEY: 'sk-of-somebody-else-entirely',
      OPENAI_ORG_ID: 'org',
      OPENAI_PROJECT_ID: 'project',
      OPENAI_BASE_URL: 'http://192.0.2.1/v1',
      OPENAI_CUSTOM_HEADERS: 'authorization: Bearer stolen\nx-secret: yes',
      OPENAI_LOG: 'debug',
    });
    try {
      await planAt(mock.baseUrl);
      const { apiKey: _, ...keyless } = endpointAt(mock.baseUrl);
      await planAt(mock.baseUrl, { endpoint: keyless });
    } finally {
      process.env = before;
    }
    await quiet();
    expect(mock.log.map((entry) => entry.headers.authorization)).toEqual([`Bearer ${KEY}`, undefined]);
    const names = new Set(mock.log.flatMap((entry) => Object.keys(entry.headers)));
    expect([...names].filter((name) => /^x-|openai/.test(name))).toEqual([]);
    expect(mock.log[0]!.headers['user-agent']).toBe('assent');
  });

  it('shows the plan while it streams, and only grows', async () => {
    mock.setRules([{ reply: { json: REFERENCE, tokenMs: 1, chunkChars: 3 } }]);
    const { events } = await planAt(mock.baseUrl);
    const seen = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen[0]!.partial.goal!.length).toBeLessThan(REFERENCE.goal.length);
    expect(seen.map((event) => event.receivedBytes)).toEqual(
      seen.map((event) => event.receivedBytes).toSorted((a, b) => a - b),
    );
    expect(seen.at(-1)!.partial).toMatchObject({ goal: REFERENCE.goal });
  });

  it('reports progress no more often than asked', async () => {
    mock.setRules([{ reply: { json: REFERENCE, tokenMs: 1, chunkChars: 1 } }]);
    const { events } = await planAt(mock.baseUrl, { progressMs: 100_000 });
    expect(events.filter((event) => event.type === 'progress').length).toBeLessThanOrEqual(1);
  });

  it('gives a question and an answer as such', async () => {
    mock.setRules([{ reply: { json: { goal: 'g', steps: [], question: 'Which folder?', answer: '' } } }]);
    expect((await planAt(mock.baseUrl)).last).toMatchObject({
      plan: { question: 'Which folder?', steps: [] },
    });
    mock.setRules([{ reply: { json: { goal: 'g', steps: [], question: '', answer: 'Forty-two.' } } }]);
    expect((await planAt(mock.baseUrl)).last).toMatchObject({ plan: { answer: 'Forty-two.', steps: [] } });
  });

  it('gives a small model less to read', async () => {
    await planAt(mock.baseUrl);
    await planAt(mock.baseUrl, { endpoint: endpointAt(mock.baseUrl, { model: 'qwen2.5-coder:1.5b' }) });
    const [large, small] = mock.requests.map((body) => JSON.stringify(body.messages).length);
    expect(small!).toBeLessThan(large! - 400);
  });
});

describe('cancelling', () => {
  it.each(['hang', 'hang_stream', 'drip'] as const)('ends a request that is at %s at once', async (fault) => {
    mock.setRules([{ reply: { json: REFERENCE, fault } }]);
    const caller = new AbortController();
    const reason = new Cancelled('interrupted', 'Ctrl-C');
    const started = performance.now();
    setTimeout(() => caller.abort(reason), 80);
    const planning = planAt(mock.baseUrl, { signal: caller.signal, firstByteMs: 3000 });
    await expect(planning).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(1500);
    await quiet();
    expect(mock.log.map((entry) => entry.aborted)).toEqual([true]);
  });

  it('ends a pause between two requests', async () => {
    mock.setRules([{ reply: { fault: '429', retryAfter: 2 } }]);
    const caller = new AbortController();
    const reason = new Cancelled('timeout', 'too long');
    setTimeout(() => caller.abort(reason), 50);
    await expect(planAt(mock.baseUrl, { signal: caller.signal })).rejects.toBe(reason);
  });

  it('sends nothing when it was cancelled before', async () => {
    const caller = new AbortController();
    caller.abort(new Cancelled('interrupted', 'x'));
    await expect(planAt(mock.baseUrl, { signal: caller.signal })).rejects.toBeInstanceOf(Cancelled);
    expect(mock.requests.length).toBe(0);
  });

  it('leaves no request behind when the consumer stops listening', async () => {
    mock.setRules([{ reply: { json: REFERENCE, tokenMs: 20, chunkChars: 4 } }]);
    const planner = createOpenAiPlanner({ endpoint: endpointAt(mock.baseUrl), ...FAST });
    for await (const event of planner.plan(sampleRequest(), new AbortController().signal))
      if (event.type === 'progress') break;
    await quiet();
    expect(mock.log.map((entry) => entry.aborted)).toEqual([true]);
  });
});

describe('a dry check', () => {
  const wrong = { goal: 'g', steps: [{ command: 'frobnicate', why: 'w' }] };
  const check = (plan: { steps: readonly { command: string }[] }) =>
    plan.steps.some((step) => step.command.startsWith('frob'))
      ? 'step 1: there is no program frobnicate here'
      : undefined;

  it('goes back once, and the mended plan is used', async () => {
    mock.setRules([{ times: 1, reply: { json: wrong } }, { reply: { json: REFERENCE } }]);
    const { events, last } = await planAt(mock.baseUrl, { check });
    expect(commandsOf(last)).toEqual(COMMANDS);
    expect(notices(events)).toEqual([]);
    expect(JSON.stringify(mock.requests[1]!.messages)).toMatch(/no program frobnicate here/);
  });

  it('that still fails is shown beside the plan', async () => {
    mock.setRules([{ reply: { json: wrong } }]);
    const { events, last } = await planAt(mock.baseUrl, { check });
    expect(commandsOf(last)).toEqual(['frobnicate']);
    expect(notices(events)).toEqual(['step 1: there is no program frobnicate here']);
    expect(mock.requests.length).toBe(2);
  });

  it('whose repetition fails leaves the first plan', async () => {
    mock.setRules([{ times: 1, reply: { json: wrong } }, { reply: { fault: '401' } }]);
    const { events, last } = await planAt(mock.baseUrl, { check });
    expect(commandsOf(last)).toEqual(['frobnicate']);
    expect(notices(events)).toEqual(['step 1: there is no program frobnicate here']);
  });

  it('never makes it more than three requests', async () => {
    mock.setRules([
      { times: 1, reply: { fault: '500' } },
      { times: 1, reply: { text: 'nonsense' } },
      { reply: { json: wrong } },
    ]);
    const { events, last } = await planAt(mock.baseUrl, { check });
    expect(commandsOf(last)).toEqual(['frobnicate']);
    expect(notices(events).length).toBe(1);
    expect(mock.requests.length).toBe(3);
  });
});

describe('turns', () => {
  const plan = { version: 1 as const, goal: 'g', steps: [{ id: '1', command: 'ls *.md', why: 'w' }] };
  const failed: Turn = {
    kind: 'failed',
    plan,
    stepId: '1',
    exitCode: 2,
    stderrTail: "ls: cannot access '*.md'",
  };

  it('that only repeat what failed are sent back, then refused', async () => {
    mock.setRules([{ times: 1, reply: { json: plan } }, { reply: { json: REFERENCE } }]);
    const mended = await planAt(mock.baseUrl, { request: { turns: [failed] } });
    expect(commandsOf(mended.last)).toEqual(COMMANDS);
    expect(JSON.stringify(mock.requests[1]!.messages!.at(-1))).toMatch(/have just failed/);
    mock.setRules([{ reply: { json: plan } }]);
    const again = await planAt(mock.baseUrl, { request: { turns: [failed] } });
    expect(again.last).toMatchObject({ type: 'failed', kind: 'invalid-plan' });
  });
});

describe('a prompt that the server cut', () => {
  it('is noticed by the word at its head, and the next one is shorter', async () => {
    mock.setRules([{ reply: { json: { ...REFERENCE, seen: 'walrus' }, usage: false } }]);
    const { events, last } = await planAt(mock.baseUrl);
    expect(last.type).toBe('plan');
    expect(notices(events)).toEqual([expect.stringMatching(/seems to have cut the prompt.*more context/)]);
  });

  it('is noticed by the count of tokens', async () => {
    const usage = { prompt_tokens: 510, completion_tokens: 20 };
    mock.setRules([{ reply: { json: { ...REFERENCE, seen: 'walrus' }, usage } }]);
    expect(notices((await planAt(mock.baseUrl)).events)).toEqual([
      expect.stringMatching(/cut the prompt at 512 tokens/),
    ]);
  });

  it.each([
    ['the right word', { seen: 'heron' }, { prompt_tokens: 510, completion_tokens: 9 }],
    ['another spelling of it', { seen: 'Heron.' }, false],
    ['a full count', { seen: 'walrus' }, { prompt_tokens: 1200, completion_tokens: 9 }],
    ['no word', {}, false],
    ['a count of what was not cached', {}, { prompt_tokens: 37, completion_tokens: 9 }],
  ] as const)('is not suspected with %s', async (_name, json, usage) => {
    mock.setRules([{ reply: { json: { ...REFERENCE, ...json }, usage } }]);
    expect(notices((await planAt(mock.baseUrl)).events)).toEqual([]);
  });

  it('that is refused as too long is sent again with less', async () => {
    mock.setRules([
      {
        times: 1,
        reply: {
          fault: '400',
          message: "This model's maximum context length is 1024 tokens, you asked for 1400",
        },
      },
      { reply: { json: REFERENCE } },
    ]);
    expect(commandsOf((await planAt(mock.baseUrl)).last)).toEqual(COMMANDS);
    const [first, second] = mock.requests.map((body) => JSON.stringify(body.messages).length);
    expect(second!).toBeLessThan(first!);
  });
});

describe('secrets', () => {
  it('in the words of the person are not sent, and that is said', async () => {
    const request = 'log in with token=abcdefghijklmnop and show the issues';
    const { events } = await planAt(mock.baseUrl, { request: { request } });
    expect(JSON.stringify(mock.requests)).not.toContain('abcdefghijklmnop');
    expect(notices(events)).toEqual([expect.stringMatching(/looks like a secret/)]);
  });

  it('in samples, names, results and replies are not sent', async () => {
    const secret = `ghp_${'a1'.repeat(18)}`;
    const sample = sampleRequest();
    const plan = {
      version: 1 as const,
      goal: 'g',
      steps: [{ id: '1', command: `curl -H 'Authorization: Bearer ${secret}' x`, why: '' }],
    };
    await planAt(mock.baseUrl, {
      request: {
        context: {
          ...sample.context,
          stdinSample: `key: ${secret}`,
          listing: { total: 1, entries: [{ name: `backup-${secret}.txt`, type: 'file' }] },
          git: { root: '/r', branch: secret },
          lastResults: [{ request: secret, command: `echo ${secret}`, exitCode: 1, stderrTail: secret }],
        },
        turns: [
          { kind: 'revise', plan, reply: `use ${secret}` },
          { kind: 'failed', plan, stepId: '1', exitCode: 1, stderrTail: `bad token ${secret}` },
        ],
      },
    });
    expect(JSON.stringify(mock.requests)).not.toContain(secret);
    expect(JSON.stringify(mock.requests)).toContain('[redacted]');
  });
});

describe('the planner', () => {
  it('has a name for the status line and the record, safe to show', () => {
    const planner = createOpenAiPlanner({
      endpoint: endpointAt('https://models.example:8443/v1', { model: 'evil\u001b[2J\u202emodel' }),
    });
    expect(planner.name).toBe('evil‹U+001B›[2J‹U+202E›model via models.example:8443');
  });

  it('plans again and again with one object', async () => {
    const planner = createOpenAiPlanner({ endpoint: endpointAt(mock.baseUrl), ...FAST });
    const signal = new AbortController().signal;
    const both = await Promise.all([
      collect(planner.plan(sampleRequest(), signal)),
      collect(planner.plan(sampleRequest(), signal)),
    ]);
    expect(both.map((events) => commandsOf(events.at(-1)!))).toEqual([COMMANDS, COMMANDS]);
  });
});
