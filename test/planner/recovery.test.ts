import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mock } from '../tools/mock-openai/server.ts';
import type { Refused } from '../tools/mock-openai/types.ts';
import { startMock } from '../tools/mock-openai.ts';
import { commandsOf, endpointAt, notices, planAt } from './endpoints.ts';
import { REFERENCE } from './samples.ts';

const COMMANDS = REFERENCE.steps.map((step) => step.command);
let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'assent-endpoints-'));
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

describe('forms of a request', () => {
  const formats = (mock: Mock) => mock.requests.map((body) => body.response_format?.type ?? 'text');
  const cases: readonly { refuses: readonly Refused[]; tried: readonly string[]; after: string }[] = [
    { refuses: [], tried: ['json_schema'], after: 'json_schema' },
    { refuses: ['json_schema'], tried: ['json_schema', 'json_object'], after: 'json_object' },
    { refuses: ['json_schema', 'json_object'], tried: ['json_schema', 'json_object', 'text'], after: 'text' },
    { refuses: ['stream_options'], tried: ['json_schema', 'json_schema'], after: 'json_schema' },
    { refuses: ['temperature'], tried: ['json_schema', 'json_schema'], after: 'json_schema' },
    { refuses: ['stream'], tried: ['json_schema', 'json_schema'], after: 'json_schema' },
    {
      refuses: ['json_schema', 'temperature'],
      tried: ['json_schema', 'json_object', 'json_object'],
      after: 'json_object',
    },
  ];
  it.each(cases)('are learned once: $refuses', async ({ refuses, tried, after }) => {
    const mock = await startMock({ refuses, rules: [{ reply: { json: REFERENCE } }] });
    const first = await planAt(mock.baseUrl, { cacheDir });
    expect(commandsOf(first.last)).toEqual(COMMANDS);
    expect(formats(mock)).toEqual(tried);
    mock.reset();
    const second = await planAt(mock.baseUrl, { cacheDir });
    expect(commandsOf(second.last)).toEqual(COMMANDS);
    expect(formats(mock)).toEqual([after]);
    await mock.close();
  });

  it('ask for a tool call where nothing else is answered', async () => {
    const rules = [
      { tools: true, reply: { tool: { name: 'plan', arguments: REFERENCE } } },
      { reply: { fault: 'empty_content' as const } },
    ];
    const mock = await startMock({ rules });
    expect(commandsOf((await planAt(mock.baseUrl, { cacheDir })).last)).toEqual(COMMANDS);
    expect(mock.requests.length).toBe(2);
    mock.reset();
    expect(commandsOf((await planAt(mock.baseUrl, { cacheDir })).last)).toEqual(COMMANDS);
    expect(mock.requests.length).toBe(1);
    await mock.close();
    // With two refusals before it the three requests are used up: the next plan begins with the tool.
    const strict = await startMock({ refuses: ['json_schema', 'json_object'], rules });
    const first = await planAt(strict.baseUrl, { cacheDir });
    expect(first.last).toMatchObject({ type: 'failed', message: /gave an empty answer: try again/ });
    expect(commandsOf((await planAt(strict.baseUrl, { cacheDir })).last)).toEqual(COMMANDS);
    await strict.close();
  });

  it('use text where schema and tools give nothing', async () => {
    const mock = await startMock({
      rules: [
        { tools: true, reply: { fault: 'empty_content' } },
        { schema: true, reply: { fault: 'empty_content' } },
        { reply: { json: REFERENCE } },
      ],
    });
    expect(commandsOf((await planAt(mock.baseUrl, { cacheDir })).last)).toEqual(COMMANDS);
    expect(mock.requests.length).toBe(3);
    await mock.close();
  });

  it('that take more than three requests to learn go on with the next plan', async () => {
    const refuses = ['json_schema', 'json_object', 'stream_options', 'temperature', 'stream'] as const;
    const mock = await startMock({ refuses: [...refuses], rules: [{ reply: { json: REFERENCE } }] });
    const first = await planAt(mock.baseUrl, { cacheDir });
    expect(first.last).toMatchObject({ type: 'failed', message: /remembered now: try again$/ });
    expect(commandsOf((await planAt(mock.baseUrl, { cacheDir })).last)).toEqual(COMMANDS);
    await mock.close();
  });

  it('are kept for the user only, in one whole file, and a broken file is no obstacle', async () => {
    const mock = await startMock({ refuses: ['json_schema'], rules: [{ reply: { json: REFERENCE } }] });
    writeFileSync(join(cacheDir, 'endpoints.json'), '{"endpoints": {"x": {"at": "never"');
    await planAt(mock.baseUrl, { cacheDir });
    expect(readdirSync(cacheDir)).toEqual(['endpoints.json']);
    expect(statSync(join(cacheDir, 'endpoints.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(cacheDir, 'endpoints.json'), 'utf8'))).toMatchObject({ version: 1 });
    await mock.close();
  });

  it('are tried anew after a week', async () => {
    const mock = await startMock({ rules: [{ reply: { json: REFERENCE } }] });
    const old = Date.now() - 8 * 24 * 3600 * 1000;
    writeFileSync(join(cacheDir, 'endpoints.json'), cacheText(mock.baseUrl, { format: 'text' }, old));
    await planAt(mock.baseUrl, { cacheDir });
    expect(formats(mock)).toEqual(['json_schema']);
    await mock.close();
  });
});

const cacheText = (baseUrl: string, capability: object, at = Date.now()) =>
  JSON.stringify({ version: 1, endpoints: { [`${baseUrl} mock-model`]: { at, capability } } });

describe('recovery', () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock();
  });
  afterAll(() => mock.close());
  beforeEach(() => mock.reset());

  it.each([
    '500',
    '503',
    'reset',
    'reset_early',
    'empty_choices',
    'error_200',
    'bad_chunk',
    'truncated',
  ] as const)('after one %s the answer of the second request is used', async (fault) => {
    mock.setRules([
      { times: 1, reply: { json: REFERENCE, fault, retryAfter: 0.01 } },
      { reply: { json: REFERENCE } },
    ]);
    const { last } = await planAt(mock.baseUrl);
    expect(commandsOf(last)).toEqual(COMMANDS);
    expect(mock.requests.length).toBe(2);
  });

  it('waits as long as Retry-After asks, and no longer than the deadline', async () => {
    mock.setRules([{ times: 1, reply: { fault: '429', retryAfter: 0.3 } }, { reply: { json: REFERENCE } }]);
    const started = performance.now();
    const { last } = await planAt(mock.baseUrl);
    expect(commandsOf(last)).toEqual(COMMANDS);
    expect(performance.now() - started).toBeGreaterThanOrEqual(290);

    mock.setRules([{ reply: { fault: '429', retryAfter: new Date(Date.now() + 3_600_000).toUTCString() } }]);
    const late = await planAt(mock.baseUrl);
    expect(late.last).toMatchObject({ type: 'failed' });
    expect((late.last as { message: string }).message).toMatch(/try again in 3\d{3} s/);
  });

  it('says that it waits', async () => {
    mock.setRules([{ times: 1, reply: { fault: '429', retryAfter: 1 } }, { reply: { json: REFERENCE } }]);
    const { events } = await planAt(mock.baseUrl);
    expect(notices(events)).toEqual([expect.stringMatching(/asks to wait 1 s/)]);
  });

  it('ends at the total deadline, whatever the endpoint does', async () => {
    mock.setRules([{ reply: { json: REFERENCE, tokenMs: 100, chunkChars: 1 } }]);
    const started = performance.now();
    const { last } = await planAt(mock.baseUrl, { deadlineMs: 250 });
    expect(last).toMatchObject({ type: 'failed', kind: 'planner' });
    expect((last as { message: string }).message).toMatch(/not done within 0.3 s.*--timeout/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('asks once more with what is wrong, then gives up', async () => {
    mock.setRules([{ reply: { json: { steps: [{ why: 'no command' }] } } }]);
    const { last } = await planAt(mock.baseUrl);
    expect(last).toMatchObject({ type: 'failed', kind: 'invalid-plan' });
    expect(mock.requests.length).toBe(2);
    const again = JSON.stringify(mock.requests[1]!.messages!.at(-1));
    expect(again).toMatch(/steps.0.command/);
    expect((last as { message: string }).message).toMatch(/steps.0.command/);
  });

  it('takes up an answer that was cut and goes on in the next one', async () => {
    const text = JSON.stringify(REFERENCE);
    mock.setRules([
      { times: 1, reply: { json: REFERENCE, fault: 'truncated' } },
      { reply: { text: text.slice(Math.ceil(text.length / 2)) } },
    ]);
    const { last } = await planAt(mock.baseUrl);
    expect(commandsOf(last)).toEqual(COMMANDS);
  });

  it('tells a server that is not there from one that fails', async () => {
    const { port, close } = await freePort();
    await close();
    const { last } = await planAt(`http://127.0.0.1:${port}/v1`);
    expect((last as { message: string }).message).toMatch(
      /cannot be reached: ECONNREFUSED: start the server/,
    );
  });

  it('says which key is wanted when there is none', async () => {
    const guarded = await startMock({ apiKey: 'other' });
    const { apiKey: _, ...rest } = endpointAt(guarded.baseUrl);
    const origin = { baseUrl: 'OPENAI_BASE_URL', model: '--model' };
    const { last } = await planAt(guarded.baseUrl, { endpoint: { ...rest, origin } });
    expect((last as { message: string }).message).toMatch(/wants a key \(401\): set OPENAI_API_KEY/);
    expect(guarded.log[0]?.headers.authorization).toBeUndefined();
    await guarded.close();
  });

  it("shows the endpoint's own words bounded, safe and without the key", async () => {
    const { apiKey } = endpointAt(mock.baseUrl);
    const evil = `\u001b]0;owned\u0007key ${apiKey} \u202e sk-abcdefghijklmnopqrstuvwx\nsecond line ${'x'.repeat(5000)}`;
    mock.setRules([{ reply: { fault: '403', message: evil } }]);
    const { message } = (await planAt(mock.baseUrl)).last as { message: string };
    expect(message).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(message).not.toContain(apiKey);
    expect(message).not.toContain('sk-abc');
    expect(message.length).toBeLessThan(400);
  });
});

async function freePort(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { port, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}
