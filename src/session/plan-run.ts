import type { Plan, Step } from '../plan/plan.ts';
import type { Verdict } from '../policy/types.ts';

/** Where one judged plan stands: what is undecided, what ran, how the last step ended. */
export class PlanRun {
  readonly plan: Plan;
  readonly hash: string;
  readonly verdicts: Map<string, Verdict>;
  readonly ran: Step[] = [];
  /** Steps that are to run outside the sandbox. */
  readonly outside = new Set<string>();
  pending: string[];
  started = 0;
  /** Exit code of the last step that ran, as bash gives it. */
  last = 0;
  changed: string | undefined;

  constructor(plan: Plan, hash: string, verdicts: Map<string, Verdict>) {
    this.plan = plan;
    this.hash = hash;
    this.verdicts = verdicts;
    this.pending = plan.steps.map((step) => step.id);
  }

  /** The steps to run now: pending and chosen, in the plan's order. */
  chosen(ids: readonly string[]): readonly Step[] {
    this.changed = undefined;
    return this.plan.steps.filter((step) => this.pending.includes(step.id) && ids.includes(step.id));
  }

  /** The chosen steps that run only when the plan fails after it has changed something. */
  rollback(ids: readonly string[]): readonly Step[] {
    return this.chosen(ids).filter(({ role }) => role === 'rollback');
  }

  /** Nothing else is open: there is nothing to take back any more. */
  get onlyRollbackIsLeft(): boolean {
    return this.plan.steps.every(({ id, role }) => role === 'rollback' || !this.pending.includes(id));
  }

  denied(ids: readonly string[]): readonly Verdict[] {
    const open = [...this.verdicts.values()].filter((verdict) => this.pending.includes(verdict.id));
    return open.filter((verdict) => verdict.verdict === 'deny' && ids.includes(verdict.id));
  }

  skip(id: string): void {
    this.pending = this.pending.filter((other) => other !== id);
  }

  begin(step: Step): void {
    this.started++;
    this.skip(step.id);
  }

  end(step: Step, code: number): void {
    this.ran.push(step);
    this.last = code;
  }

  /** The plan as it is still open: what ran is not planned, judged or run again after an edit. */
  remaining(): Plan {
    return { ...this.plan, steps: this.plan.steps.filter((step) => this.pending.includes(step.id)) };
  }
}
