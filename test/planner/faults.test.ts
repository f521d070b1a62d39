import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CapabilityCache, HOPEFUL } from '../../src/planner/capability.ts';
import type { Mock } from '../tools/mock-openai/server.ts';
import { FAULTS, type Fault, type Reply } from '../tools/mock-openai/types.ts';
import { startMock } from '../tools/mock-openai.ts';
import { KEY, planAt } from './endpoints.ts';
import { REFERENCE } from './samples.ts';

let mock: Mock;
/** A cache that knows of this endpoint that it cannot stream. */
let cacheDir: string;
beforeAll(async () => {
  mock = await startMock();
  cacheDir = mkdtempSync(join(tmpdir(), 'assent-faults-'));
  await new CapabilityCache(cacheDir).save(mock.baseUrl, 'mock-model', { ...HOPEFUL, stream: false });
});
afterAll(async () => {
  await mock.close();
  rmSync(cacheDir, { recursive: true });
});
beforeEach(() => mock.reset());

interface Case {
  readonly fault: Fault;
  readonly reply?: Partial<Reply>;
  /** What happened and what to do: both must be in the line. */
  readonly says: RegExp;
  readonly requests: number;
  readonly kind?: 'planner' | 'invalid-plan';
}

/** What cannot be mended ends in one line. */
const ENDS: readonly Case[] = [
  { fault: '400', says: /rejects the request \(400\).*--model/, requests: 3 },
  { fault: '401', says: /does not take the key from ASSENT_API_KEY \(401\): check it/, requests: 1 },
  { fault: '403', says: /does not let this key use mock-model \(403\).*--model/, requests: 1 },
  { fault: '404', says: /knows no model mock-model or no such address \(404\).*\/v1/, requests: 1 },
  { fault: '422', says: /rejects the request \(422\).*--model/, requests: 3 },
  { fault: '429', reply: { retryAfter: 0.01 }, says: /limits requests \(429\).*try again/, requests: 3 },
  { fault: '429', reply: { retryAfter: 3600 }, says: /try again in 3600 s/, requests: 1 },
  { fault: '500', says: /failed \(500\).*try again/, requests: 3 },
  { fault: '503', reply: { retryAfter: 0.01 }, says: /failed \(503\).*overloaded.*try again/, requests: 3 },
  { fault: 'html', says: /failed \(502\): 502 Bad Gateway: try again/, requests: 3 },
  { fault: 'html_200', says: /answers with a web page.*check ASSENT_BASE_URL/, requests: 1 },
  { fault: 'error_200', says: /failed: The server had an error.*try again/, requests: 3 },
  { fault: 'redirect', says: /points elsewhere \(307\): http:.*ASSENT_BASE_URL/, requests: 1 },
  { fault: 'hang', says: /no answer within 0.3 s.*--timeout/, requests: 1 },
  { fault: 'hang_stream', says: /stopped in the middle.*try again/, requests: 1 },
  { fault: 'reset', says: /broke the connection: try again/, requests: 3 },
  { fault: 'reset_early', says: /broke the connection: try again/, requests: 3 },
  { fault: 'truncated_body', says: /broke the connection: try again/, requests: 3 },
  { fault: 'malformed_body', says: /no chat completion: check/, requests: 3 },
  { fault: 'bad_chunk', says: /no chat completion: check/, requests: 3 },
  { fault: 'error_midstream', says: /failed: The server had an error.*try again/, requests: 3 },
  { fault: 'flood', says: /did not end: try again/, requests: 1 },
  { fault: 'empty_choices', says: /empty answer: try again/, requests: 3 },
  { fault: 'empty_content', says: /empty answer: try again/, requests: 3 },
  { fault: 'refusal', says: /declined: .*say it differently/, requests: 1 },
  { fault: 'truncated', says: /was cut off: raise/, requests: 2 },
  {
    fault: 'bad_args',
    reply: { tool: { name: 'plan', arguments: REFERENCE } },
    says: /no valid plan \(.*tool call.*\): say it differently/,
    requests: 2,
    kind: 'invalid-plan',
  },
  {
    fault: 'malformed',
    reply: { text: 'what is that' },
    says: /no valid plan .*say it differently/,
    requests: 2,
    kind: 'invalid-plan',
  },
];

/** What only reshapes an answer is read as it was meant. */
const MENDS: readonly { readonly fault: Fault; readonly reply?: Partial<Reply> }[] = [
  { fault: 'no_done' },
  { fault: 'drip', reply: { tokenMs: 1 } },
  { fault: 'malformed' },
  { fault: 'prose' },
  { fault: 'fence' },
  { fault: 'prose_fence' },
  { fault: 'bom' },
  { fault: 'unknown_tool', reply: { tool: { name: 'plan', arguments: REFERENCE } } },
];

describe('faults of an endpoint', () => {
  it('are all in the tables below', () => {
    const known = new Set([...ENDS, ...MENDS].map(({ fault }) => fault));
    expect(
      Object.values(FAULTS)
        .flat()
        .filter((fault) => !known.has(fault)),
    ).toEqual([]);
  });

  for (const streamed of [true, false]) {
    const how = streamed ? 'streamed' : 'whole';
    const plan = (fault: Fault) =>
      planAt(mock.baseUrl, {
        ...(streamed ? {} : { cacheDir }),
        // Only silence is worth waiting for.
        ...(/^hang/.test(fault) ? { firstByteMs: 300 } : {}),
      });
    // A few faults can only be told in a stream.
    const onlyStreamed = new Set<Fault>(['bad_chunk', 'flood']);
    it.each(ENDS.filter(({ fault }) => streamed || !onlyStreamed.has(fault)))(
      `$fault ends in one line (${how})`,
      async ({ fault, reply = {}, says, requests, kind = 'planner' }) => {
        const plain = reply.text === undefined && reply.tool === undefined ? { json: REFERENCE } : {};
        mock.setRules([{ reply: { ...plain, ...reply, fault } }]);
        const { events, last } = await plan(fault);
        expect(last).toMatchObject({ type: 'failed', kind });
        const { message } = last as { message: string };
        expect(message).toMatch(says);
        expect(message).not.toMatch(/[\n\r]/);
        expect(message.length).toBeLessThan(400);
        expect(message).not.toContain(KEY);
        expect(events.filter((event) => event.type === 'plan')).toEqual([]);
        expect(mock.requests.length).toBe(requests);
        expect(mock.requests.every((body) => (body.stream === true) === streamed)).toBe(true);
      },
    );
    it.each(MENDS)(`$fault is read as it was meant (${how})`, async ({ fault, reply = {} }) => {
      mock.setRules([{ reply: { ...(reply.tool ? {} : { json: REFERENCE }), ...reply, fault } }]);
      const { last } = await plan(fault);
      expect(last).toMatchObject({ type: 'plan', plan: { steps: [{ id: '1', ...REFERENCE.steps[0] }] } });
      expect(mock.requests.length).toBe(1);
    });
  }
});
