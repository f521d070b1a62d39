import { Cancelled } from '../session/abort.ts';
import { drain } from '../session/coalesce.ts';
import type { Event } from '../session/events.ts';
import { cancelCode, EXIT } from '../session/exit.ts';
import { NO_SESSION, reduce, runningStep, type StepState } from '../session/state.ts';
import { Approvals } from './approvals.ts';
import { QUIET_MS } from './asking.ts';
import { failure } from './block.ts';
import type { RequestUi } from './deps.ts';
import { editorWith } from './editor/editor.ts';
import { emptied, withEditor } from './editor/line.ts';
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
  /** Stops this process as Ctrl-Z does for any other; the screen comes back with it. */
  stop(): void;
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
  #background = new AbortController();
  readonly approvals = new Approvals(this);

  attach(screen: Screen): void {
    this.#screen = screen;
    void Promise.resolve(this.deps.banner).then(
      (lines) => this.write({ kind: 'banner', lines }),
      (error: unknown) => this.write(failure(error)),
    );
    this.deps.notices?.((notice) => this.write({ kind: 'notice', gap: true, ...notice }));
    void Promise.resolve(this.deps.history.recent()).then(
      (entries) => {
        this.history = [...entries, ...this.history];
      },
      () => undefined,
    );
  }

  /** Starts a request; the one that runs must have ended. With `feed` it is a command that gets that as its input. */
  start(text: string, feed?: RequestUi['feed']): void {
    if (this.state.busy) return;
    const { answering } = this.state;
    this.remember(text);
    this.approvals.begin();
    this.set({
      ...without(this.state, 'asking', 'printed', 'hint', 'answering', 'completion', 'session'),
      busy: true,
      stopping: false,
      focus: 'line',
    });
    const abort = new AbortController();
    const ui: RequestUi = {
      approval: this.approvals,
      stepSignal: () => {
        this.#step = new AbortController();
        return this.#step.signal;
      },
      backgroundSignal: () => {
        this.#background = new AbortController();
        return this.#background.signal;
      },
      size: () => ({ columns: this.columns, rows: this.rows }),
      ...(answering && !feed ? { answering } : {}),
      ...(feed ? { feed } : {}),
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
    this.approvals.close();
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
    if (this.state.leaving) return;
    if (queued === undefined) return this.#leaveAfter();
    if (went === 'done' || went === 'answered') this.start(queued);
    else this.unqueue(queued);
  }

  /** As asked with Ctrl-D while the request ran, unless something is left that leaving would end. */
  #leaveAfter(): void {
    if (!this.state.leavesAfter) return;
    this.set(without(this.state, 'leavesAfter'));
    const running = this.deps.background?.running() ?? 0;
    if (running > 0) this.hint(this.words.hint.background(running), 'warn');
    else void this.leave();
  }

  /** A waiting line goes back into the input when what it waited for did not go well, else into the history. */
  unqueue(text: string): void {
    const { line } = this.state;
    const free = line.editor.text === '';
    if (!free) this.remember(text);
    this.set({
      ...without(this.state, 'queued', 'leavesAfter'),
      ...(free ? { line: withEditor(line, editorWith(text, line.editor)) } : {}),
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
      // A verdict that is another one now is shown again: nobody decides on what the screen says no more.
      ...(event.type === 'verdict' && event.recheck ? without(this.state, 'printed') : this.state),
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

  /** Lends the terminal to something that is no step of a plan. */
  async lend<T>(use: () => Promise<T>): Promise<T> {
    await this.#giveAway();
    try {
      return await use();
    } finally {
      await this.#takeBack();
    }
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

  /** The running step goes on by itself. A program that has the terminal cannot. */
  sendToBackground(): void {
    const step = this.state.session && runningStep(this.state.session);
    if (!step || step.start?.interactive || this.state.stopping) return;
    this.#background.abort();
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

  stop(): void {
    if (!this.lent) this.#screen?.stop();
  }
}
