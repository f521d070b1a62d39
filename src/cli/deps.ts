import type { Readable, Writable } from 'node:stream';
import type { UserTerminal } from '../executor/user-terminal.ts';
import type { Plan } from '../plan/plan.ts';
import type { PreviewStep } from '../policy/clear.ts';
import type { Verdict } from '../policy/types.ts';
import type { LastResult } from '../session/context.ts';
import type { Copies } from '../session/copies.ts';
import type { Outcome } from '../session/events.ts';
import type {
  ChangesPort,
  ContextPort,
  Executor,
  Journal,
  JudgePort,
  Keeper,
  Planner,
  Ports,
  QueuePort,
} from '../session/ports.ts';
import type { StateVector } from '../session/state-vector.ts';

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
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly model?: string;
  readonly endpoint?: string;
  readonly offline: boolean;
  /** Whether a planner will be asked, and whether steps may run: what is needed is loaded ahead, nothing else. */
  readonly plans: boolean;
  readonly runs: boolean;
  /** Whether steps' streams go through this process; otherwise descriptors are passed on and no pipes are made ahead. */
  readonly streams?: boolean;
  readonly private: boolean;
  /** Milliseconds for planning; undefined takes the setting. */
  readonly planningMs?: number;
  /** Redacted sample of piped stdin. */
  readonly stdinSample?: string;
  readonly stdin: 'none' | 'data';
  /** The session on the screen lends its own terminal to steps that need one. */
  readonly terminal?: () => UserTerminal | undefined;
  /** S for the planner, when a sampler runs. */
  readonly state?: () => StateVector | undefined;
  /** One line about the record or the set-up, for a person. */
  notice(text: string): void;
}

/** Steps the session sent to the background. */
export interface BackgroundSteps {
  readonly background: readonly { readonly pid: number; readonly exit?: unknown }[];
  endBackground(pid: number): Promise<boolean>;
}

/** Everything requests need, wired by compose. */
export interface Runtime {
  readonly planner: Planner;
  /** One line for the first start: which planner is active and where data goes. */
  readonly plannerLine: string;
  readonly context: ContextPort;
  readonly judge: JudgePort;
  readonly executor: Executor & BackgroundSteps;
  readonly keeper: Keeper;
  /** Missing where requests are private: a job needs its approval in the record. */
  readonly queue?: QueuePort;
  readonly accept: NonNullable<Ports['accept']>;
  /** What the steps would change, found out in a copy-on-write view; rejects with one line where there is none. */
  /** With a plan's hash the view stays open, so that its changes can be applied. */
  preview(steps: readonly PreviewStep[], signal: AbortSignal, planHash?: string): Promise<Preview>;
  readonly changes: ChangesPort;
  dropPreview(): Promise<void>;
  readonly journal: Journal;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Said once on stderr before anything else, such as where a vendor's key sends data. */
  readonly warnings: readonly string[];
  /** What a preview would copy first, where that is much. */
  copiesAhead(verdicts: readonly Verdict[]): Promise<Copies | undefined>;
  /** Whether previews work here: tried by really running in a view. */
  previewable(): Promise<boolean>;
  /** What was asked and run, for `history`. Nothing is kept for a private request. */
  remember(entry: Remembered): Promise<void>;
  /** Newest first. */
  recentRequests(limit: number): Promise<readonly string[]>;
  /** Reads the rules anew, after one was added. */
  reloadRules(): Promise<void>;
  /** Forgets what the session's shell has collected. */
  resetSession(): void;
  /** Steps in the background end too, unless they are kept. */
  close(options?: { readonly keepBackground?: boolean }): Promise<void>;
}

/** The contract's Preview, with what a person should know about how it was made. */
export interface Preview {
  readonly steps: readonly {
    readonly id: string;
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }[];
  readonly changes: readonly PreviewedChange[];
  readonly notes: readonly string[];
  /** Set when exactly these changes can be applied; `word`: by a person only with the typed word, for this reason. */
  readonly apply?: { readonly word: boolean; readonly reason: string };
}

/** What a preview says of a file before or after. */
export interface PreviewedSide {
  readonly size?: number;
  /** Octal. */
  readonly mode?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly target?: string;
  /** Extended attributes, where the sides differ in them: base64 of each value. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface PreviewedChange {
  readonly path: string;
  readonly pathBase64?: string;
  readonly change: 'created' | 'modified' | 'deleted' | 'mode' | 'link' | 'replaced';
  readonly before?: PreviewedSide;
  readonly after?: PreviewedSide;
  readonly diff?: string;
  readonly movedFrom?: string;
}

export interface Remembered {
  readonly request: string;
  readonly plan: Plan | null;
  readonly cwd: string;
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly planner: string;
  /** Exit code of each step that ran, by step id. */
  readonly codes: Readonly<Record<string, number | null>>;
  /** What the next plan may be told of what ran. */
  readonly results: readonly LastResult[];
}

export type Compose = (options: RuntimeOptions) => Promise<Runtime>;
