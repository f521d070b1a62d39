import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type ClearedStep, isCleared } from '../policy/clear.ts';
import type { StepResult } from '../session/events.ts';
import type { Executor, StepEvent, StepIo } from '../session/ports.ts';
import type { Environment } from './environment.ts';
import { runInteractive } from './interactive.ts';
import { endLeftovers } from './leftovers.ts';
import { PipeStore } from './pipes.ts';
import { findBash } from './program.ts';
import { pull } from './pull.ts';
import { openSandbox, type Sandbox, type SandboxScope } from './sandbox/profile.ts';
import { type SessionFacts, type SessionStart, ShellSession } from './shell-session.ts';
import { type Started, startProcess } from './start.ts';
import { Tail } from './tail.ts';
import { endTree, groupAlive, processRow, type TreeRoot } from './tree.ts';
import { openUserTerminal, type UserTerminal } from './user-terminal.ts';
import { wantsTerminal } from './wants-terminal.ts';
import { Watch } from './watch.ts';

export interface LocalOptions {
  /** Absolute folder the session starts in. */
  readonly cwd: string;
  /** The person's environment; assent's own keys are taken out. */
  readonly env: Environment;
  /** Between TERM and KILL, 300–2000 ms; 1000 unless given. */
  readonly graceMs?: number;
  /** Absolute path of bash; found in the system's folders unless given. */
  readonly bash?: string;
  /** The scope of a step that was allowed because it is sandboxed. Without this such a step does not run. */
  readonly sandbox?: (step: ClearedStep) => Omit<SandboxScope, 'cwd'>;
  /** Opens the person's terminal for an interactive step; /dev/tty unless given. */
  readonly terminal?: () => UserTerminal | undefined;
}

export interface LocalExecutor extends Executor {
  readonly session: SessionFacts;
  /** Forgets variables, functions and options and goes back to the first folder. */
  reset(): void;
  /** A copy of the session, for a preview: what runs in it moves nobody. */
  copySession(): ShellSession;
  /** Loads what the first step needs ahead of it. Never rejects. */
  prepare(): Promise<void>;
  close(): void;
}

/** Runs cleared steps on this machine, one after the other, in a session that lasts from step to step. */
export function createExecutor(options: LocalOptions): LocalExecutor {
  return new Local(options);
}

interface Ready extends SessionStart {
  readonly file: string;
  readonly marker: string;
  readonly began: number;
}

class Local implements LocalExecutor {
  readonly #session: ShellSession;
  readonly #bash: string | undefined;
  readonly #pipes: PipeStore;
  readonly #graceMs: number;
  readonly #sandbox: LocalOptions['sandbox'];
  readonly #terminal: () => UserTerminal | undefined;

  constructor(options: LocalOptions) {
    this.#session = new ShellSession(options.cwd, options.env);
    this.#bash = options.bash ?? findBash();
    this.#pipes = new PipeStore(this.#bash);
    this.#graceMs = Math.min(2000, Math.max(300, options.graceMs ?? 1000));
    this.#sandbox = options.sandbox;
    this.#terminal = options.terminal ?? openUserTerminal;
  }

  get cwd(): string {
    return this.#session.cwd;
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
    await Promise.all([import('execa'), this.#pipes.prepare()]).catch(() => undefined);
  }

  close(): void {
    this.#pipes.close();
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
    const start = this.#session.start(step.command, terminal ? 'terminal' : 'pipes');
    if (start.dropped)
      yield notice('the variables and functions of this session grew too large to carry on and were dropped');
    const id = randomBytes(12).toString('hex');
    const ready: Ready = {
      ...start,
      env: { ...start.env, ASSENT_STEP: id },
      file,
      marker: `ASSENT_STEP=${id}`,
      began,
    };
    if (cleared.verdict.sandboxed) return yield* this.#inSandbox(cleared, ready, io, signal);
    yield* terminal
      ? this.#onTerminal(cleared, ready, terminal, signal)
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
      yield* this.#onPipes(cleared, { ...ready, file: file!, args }, io, signal);
    } finally {
      inside.close();
    }
  }

  async *#onTerminal(
    { step }: ClearedStep,
    ready: Ready,
    terminal: UserTerminal,
    signal: AbortSignal,
  ): AsyncGenerator<StepEvent, void> {
    let told: (pid: number) => void = () => undefined;
    const pid = new Promise<number>((resolve) => {
      told = resolve;
    });
    const start = { ...ready, terminal, signal, timeoutSeconds: step.timeoutSeconds, graceMs: this.#graceMs };
    const running = runInteractive(start, told);
    try {
      yield { type: 'process', pid: await Promise.race([pid, running.then(() => 0)]) };
      yield { type: 'ended', ...noResult(ready.began), ...(await running), cwd: this.cwd };
    } catch (error) {
      yield this.#failed(ready.began, `a pseudo-terminal could not be had: ${message(error)}`);
    }
  }

  async *#onPipes(
    { step }: ClearedStep,
    ready: Ready,
    io: StepIo,
    signal: AbortSignal,
  ): AsyncGenerator<StepEvent, void> {
    let started: Started;
    try {
      started = await startProcess({ ...ready, io, pipes: this.#pipes });
    } catch (error) {
      return yield this.#failed(ready.began, `bash could not be started: ${message(error)}`);
    }
    const root: TreeRoot = {
      pid: started.pid,
      startTicks: processRow(started.pid)?.startTicks ?? 0,
      marker: ready.marker,
    };
    const watch = new Watch(root, signal, step.timeoutSeconds, this.#graceMs);
    let spared = 0;
    const ended = started.exit.then(async (exit) => {
      watch.close();
      await watch.stopping;
      const leftovers = await endLeftovers(root, this.#graceMs);
      spared = leftovers.spared;
      return { exit, leftovers: leftovers.ended };
    });
    const tail = new Tail();
    const bytes = { stdout: 0, stderr: 0 };
    try {
      yield { type: 'process', pid: started.pid };
      for await (const { stream, data } of pull(started.sources, ended)) {
        bytes[stream] += data.length;
        if (stream === 'stderr') tail.add(data);
        yield { type: 'output', stream, data };
      }
      const { exit, leftovers } = await ended;
      const whole = watch.stopped || step.scratch ? undefined : await started.snapshot();
      if (whole !== undefined) this.#session.keep(whole);
      const stderrTail = tail.text();
      yield {
        type: 'ended',
        ...noResult(ready.began),
        exitCode: exit.code,
        ...(exit.signal === null ? {} : { signal: exit.signal }),
        stdoutBytes: bytes.stdout,
        stderrBytes: bytes.stderr,
        ...watch.flags,
        ...(leftovers > 0 ? { leftovers } : {}),
        ...(wantsTerminal(exit.code, stderrTail) ? { wantsTerminal: true } : {}),
        stderrTail,
        cwd: this.cwd,
      };
    } finally {
      watch.close();
      // Reached early when the consumer stopped pulling: nothing may go on unseen.
      if (spared === 0 && groupAlive(root.pid)) await endTree(root, { graceMs: this.#graceMs });
      started.release();
    }
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
