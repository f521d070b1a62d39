import type { Planner, PlannerEvent, PlanRequest } from '../session/ports.ts';
import { mayUseLocal } from './discover.ts';
import type { Resolution } from './endpoint.ts';
import { createOpenAiPlanner, type OpenAiOptions } from './openai.ts';
import { withVote } from './vote.ts';

export interface LadderOptions extends Omit<OpenAiOptions, 'endpoint' | 'mayUse'> {
  readonly resolution: Resolution;
  /** A local model assent itself runs, once the person installed one. */
  readonly managed?: Planner;
  readonly embedded: Planner;
  /** Answers asked for each plan; 1 unless told. */
  readonly votes?: number;
}

export interface Rung {
  readonly planner: Planner;
  readonly kind: 'endpoint' | 'local' | 'managed' | 'embedded' | 'failed';
  /** One line for the first start: which planner is active and where data goes. */
  readonly says: string;
}

/**
 * Configured endpoint, accepted local server, managed model, embedded planner: the first there is. Only what is not
 * configured falls through; a configured endpoint that fails says so and nothing else answers in its place.
 */
export function createPlanner(options: LadderOptions): Rung {
  const { resolution, managed, embedded, votes = 1, ...rest } = options;
  if (resolution.kind === 'failed')
    return { planner: failing(resolution.message), kind: 'failed', says: resolution.message };
  if (resolution.kind === 'use') {
    const { endpoint } = resolution;
    const local = endpoint.kind === 'local';
    const sample = (temperature: number) =>
      createOpenAiPlanner({
        ...rest,
        endpoint,
        temperature,
        ...(local ? { mayUse: () => mayUseLocal(endpoint.baseUrl) } : {}),
      });
    const planner =
      votes > 1
        ? withVote([sample(0), ...Array.from({ length: votes - 1 }, () => sample(VOTE_TEMPERATURE))])
        : sample(0);
    const where = local ? 'on this machine' : 'requests and a description of the folder are sent there';
    return { planner, kind: endpoint.kind, says: `planner: ${planner.name}; ${where}` };
  }
  if (managed && resolution.why !== 'offline')
    return {
      planner: managed,
      kind: 'managed',
      says: `planner: ${managed.name}; nothing leaves this machine`,
    };
  return {
    planner: embedded,
    kind: 'embedded',
    says: `planner: ${embedded.name}; nothing leaves this machine`,
  };
}

/** Other answers than the first must be able to differ from it. */
const VOTE_TEMPERATURE = 0.7;

/** A planner that cannot be used says why instead of planning. */
function failing(message: string): Planner {
  return {
    name: 'none',
    async *plan(_request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannerEvent, void> {
      signal.throwIfAborted();
      yield { type: 'failed', kind: 'config', message };
    },
  };
}
