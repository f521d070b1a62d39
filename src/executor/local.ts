import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ClearedStep, isCleared } from '../policy/clear.ts';
import type { StepResult } from '../session/events.ts';
import type { Executor, StepEvent, StepIo } from '../session/ports.ts';
import { cleanEnvironment, type Environment, WITHOUT_TERMINAL } from './environment.ts';
import { inheritedDescriptors } from './inherited.ts';
import { PipeStore } from './pipes.ts';
import { bashStart, findBash } from './program.ts';
import { pull } from './pull.ts';
import { restore } from './restore.ts';
import { initialState, type ShellState, toBytes, toDisplay, toText } from './shell-state.ts';
import { parseSnapshot } from './snapshot.ts';
import { type Started, startProcess } from './start.ts';
import { Tail } from './tail.ts';
import { endTree, groupAlive, ignoresHangup, members, processRow, type TreeRoot } from './tree.ts';
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
}

/** What the judge is told of a session that has run steps. */
export interface SessionFacts {
  readonly cwd: string;
  readonly path: string | undefined;
  readonly functions: readonly string[];
  /** Exported variables whose value is UTF-8. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of the `set -o` and `shopt` options that are on, of those that last; undefined as bash starts. */
  readonly options: readonly string[] | undefined;
}

export interface LocalExecutor extends Executor {
  readonly session: SessionFacts;
  /** Forgets variables, functions and options and goes back to the first folder. */
  reset(): void;
  /** Loads what the first step needs ahead of it. Never rejects. */
  prepare(): Promise<void>;
  close(): void;
}

/** Runs cleared steps on this machine, one after the other, in a session that lasts from step to step. */
export function createExecutor(options: LocalOptions): LocalExecutor {
  return new Local(options);
}

class Local implements LocalExecutor {
  readonly #options: LocalOptions;
  readonly #base: Readonly<Record<string, string>>;
  readonly #bash: string | undefined;
  readonly #inherited: readonly number[];
  readonly #pipes: PipeStore;
  readonly #graceMs: number;
  #state: ShellState;

  constructor(options: LocalOptions) {
    this.#options = options;
    this.#base = cleanEnvironment(options.env);
    this.#bash = options.bash ?? findBash();
    this.#pipes = new PipeStore(this.#bash);
    this.#inherited = inheritedDescriptors();
    this.#graceMs = Math.min(2000, Math.max(300, options.graceMs ?? 1000));
    this.#state = initialState(options.cwd, this.#base);
  }

