import type { Verdict } from '../policy/types.ts';
import type { Copies } from '../session/copies.ts';
import type { Event } from '../session/events.ts';
import type { ApprovalPort, ApprovalRequest } from '../session/ports.ts';
import type { StateVector } from '../session/state-vector.ts';
import type { OutputPort, OutputSource } from './output-command.ts';

/** All that the session on the screen needs from outside; main and compose give it. */
export interface UiDeps {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when the process is told to end (session/abort.ts). */
  readonly signal: AbortSignal;
  /**
   * Handles one request: the events of the spine, recorded as they are pulled. Never called twice at a time.
   * `signal` aborts the whole request; `ui.stepSignal()` gives the signal that ends only the running step.
   */
  start(request: string, ui: RequestUi, signal: AbortSignal): AsyncIterable<Event>;
  /** Says what was made in English in the language of the person (language/speaker.ts). */
  readonly said?: (text: string) => string;
  /** Asked for before every frame that shows it: must be cheap. */
  status(): Status;
  /** Which planner is active and where data goes, and warnings. May come after the first frame. */
  readonly banner: readonly string[] | Promise<readonly string[]>;
  readonly sampler?: Sampler;
  readonly history: LineHistory;
  readonly commands: readonly SlashCommand[];
  readonly settings: UiSettings;
  /** What the parts of a command do; shown on `?`. */
  explain?(command: string, signal: AbortSignal): Promise<string>;
  /** The narrowest rule that would allow a command from now on. */
  rule?(command: string): Promise<RuleOffer>;
  readonly preview?: PreviewPort;
  /** The step as a move into the trash; undefined where that cannot be said as one. */
  readonly trash?: (command: string, verdict: Verdict) => Promise<string | undefined>;
  /** Whether steps are shown as such a move from the start, once for each. */
  trashFirst?(): boolean;
  /** Output of earlier steps, opened and searched. */
  readonly outputs?: OutputPort;
  /** Steps in the background that end with this session unless `keep` was called. */
  readonly background?: { running(): number; keep(): void };
  /** What the session says by itself, such as an anomaly or a job that ended; returns how to stop listening. */
  notices?(listener: (notice: { level: 'info' | 'warning'; text: string }) => void): () => void;
}

export type RuleOffer =
  /** What it means, in full; `add` writes it down and says where. */
  | { readonly kind: 'rule'; readonly text: string; add(): Promise<string> }
  | { readonly kind: 'refused'; readonly reason: string };

export interface RequestUi {
  readonly approval: ApprovalPort;
  /** A fresh signal for the step that starts now: Ctrl-C once aborts it. */
  stepSignal(): AbortSignal;
  /** A fresh signal for the step that starts now: `b` aborts it, and the step goes on in the background. */
  backgroundSignal(): AbortSignal;
  /** Size for steps that want to know it. */
  size(): { readonly columns: number; readonly rows: number };
  /** Set when the request is a command of the person's that gets earlier output as its input. */
  readonly feed?: { readonly source: OutputSource; readonly command: string };
  /** Set when this request answers the question an earlier one ended with. */
  readonly answering?: { readonly request: string; readonly question: string };
}

/** A look at what a plan would change, before consent. The question is asked again afterwards. */
export interface PreviewPort {
  /** Whether it can be had here and now, for this plan. */
  offered(request: ApprovalRequest): boolean;
  /** What it would copy first, where that is much; looked up when a plan is put before the person. */
  copies(request: ApprovalRequest): Copies | undefined;
  /** Previews these steps, none of them denied, and says in words what they would change. */
  run(request: ApprovalRequest, steps: readonly string[], signal: AbortSignal): Promise<PreviewShown>;
}

export interface PreviewShown {
  readonly text: string;
  /** Exactly these changes can be applied; `word`: only with the typed word, for this reason. */
  readonly apply?: { readonly word: boolean; readonly reason: string };
}

export interface Status {
  /** "qwen2.5-coder via 127.0.0.1:11434", "embedded". */
  readonly planner: string;
  readonly cwd: string;
  readonly home?: string;
  readonly host: string;
  readonly user: string;
  readonly root: boolean;
}

export interface Sampler {
  subscribe(listener: (state: StateVector) => void): () => void;
  /** Oldest first. */
  history(): readonly StateVector[];
}

export interface LineHistory {
  /** Oldest first. Asked for once, after the first frame. */
  recent(): readonly string[] | Promise<readonly string[]>;
  add(text: string): void;
}

export interface SlashCommand {
  /** Without the slash. */
  readonly name: string;
  readonly about: string;
  /** Prints through `screen`; a rejection is shown as one line. Returns a request to start, if it makes one. */
  run(words: string, screen: CommandScreen, signal: AbortSignal): Promise<string | undefined>;
}

export interface CommandScreen {
  /** Text is made safe; newlines stay. */
  print(text: string): void;
  readonly columns: number;
}

export interface UiSettings {
  readonly panel: PanelMode;
  /** "en", "zh"; anything else takes what the environment speaks. */
  readonly language?: string;
  /** No boxes, no animation, no panel: text in reading order. */
  readonly accessible: boolean;
  readonly colour: boolean;
  readonly theme?: 'auto' | 'dark' | 'light';
}

/** `top`: with a table of jobs and processes, which has the keys. */
export type PanelMode = 'full' | 'line' | 'top' | 'off';
