import { clearChanges, needsWord } from '../policy/clear.ts';
import type { EventBody } from './events.ts';
import type { RequestInput } from './handle.ts';
import type { PlanRun } from './plan-run.ts';
import type { ApprovalDecision, Ports } from './ports.ts';

/** The word a person types where a key is too little: protected paths, and files that gain their owner's rights. */
export const APPLY_WORD = 'apply';

/**
 * Makes exactly what the open preview of this plan showed. True when it was made: the plan is done. Otherwise
 * `run.changed` says why not, and the plan is asked about again.
 */
export async function* applyPreviewed(
  run: PlanRun,
  decision: Extract<ApprovalDecision, { kind: 'apply' }>,
  input: RequestInput,
  ports: Ports,
): AsyncGenerator<EventBody, boolean> {
  const verdict = await ports.changes?.verdict(run.hash);
  if (!ports.changes || !verdict) {
    run.changed = 'there is no preview of this plan to apply';
    return false;
  }
  yield { type: 'verdict', planHash: run.hash, verdict };
  const cleared = clearChanges(verdict, decision.by, decision.typed, input.grants);
  if (!cleared) {
    run.changed =
      verdict.verdict === 'deny'
        ? `these changes are denied: ${verdict.reason}`
        : needsWord(verdict)
          ? `these changes were not applied: ${verdict.reason}; that takes the word ${APPLY_WORD}`
          : `these changes were not applied: ${verdict.reason}`;
    return false;
  }
  const label = run
    .remaining()
    .steps.map(({ command }) => command)
    .join('\n');
  const applied = await ports.changes.apply(cleared, label);
  yield { type: 'applied', planHash: run.hash, ...applied };
  if (applied.refused.length === 0) return true;
  const [first, ...more] = applied.refused;
  run.changed = `nothing was applied: ${first!.path === '' ? '' : `${first!.path}: `}${first!.reason}${more.length > 0 ? `, and ${more.length} more` : ''}`;
  return false;
}
