import type { Plan, Step } from '../plan/plan.ts';
import type { Approval } from '../policy/types.ts';
import type { Submission } from './job.ts';

export interface Approved {
  readonly plan: Plan;
  readonly planHash: string;
  readonly approval: Approval;
  readonly cwd: string;
}

/**
 * The queue entry for an approved step with its schedule. `jobs` names the jobs of earlier steps of the plan by step id,
 * for `after` may name a step or a job. Throws with one line for a person when the schedule makes no sense.
 */
export function submissionOf(step: Step, approved: Approved, jobs: ReadonlyMap<string, number>): Submission {
  const { after, at, whenIdle, priority } = step.schedule ?? {};
  const job = after === undefined ? undefined : (jobs.get(after) ?? numberOf(after));
  if (after !== undefined && job === undefined)
    throw new Error(`step ${step.id} waits for "${after}", which is neither a job nor an earlier step`);
  const notBefore = at === undefined ? undefined : Date.parse(at);
  if (Number.isNaN(notBefore))
    throw new Error(`step ${step.id} waits until "${at}", which is no ISO 8601 time`);
  return {
    step,
    ...approved,
    ...(job === undefined ? {} : { after: [job] }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(whenIdle ? { whenIdle } : {}),
    ...(priority === undefined ? {} : { priority }),
  };
}

const numberOf = (text: string) => (/^#?\d{1,15}$/.test(text) ? Number(text.replace('#', '')) : undefined);
