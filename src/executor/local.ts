import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Step } from '../plan/plan.ts';
import { type ClearedStep, isCleared } from '../policy/clear.ts';
import type { StepResult } from '../session/events.ts';
import type { Executor, StepEvent, StepIo } from '../session/ports.ts';
import { Background, type BackgroundStep } from './background.ts';
import { type Cgroup, createCgroup, enterFirst } from './cgroup.ts';
import type { Environment } from './environment.ts';
import { Guard } from './guard.ts';
import { runInteractive } from './interactive.ts';
import { type PipedStep, runPiped } from './piped-step.ts';
import { PipeStore } from './pipes.ts';
import { findBash } from './program.ts';
import { blockedBySandbox } from './sandbox/blocked.ts';
import { type Limits, limitText } from './sandbox/limits.ts';
import { openSandbox, type Sandbox, type SandboxScope } from './sandbox/profile.ts';
import { type SessionFacts, type SessionStart, ShellSession } from './shell-session.ts';
import { Spill, type SpillOptions } from './spill.ts';
import type { Exit } from './start.ts';
import { openUserTerminal, type UserTerminal } from './user-terminal.ts';

export interface LocalOptions {
  /** Absolute folder the session starts in. */
  readonly cwd: string;
  /** The person's environment; assent's own keys are taken out. */
  readonly env: Environment;
  /** Between TERM and KILL, 300 ms to a minute; 1000 unless given. */
  readonly graceMs?: number;
  /** Absolute path of bash; found in the system's folders unless given. */
  readonly bash?: string;
  /** The scope of a step that was allowed because it is sandboxed. Without this such a step does not run. */
  readonly sandbox?: (step: ClearedStep) => Omit<SandboxScope, 'cwd'>;
  /** Where output that is too long to keep goes; without it only what is shown exists. */
  readonly spill?: SpillOptions;
  /** For every step; `outputBytes` stops a step that writes more. */
  readonly limits?: Limits & { readonly outputBytes?: number };
  /** Longest time of any step; a step may name a shorter one. */
  readonly timeoutSeconds?: number;
  /** Opens the person's terminal for an interactive step; /dev/tty unless given. */
  readonly terminal?: () => UserTerminal | undefined;
}

export interface LocalExecutor extends Executor {
  readonly aliases: ReadonlyMap<string, string>;
  readonly session: SessionFacts;
  /** Forgets variables, functions and options and goes back to the first folder. */
  reset(): void;
  /** A copy of the session, for a preview: what runs in it moves nobody. */
  copySession(): ShellSession;
  /** Loads what the first step needs ahead of it. Never rejects. */
  prepare(): Promise<void>;
  /** Steps that were sent to the background, also those that have ended. */
  readonly background: readonly BackgroundStep[];
  /** Ends one, whole tree; false when none runs under this number. */
  endBackground(pid: number): Promise<boolean>;
  /** How a step in the background ended, once it has; undefined when none runs under this number. */
  backgroundExit(pid: number): Promise<Exit> | undefined;
  /** Ends what still runs in the background, unless it is to be kept, and lets go of everything. */
  close(options?: { readonly keepBackground?: boolean }): Promise<void>;
}

/** Runs cleared steps on this machine, one after the other, in a session that lasts from step to step. */
export function createExecutor(options: LocalOptions): LocalExecutor {
  return new Local(options);
}

interface Ready extends SessionStart {
  readonly file: string;
  readonly marker: string;
  readonly began: number;
  readonly group: Cgroup | undefined;
  readonly bash: string;
}

class Local implements LocalExecutor {
  readonly #session: ShellSession;
  readonly #bash: string | undefined;
  readonly #pipes: PipeStore;
  readonly #graceMs: number;
  readonly #sandbox: LocalOptions['sandbox'];
  readonly #spill: SpillOptions | undefined;
  readonly #limits: NonNullable<LocalOptions['limits']>;
  readonly #guard: Guard | undefined;
  readonly #background: Background;
  readonly #timeoutSeconds: number | undefined;
  readonly #terminal: () => UserTerminal | undefined;

