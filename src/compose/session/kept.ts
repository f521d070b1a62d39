import type { Plan } from '../../plan/plan.ts';
import type { LastResult } from '../../session/context.ts';
import type { Event } from '../../session/events.ts';
import type { Turn } from '../../session/ports.ts';

/** What history and the next plan are told of one request. */
export class Kept {
  readonly #request: string;
  #plan: Plan | null = null;
  #planner: string | undefined;
  #ended: { outcome: Extract<Event, { type: 'ended' }>['outcome']; exitCode: number } = {
    outcome: 'error',
    exitCode: 125,
  };
  readonly #codes: Record<string, number | null> = {};
  readonly #tails = new Map<string, string>();
  #failedStep: string | undefined;

  constructor(request: string) {
    this.#request = request;
  }

  add(event: Event): void {
    if (event.type === 'plan') {
      this.#plan = event.plan;
      this.#planner = event.planner.model;
    } else if (event.type === 'output' && event.stream === 'stderr') {
      const tail = (this.#tails.get(event.stepId) ?? '') + Buffer.from(event.data).toString('utf8');
      this.#tails.set(event.stepId, tail.slice(-2000));
    } else if (event.type === 'step-ended') {
      this.#codes[event.stepId] = event.exitCode;
      this.#failedStep = event.exitCode === 0 ? undefined : event.stepId;
    } else if (event.type === 'ended') this.#ended = { outcome: event.outcome, exitCode: event.exitCode };
  }

  failure(): { readonly request: string; readonly turn: Turn } | undefined {
    const stepId = this.#failedStep;
    if (!this.#plan || stepId === undefined) return undefined;
    const stderrTail = this.#tails.get(stepId) ?? '';
    return {
      request: this.#request,
      turn: { kind: 'failed', plan: this.#plan, stepId, exitCode: this.#codes[stepId] ?? null, stderrTail },
    };
  }

  entry(planner: string) {
    const results: LastResult[] = (this.#plan?.steps ?? [])
      .filter((step) => Object.hasOwn(this.#codes, step.id))
      .map((step) => ({
        request: this.#request,
        command: step.command,
        exitCode: this.#codes[step.id] ?? null,
      }));
    return {
      request: this.#request,
      plan: this.#plan,
      ...this.#ended,
      planner: this.#planner ?? planner,
      codes: this.#codes,
      results,
    };
  }
}
