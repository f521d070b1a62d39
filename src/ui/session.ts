import { Cancelled } from '../session/abort.ts';
import { type Clock, Coalescer, drain, systemClock } from '../session/coalesce.ts';
import type { Event } from '../session/events.ts';
import { cancelCode, EXIT } from '../session/exit.ts';
import type { ApprovalDecision, ApprovalPort, ApprovalRequest } from '../session/ports.ts';
import { NO_SESSION, reduce, type StepState } from '../session/state.ts';
import { ask, QUIET_MS } from './asking.ts';
import { askedPlan, fits, type Origin } from './asking-view.ts';
import type { Block } from './block.ts';
import type { RequestUi, UiDeps } from './deps.ts';
import { emptied } from './editor/line.ts';
import { languageOf, MESSAGES } from './messages.ts';
import { initialState, type UiState, type Written, without } from './state.ts';
import { chooseTheme } from './theme.ts';
import { finishedBy } from './transcript.ts';
import type { View } from './view.ts';

/** What the screen can do for the session; the Ink app gives it once it stands. */
export interface Screen {
  /** Ink lets go of the terminal; the result takes it back. */
  suspend(): Promise<() => Promise<void>>;
  clear(): void;
  exit(): void;
}

const LEAVE_MS = 8000;
/** Outputs that can be shown again. */
const OUTPUTS_KEPT = 30;
/** Blocks that keep their content after they were handed to the screen. */
const FRESH_BLOCKS = 100;

/**
 * The session behind the screen: holds the state, runs requests one after the other, is the approval port. It draws
 * nothing and reads no keys (keyboard.ts does); it tells listeners that the state changed.
 */
export class Session {
  readonly deps: UiDeps;
  readonly clock: Clock;
  state: UiState;
  history: readonly string[] = [];
  /** Keys before this time are dropped: they were meant for the program that just had the terminal. */
  quietUntil = 0;
  exitCode: number = EXIT.ok;
  readonly #listeners = new Set<() => void>();
  readonly #coalescer: Coalescer;
  #screen: Screen | undefined;
  #resume: (() => Promise<void>) | undefined;
  #held: Block[] = [];
  #key = 0;
  #outputs = new Map<number, { step: StepState; number: number; of: number }>();
  #outputCount = 0;
  #request: { abort: AbortController; done: Promise<void> } | undefined;
  #step = new AbortController();
  #decide: ((decision: ApprovalDecision) => void) | undefined;
  #stepping = false;

