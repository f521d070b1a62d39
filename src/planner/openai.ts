import type { Plan } from '../plan/plan.ts';
import type { Planner, PlannerEvent, PlanRequest } from '../session/ports.ts';
import { CapabilityCache } from './capability.ts';
import type { Endpoint } from './endpoint.ts';
import { hostOf, shown } from './fault-text.ts';
import { PlanCall } from './plan-call.ts';
import type { Example } from './prompt.ts';

export interface OpenAiOptions {
  readonly endpoint: Endpoint;
  /** Folder for what was learned about endpoints; nothing is kept without it. */
  readonly cacheDir?: string;
  /** For one plan with all its requests and waits, in ms; 60 s. */
  readonly deadlineMs?: number;
  /** Longest wait for the first byte and longest silence after it, in ms; 20 s, or a third of a longer deadline. */
  readonly firstByteMs?: number;
  /** First pause before a failed request is repeated, in ms; 300, doubled each time. */
  readonly backoffMs?: number;
  /** Least time between two progress events, in ms; 40. */
  readonly progressMs?: number;
  /** Of sampling; 0 unless told. */
  readonly temperature?: number;
  /** Less to read for the model; by default where its name or its context says so. */
  readonly small?: boolean;
  /** Worked examples near a request, best first. */
  readonly examples?: (request: string) => Promise<readonly Example[]> | readonly Example[];
  /** A dry look at a valid plan: what is wrong with it in words for the model, or undefined. Must start nothing. */
  readonly check?: (plan: Plan) => Promise<string | undefined> | string | undefined;
  /** Asked before the first byte is sent; for local servers, whose port may have changed hands. */
  readonly mayUse?: () => Promise<boolean>;
}

const PLANNING_MS = 60_000;
const FIRST_BYTE_MS = 20_000;

/**
 * A planner over any OpenAI-compatible endpoint. One request in the good case, three at most; every way it can fail
 * ends in one `failed` event with a line that says what happened and what to do. When the caller's signal aborts, the
 * iteration throws its reason; nothing is left running in any case.
 */
export function createOpenAiPlanner(options: OpenAiOptions): Planner {
  const cache = new CapabilityCache(options.cacheDir);
  const deadlineMs = options.deadlineMs ?? PLANNING_MS;
  const firstByteMs = options.firstByteMs ?? Math.min(deadlineMs, Math.max(FIRST_BYTE_MS, deadlineMs / 3));
  return {
    name: `${shown(options.endpoint.model, 80)} via ${hostOf(options.endpoint.baseUrl)}`,
    async *plan(request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannerEvent, void> {
      signal.throwIfAborted();
      const call = new PlanCall({ ...options, deadlineMs, firstByteMs }, cache, request, signal);
      try {
        yield* call.run();
      } finally {
        call.close();
      }
    },
  };
}
