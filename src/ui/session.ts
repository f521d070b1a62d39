import { Cancelled } from '../session/abort.ts';
import { drain } from '../session/coalesce.ts';
import type { Event } from '../session/events.ts';
import { cancelCode, EXIT } from '../session/exit.ts';
import type { ApprovalDecision, ApprovalPort, ApprovalRequest } from '../session/ports.ts';
import { NO_SESSION, reduce, type StepState } from '../session/state.ts';
import { ask, QUIET_MS } from './asking.ts';
import { askedPlan, fits, originOf } from './asking-view.ts';
import type { Block } from './block.ts';
import type { RequestUi } from './deps.ts';
import { emptied } from './editor/line.ts';
import { without } from './state.ts';
import { Store } from './store.ts';
import { finishedBy } from './transcript.ts';

export interface KeptOutput {
  readonly step: StepState;
  readonly number: number;
  readonly of: number;
}

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

/**
 * The session behind the screen: runs requests one after the other and is their approval port. It draws nothing and
 * reads no keys (keyboard.ts does).
 */
export class Session extends Store {
  history: readonly string[] = [];
  /** Keys before this time are dropped: they were meant for the program that just had the terminal. */
  quietUntil = 0;
  exitCode: number = EXIT.ok;
  #screen: Screen | undefined;
  #resume: (() => Promise<void>) | undefined;
  readonly #outputs = new Map<number, KeptOutput>();
  #outputCount = 0;
  #request: { abort: AbortController; done: Promise<void> } | undefined;
  #step = new AbortController();
  #decide: ((decision: ApprovalDecision) => void) | undefined;
  #stepping = false;

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
      size: () => ({ columns: this.columns, rows: this.rows }),
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
      this.coalescer.changed();
      return;
    }
    if (event.type === 'step-ended') this.#keepOutput(event.stepId, session.steps);
    this.state = {
      ...this.state,
      session,
      ...(event.type === 'approval' ? { printed: event.planHash } : {}),
      ...(event.type === 'step-ended' ? { stopping: false } : {}),
    };
    this.write(...blocks);
    this.coalescer.flush();
    // The next event is pulled only when the terminal is free, so the program finds it so.
    if (event.type === 'step-started' && event.interactive) return this.#giveAway();
    if (event.type === 'step-ended' && this.lent) return this.#takeBack();
  }

  /** A program has the terminal. */
  get lent(): boolean {
    return this.#resume !== undefined;
  }

  async #giveAway(): Promise<void> {
    if (!this.#screen || this.#resume) return;
    this.hold();
    this.#resume = await this.#screen.suspend();
  }

  async #takeBack(): Promise<void> {
    const resume = this.#resume;
    if (!resume) return;
    await resume();
    this.#resume = undefined;
    this.quietUntil = this.clock.now() + QUIET_MS;
    this.release();
  }

  #keepOutput(id: string, steps: readonly StepState[]): void {
    const at = steps.findIndex(({ step }) => step.id === id);
    const step = steps[at];
    if (!step) return;
    this.#outputs.set(++this.#outputCount, { step, number: at + 1, of: steps.length });
    this.#outputs.delete(this.#outputCount - OUTPUTS_KEPT);
  }

  output(number: number): KeptOutput | undefined {
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
  printIfTall(rows = this.rows, width = this.columns): void {
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
    this.coalescer.stop();
    this.#screen?.exit();
  }

  clear(): void {
    this.#screen?.clear();
  }
}

export function failure(error: unknown): Block {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failure', message, examples: [] };
}
