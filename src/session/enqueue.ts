import type { Schedule, Step } from '../plan/plan.ts';
import { boundIn } from '../policy/binds.ts';
import type { Approval } from '../policy/types.ts';
import type { EventBody } from './events.ts';
import type { RequestInput } from './handle.ts';
import type { PlanRun } from './plan-run.ts';
import type { Ports } from './ports.ts';

/** What of one plan went to the queue. */
export class Queued {
  /** By step id. */
  readonly jobs = new Map<string, number>();
  /** The step that the next one follows; a background step is nobody's predecessor. */
  last: string | undefined;
}

/**
 * Whether a step goes to the queue: the person said so for the whole request, the plan gives it a schedule, it is to
 * run in the background, or the step before it waits there.
 */
export function isForQueue(step: Step, input: RequestInput, queued: Queued, ports: Ports): boolean {
  if (!ports.queue) return false;
  const asked = input.queue !== undefined || step.schedule !== undefined || step.background === true;
  return asked || queued.last !== undefined;
}

/** Puts an approved step in the queue. Its record is on the disk before it can start. */
export async function* enqueue(
  step: Step,
  run: PlanRun,
  by: Approval['by'],
  input: RequestInput,
  ports: Ports,
  tainted: readonly string[],
  queued: Queued,
): AsyncGenerator<EventBody, void> {
  const queue = ports.queue!;
  const { auto, yes, named } = input.grants;
  const schedule = scheduleOf(step, input, queued);
  const approved = { planHash: run.hash, cwd: ports.executor.cwd, schedule };
  const approval: Approval = { planHash: run.hash, stepId: step.id, by };
  const job = await queue.submit({ ...approved, plan: run.plan, step, approval, jobs: queued.jobs });
  yield {
    type: 'step-queued',
    stepId: step.id,
    job,
    ...approved,
    command: step.command,
    verdict: run.verdicts.get(step.id)!,
    bound: boundIn(run.verdicts.get(step.id)!),
    by,
    grants: { auto, yes, named: [...named] },
    tainted,
  };
  run.begin(step);
  queued.jobs.set(step.id, job);
  if (!step.background) queued.last = step.id;
  await queue.release(job);
}

/** The request's schedule over the step's; what says nothing else follows the step queued before it. */
function scheduleOf(step: Step, input: RequestInput, queued: Queued): Schedule {
  const { after, ...rest } = { ...step.schedule, ...input.queue };
  const before = step.schedule?.after ?? queued.last ?? after;
  return before === undefined ? rest : { ...rest, after: before };
}