  get cwd(): string {
    return toDisplay(this.#state.cwd);
  }

  get session(): SessionFacts {
    const env: Record<string, string> = {};
    for (const [name, { attributes, value }] of this.#state.variables) {
      const text = attributes.includes('x') && typeof value === 'string' ? toText(value) : undefined;
      if (text !== undefined) env[name] = text;
    }
    return {
      cwd: this.cwd,
      path: env.PATH,
      functions: [...this.#state.functions.keys()],
      env,
      options: this.#state.options && [...this.#state.options],
    };
  }

  reset(): void {
    this.#state = initialState(this.#options.cwd, this.#base);
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
    const before = this.#state;
    const began = Date.now();
    const failed = (spawnError: string): StepEvent => ({
      type: 'ended',
      ...noResult(Date.now() - began),
      spawnError,
      cwd: this.cwd,
    });
    const bash = this.#bash;
    if (bash === undefined || !existsSync(bash))
      return yield failed('bash was not found in /usr/bin or /bin; install it and try again');
    if (step.command.includes('\0')) return yield failed('the command holds a NUL byte; it was not run');
    if (!isFolder(before.cwd)) return yield failed(this.#leaveVanished());
    if (signal.aborted) return yield { type: 'ended', ...noResult(0), cancelled: true, cwd: this.cwd };

    const marker = `ASSENT_STEP=${randomBytes(12).toString('hex')}`;
    let restored = restore(before);
    if (!restored) {
      yield notice('the variables and functions of this session are too large to carry on; they were reset');
      this.#state = { ...initialState(this.#options.cwd, this.#base), cwd: before.cwd };
      restored = restore(this.#state)!;
    }
    const start = bashStart(step.command, restored.text, this.#inherited);
    const env: Record<string, string> = {
      ...this.#kept(),
      ...restored.env,
      ...WITHOUT_TERMINAL,
      ...start.env,
      PWD: toDisplay(before.cwd),
      ASSENT_STEP: marker.slice('ASSENT_STEP='.length),
    };
    let started: Started;
    try {
      started = await startProcess({
        file: bash,
        args: start.args,
        env,
        // A name that is not UTF-8 cannot be given to spawn; the restore text goes there instead.
        cwd: toText(before.cwd) ?? '/',
        io,
        pipes: this.#pipes,
      });
    } catch (error) {
      return yield failed(`bash could not be started: ${error instanceof Error ? error.message : error}`);
    }
    const root: TreeRoot = {
      pid: started.pid,
      startTicks: processRow(started.pid)?.startTicks ?? 0,
      marker,
    };
    const watch = new Watch(root, signal, step.timeoutSeconds, this.#graceMs);
    const ended = started.exit.then((exit) => this.#settle(exit, root, watch));
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
      const whole = watch.stopped ? undefined : await started.snapshot();
      const state = whole === undefined || step.scratch ? undefined : parseSnapshot(whole);
      if (state) this.#keep(state, before);
      yield {
        type: 'ended',
        exitCode: exit.code,
        ...(exit.signal === null ? {} : { signal: exit.signal }),
        ms: Date.now() - began,
        stdoutBytes: bytes.stdout,
        stderrBytes: bytes.stderr,
        ...(watch.stopped === 'timeout' ? { timedOut: true } : {}),
        ...(watch.stopped === 'cancel' ? { cancelled: true } : {}),
        ...(leftovers > 0 ? { leftovers } : {}),
        stderrTail: tail.text(),
        cwd: this.cwd,
      };
    } finally {
      watch.close();
      // Reached early when the consumer stopped pulling: nothing may go on unseen.
      if (groupAlive(root.pid) && !watch.spared) await endTree(root, { graceMs: this.#graceMs });
      started.release();
    }
  }

  /** What follows bash's own end: processes it left in its group are ended, unless they asked to survive a hang-up. */
  async #settle(
    exit: Awaited<Started['exit']>,
    root: TreeRoot,
    watch: Watch,
  ): Promise<{ exit: typeof exit; leftovers: number }> {
    const stopping = watch.stopping;
    watch.close();
    if (stopping) await stopping;
    let leftovers = 0;
    if (groupAlive(root.pid)) {
      const inSession = members(root).filter((pid) => processRow(pid)?.session === root.pid);
      const spared = new Set(inSession.filter(ignoresHangup));
      watch.spared = spared.size > 0;
      leftovers = inSession.length - spared.size;
      const alive = (pid: number) => spared.has(pid) || processRow(pid)?.session !== root.pid;
      if (leftovers > 0) await endTree(root, { graceMs: this.#graceMs, spare: alive });
    }
    return { exit, leftovers };
  }

  /** Variables a session never changes, such as LD_LIBRARY_PATH: the person's own value, every time. */
  #kept(): Record<string, string> {
    const known = initialState('/', this.#base).variables;
    return Object.fromEntries(Object.entries(this.#base).filter(([name]) => !known.has(name)));
  }

  /** Takes over a snapshot, less what was set only because the step had no terminal. */
  #keep(state: ShellState, before: ShellState): void {
    const variables = new Map(state.variables);
    for (const [name, value] of Object.entries(WITHOUT_TERMINAL)) {
      const now = variables.get(name);
      if (now?.value !== toBytes(value)) continue;
      const old = before.variables.get(name);
      if (old) variables.set(name, old);
      else variables.delete(name);
    }
    this.#state = { ...state, variables };
  }

  #leaveVanished(): string {
    const gone = this.cwd;
    let folder = gone;
    while (folder !== '/' && !isFolder(toBytes(folder))) folder = dirname(folder);
    this.#state = { ...this.#state, cwd: toBytes(folder) };
    return `the folder ${gone} is gone; the session is now in ${folder}`;
  }
}

const noResult = (ms: number): StepResult => ({ exitCode: null, ms, stdoutBytes: 0, stderrBytes: 0 });

const notice = (text: string): StepEvent => ({ type: 'notice', level: 'warning', text });

function isFolder(bytes: string): boolean {
  try {
    return statSync(Buffer.from(bytes, 'latin1')).isDirectory();
  } catch {
    return false;
  }
}