  constructor(options: LocalOptions) {
    this.#session = new ShellSession(options.cwd, options.env);
    this.#bash = options.bash ?? findBash();
    this.#pipes = new PipeStore(this.#bash);
    this.#graceMs = Math.min(60_000, Math.max(300, options.graceMs ?? 1000));
    this.#sandbox = options.sandbox;
    this.#spill = options.spill;
    this.#limits = options.limits ?? {};
    this.#guard = this.#bash === undefined ? undefined : new Guard(this.#bash);
    this.#background = new Background(this.#graceMs, (pid, group) => this.#guard?.release(pid, group));
    this.#timeoutSeconds = options.timeoutSeconds;
    this.#terminal = options.terminal ?? openUserTerminal;
  }

  get cwd(): string {
    return this.#session.cwd;
  }

  get aliases(): ReadonlyMap<string, string> {
    return this.#session.aliases;
  }

  get session(): SessionFacts {
    return this.#session.facts;
  }

  reset(): void {
    this.#session.reset();
  }

  copySession(): ShellSession {
    return this.#session.copy();
  }

  async prepare(): Promise<void> {
    await this.#pipes.prepare().catch(() => undefined);
  }

  get background(): readonly BackgroundStep[] {
    return this.#background.steps;
  }

  endBackground(pid: number): Promise<boolean> {
    return this.#background.end(pid);
  }

  backgroundExit(pid: number): Promise<Exit> | undefined {
    return this.#background.exitOf(pid);
  }

  async close({ keepBackground = false } = {}): Promise<void> {
    this.#pipes.close();
    if (keepBackground) this.#background.letGo();
    else await this.#background.endAll();
    this.#guard?.close();
  }

  run(step: ClearedStep, io: StepIo, signal: AbortSignal): AsyncIterable<StepEvent> {
    if (!isCleared(step)) throw new TypeError('the executor runs nothing but cleared steps');
    return this.#run(step, io, signal);
  }

  async *#run(cleared: ClearedStep, io: StepIo, signal: AbortSignal): AsyncGenerator<StepEvent, void> {
    const { step } = cleared;
    const began = Date.now();
    const file = this.#bash;
    if (file === undefined || !existsSync(file))
      return yield this.#failed(began, 'bash was not found in /usr/bin or /bin; install it and try again');
    if (step.command.includes('\0'))
      return yield this.#failed(began, 'the command holds a NUL byte; it was not run');
    const gone = this.#session.leaveVanishedFolder();
    if (gone !== undefined) return yield this.#failed(began, gone);
    if (signal.aborted) return yield { type: 'ended', ...noResult(began), cancelled: true, cwd: this.cwd };