  constructor(deps: UiDeps, clock: Clock = systemClock) {
    this.deps = deps;
    this.clock = clock;
    this.state = initialState(deps.settings.accessible ? 'off' : deps.settings.panel);
    this.#coalescer = new Coalescer(() => this.#tell(), { clock });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): UiState => this.state;

  attach(screen: Screen): void {
    this.#screen = screen;
    void Promise.resolve(this.deps.banner).then(
      (lines) => this.write({ kind: 'banner', lines }),
      (error: unknown) => this.write(failure(error)),
    );
    void Promise.resolve(this.deps.history.recent()).then(
      (entries) => {
        this.history = [...entries, ...this.history];
      },
      () => undefined,
    );
  }

  /** Sizes and words the views need; read anew for each use, since the window changes. */
  view(width = this.deps.stdout.columns || 80): View {
    const { settings, env } = this.deps;
    const { home } = this.deps.status();
    return {
      // The last column stays free: terminals differ in what they do once it is written.
      columns: Math.max(20, width - 1),
      theme: chooseTheme({
        colour: settings.colour,
        accessible: settings.accessible,
        env,
        ...(settings.theme ? { theme: settings.theme } : {}),
      }),
      messages: MESSAGES[languageOf(settings.language, env)],
      place: { cwd: this.deps.status().cwd, ...(home === undefined ? {} : { home }) },
    };
  }

  get rows(): number {
    return this.deps.stdout.rows || 24;
  }

  set(state: UiState): void {
    if (state === this.state) return;
    this.state = state;
    this.#coalescer.flush();
  }

  change(part: Partial<UiState>): void {
    this.set({ ...this.state, ...part });
  }

  hint(text: string, tone: 'dim' | 'warn' = 'warn'): void {
    this.change({ hint: { text, tone } });
  }

  write(...blocks: readonly Block[]): void {
    if (blocks.length === 0) return;
    // While somebody else has the terminal nothing is drawn, and what is drawn once would be lost.
    if (this.#resume) this.#held.push(...blocks);
    else this.change({ blocks: this.#appended(blocks) });
  }

  #appended(blocks: readonly Block[]): readonly Written[] {
    const old = this.state.blocks;
    const stale = old.length - FRESH_BLOCKS;
    const kept =
      stale > 0 ? old.map((written, index) => (index < stale ? emptyBlock(written) : written)) : old;
    return [...kept, ...blocks.map((block) => ({ key: this.#key++, block }))];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  get words() {
    return MESSAGES[languageOf(this.deps.settings.language, this.deps.env)];
  }

  /** Starts a request; the one that runs must have ended. */
  start(text: string): void {
    if (this.state.busy) return;
    const { answering } = this.state;
    this.remember(text);
    this.#stepping = false;
    this.set({
      ...without(this.state, 'asking', 'printed', 'hint', 'answering', 'completion', 'session'),
      busy: true,
      stopping: false,
      focus: 'line',
    });
    const abort = new AbortController();
    const ui: RequestUi = {
      approval: this.#approval,
      stepSignal: () => {
        this.#step = new AbortController();
        return this.#step.signal;
      },
      size: () => ({ columns: this.deps.stdout.columns || 80, rows: this.rows }),
      ...(answering ? { answering } : {}),
    };
    this.#request = { abort, done: this.#follow(text, ui, abort.signal) };
  }

  remember(text: string): void {
    if (this.history.at(-1) !== text) this.history = [...this.history, text];
    this.deps.history.add(text);
  }

  async #follow(text: string, ui: RequestUi, own: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([own, this.deps.signal]);
    try {
      await drain(this.deps.start(text, ui, signal), (event) => this.#event(event), this.clock);
    } catch (error) {
      if (!signal.aborted) this.write(failure(error));
    }
    await this.#takeBack();
    this.#decide = undefined;
    const { session, queued } = this.state;
    const went = session?.ended?.outcome;
    const question = went === 'question' ? session?.current?.plan.question : undefined;
    this.set({
      ...without(this.state, 'asking', 'queued'),
      busy: false,
      stopping: false,
      focus: 'line',
      ...(question === undefined ? {} : { answering: { request: text, question } }),
    });
    if (queued === undefined || this.state.leaving) return;
    if (went === 'done' || went === 'answered') this.start(queued);
    else this.unqueue(queued);
  }

  /** A waiting line goes back into the input when what it waited for did not go well. */
  unqueue(text: string): void {
    const { line } = this.state;
    const editor = { ...line.editor, text, cursor: text.length };
    this.set({
      ...without(this.state, 'queued'),
      ...(line.editor.text === '' ? { line: { ...line, editor } } : {}),
      hint: { text: this.words.hint.unqueued, tone: 'warn' },
    });
  }

  #event(event: Event): void | Promise<void> {
    const before = this.state.session ?? NO_SESSION;
    const session = reduce(before, event);
    const blocks = finishedBy(event, before, session, {
      messages: this.words,
      printed: this.state.printed,
      nextOutput: this.#outputCount + 1,
    });
    const quiet = event.type === 'output' || event.type === 'plan-progress';
    if (quiet) {
      this.state = { ...this.state, session };
      this.#coalescer.changed();
      return;
    }
    if (event.type === 'step-ended') this.#keepOutput(event.stepId, session.steps);
    const printed =
      event.type === 'approval' ? { printed: event.planHash } : event.type === 'plan' ? { printed: '' } : {};
    this.set({
      ...this.state,
      ...(this.#resume ? {} : { blocks: this.#appended(blocks) }),
      session,
      ...printed,
      ...(event.type === 'step-ended' ? { stopping: false } : {}),
    });
    if (this.#resume) this.#held.push(...blocks);
    // The next event is pulled only when the terminal is free, so the program finds it so.
    if (event.type === 'step-started' && event.interactive) return this.#giveAway();
    if (event.type === 'step-ended' && this.#resume) return this.#takeBack();
  }

  /** A program has the terminal. */
  get lent(): boolean {
    return this.#resume !== undefined;
  }

  async #giveAway(): Promise<void> {
    if (this.#screen && !this.#resume) this.#resume = await this.#screen.suspend();
  }

  async #takeBack(): Promise<void> {
    const resume = this.#resume;
    if (!resume) return;
    await resume();
    this.#resume = undefined;
    this.quietUntil = this.clock.now() + QUIET_MS;
    const held = this.#held;
    this.#held = [];
    this.write(...held);
  }

  #keepOutput(id: string, steps: readonly StepState[]): void {
    const at = steps.findIndex(({ step }) => step.id === id);
    const step = steps[at];
    if (!step) return;
    this.#outputs.set(++this.#outputCount, { step, number: at + 1, of: steps.length });
    this.#outputs.delete(this.#outputCount - OUTPUTS_KEPT);
  }

  output(number: number): { step: StepState; number: number; of: number } | undefined {
    return this.#outputs.get(number);
  }

  get lastOutput(): number {
    return this.#outputCount;
  }

  readonly #approval: ApprovalPort = {
    approve: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const onAbort = () => {
          this.#decide = undefined;
          this.set({ ...without(this.state, 'asking'), focus: 'line' });
          reject(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        this.#decide = (decision) => {
          signal.removeEventListener('abort', onAbort);
          resolve(decision);
        };
        this.#ask(request);
      }),
  };

  #ask(request: ApprovalRequest): void {
    const asking = ask(request, this.clock.now(), {
      stepping: this.#stepping && request.pending.length > 1,
      previewOffered: this.deps.previewOffered?.(request) ?? false,
    });
    const typing = this.state.line.editor.text !== '';
    this.set({ ...this.state, asking, stopping: false, focus: typing ? 'line' : 'plan' });
    this.printIfTall();
  }

  /** A plan that does not fit into the live part is written out in full: nobody decides on what cannot be read. */
  printIfTall(rows = this.rows, width = this.deps.stdout.columns || 80): void {
    const { asking, session, printed } = this.state;
    if (!asking || printed === asking.request.planHash) return;
    const origin = originOf(session);
    const view = this.view(width);
    if (!view.theme.accessible && fits(asking, origin, this.liveRows(rows), view)) return;
    const plan = askedPlan({ ...asking, selected: -1 }, origin);
    this.set({ ...this.state, printed: asking.request.planHash });
    this.write({ kind: 'plan', plan });
  }

  /** Rows for what goes on; the rest is the input, the status and the panel. */
  liveRows(rows: number): number {
    const panel = this.state.panel === 'off' ? 0 : this.state.panel === 'line' ? 1 : 3;
    return Math.max(3, rows - 4 - (rows >= 16 ? panel : 0));
  }

  /** The decision for the plan that is asked about, and for no other. */
  decide(decision: ApprovalDecision): void {
    const decide = this.#decide;
    const { asking } = this.state;
    if (!decide || !asking) return;
    this.#decide = undefined;
    this.#stepping = asking.stepping && decision.kind === 'run';
    this.set({ ...without(this.state, 'asking', 'hint'), focus: 'line' });
    decide(decision);
  }

  /** Ctrl-C while something is going on: first the step, or the planning; then everything. */
  interrupt(): void {
    const running = this.state.session?.phase === 'running';
    if (running && !this.state.stopping) {
      this.#step.abort(new Cancelled('interrupted', 'stopped with Ctrl-C'));
      this.change({ stopping: true });
      return;
    }
    const again = this.state.stopping;
    this.#request?.abort.abort(new Cancelled('interrupted', 'stopped with Ctrl-C'));
    this.change({ stopping: true });
    if (again) void this.leave(cancelCode('interrupted'));
  }

  /** Ends the session: what runs is ended first, then the screen is left clean. */
  async leave(code: number = EXIT.ok): Promise<void> {
    if (this.state.leaving) return;
    this.exitCode = code;
    this.set({
      ...without(this.state, 'asking', 'hint', 'completion'),
      line: emptied(this.state.line),
      leaving: true,
    });
    this.#request?.abort.abort(new Cancelled('interrupted', 'the session was left'));
    // A step that cannot be ended must not keep the person in.
    const late = Promise.withResolvers<void>();
    const early = this.clock.after(LEAVE_MS, late.resolve);
    await Promise.race([this.#request?.done, late.promise]);
    early();
    this.#coalescer.stop();
    this.#screen?.exit();
  }

  clear(): void {
    this.#screen?.clear();
  }
}

export function originOf(session: UiState['session']): Origin {
  const current = session?.current;
  return {
    ...(session ? { request: session.request } : {}),
    ...(current ? { planner: current.planner } : {}),
    tainted: current?.tainted ?? [],
  };
}

export function failure(error: unknown): Block {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failure', message, examples: [] };
}

const emptyBlock = (written: Written): Written =>
  written.block.kind === 'banner' && written.block.lines.length === 0
    ? written
    : { key: written.key, block: { kind: 'banner', lines: [] } };
