import type { Plan } from '../../plan/plan.ts';
import type { PlannerInfo } from '../../session/events.ts';

/** `!command`: the person's own text, judged and asked about like any plan. */
export function directPlan(text: string): { readonly plan: Plan; readonly info: PlannerInfo } {
  const command = text.trim();
  return {
    plan: { version: 1, goal: '', steps: [{ id: '1', command, why: '' }] },
    info: { kind: 'direct', model: 'you', ms: 0 },
  };
}
