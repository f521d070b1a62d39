import type { Plan, Step } from '../plan/plan.ts';
import type { Verdict } from '../policy/types.ts';
import type { Event, EventOf, FailureKind, Outcome, PartialPlan, PlannerInfo, StepResult } from './events.ts';
import { appendOutput, NO_OUTPUT, type OutputTail } from './output-tail.ts';

/** Where a request stands. `deciding` is the time between the verdicts and the first step or the next plan. */
export type Phase = 'planning' | 'deciding' | 'running' | 'ended';

export type StepMark = 'open' | 'approved' | 'skipped' | 'queued' | 'running' | 'ended';

export interface StepState {
  readonly step: Step;
  readonly mark: StepMark;
  readonly verdict?: Verdict;
  readonly output: OutputTail;
  /** Set once it started. */
  readonly start?: Pick<EventOf<'step-started'>, 'time' | 'cwd' | 'interactive' | 'sandboxed' | 'kept'>;
  readonly pid?: number;
  readonly result?: StepResult;
}

export interface PlanState {
  readonly plan: Plan;
  readonly planHash: string;
  readonly planner: PlannerInfo;
  readonly tainted: readonly string[];
  readonly revision: number;
}

/** All that a face may show of one request: what the events so far amount to. */
export interface SessionState {
  readonly phase: Phase;
  readonly request: string;
  readonly cwd: string;
  readonly planner: string;
  readonly startedAt: string;
  readonly partial?: PartialPlan;
  readonly receivedBytes: number;
  readonly current?: PlanState;
  /** Steps of the current plan in order, those that ran included. */
  readonly steps: readonly StepState[];
  readonly notices: readonly { readonly level: 'info' | 'warning'; readonly text: string }[];
  readonly repairs: number;
  readonly failure?: {
    readonly kind: FailureKind;
    readonly message: string;
    readonly examples: readonly string[];
  };
  readonly ended?: { readonly outcome: Outcome; readonly exitCode: number };
}

const NOTICES_KEPT = 50;

export const NO_SESSION: SessionState = {
  phase: 'planning',
  request: '',
  cwd: '',
  planner: '',
  startedAt: '',
  receivedBytes: 0,
  steps: [],
  notices: [],
  repairs: 0,
};

/** One event further. Pure: replaying a journal gives the state it was recorded in. */
export function reduce(state: SessionState, event: Event): SessionState {
  switch (event.type) {
    case 'request':
      return {
        ...NO_SESSION,
        request: event.request,
        cwd: event.cwd,
        planner: event.planner,
        startedAt: event.time,
      };
    case 'plan-progress':
      return { ...state, phase: 'planning', partial: event.partial, receivedBytes: event.receivedBytes };
    case 'plan':
      return planned(state, event);
    case 'verdict':
      return judged(state, event);
    case 'approval':
      return decided(state, event);
    case 'step-started':
      return started(state, event);
    case 'step-process':
      return onStep(state, event.stepId, (step) => ({ ...step, pid: event.pid }));
    case 'step-queued':
      return onStep(state, event.stepId, (step) => ({ ...step, mark: 'queued' }));
    case 'output':
      return onStep(state, event.stepId, (step) => ({
        ...step,
        output: appendOutput(step.output, event.stream, event.data),
      }));
    case 'step-ended': {
      const { type: _type, v: _v, id: _id, time: _time, stepId, ...result } = event;
      const ended = onStep(state, stepId, (step) => ({ ...step, mark: 'ended', result }));
      return { ...ended, phase: 'deciding', ...(result.cwd === undefined ? {} : { cwd: result.cwd }) };
    }
    case 'repair':
      return { ...without(state, 'partial'), phase: 'planning', repairs: event.attempt };
    case 'notice':
      return {
        ...state,
        notices: [...state.notices, { level: event.level, text: event.text }].slice(-NOTICES_KEPT),
      };
    case 'failed':
      return {
        ...state,
        failure: { kind: event.kind, message: event.message, examples: event.examples ?? [] },
      };
    case 'ended':
      return {
        ...state,
        phase: 'ended',
        cwd: event.cwd,
        ended: { outcome: event.outcome, exitCode: event.exitCode },
      };
    default:
      return state;
  }
}

function planned(state: SessionState, event: EventOf<'plan'>): SessionState {
  const { plan, planHash, planner, tainted, revision } = event;
  return {
    ...without(state, 'partial'),
    phase: 'deciding',
    current: { plan, planHash, planner, tainted, revision },
    steps: plan.steps.map((step) => ({ step, mark: 'open', output: NO_OUTPUT })),
  };
}

/** The first verdict under a new hash is that of an edited plan; the hash moves on with it. */
function judged(state: SessionState, event: EventOf<'verdict'>): SessionState {
  const current =
    state.current && state.current.planHash !== event.planHash
      ? { ...state.current, planHash: event.planHash }
      : state.current;
  const next = current === undefined ? state : { ...state, current };
  return onStep(next, event.verdict.id, (step) => ({ ...step, verdict: event.verdict }));
}

function decided(state: SessionState, event: EventOf<'approval'>): SessionState {
  const { decision, stepId } = event;
  if (decision === 'revise') return { ...without(state, 'partial'), phase: 'planning' };
  if (stepId === undefined) return state;
  if (decision === 'run') return onStep(state, stepId, (step) => ({ ...step, mark: 'approved' }));
  if (decision === 'skip') return onStep(state, stepId, (step) => ({ ...step, mark: 'skipped' }));
  if (decision !== 'edit' || event.detail === undefined) return state;
  const command = event.detail;
  return onStep(state, stepId, ({ verdict: _, ...step }) => ({ ...step, step: { ...step.step, command } }));
}

/** What is running is what the record says was started, also when it is not what was planned. */
function started(state: SessionState, event: EventOf<'step-started'>): SessionState {
  const { time, cwd, interactive, sandboxed, kept } = event;
  const start = { time, cwd, interactive, sandboxed, kept };
  const running = (step: StepState): StepState => ({
    ...step,
    step: { ...step.step, command: event.command },
    mark: 'running',
    output: NO_OUTPUT,
    start,
  });
  const known = state.steps.some(({ step }) => step.id === event.stepId);
  const stray: StepState = {
    step: { id: event.stepId, command: event.command, why: '' },
    mark: 'running',
    output: NO_OUTPUT,
    start,
  };
  const next = known ? onStep(state, event.stepId, running) : { ...state, steps: [...state.steps, stray] };
  return { ...next, phase: 'running' };
}

function onStep(state: SessionState, id: string, change: (step: StepState) => StepState): SessionState {
  const at = state.steps.findIndex(({ step }) => step.id === id);
  if (at < 0) return state;
  return { ...state, steps: state.steps.with(at, change(state.steps[at]!)) };
}

function without<K extends 'partial'>(state: SessionState, key: K): Omit<SessionState, K> {
  const { [key]: _, ...rest } = state;
  return rest;
}

export const runningStep = (state: SessionState): StepState | undefined =>
  state.steps.find((step) => step.mark === 'running');
