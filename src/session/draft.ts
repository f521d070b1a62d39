import { planHash } from '../plan/hash.ts';
import type { Plan } from '../plan/plan.ts';
import { needsTerminal } from '../plan/terminal.ts';
import { expandAliases } from '../policy/aliases.ts';
import type { Context } from './context.ts';
import type { EventBody, FailureKind, Outcome } from './events.ts';
import { EXIT, failureCode } from './exit.ts';
import type { Ending, RequestInput } from './handle.ts';
import type { Ports, Turn } from './ports.ts';

export interface Draft {
  readonly plan: Plan;
  readonly tainted: readonly string[];
}

/** Context and plan. A saved plan replaces both, but is judged like any other. */
export async function* draft(
  input: RequestInput,
  ports: Ports,
  turns: readonly Turn[],
  revision: number,
  signal: AbortSignal,
): AsyncGenerator<EventBody, Draft | { ending: Ending }> {
  if (input.saved && revision === 0) {
    const { info } = input.saved;
    const typed = info.kind === 'direct' ? withAliases(input.saved.plan, ports.executor.aliases) : undefined;
    for (const text of typed?.notices ?? []) yield { type: 'notice', level: 'info', text };
    const plan = withTerminals(typed?.plan ?? input.saved.plan, input);
    yield { type: 'plan', plan, planHash: planHash(plan), planner: info, tainted: [], revision };
    return { plan, tainted: [] };
  }
  const context = await ports.context.gather(signal);
  const tainted = taintOf(context, turns);
  yield { type: 'context', bytes: JSON.stringify(context).length, tainted };
  const asked = {
    request: input.request,
    context,
    turns,
    ...(input.purpose ? { purpose: input.purpose } : {}),
  };
  for await (const event of ports.planner.plan(asked, signal)) {
    if (event.type === 'progress')
      yield { type: 'plan-progress', partial: event.partial, receivedBytes: event.receivedBytes };
    else if (event.type === 'notice') yield event;
    else if (event.type === 'failed')
      return { ending: yield* fail(event.kind, event.message, event.examples) };
    else {
      const plan = withTerminals(event.plan, input);
      yield { type: 'plan', plan, planHash: planHash(plan), planner: event.info, tainted, revision };
      if (plan.answer !== undefined) return { ending: { outcome: 'answered', exitCode: EXIT.ok } };
      if (plan.question !== undefined) return { ending: { outcome: 'question', exitCode: EXIT.failed } };
      return { plan, tainted };
    }
  }
  return {
    ending: yield* fail(
      'planner',
      'the planner ended without an answer; try again, or name another with --model',
    ),
  };
}

function taintOf(context: Context, turns: readonly Turn[]): readonly string[] {
  const tainted: string[] = [];
  if (context.stdinSample !== undefined) tainted.push('piped stdin');
  if (
    context.lastResults.some((result) => result.stderrTail) ||
    turns.some((turn) => turn.kind === 'failed' && turn.stderrTail)
  )
    tainted.push('command output');
  for (const turn of turns)
    if (turn.kind === 'evidence' && !tainted.includes(turn.source)) tainted.push(turn.source);
  return tainted;
}

async function* fail(
  kind: FailureKind,
  message: string,
  examples?: readonly string[],
): AsyncGenerator<EventBody, Ending> {
  yield { type: 'failed', kind, message, ...(examples?.length ? { examples } : {}) };
  const outcome: Outcome =
    kind === 'abstained'
      ? 'abstained'
      : kind === 'timeout'
        ? 'timeout'
        : kind === 'refused'
          ? 'refused'
          : 'error';
  return { outcome, exitCode: failureCode(kind) };
}

/** What a person typed, with the aliases in it written out: the judge and the person see what bash will. */
function withAliases(plan: Plan, aliases: Ports['executor']['aliases'] = new Map()) {
  const notices: string[] = [];
  const steps = plan.steps.map((step) => {
    const { text, used } = expandAliases(step.command, aliases);
    for (const name of used) notices.push(`${name} is an alias here for: ${aliases.get(name)}`);
    return used.length > 0 ? { ...step, command: text } : step;
  });
  return { plan: { ...plan, steps }, notices };
}

/**
 * Steps of which nobody said whether they need the terminal get what their program is known for; where the output is
 * wanted in a file or a pipe none does, for it would go to the screen.
 */
function withTerminals(plan: Plan, { io }: RequestInput): Plan {
  if (io.passthrough?.stdout !== undefined) return plan;
  const steps = plan.steps.map((step) =>
    step.interactive === undefined && !step.background && needsTerminal(step.command)
      ? { ...step, interactive: true }
      : step,
  );
  return { ...plan, steps };
}
