import { planHash } from '../plan/hash.ts';
import type { Plan, Schedule } from '../plan/plan.ts';
import type { Grants } from '../policy/types.ts';
import { cancelKind, isCancelled } from './abort.ts';
import { again } from './again.ts';
import { applyPreviewed } from './apply.ts';
import { withEdit } from './consent.ts';
import { approvals, decide } from './decide.ts';
import { type Draft, draft } from './draft.ts';
import { enqueue, isForQueue, Queued } from './enqueue.ts';
import type { EventBody, Outcome, PlannerInfo, StepResult } from './events.ts';
import { cancelCode, EXIT, stepCode } from './exit.ts';
import { PlanRun } from './plan-run.ts';
import type { PlanRequest, Ports, StepIo, Turn } from './ports.ts';
import { rollBack, start } from './start.ts';

export interface RequestInput {
  readonly request: string;
  readonly grants: Grants;
  /** One-shot is all or nothing at approval: one refused step refuses the plan. */
  readonly allOrNothing: boolean;
  /** Whether the first step is given data on stdin; a sample of it is in the context. */
  readonly stdin: 'none' | 'data';
  readonly io: StepIo;
  /** A saved plan to judge and run instead of asking a planner; its origin is named in `info`. */
  readonly saved?: { readonly plan: Plan; readonly info: PlannerInfo };
  readonly turns?: readonly Turn[];
  /** How many times a failed step may be handed back to the planner for a repair plan. */
  readonly repairs: number;
  readonly private?: boolean;
  /** What the planner is asked for; a plan unless told. */
  readonly purpose?: PlanRequest['purpose'];
  /** Stop after the verdicts: nothing is asked and nothing runs (`assent plan`, `--print`). */
  readonly planOnly?: boolean;
  /** Nothing runs: the only way on is to apply what a preview of the plan showed (`--apply`). */
  readonly applyOnly?: boolean;
  /** All steps go to the queue, with this schedule. */
  readonly queue?: Schedule;
  /** Aborts when the running step is to go on in the background. */
  readonly stepBackground?: () => AbortSignal;
  /** Ends the running step without ending the request's record: Ctrl-C once. Defaults to the whole signal. */
  readonly stepSignal?: () => AbortSignal;
}

export interface Ending {
  readonly outcome: Outcome;
  readonly exitCode: number;
}

/**
 * The spine: request → context → plan → verdict → approval → run → record. The one place that knows the order.
 * Everything that happens is yielded as an event; the consumer records an event before it pulls the next one,
 * so the record of a start is on disk before the start.
 */
