import type { Readable, Writable } from 'node:stream';
import type { Plan } from '../plan/plan.ts';
import type { ContextPort, Executor, Journal, JudgePort, Planner } from '../session/ports.ts';

/** The process as the faces see it; given in, so that nothing here reaches for globals. */
export interface ProcessIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborts on SIGINT, SIGTERM and SIGHUP with the reason in session/abort.ts. */
  readonly signal: AbortSignal;
}

export interface RuntimeOptions {
  readonly cwd: string;
  readonly model?: string;
  readonly endpoint?: string;
  readonly offline: boolean;
  readonly private: boolean;
  /** Milliseconds for planning; undefined takes the setting. */
  readonly planningMs?: number;
  /** Redacted sample of piped stdin. */
  readonly stdinSample?: string;
  readonly stdin: 'none' | 'data';
}

/** Everything one request needs, wired by compose. */
export interface Runtime {
  readonly planner: Planner;
  readonly context: ContextPort;
  readonly judge: JudgePort;
  readonly executor: Executor;
  readonly journal: Journal;
  /** Said once on stderr before anything else, such as where a vendor's key sends data. */
  readonly warnings: readonly string[];
  /** What was asked and run, for `history`. Nothing is kept for a private request. */
  remember(entry: Remembered): Promise<void>;
  close(): Promise<void>;
}

export interface Remembered {
  readonly request: string;
  readonly plan: Plan | null;
  readonly outcome: string;
  readonly exitCode: number;
  readonly planner: string;
  /** Exit code of each step that ran, by step id. */
  readonly codes: Readonly<Record<string, number | null>>;
}

export type Compose = (options: RuntimeOptions) => Promise<Runtime>;
