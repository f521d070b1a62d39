import { monotonicMs } from '../../plan/clock.ts';
import type { Plan } from '../../plan/plan.ts';
import { redact } from '../../plan/redact.ts';
import { modelPlanSchema } from '../../plan/schema.ts';
import type { PlannerInfo } from '../../session/events.ts';
import type { Planner, PlannerEvent, PlanRequest } from '../../session/ports.ts';
import { buildPrompt, type Example } from '../prompt.ts';
import { readAnswer } from '../read-answer.ts';
import { Engine, type EngineOptions } from './engine.ts';

export interface ManagedOptions extends EngineOptions {
  readonly name: string;
  /** For one plan, in ms. */
  readonly deadlineMs: number;
  readonly examples?: (request: string) => readonly Example[];
  readonly check?: (plan: Plan) => string | undefined;
}

/** A planner over a model in this process; nothing leaves the machine. The grammar allows only what the schema says. */
export function createManagedPlanner(options: ManagedOptions): Planner & { unload(): Promise<void> } {
  const engine = new Engine(options);
  return {
    name: `${options.name} on this machine`,
    unload: () => engine.unload(),
    async *plan(request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannerEvent, void> {
      const started = monotonicMs();
      const info = (): PlannerInfo => ({
        kind: 'managed',
        model: options.name,
        ms: Math.round(monotonicMs() - started),
        promptHash: prompt.promptHash,
      });
      const prompt = buildPrompt(request, {
        small: true,
        examples: options.examples?.(request.request) ?? [],
      });
      const deadline = AbortSignal.timeout(options.deadlineMs);
      let text: string;
      try {
        text = await engine.complete(
          prompt.messages,
          modelPlanSchema(),
          AbortSignal.any([signal, deadline]),
          () => undefined,
        );
      } catch (error) {
        signal.throwIfAborted();
        yield {
          type: 'failed',
          kind: deadline.aborted ? 'timeout' : 'planner',
          message: whyNot(error, options),
          info: info(),
        };
        return;
      }
      const reading = readAnswer(
        { text, calls: [], refusal: '', finish: 'stop', reasoned: false },
        {
          goal: redact(request.request).slice(0, 200).toWellFormed(),
          tools: request.context.system.tools,
          previous: undefined,
        },
      );
      if (!reading.ok) {
        const message = `${options.name} gave no valid plan (${reading.message}): say it differently, or plan with --offline`;
        yield { type: 'failed', kind: 'invalid-plan', message, info: info() };
        return;
      }
      const objection = options.check?.(reading.plan);
      if (objection !== undefined) yield { type: 'notice', level: 'warning', text: objection };
      yield { type: 'plan', plan: reading.plan, info: info() };
    },
  };
}

function whyNot(error: unknown, { name, deadlineMs, file }: ManagedOptions): string {
  if (/MODULE_NOT_FOUND$/.test((error as { code?: string }).code ?? ''))
    return `${name} needs its engine: npm install -g node-llama-cpp (beside assent), or plan with --offline`;
  if ((error as Error).name === 'TimeoutError')
    return `${name} took longer than ${Math.round(deadlineMs / 1000)} s: raise planning.timeout, or use a smaller model`;
  const reason = error instanceof Error ? error.message : String(error);
  return `${name} could not be used (${reason.split('\n')[0]}): check ${file}, or install it again with: assent model install`;
}
