import { planHash } from '../plan/hash.ts';
import type { Step } from '../plan/plan.ts';
import { worsened } from './consent.ts';
import type { EventBody, StepResult } from './events.ts';
import { stepCode } from './exit.ts';
import { type Launch, launch } from './launch.ts';
import type { ApprovalRequest } from './ports.ts';

/** What a failed step was missing; the one thing that is different when it runs again. */
export type Missing = 'terminal' | 'sandbox';

const SAYS: Readonly<Record<Missing, (id: string) => string>> = {
  terminal: (id) => `step ${id} wants the terminal and had none`,
  sandbox: (id) =>
    `step ${id} failed in the sandbox, which may have kept it from what it needs: it has no network, no sockets, no secrets, and little it may write`,
};

/**
 * Offers a failed step once more with what it was missing: the terminal, or a run outside the sandbox. For that it is
 * judged anew, and only a person's yes starts it. Returns the result that counts.
 */
export async function* again(
  step: Step,
  result: StepResult,
  {
    run,
    input,
    ports,
    tainted,
    signal,
  }: Omit<Launch, 'by' | 'planHash'> & { readonly tainted: readonly string[] },
): AsyncGenerator<EventBody, StepResult | 'refused'> {
  const missing = missingFor(step, result);
  const fed = run.started === 1 && input.stdin === 'data';
  if (!missing || fed || signal.aborted) return result;
  const text = SAYS[missing](step.id);
  if (!ports.approval.asksAgain?.()) {
    yield {
      type: 'notice',
      level: 'warning',
      text: missing === 'sandbox' ? `${text}; outside it, it asks` : text,
    };
    return result;
  }
  const retry: Step = missing === 'terminal' ? { ...step, interactive: true } : step;
  const plan = { ...run.plan, steps: [retry] };
  const hash = planHash(plan);
  const options = {
    cwd: ports.executor.cwd,
    tainted,
    stdin: 'none',
    ran: run.ran.slice(0, -1),
    sandbox: 'never',
  } as const;
  const [verdict] = await ports.judge.judge([retry], options);
  if (!verdict || verdict.verdict === 'deny' || verdict.sandboxed) return result;
  yield { type: 'verdict', planHash: hash, verdict, recheck: true };
  const request: ApprovalRequest = {
    plan,
    planHash: hash,
    verdicts: [verdict],
    pending: [step.id],
    changed: text,
    again: missing,
  };
  const decision = await ports.approval.approve(request, signal);
  const { by } = decision;
  const yes = decision.kind === 'run' && decision.run.includes(step.id) && by !== 'nobody';
  yield { type: 'approval', planHash: hash, decision: yes ? 'run' : 'reject', stepId: step.id, by };
  if (!yes) return result;
  const [now] = await ports.judge.judge([retry], { ...options, last: true });
  const change = now ? worsened(verdict, now) : 'it could not be judged again';
  if (!now || change !== undefined) {
    yield {
      type: 'notice',
      level: 'warning',
      text: `step ${step.id} changed since you approved it: ${change}; it was not run again`,
    };
    return result;
  }
  return yield* launch(retry, now, { run, by, planHash: hash, input, ports, signal });
}

function missingFor(step: Step, result: StepResult): Missing | undefined {
  if (stepCode(result) === 0 || result.cancelled || result.timedOut || step.background) return undefined;
  if (result.wantsTerminal && !step.interactive) return 'terminal';
  return result.sandboxStopped ? 'sandbox' : undefined;
}
