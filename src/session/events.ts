import type { Plan, Schedule } from '../plan/plan.ts';
import type { Approval, Verdict } from '../policy/types.ts';

/** Version of the event shapes. */
export const EVENT_VERSION = 1;

export interface PlannerInfo {
  /** Which rung answered: a configured endpoint, an accepted local server, a managed model, or the embedded planner. */
  readonly kind: 'endpoint' | 'local' | 'managed' | 'embedded' | 'file' | 'direct';
  readonly model: string;
  readonly ms: number;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  /** 0–1, where the planner states one. */
  readonly confidence?: number;
  /** In the money of the prices that were set. */
  readonly cost?: number;
  readonly promptHash?: string;
  readonly requests?: number;
}

export type Outcome =
  | 'done'
  /** Nothing ran now: steps wait in the queue. */
  | 'queued'
  | 'failed'
  | 'refused'
  | 'answered'
  | 'question'
  | 'abstained'
  | 'cancelled'
  | 'timeout'
  | 'error';

/** A kind of failure decides its exit code (cli/exit.ts); the text is one line: what, why, what to do next. */
export type FailureKind =
  | 'usage'
  | 'planner'
  | 'invalid-plan'
  | 'abstained'
  | 'config'
  | 'refused'
  | 'timeout'
  | 'cancelled'
  | 'internal';

/** What is said of an event; `v`, `id` and `time` are added once, by the pipe (session/pipe.ts). */
export type EventBody =
  | {
      readonly type: 'request';
      readonly request: string;
      readonly cwd: string;
      readonly planner: string;
      readonly private?: boolean;
    }
  | { readonly type: 'context'; readonly bytes: number; readonly tainted: readonly string[] }
  /** Transient: how far a streaming plan has come. Not recorded. */
  | { readonly type: 'plan-progress'; readonly partial: PartialPlan; readonly receivedBytes: number }
  | {
      readonly type: 'plan';
      readonly plan: Plan;
      readonly planHash: string;
      readonly planner: PlannerInfo;
      readonly tainted: readonly string[];
      readonly revision: number;
    }
  | {
      readonly type: 'verdict';
      readonly planHash: string;
      readonly verdict: Verdict;
      readonly recheck?: boolean;
    }
  | {
      readonly type: 'approval';
      readonly planHash: string;
      readonly decision: 'run' | 'skip' | 'reject' | 'edit' | 'revise' | 'apply' | 'outside' | 'preview';
      readonly stepId?: string;
      readonly by: Approval['by'] | 'nobody';
      readonly detail?: string;
    }
  | {
      readonly type: 'step-started';
      readonly stepId: string;
      readonly command: string;
      readonly cwd: string;
      readonly interactive: boolean;
      readonly sandboxed: boolean;
      readonly kept: boolean;
    }
  | { readonly type: 'step-process'; readonly stepId: string; readonly pid: number }
  /** An approved step waits in the queue; recorded before it can start, and what it may start by. */
  | {
      readonly type: 'step-queued';
      readonly stepId: string;
      readonly job: number;
      readonly planHash: string;
      readonly command: string;
      readonly cwd: string;
      readonly verdict: Verdict;
      /** What the verdict was reached on, each with a hash of how it was. */
      readonly bound: Readonly<Record<string, string>>;
      readonly by: Approval['by'];
      readonly grants: { readonly auto: boolean; readonly yes: boolean; readonly named: readonly string[] };
      readonly tainted: readonly string[];
      readonly schedule: Schedule;
    }
  /** Transient: bytes as they came. Not recorded; counts are, in step-ended. */
  | {
      readonly type: 'output';
      readonly stepId: string;
      readonly stream: 'stdout' | 'stderr';
      readonly data: Uint8Array;
    }
  | ({ readonly type: 'step-ended'; readonly stepId: string } & StepResult)
  /** Exactly what a preview showed was made for real, or nothing was. */
  | {
      readonly type: 'applied';
      readonly planHash: string;
      readonly changes: number;
      readonly undo?: string;
      readonly refused: readonly { readonly path: string; readonly reason: string }[];
    }
  | { readonly type: 'repair'; readonly stepId: string; readonly attempt: number; readonly reason: string }
  | { readonly type: 'notice'; readonly level: 'info' | 'warning'; readonly text: string }
  | {
      readonly type: 'failed';
      readonly kind: FailureKind;
      readonly message: string;
      readonly examples?: readonly string[];
    }
  | { readonly type: 'ended'; readonly outcome: Outcome; readonly exitCode: number; readonly cwd: string };

export type Event = EventBody & { readonly v: number; readonly id: number; readonly time: string };
export type EventOf<T extends EventBody['type']> = Extract<Event, { type: T }>;

/** As much of a plan as has arrived; every string may still grow. */
export interface PartialPlan {
  readonly goal?: string;
  readonly steps?: readonly { readonly command?: string; readonly why?: string }[];
  readonly question?: string;
  readonly answer?: string;
}

export interface StepResult {
  /** null when it never started or ended by a signal. */
  readonly exitCode: number | null;
  readonly signal?: string;
  readonly ms: number;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  readonly timedOut?: boolean;
  readonly cancelled?: boolean;
  /** Processes that outlived the end of the step and were killed, or could not be. */
  readonly leftovers?: number;
  /** File that holds the whole output when it was too long to keep. */
  readonly spill?: string;
  /** It was sent to the background and goes on as this process; its output goes to `spill`. */
  readonly background?: { readonly pid: number };
  /** Set when bash itself could not be started. */
  readonly spawnError?: string;
  /** Last 4 KiB of stderr, for the repair planner; not recorded, redacted before any model sees it. */
  readonly stderrTail?: string;
  /** It failed for want of a terminal: offer to run it again with one. */
  readonly wantsTerminal?: boolean;
  /** It failed in the sandbox in a way the sandbox may have caused: offer to run it again outside. */
  readonly sandboxStopped?: boolean;
  /** Under this name `assent undo` takes back what the step did to files. */
  readonly undo?: string;
  /** Folder the session is in afterwards. */
  readonly cwd?: string;
}

/** Events that are shown but never recorded: they carry content, not decisions. */
export const TRANSIENT: ReadonlySet<EventBody['type']> = new Set(['plan-progress', 'output']);
