import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';
import type { StepIo } from '../session/ports.ts';
import { type PipeStore, readEnd, writeEnd } from './pipes.ts';
import type { Source } from './pull.ts';
import { MAX_SNAPSHOT_BYTES, TAIL } from './snapshot.ts';

export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly io: StepIo;
  readonly pipes: PipeStore;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Started {
  readonly pid: number;
  readonly sources: readonly Source[];
  readonly exit: Promise<Exit>;
  /** The snapshot's bytes once its last field is in, or undefined when none came. Ask after the exit. */
  snapshot(): Promise<string | undefined>;
  /** Lets go of every descriptor on this side. */
  release(): void;
  /** This process may end before it does. */
  unref(): void;
}

type Stdio = number | 'ignore' | 'pipe';

/** How long a complete snapshot may be on its way after bash has ended. */
const SNAPSHOT_WAIT_MS = 250;

/**
 * Starts bash in a session of its own without a controlling terminal (`detached` is setsid). The bare spawn of Node:
 * execa's services would all be switched off here and cost 15 ms (docs/performance.md). Streams are real
 * pipes of ours or the caller's own descriptors; a descriptor that is a terminal is never handed on.
 * Rejects with the system's error when bash cannot be started.
 */
export async function startProcess(launch: Launch): Promise<Started> {
  const { io, pipes } = launch;
  const toClose: number[] = [];
  const sources: Source[] = [];
  const sockets: ('stdout' | 'stderr')[] = [];

  const output = async (stream: 'stdout' | 'stderr'): Promise<Stdio> => {
    const passed = io.passthrough?.[stream];
    if (passed !== undefined && !isatty(passed)) return passed;
    const pipe = await pipes.take();
    if (!pipe) {
      sockets.push(stream);
      return 'pipe';
    }
    toClose.push(pipe.write);
    sources.push({ stream, readable: readEnd(pipe.read), fd: pipe.read });
    return pipe.write;
  };

  let feed: (() => Writable) | undefined;
  const input = async (): Promise<Stdio> => {
    const { stdin } = io;
    if (typeof stdin === 'number') return isatty(stdin) ? 'ignore' : stdin;
    if (stdin === undefined || (stdin as { isTTY?: boolean }).isTTY) return 'ignore';
    const pipe = await pipes.take();
    if (!pipe) return 'pipe';
    toClose.push(pipe.read);
    feed = () => writeEnd(pipe.write);
    return pipe.read;
  };

  const source = await input();
  const stdout = await output('stdout');
  const stderr = await output('stderr');
  let child: ChildProcess;
  try {
    child = spawn(launch.file, launch.args, {
      cwd: launch.cwd,
      env: { ...launch.env },
      detached: true,
      stdio: [source, stdout, stderr, 'pipe'],
    });
  } finally {
    for (const fd of toClose) closeSync(fd);
  }
  for (const stream of sockets) sources.push({ stream, readable: child[stream]! });

  const snapshot = collectSnapshot(child.stdio[3] as Readable);
  const exit = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const feeding = io.stdin !== undefined && typeof io.stdin === 'object' ? io.stdin : undefined;
  const stdin = feed?.() ?? child.stdin;
  const release = () => {
    if (feeding && stdin) feeding.unpipe(stdin);
    stdin?.destroy();
    snapshot.stop();
    for (const { readable } of sources) readable.destroy();
  };
  if (child.pid === undefined) {
    const error = await new Promise<Error>((resolve) => child.once('error', resolve));
    release();
    throw error;
  }
  if (feeding && stdin) {
    // The step may end before it has read everything: that is its business.
    stdin.on('error', () => feeding.unpipe(stdin));
    feeding.pipe(stdin);
  }
  return { pid: child.pid, sources, exit, snapshot: snapshot.done, release, unref: () => child.unref() };
}

function collectSnapshot(stream: Readable): { done(): Promise<string | undefined>; stop(): void } {
  let text = '';
  let wake = () => {};
  const complete = () => text.endsWith(`\0${TAIL}\0`);
  stream.on('data', (data: Uint8Array) => {
    if (text.length < MAX_SNAPSHOT_BYTES) text += Buffer.from(data).toString('latin1');
    if (complete()) wake();
  });
  stream.on('error', () => wake());
  stream.once('end', () => wake());
  return {
    async done() {
      if (!complete() && !stream.readableEnded && !stream.destroyed)
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, SNAPSHOT_WAIT_MS).unref();
        });
      return complete() && text.length <= MAX_SNAPSHOT_BYTES ? text : undefined;
    },
    stop: () => stream.destroy(),
  };
}