export async function* handle(
  input: RequestInput,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<EventBody, void> {
  const { executor } = ports;
  yield {
    type: 'request',
    request: input.request,
    cwd: executor.cwd,
    planner: input.saved ? input.saved.info.kind : ports.planner.name,
    ...(input.private ? { private: true } : {}),
  };
  let ending: Ending;
  try {
    ending = yield* converse(input, ports, signal);
  } catch (error) {
    // Ctrl-C at a question ends the request too, though nothing aborted the signal.
    const kind = cancelKind(signal) ?? (isCancelled(error) ? error.kind : undefined);
    if (kind === undefined) {
      const message = error instanceof Error ? error.message : String(error);
      yield { type: 'failed', kind: 'internal', message };
      ending = { outcome: 'error', exitCode: EXIT.failed };
    } else {
      ending = { outcome: kind === 'timeout' ? 'timeout' : 'cancelled', exitCode: cancelCode(kind) };
    }
  }
  yield { type: 'ended', ...ending, cwd: executor.cwd };
}

/** Plans, asks and runs until the request has an ending: an edit, a revision or a repair goes round again. */
async function* converse(
  input: RequestInput,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<EventBody, Ending> {
  let turns = input.turns ?? [];
  let repairs = 0;
  for (let revision = 0; ; revision++) {
    const planned = yield* draft(input, ports, turns, revision, signal);
    if ('ending' in planned) return planned.ending;
    const result = yield* decideAndRun(input, ports, planned, signal);
    if ('ending' in result) return result.ending;
    if (result.turn.kind === 'failed') {
      if (repairs >= input.repairs) return result.otherwise;
      repairs++;
      yield {
        type: 'repair',
        stepId: result.turn.stepId,
        attempt: repairs,
        reason: `exit ${result.turn.exitCode ?? 'by signal'}`,
      };
    }
    turns = [...turns, result.turn];
  }
}

type Round = { readonly ending: Ending } | { readonly turn: Turn; readonly otherwise: Ending };

/** Judges a plan, has it decided and runs what was approved; an edit starts over with the edited plan. */
async function* decideAndRun(
  input: RequestInput,
  ports: Ports,
  drafted: Draft,
  signal: AbortSignal,
): AsyncGenerator<EventBody, Round> {
  let plan = drafted.plan;
  const { tainted } = drafted;
  for (;;) {
    const hash = planHash(plan);
    const judged = await ports.judge.judge(plan.steps, {
      cwd: ports.executor.cwd,
      tainted,
      stdin: input.stdin,
      grants: input.grants,
    });
    const verdicts = new Map(judged.map((verdict) => [verdict.id, verdict]));
    for (const verdict of judged) yield { type: 'verdict', planHash: hash, verdict };
    if (input.planOnly) return { ending: { outcome: 'done', exitCode: EXIT.ok } };

    const run = new PlanRun(plan, hash, verdicts);
    const queued = new Queued();
    while (run.pending.length > 0) {
      const decision = await decide(run, input, ports, signal);
      yield* approvals(run, decision);
      if (decision.kind === 'reject') return { ending: { outcome: 'refused', exitCode: EXIT.refused } };
      if (decision.kind === 'revise')
        return {
          turn: { kind: 'revise', plan, reply: decision.reply },
          otherwise: { outcome: 'refused', exitCode: EXIT.refused },
        };
      if (decision.kind === 'edit') {
        plan = withEdit(run.remaining(), decision.stepId, decision.command);
        break;
      }
      if (decision.kind === 'preview') continue;
      if (decision.kind === 'apply') {
        if (yield* applyPreviewed(run, decision, input, ports))
          return { ending: { outcome: 'done', exitCode: EXIT.ok } };
        continue;
      }
      if (decision.kind === 'outside') {
        yield* judgeOutside(run, decision.stepId, input, ports, tainted);
        continue;
      }
      for (const id of decision.skip) run.skip(id);
      for (const verdict of run.denied(decision.run)) {
        run.skip(verdict.id);
        yield {
          type: 'notice',
          level: 'warning',
          text: `step ${verdict.id} is denied by ${verdict.rule} and was left out`,
        };
      }
      const back = run.rollback(decision.run);
      for (const step of run.chosen(decision.run)) {
        if (back.includes(step)) continue;
        if (isForQueue(step, input, queued, ports)) {
          yield* enqueue(step, run, decision.by, input, ports, tainted, queued);
          continue;
        }
        const first = yield* start(step, run, decision.by, input, ports, tainted, signal);
        if (first === 'asked-again') break;
        if (first === 'refused') return { ending: { outcome: 'refused', exitCode: EXIT.refused } };
        const result = yield* again(step, first, { run, input, ports, tainted, signal });
        if (result === 'refused') return { ending: { outcome: 'refused', exitCode: EXIT.refused } };
        if (result.background) {
          run.changed = `step ${step.id} goes on in the background: what follows would run beside it`;
          break;
        }
        const stopped = ending(result, signal);
        if (stopped) return { ending: stopped };
        if (stepCode(result) !== 0 && !step.continueOnError) {
          const otherwise: Ending = {
            outcome: result.cancelled ? 'cancelled' : 'failed',
            exitCode: stepCode(result),
          };
          yield* rollBack(back, run, decision.by, input, ports, tainted, signal);
          if (result.cancelled || result.timedOut) return { ending: otherwise };
          const stderrTail = result.stderrTail ?? '';
          return {
            turn: { kind: 'failed', plan, stepId: step.id, exitCode: result.exitCode, stderrTail },
            otherwise,
          };
        }
      }
      if (run.onlyRollbackIsLeft) for (const id of run.pending) run.skip(id);
    }
    if (run.pending.length === 0) {
      const waits = queued.jobs.size > 0 && run.ran.length === 0;
      return {
        ending: { outcome: waits ? 'queued' : run.last === 0 ? 'done' : 'failed', exitCode: run.last },
      };
    }
  }
}

/** The sandbox no longer counts for this step: its verdict is what it would be without. */
async function* judgeOutside(
  run: PlanRun,
  stepId: string,
  input: RequestInput,
  ports: Ports,
  tainted: readonly string[],
): AsyncGenerator<EventBody, void> {
  const at = run.plan.steps.findIndex(({ id }) => id === stepId);
  const judged = await ports.judge.judge(run.plan.steps.slice(0, at + 1), {
    cwd: ports.executor.cwd,
    tainted,
    stdin: input.stdin,
    sandbox: 'never',
  });
  const verdict = judged[at];
  if (!verdict) return;
  run.outside.add(stepId);
  run.verdicts.set(stepId, verdict);
  yield { type: 'verdict', planHash: run.hash, verdict, recheck: true };
}

function ending(result: StepResult, signal: AbortSignal): Ending | undefined {
  const kind = cancelKind(signal);
  if (kind) return { outcome: kind === 'timeout' ? 'timeout' : 'cancelled', exitCode: cancelCode(kind) };
  if (result.spawnError !== undefined) return { outcome: 'error', exitCode: EXIT.failed };
  return undefined;
}
