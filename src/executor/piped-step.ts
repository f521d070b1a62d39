import type { StepEvent } from '../session/ports.ts';
import { nowhere } from './background.ts';
import type { Cgroup } from './cgroup.ts';
import type { Guard } from './guard.ts';
import { handOver } from './hand-over.ts';
import { endLeftovers } from './leftovers.ts';
import { NUDGE, pull } from './pull.ts';
import type { Spill } from './spill.ts';
import { type Launch, type Started, startProcess } from './start.ts';
import { Tail } from './tail.ts';
import { endTree, groupAlive, processRow, type TreeRoot } from './tree.ts';
import { wantsTerminal } from './wants-terminal.ts';
import { Watch } from './watch.ts';

export interface PipedStep extends Launch {
  /** `NAME=value` in the environment of everything the step starts. */
  readonly marker: string;
  readonly began: number;
  readonly bash: string;
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number | undefined;
  readonly graceMs: number;
  readonly guard: Guard;
  /** Taken away again at the end. */
  readonly group: Cgroup | undefined;
  readonly spill: Spill | undefined;
  /** The step is stopped when it has written more than this. */
  readonly outputBytes: number | undefined;
  /** Takes over the state the step left; undefined for a step that moves nobody. */
  readonly keep: ((snapshot: string) => void) | undefined;
  /** Folder of the session, asked at the end. */
  readonly cwd: string;
  readonly sessionCwd: () => string;
  /** Takes the step over when it is sent to the background. */
  readonly toBackground: (tracked: Tracked) => void;
}

/** A started process together with all that is needed to end it. */
export interface Tracked {
  readonly started: Started;
  readonly root: TreeRoot;
  readonly group: Cgroup | undefined;
}

/** Starts and watches over what is started: by control group where there is one, and beyond our own end. */
export async function track(step: Launch & Pick<PipedStep, 'marker' | 'guard' | 'group'>): Promise<Tracked> {
  step.guard.expect(step.marker, step.group?.path);
  const started = await startProcess(step);
  const { pid } = started;
  const root = { pid, startTicks: processRow(pid)?.startTicks ?? 0, marker: step.marker };
  const { group } = step;
  void group?.add(pid);
  step.guard.watch(pid, step.marker, group?.path);
  return { started, root, group };
}

/** Runs one step to its end on pipes. Throws only when it could not be started. */
export async function* runPiped(step: PipedStep): AsyncGenerator<StepEvent, void> {
  const { started, root, group } = await track(step);
  const late = Promise.withResolvers<void>();
  const watch = new Watch(root, group, { ...step, ...(step.io.watched ? { late: late.resolve } : {}) });
  let spared = 0;
  const ended = started.exit.then(async (exit) => {
    watch.close();
    await watch.stopping;
    const leftovers = await endLeftovers(root, step.graceMs);
    spared = leftovers.spared;
    return { exit, leftovers: leftovers.ended + (await (watch.stopping ?? 0)) };
  });
  const tail = new Tail();
  const bytes = { stdout: 0, stderr: 0 };
  const { background } = step.io;
  let handed = false;
  let over = false;
  void started.exit.then(() => {
    over = true;
  });
  async function* outputs(stop?: AbortSignal): AsyncGenerator<StepEvent, void> {
    for await (const piece of pull(started.sources, ended, late.promise, stop)) {
      if (piece === NUDGE) {
        yield { type: 'notice', level: 'warning', text: lateText(step) };
        continue;
      }
      const { stream, data } = piece;
      bytes[stream] += data.length;
      if (stream === 'stderr') tail.add(data);
      step.spill?.add(data);
      yield { type: 'output', stream, data };
      if (bytes.stdout + bytes.stderr > (step.outputBytes ?? Infinity)) watch.stop('output');
    }
  }
  try {
    yield { type: 'process', pid: started.pid };
    yield* outputs(background);
    if (background?.aborted && !over && !watch.stopped) {
      const sink = nowhere();
      handed = handOver(step.bash, started.sources, step.spill?.open() ?? sink.fd, (data) =>
        step.spill?.add(data),
      );
      sink.close();
      if (handed) {
        step.toBackground({ started, root, group });
        yield {
          type: 'ended',
          exitCode: null,
          ms: Date.now() - step.began,
          stdoutBytes: bytes.stdout,
          stderrBytes: bytes.stderr,
          background: { pid: started.pid },
          ...(step.spill?.path === undefined ? {} : { spill: step.spill.path }),
          cwd: step.sessionCwd(),
        };
        return;
      }
      yield { type: 'notice', level: 'warning', text: 'this step cannot go to the background here' };
      yield* outputs();
    }
    const { exit, leftovers } = await ended;
    const snapshot = watch.stopped || !step.keep ? undefined : await started.snapshot();
    if (snapshot !== undefined) step.keep?.(snapshot);
    if (watch.stopped === 'output')
      yield { type: 'notice', level: 'warning', text: `stopped after ${step.outputBytes} bytes of output` };
    if (spared > 0)
      yield {
        type: 'notice',
        level: 'info',
        text: `${spared === 1 ? 'a process' : `${spared} processes`} left running, as nohup asks`,
      };
    const stderrTail = tail.text();
    yield {
      type: 'ended',
      exitCode: exit.code,
      ...(exit.signal === null ? {} : { signal: exit.signal }),
      ms: Date.now() - step.began,
      stdoutBytes: bytes.stdout,
      stderrBytes: bytes.stderr,
      ...watch.flags,
      ...(leftovers > 0 ? { leftovers } : {}),
      ...(step.spill?.path === undefined ? {} : { spill: step.spill.path }),
      ...(wantsTerminal(exit.code, stderrTail) ? { wantsTerminal: true } : {}),
      stderrTail,
      cwd: step.sessionCwd(),
    };
  } finally {
    watch.close();
    step.spill?.close();
    if (!handed) {
      // Reached early when the consumer stopped pulling: nothing may go on unseen.
      if (spared === 0 && groupAlive(root.pid)) await endTree(root, { graceMs: step.graceMs });
      step.guard.release(root.pid, group?.path);
      started.release();
    }
  }
}

/** What a person may do about a step that has had its time. */
function lateText({ io, timeoutSeconds }: PipedStep): string {
  const ways = io.background ? 'b sends it to the background, Ctrl-C stops it' : 'Ctrl-C stops it';
  return `its time limit of ${timeoutSeconds} s has passed and it goes on: ${ways}`;
}
