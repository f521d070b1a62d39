import { describe, expect, it } from 'vitest';
import type { Resolution } from '../../src/planner/endpoint.ts';
import { createPlanner } from '../../src/planner/ladder.ts';
import type { Planner } from '../../src/session/ports.ts';
import { startMock } from '../tools/mock-openai.ts';
import { endpointAt, FAST } from './endpoints.ts';
import { collect, REFERENCE, sampleRequest } from './samples.ts';

const stub = (name: string): Planner => ({
  name,
  async *plan() {
    yield { type: 'failed', kind: 'abstained', message: `${name} was asked` };
  },
});
const embedded = stub('embedded');
const managed = stub('managed');
const none: Resolution = { kind: 'embedded', why: 'nothing configured', notices: [] };
const ask = async (planner: Planner) =>
  (await collect(planner.plan(sampleRequest(), new AbortController().signal))).at(-1)!;

describe('the ladder of planners', () => {
  it('takes the first rung there is', async () => {
    const mock = await startMock({ rules: [{ reply: { json: REFERENCE } }] });
    const endpoint = endpointAt(mock.baseUrl);
    const used = createPlanner({
      resolution: { kind: 'use', endpoint, notices: [] },
      managed,
      embedded,
      ...FAST,
    });
    expect([used.kind, used.planner.name]).toEqual(['endpoint', `mock-model via 127.0.0.1:${mock.port}`]);
    expect(await ask(used.planner)).toMatchObject({
      type: 'plan',
      info: { kind: 'endpoint', model: 'mock-model' },
    });
    expect(createPlanner({ resolution: none, managed, embedded }).planner).toBe(managed);
    expect(createPlanner({ resolution: none, embedded }).planner).toBe(embedded);
    const offline: Resolution = { kind: 'embedded', why: 'offline', notices: [] };
    expect(createPlanner({ resolution: offline, managed, embedded }).planner).toBe(embedded);
    await mock.close();
  });

  it('never answers from another rung when the configured one fails', async () => {
    const mock = await startMock({ rules: [{ reply: { fault: '500' } }] });
    const resolution: Resolution = { kind: 'use', endpoint: endpointAt(mock.baseUrl), notices: [] };
    const { planner } = createPlanner({ resolution, managed, embedded, ...FAST });
    expect(await ask(planner)).toMatchObject({ type: 'failed', kind: 'planner' });
    await mock.close();
    expect(await ask(planner)).toMatchObject({ type: 'failed', kind: 'planner' });
  });

  it('says what is wrong with the settings instead of planning', async () => {
    const message = 'no model is known for http://a/v1';
    const { planner, kind } = createPlanner({
      resolution: { kind: 'failed', message, notices: [] },
      embedded,
    });
    expect(kind).toBe('failed');
    expect(await ask(planner)).toEqual({ type: 'failed', kind: 'config', message });
  });

  it('sends a local server nothing once its port belongs to somebody else', async () => {
    const mock = await startMock({ rules: [{ reply: { json: REFERENCE } }] });
    const { apiKey: _, ...endpoint } = endpointAt(mock.baseUrl, { kind: 'local' });
    const { planner } = createPlanner({
      resolution: { kind: 'use', endpoint, notices: [] },
      embedded,
      ...FAST,
    });
    expect(await ask(planner)).toMatchObject({ type: 'plan', info: { kind: 'local' } });
    expect(mock.requests.length).toBe(1);
    await mock.close();
    expect(await ask(planner)).toMatchObject({ type: 'failed' });
  });

  it('says which planner is active and where data goes', () => {
    const away = createPlanner({
      resolution: { kind: 'use', endpoint: endpointAt('https://models.example/v1'), notices: [] },
      embedded,
    });
    expect(away.says).toMatch(/mock-model via models\.example; .*sent there/);
    expect(createPlanner({ resolution: none, embedded }).says).toMatch(/embedded; nothing leaves/);
  });
});
