import type { Step } from '../plan/plan.ts';
import { rebound } from '../policy/binds.ts';
import type { Approval } from '../policy/types.ts';
import { changes, worsened } from './consent.ts';
import type { EventBody, StepResult } from './events.ts';
import { stepCode } from './exit.ts';
import type { RequestInput } from './handle.ts';
import { launch } from './launch.ts';
import type { PlanRun } from './plan-run.ts';
import type { Ports } from './ports.ts';

/**
 * Facts are taken and the step judged again right before it starts: what step 1 made, step 2 may use, and a swap is
 * noticed. A new effect or a worse verdict goes back to whoever approves.
 */
export async function* start(
  step: Step,
  run: PlanRun,
  by: Approval['by'],
  input: RequestInput,
  ports: Ports,
  tainted: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<EventBody, StepResult | 'asked-again' | 'refused'> {
  const { executor } = ports;
  const approved = run.verdicts.get(step.id)!;
  const [now] = await ports.judge.judge([step], {
    cwd: executor.cwd,
    tainted,
    stdin: run.started === 0 ? input.stdin : 'none',
    ran: run.ran,
    ...(run.outside.has(step.id) ? { sandbox: 'never' } : { grants: input.grants }),
    last: true,
  });
  if (!now) return 'refused';
  const change = worsened(approved, now);
  if (change !== undefined) {
    run.verdicts.set(step.id, now);
    yield { type: 'verdict', planHash: run.hash, verdict: now, recheck: true };
    if (now.verdict === 'deny') return 'refused';
    run.changed = `step ${step.id} changed since you approved it: ${change}`;
    yield { type: 'notice', level: 'warning', text: run.changed };
    return 'asked-again';
  }
  const result = yield* launch(step, now, { run, by, planHash: run.hash, input, ports, signal });
  if (result !== 'refused' && changes(now)) await rebase(run, ports, tainted);
  return result;
}

/** What an approved step changed is no swap: the steps after it are held to the world as it left it. */
async function rebase(run: PlanRun, ports: Ports, tainted: readonly string[]): Promise<void> {
  const rest = run.remaining().steps;
  if (rest.length === 0) return;
  const options = { cwd: ports.executor.cwd, tainted, stdin: 'none', ran: run.ran } as const;
  for (const newer of await ports.judge.judge(rest, options)) {
    const approved = run.verdicts.get(newer.id);
    if (approved) run.verdicts.set(newer.id, rebound(approved, newer));
  }
}

/** What was approved to be taken back is, once a change was made and the plan then failed; in the plan's order. */
export async function* rollBack(
  steps: readonly Step[],
  run: PlanRun,
  by: Approval['by'],
  input: RequestInput,
  ports: Ports,
  tainted: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<EventBody, void> {
  if (!run.ran.some(({ role }) => role === 'change')) return;
  for (const step of steps) {
    yield { type: 'notice', level: 'info', text: `step ${step.id} takes back what was changed` };
    const result = yield* start(step, run, by, input, ports, tainted, signal);
    if (typeof result === 'string' || stepCode(result) !== 0) {
      const text = `step ${step.id} did not take it back; look at what the plan has changed`;
      yield { type: 'notice', level: 'warning', text };
      return;
    }
  }
}
