import type { Event } from '../session/events.ts';
import type { SessionState, StepState } from '../session/state.ts';
import type { Block } from './block.ts';
import type { Messages } from './messages.ts';
import type { PlanShown } from './plan-view.ts';

/** A list of everything that changed meanwhile would push the plan off the screen. */
const REFUSED_SHOWN = 20;

export interface TranscriptOptions {
  readonly messages: Messages;
  /** Hash of the plan that stands on the screen in full already. */
  readonly printed: string | undefined;
  /** Number under which the output of the next step will be found again. */
  readonly nextOutput: number;
}

/**
 * What an event finishes: the blocks that are written above the live part. Pure, so that a journal can be replayed
 * to the same screen.
 */
export function finishedBy(
  event: Event,
  before: SessionState,
  after: SessionState,
  options: TranscriptOptions,
): Block[] {
  switch (event.type) {
    case 'request':
      return [{ kind: 'request', text: event.request }];
    case 'plan':
      if (event.plan.answer !== undefined) return [{ kind: 'answer', text: event.plan.answer }];
      if (event.plan.question !== undefined) return [{ kind: 'question', text: event.plan.question }];
      return [];
    case 'approval':
      // An edited plan stands there in its new form right after: once is enough.
      return event.decision === 'edit'
        ? decided(event, before, options.messages)
        : [...planOnce(before, event.planHash, options), ...decided(event, before, options.messages)];
    case 'step-ended':
      return ended(event.stepId, after, options.nextOutput);
    case 'step-queued':
      return [
        {
          kind: 'notice',
          level: 'info',
          text: options.messages.run.queuedStep(numberOf(event.stepId, after), event.job),
          gap: true,
        },
      ];
    case 'applied': {
      const { run } = options.messages;
      const refused = event.refused.slice(0, REFUSED_SHOWN);
      if (refused.length === 0)
        return [{ kind: 'notice', level: 'info', text: run.applied(event.changes, event.undo), gap: true }];
      return refused.map(({ path, reason }) => ({
        kind: 'notice',
        level: 'warning',
        text: run.notApplied(path, reason),
      }));
    }
    case 'repair':
      return [{ kind: 'notice', level: 'info', text: options.messages.repairing(event.attempt), gap: true }];
    case 'notice':
      return [{ kind: 'notice', level: event.level, text: event.text }];
    case 'failed':
      return [{ kind: 'failure', message: event.message, examples: event.examples ?? [] }];
    case 'ended':
      return outcome(event, before);
    default:
      return [];
  }
}

/** A plan is written out with the first decision about it, whoever decided. */
function planOnce(state: SessionState, hash: string, options: TranscriptOptions): Block[] {
  if (options.printed === hash || !state.current) return [];
  return [{ kind: 'plan', plan: planOf(state) }];
}

/** The goal, unless it only repeats the request that stands right above. */
export const saidGoal = (goal: string | undefined, request: string | undefined): string =>
  goal === undefined || goal.trim() === request?.trim() ? '' : goal;

export function planOf(state: SessionState): PlanShown {
  const { current } = state;
  return {
    goal: saidGoal(current?.plan.goal, state.request),
    ...(current ? { planner: current.planner } : {}),
    tainted: current?.tainted ?? [],
    steps: state.steps.map(({ step, verdict }, index) => ({
      step,
      number: index + 1,
      ...(verdict ? { verdict } : {}),
    })),
  };
}

function decided(
  event: Extract<Event, { type: 'approval' }>,
  state: SessionState,
  messages: Messages,
): Block[] {
  const number = state.steps.findIndex(({ step }) => step.id === event.stepId) + 1;
  const said = (text: string, gap = true): Block[] => [{ kind: 'notice', level: 'info', text, gap }];
  if (event.decision === 'skip')
    return said(messages.run.skippedStep(number), !state.steps.some((step) => step.mark === 'skipped'));
  if (event.decision === 'edit') return said(messages.edited(number));
  if (event.decision === 'revise') return said(messages.revising(event.detail ?? ''));
  if (event.decision === 'reject' && event.detail !== undefined)
    return [{ kind: 'notice', level: 'warning', text: event.detail, gap: true }];
  return [];
}

const numberOf = (id: string, state: SessionState) => state.steps.findIndex(({ step }) => step.id === id) + 1;

function ended(id: string, state: SessionState, output: number): Block[] {
  const at = state.steps.findIndex(({ step }) => step.id === id);
  const step: StepState | undefined = state.steps[at];
  if (!step) return [];
  return [{ kind: 'step', step, number: at + 1, of: state.steps.length, output }];
}

/** A plan of one step that went well has said so itself. */
function outcome(event: Extract<Event, { type: 'ended' }>, state: SessionState): Block[] {
  const only = state.steps.length === 1 ? state.steps[0] : undefined;
  if (event.outcome === 'queued') return [];
  if (only?.result || (event.outcome === 'done' && state.steps.length === 0)) return [];
  if (event.outcome === 'failed' && state.steps.at(-1)?.result) return [];
  if (event.outcome === 'error' && state.failure) return [];
  const ran = state.steps.some((step) => step.result !== undefined);
  return [{ kind: 'outcome', outcome: event.outcome, exitCode: event.exitCode, ran }];
}