    const terminal = step.interactive && !cleared.verdict.sandboxed ? this.#terminal() : undefined;
    if (step.interactive && !terminal)
      yield notice('this step wants a terminal and there is none here; it runs without');
    const { outputBytes: _, ...each } = this.#limits;
    const limits = Object.keys(each).length > 0 ? limitText(each) : '';
    const group = terminal || cleared.verdict.sandboxed ? undefined : createCgroup();
    const first = group ? enterFirst(group, step.command) : '';
    const start = this.#session.start(step.command, terminal ? 'terminal' : 'pipes', `${first}${limits}`);
    if (start.dropped)
      yield notice('the variables and functions of this session grew too large to carry on and were dropped');
    const id = randomBytes(12).toString('hex');
    const ready: Ready = {
      ...start,
      env: { ...start.env, ASSENT_STEP: id },
      file,
      marker: `ASSENT_STEP=${id}`,
      began,
      group,
      bash: file,
    };
    if (cleared.verdict.sandboxed) return yield* this.#inSandbox(cleared, ready, io, signal);
    yield* terminal
      ? this.#onTerminal(cleared, ready, terminal, io, signal)
      : this.#onPipes(cleared, ready, io, signal);
  }

  /** Never without: a sandbox that cannot be had means that the step does not run. */
  async *#inSandbox(
    cleared: ClearedStep,
    ready: Ready,
    io: StepIo,
    signal: AbortSignal,
  ): AsyncGenerator<StepEvent, void> {
    const refused = 'this step was allowed because it is sandboxed, and was not run';
    if (!this.#sandbox) return yield this.#failed(ready.began, `${refused}: no sandbox is set up`);
    let inside: Sandbox;
    try {
      inside = openSandbox({ ...this.#sandbox(cleared), cwd: ready.cwd });
    } catch (error) {
      return yield this.#failed(ready.began, `${refused}: ${message(error)}`);
    }
    try {
      const [file, ...args] = inside.enter([ready.file, ...ready.args]);
      for await (const event of this.#onPipes(cleared, { ...ready, file: file!, args }, io, signal))
        yield event.type === 'ended' && blockedBySandbox(event, io.passthrough?.stderr === undefined)
          ? { ...event, sandboxStopped: true }
          : event;
    } finally {
      inside.close();
    }
  }

  async *#onTerminal(
    { step }: ClearedStep,
    ready: Ready,
    terminal: UserTerminal,
    io: StepIo,
    signal: AbortSignal,
  ): AsyncGenerator<StepEvent, void> {
    this.#guard?.expect(ready.marker, undefined);
    let told: (pid: number) => void = () => undefined;
    const known = new Promise<number>((resolve) => {
      told = resolve;
    });
    const leave = new AbortController();
    const running = runInteractive(
      {
        ...ready,
        terminal,
        signal: AbortSignal.any([signal, leave.signal]),
        timeoutSeconds: io.watched ? undefined : this.#timeoutOf(step),
        graceMs: this.#graceMs,
      },
      told,
    );
    let pid = 0;
    try {
      pid = await Promise.race([known, running.then(() => 0)]);
      this.#guard?.watch(pid, ready.marker, undefined);
      yield { type: 'process', pid };
      const result = await running;
      yield { type: 'ended', ...noResult(ready.began), ...result, cwd: this.cwd };
    } catch (error) {
      yield this.#failed(ready.began, `a pseudo-terminal could not be had: ${message(error)}`);
    } finally {
      // Nothing is left of it when the consumer stopped pulling: the program is ended, the terminal given back.
      leave.abort();
      await running.catch(() => undefined);
      this.#guard?.release(pid);
    }
  }

  async *#onPipes(
    { step, approval, verdict }: ClearedStep,
    ready: Ready,
    io: StepIo,
    signal: AbortSignal,
  ): AsyncGenerator<StepEvent, void> {
    const unseen = verdict.sandboxed === true && approval.by === 'policy';
    const id = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${ready.marker.slice(-8)}`;
    const piped: PipedStep = {
      ...ready,
      io,
      pipes: this.#pipes,
      guard: this.#guard!,
      signal,
      graceMs: this.#graceMs,
      timeoutSeconds: this.#timeoutOf(step),
      spill: this.#spill ? new Spill(this.#spill, id) : undefined,
      outputBytes: this.#limits.outputBytes,
      // What nobody looked at may have moved on, but has not changed what the next step starts with.
      keep: step.scratch
        ? undefined
        : (snapshot) => (unseen ? this.#session.keepFolder(snapshot) : this.#session.keep(snapshot)),
      sessionCwd: () => this.cwd,
      bash: ready.bash,
      toBackground: (tracked) => this.#background.add(step, tracked, piped.spill?.path),
    };
    try {
      yield* runPiped(piped);
    } catch (error) {
      ready.group?.remove();
      yield this.#failed(ready.began, `the step could not be run: ${message(error)}`);
    }
  }

  #timeoutOf(step: Step): number | undefined {
    const limits = [step.timeoutSeconds, this.#timeoutSeconds].filter((limit) => limit !== undefined);
    return limits.length > 0 ? Math.min(...limits) : undefined;
  }

  #failed(began: number, spawnError: string): StepEvent {
    return { type: 'ended', ...noResult(began), spawnError, cwd: this.cwd };
  }
}

const noResult = (began: number): StepResult => ({
  exitCode: null,
  ms: Date.now() - began,
  stdoutBytes: 0,
  stderrBytes: 0,
});

const notice = (text: string): StepEvent => ({ type: 'notice', level: 'warning', text });
const message = (error: unknown) => (error instanceof Error ? error.message : String(error));
