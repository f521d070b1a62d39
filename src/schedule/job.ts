import type { Plan, Step } from '../plan/plan.ts';
import type { Approval } from '../policy/types.ts';

/** A step handed to the queue: what was approved, and where it runs. No environment: the owner's is used, none is kept. */
export interface Submission {
  readonly step: Step;
  /** The plan the step belongs to: its hash is what was approved. */
  readonly plan: Plan;
  readonly planHash: string;
  readonly approval: Approval;
  readonly cwd: string;
  /** −20 to 19, higher first; 0 unless told. */
  readonly priority?: number;
  /** Jobs that must have succeeded first. */
  readonly after?: readonly number[];
  /** Milliseconds since 1970. */
  readonly notBefore?: number;
  readonly whenIdle?: boolean;
}

export type JobStatus = 'queued' | 'held' | 'starting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Job extends Submission {
  readonly id: number;
  readonly created: number;
  readonly status: JobStatus;
  readonly priority: number;
  readonly after: readonly number[];
  readonly whenIdle: boolean;
  readonly shape: string;
  /** Since when time and dependencies are in order. */
  readonly readySince?: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly pid?: number;
  /** Tells the process from a later one with the same number. */
  readonly processStart?: string;
  /** The session it was sent to the background from, which will tell its end while it lives. */
  readonly keeper?: { readonly pid: number; readonly start: string };
  /** File with its output, where that is not the queue's own. */
  readonly output?: string;
  readonly exitCode?: number;
  readonly signal?: string;
  /** Why it is held, failed or was cancelled. */
  readonly reason?: string;
  readonly cancelRequested: boolean;
}

export interface JobEnd {
  /** null when it ended by a signal or never started. */
  readonly exitCode: number | null;
  readonly signal?: string;
  /** What went wrong besides a plain exit code. */
  readonly reason?: string;
}

export const isOver = (status: JobStatus): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled';
