import type { Step } from '../plan/plan.ts';
import type { Verdict } from '../policy/types.ts';
import type { JudgePort } from '../session/ports.ts';

const RULE = 'builtin:diagnosis';

/**
 * The judge of a diagnosis: what the policy allows and what only reads keeps its verdict, everything else is denied,
 * whoever planned it. A deny is never cleared, so it cannot run, not even by a person's yes.
 */
export function readOnlyJudge(judge: JudgePort): JudgePort {
  return {
    async judge(steps, options) {
      const verdicts = await judge.judge(steps, { ...options, sandbox: 'never' });
      return verdicts.map((verdict) => {
        const step = steps.find(({ id }) => id === verdict.id);
        const why = step === undefined ? 'is not known' : whyNot(step, verdict);
        if (why === undefined || verdict.verdict === 'deny') return verdict;
        const { asks: _, ...rest } = verdict;
        return { ...rest, verdict: 'deny', rule: RULE, reason: `a diagnosis only reads, and this ${why}` };
      });
    },
  };
}

/** Undefined for a step that may run. */
function whyNot(step: Step, verdict: Verdict): string | undefined {
  if (step.interactive || step.background || step.schedule || step.target !== undefined)
    return 'does not simply run and end';
  const other = verdict.effects.find(({ kind }) => kind !== 'read');
  if (other) return `has another effect: ${[other.kind, other.target].filter(Boolean).join(' ')}`;
  return verdict.verdict === 'allow' ? undefined : `is not allowed unasked: ${verdict.reason}`;
}
