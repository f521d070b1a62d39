import type { Readable } from 'node:stream';
import type { Plan, Schedule, Step } from '../plan/plan.ts';
import type { ClearedChanges, ClearedStep } from '../policy/clear.ts';
import type { StalePin } from '../policy/finding.ts';
import type { Approval, Effect, Grants, Verdict } from '../policy/types.ts';
import type { Context } from './context.ts';
import type { Event, FailureKind, PartialPlan, PlannerInfo, StepResult } from './events.ts';

/** Gathers what the planner is told. Never starts a program that the folder, the request or a model could choose. */
export interface ContextPort {
  gather(signal: AbortSignal): Promise<Context>;
}

export interface PlanRequest {
  readonly request: string;
  readonly context: Context;
  /** The conversation so far: an earlier plan and what the person said to it, or what failed. Oldest first. */
  readonly turns: readonly Turn[];
  /** What kind of answer is wanted: a plan (the default), a look at a failure that only reads, or words on a command. */
  readonly purpose?: 'plan' | 'diagnose' | 'explain';
}

export type Turn =
  | { readonly kind: 'revise'; readonly plan: Plan; readonly reply: string }
  | { readonly kind: 'question'; readonly question: string; readonly reply: string }
  | {
      readonly kind: 'failed';
      readonly plan: Plan;
      readonly stepId: string;
      /** null: ended by a signal. Undefined: nobody knows, only its output was handed over. */
      readonly exitCode: number | null | undefined;
      readonly stderrTail: string;
    }
  /** What the machine itself shows: figures, or what commands that only read have printed. Redacted; data, never words. */
  | { readonly kind: 'evidence'; readonly source: string; readonly text: string };

export type PlannerEvent =
  | { readonly type: 'progress'; readonly partial: PartialPlan; readonly receivedBytes: number }
  | { readonly type: 'notice'; readonly level: 'info' | 'warning'; readonly text: string }
  /** Always the last event when planning worked. What came from outside has gone through parsePlan (plan/plan.ts). */
  | { readonly type: 'plan'; readonly plan: Plan; readonly info: PlannerInfo }
  /** Always the last event when it did not. `message` is one line: what happened and what to do. */
  | {
      readonly type: 'failed';
      readonly kind: FailureKind;
      readonly message: string;
      readonly examples?: readonly string[];
      readonly info?: PlannerInfo;
    };

export interface Planner {
  /** "qwen2.5-coder via 127.0.0.1:11434", "embedded": for the status line and the record. */
  readonly name: string;
  plan(request: PlanRequest, signal: AbortSignal): AsyncIterable<PlannerEvent>;
}

/** Facts are taken, then the pure policy judges. `done` names the steps that already ran (recheck before a start). */
export interface JudgePort {
  judge(steps: readonly Step[], options: JudgeOptions): Promise<readonly Verdict[]>;
}

export interface JudgeOptions {
  readonly cwd: string;
  readonly tainted: readonly string[];
  /** Where the first step's stdin comes from. */
  readonly stdin: 'none' | 'data';
  /** Steps of this plan that have run: what they wrote may not be run or read as configuration unasked. */
  readonly ran?: readonly Step[];
  /** What the person's flags lift: for that no sandbox has to stand in. */
  readonly grants?: Grants;
  /** The step is to run outside the sandbox: it does not count. Not even this gets round `require`. */
  readonly sandbox?: 'never';
  /** Right before a start: bash says whether it accepts the exact bytes (`bash -n`), which starts nothing of them. */
  readonly last?: boolean;
}

export interface ApprovalRequest {
  readonly plan: Plan;
  readonly planHash: string;
  readonly verdicts: readonly Verdict[];
  /** Steps not yet decided, in order. */
  readonly pending: readonly string[];
  /** Set when a step changed between approval and start: what changed, in words. */
  readonly changed?: string;
  /** The step has run and failed for want of this; a yes runs it once more with it, all else lets that stand. */
  readonly again?: 'terminal' | 'sandbox';
}

export type ApprovalDecision =
  /** Run these now, skip those; what is in neither is asked again afterwards (step by step). */
  | {
      readonly kind: 'run';
      readonly run: readonly string[];
      readonly skip: readonly string[];
      readonly by: Approval['by'];
    }
  | { readonly kind: 'reject'; readonly by: Approval['by'] | 'nobody'; readonly reason?: string }
  /** The step is replaced and the whole plan judged again. */
  | { readonly kind: 'edit'; readonly stepId: string; readonly command: string; readonly by: Approval['by'] }
  /** A reply in plain words; the planner revises. */
  | { readonly kind: 'revise'; readonly reply: string; readonly by: Approval['by'] }
  /** A step allowed because it is sandboxed is to run outside: it is judged without the sandbox and asked about. */
  | { readonly kind: 'outside'; readonly stepId: string; readonly by: Approval['by'] }
  | { readonly kind: 'preview'; readonly by: Approval['by'] }
  /** Exactly what the last preview showed is made for real; `typed`: the word for grave changes was typed. */
  | { readonly kind: 'apply'; readonly by: Approval['by']; readonly typed: boolean };

