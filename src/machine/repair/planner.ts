import { monotonicMs } from '../../plan/clock.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Context } from '../../session/context.ts';
import type { Planner, PlannerEvent, PlanRequest, Turn } from '../../session/ports.ts';
import type { RepairWorld } from './failure.ts';
import { readWorld } from './read-world.ts';
import { repairFor } from './repair.ts';

type Failed = Extract<Turn, { kind: 'failed' }>;

/** Repairs by rule what failed last, and leaves every other request to the planner behind it. */
export function withRepairRules(planner: Planner, worldOf = worldFrom): Planner {
  return {
    name: planner.name,
    async *plan(request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannerEvent> {
      const started = monotonicMs();
      const turn = request.turns.findLast(({ kind }) => kind !== 'evidence');
      if (turn?.kind !== 'failed') return yield* planner.plan(request, signal);
      const plan = repairOf(turn, worldOf(request.context));
      if (!plan || isTried(plan, request.turns)) {
        yield {
          type: 'failed',
          kind: 'abstained',
          message: plan
            ? 'the repair that is known for this did not help; connect a model, or look at its output yourself'
            : 'no known repair fits this failure; connect a model with --endpoint URL --model NAME, or ASSENT_BASE_URL and ASSENT_MODEL',
        };
        return;
      }
      const ms = Math.round((monotonicMs() - started) * 10) / 10;
      yield { type: 'plan', plan, info: { kind: 'embedded', model: 'repair rules', ms } };
    },
  };
}

function repairOf(turn: Failed, world: RepairWorld): Plan | undefined {
  const command = turn.plan.steps.find(({ id }) => id === turn.stepId)?.command;
  return command === undefined
    ? undefined
    : repairFor({ command, exitCode: turn.exitCode, stderr: turn.stderrTail }, world);
}

const commandsOf = ({ steps }: Plan) => steps.map(({ command }) => command).join('\0');

/** The same steps once more would fail once more. */
const isTried = (plan: Plan, turns: readonly Turn[]) =>
  turns.some((turn) => turn.kind === 'failed' && commandsOf(turn.plan) === commandsOf(plan));

const worldFrom = ({ cwd, home, system }: Context): RepairWorld =>
  readWorld({ cwd, home, packageManager: system.packageManager });
