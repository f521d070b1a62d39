import { decisionByFlags } from './consent.ts';
import type { EventBody } from './events.ts';
import type { RequestInput } from './handle.ts';
import type { PlanRun } from './plan-run.ts';
import type { ApprovalDecision, Ports } from './ports.ts';

/** Flags decide where they can; a deny in an all-or-nothing plan refuses it; otherwise somebody is asked. */
export async function decide(
  run: PlanRun,
  input: RequestInput,
  ports: Ports,
  signal: AbortSignal,
): Promise<ApprovalDecision> {
  const open = run.pending.map((id) => run.verdicts.get(id)!);
  const denied = open.find((verdict) => verdict.verdict === 'deny');
  if (denied && input.allOrNothing)
    return { kind: 'reject', by: 'policy', reason: `denied by ${denied.rule}: ${denied.reason}` };
  const byFlags =
    run.changed === undefined && !input.applyOnly ? decisionByFlags(open, input.grants) : undefined;
  if (byFlags) return byFlags;
  return ports.approval.approve(
    {
      plan: run.plan,
      planHash: run.hash,
      verdicts: [...run.verdicts.values()],
      pending: run.pending,
      ...(run.changed === undefined ? {} : { changed: run.changed }),
    },
    signal,
  );
}

/** What was decided, as the record keeps it: an event for each step it speaks of. */
export async function* approvals(run: PlanRun, decision: ApprovalDecision): AsyncGenerator<EventBody, void> {
  const base = { type: 'approval', planHash: run.hash, by: decision.by } as const;
  if (decision.kind === 'run') {
    for (const stepId of decision.run) yield { ...base, decision: 'run', stepId };
    for (const stepId of decision.skip) yield { ...base, decision: 'skip', stepId };
  } else if (decision.kind === 'edit')
    yield { ...base, decision: 'edit', stepId: decision.stepId, detail: decision.command };
  else if (decision.kind === 'revise') yield { ...base, decision: 'revise', detail: decision.reply };
  else if (decision.kind === 'reject')
    yield {
      ...base,
      decision: 'reject',
      ...(decision.reason === undefined ? {} : { detail: decision.reason }),
    };
  else if (decision.kind === 'outside') yield { ...base, decision: 'outside', stepId: decision.stepId };
  else yield { ...base, decision: decision.kind };
}