export interface ApprovalPort {
  approve(request: ApprovalRequest, signal: AbortSignal): Promise<ApprovalDecision>;
  /** Whether a person is there who may be asked about a step that failed for want of something. */
  asksAgain?(): boolean;
}

export interface StepIo {
  /** Data for the step's stdin, byte for byte; otherwise /dev/null. */
  readonly stdin?: Readable | number;
  /** Descriptors the step may write to directly when nobody needs the bytes. */
  readonly passthrough?: { readonly stdout?: number; readonly stderr?: number };
  readonly columns?: number;
  readonly rows?: number;
  /** A person sees it run: at its time limit a step is not stopped, that is said and it goes on. */
  readonly watched?: boolean;
  /** Aborts when the running step is to go on by itself: its output goes to a file from then on. */
  readonly background?: AbortSignal;
}

export type StepEvent =
  | { readonly type: 'process'; readonly pid: number }
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly data: Uint8Array }
  | { readonly type: 'notice'; readonly level: 'info' | 'warning'; readonly text: string }
  /** Always last. */
  | ({ readonly type: 'ended' } & StepResult);

export interface Executor {
  /** Folder the next step runs in. */
  readonly cwd: string;
  /** What names stand for in this session, where a person types them; bash itself never expands one. */
  readonly aliases?: ReadonlyMap<string, string>;
  /** Runs exactly the cleared bytes. Pulled: nothing is read from the child while the consumer is busy. */
  run(step: ClearedStep, io: StepIo, signal: AbortSignal): AsyncIterable<StepEvent>;
}

/** Keeps what a step will overwrite or delete, so that it can be taken back. */
export interface Keeper {
  /** By the judged effects; undefined when they touch no file. Never rejects: what cannot be kept is named instead. */
  keep(label: string, effects: readonly Effect[]): Promise<Kept | undefined>;
}

export interface Kept {
  readonly id: string;
  /** One line each: what will not come back, and why. */
  readonly notKept: readonly string[];
  /** The step has ended: the state right after it is what undo expects to find. */
  done(): void;
}

/** An approved step that is to run later, or beside what comes next. */
export interface QueuedStep {
  /** The whole plan: its hash is what was approved. */
  readonly plan: Plan;
  readonly planHash: string;
  readonly step: Step;
  readonly approval: Approval;
  readonly cwd: string;
  readonly schedule: Schedule;
  /** Jobs of earlier steps of the plan, by step id: `schedule.after` may name one. */
  readonly jobs: ReadonlyMap<string, number>;
}

/** A running step that was sent to the background. */
export type BackgroundStep = Omit<QueuedStep, 'schedule' | 'jobs'> & {
  readonly pid: number;
  /** File with its output. */
  readonly output?: string;
};

export interface QueuePort {
  /** Number of the new job, which is held until `release`. Rejects with one line when the schedule makes no sense. */
  submit(step: QueuedStep): Promise<number>;
  /** Lets a job start as soon as the machine allows, whether or not this process lives on. */
  release(job: number): Promise<void>;
  /** Lists a step that runs already, so that every session sees it and it can outlive this one; its job number. */
  adopt(step: BackgroundStep): Promise<number>;
}

/** The changes a preview found, while its view is open. */
export interface ChangesPort {
  /** What the open preview of this plan would do to files, judged; undefined when there is none. */
  verdict(planHash: string): Promise<Verdict | undefined>;
  /** Makes exactly these changes, all or none. */
  apply(cleared: ClearedChanges, label: string): Promise<Applied>;
}

export interface Applied {
  readonly changes: number;
  /** Under this name `assent undo` takes it back; missing when nothing was applied. */
  readonly undo?: string;
  /** Why nothing was applied, path by path. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
}

export interface Journal {
  /** Resolves when the event is on disk; events that precede an effect are synced first. */
  append(event: Event): Promise<void>;
}

export interface Ports {
  readonly context: ContextPort;
  readonly planner: Planner;
  readonly judge: JudgePort;
  readonly approval: ApprovalPort;
  readonly executor: Executor;
  readonly keeper?: Keeper;
  /** Without one nothing that was previewed can be applied. */
  readonly changes?: ChangesPort;
  /** Without one every step runs at once. */
  readonly queue?: QueuePort;
  /** Remembers that a person said yes to a step although a file its rule relies on had changed. */
  readonly accept?: (changed: readonly StalePin[]) => void;
}
