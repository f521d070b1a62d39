import type { Endpoint } from '../../src/planner/endpoint.ts';
import { createOpenAiPlanner, type OpenAiOptions } from '../../src/planner/openai.ts';
import type { PlannerEvent, PlanRequest } from '../../src/session/ports.ts';
import { collect, sampleRequest } from './samples.ts';

export const KEY = 'zk-93f1c0ffee-not-a-known-shape';

export function endpointAt(baseUrl: string, changes: Partial<Endpoint> = {}): Endpoint {
  return {
    kind: 'endpoint',
    baseUrl,
    model: 'mock-model',
    apiKey: KEY,
    origin: { baseUrl: 'ASSENT_BASE_URL', model: 'ASSENT_MODEL', apiKey: 'ASSENT_API_KEY' },
    ...changes,
  };
}

/** Short waits, so that a test of a failure takes milliseconds. */
export const FAST = { deadlineMs: 10_000, firstByteMs: 3000, backoffMs: 2, progressMs: 0 } as const;

/** One plan from a planner at that address; the last event says how it ended. */
export async function planAt(
  baseUrl: string,
  options: Partial<OpenAiOptions> & {
    readonly request?: Partial<PlanRequest>;
    readonly signal?: AbortSignal;
  } = {},
): Promise<{ readonly events: PlannerEvent[]; readonly last: PlannerEvent }> {
  const { request, signal, ...rest } = options;
  const planner = createOpenAiPlanner({ endpoint: endpointAt(baseUrl), ...FAST, ...rest });
  const events = await collect(planner.plan(sampleRequest(request), signal ?? new AbortController().signal));
  return { events, last: events.at(-1)! };
}

/** The commands of the plan a planner ended with; fails loudly when it did not. */
export function commandsOf(last: PlannerEvent): string[] {
  if (last.type !== 'plan') throw new Error(`no plan but ${JSON.stringify(last)}`);
  return last.plan.steps.map((step) => step.command);
}

export const notices = (events: readonly PlannerEvent[]) =>
  events.flatMap((event) => (event.type === 'notice' ? [event.text] : []));
