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
}

type Stdio = number | 'ignore' | 'pipe';

/** How long a complete snapshot may be on its way after bash has ended. */
const SNAPSHOT_WAIT_MS = 250;

/**
 * Starts bash in a session of its own without a controlling terminal (execa's `detached` is setsid). Streams are real
 * pipes of ours or the caller's own descriptors; a descriptor that is a terminal is never handed on.
 * Rejects with the system's error when bash cannot be started.
 */
export async function startProcess(launch: Launch): Promise<Started> {
  const { execa } = await import('execa');
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
    sources.push({ stream, readable: readEnd(pipe.read) });
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
  const child = execa(launch.file, launch.args, {
    cwd: launch.cwd,
    env: launch.env,
    extendEnv: false,
    detached: true,
    // Any descriptor of ours may stand here; execa's types know single numbers only.
    stdio: [source, stdout, stderr, 'pipe'] as ['pipe', 'pipe', 'pipe', 'pipe'],
    buffer: false,
    encoding: 'buffer',
    reject: false,
    cleanup: false,
    forceKillAfterDelay: false,
    stripFinalNewline: false,
  });
  // Its result says nothing that the exit event does not; a failed start is an event of the process below.
  void child.catch(() => undefined);
  const node = child.nodeChildProcess;
  for (const fd of toClose) closeSync(fd);
  for (const stream of sockets) sources.push({ stream, readable: node[stream]! });

  const snapshot = collectSnapshot(node.stdio[3] as Readable);
  const exit = new Promise<Exit>((resolve) => {
    node.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const feeding = io.stdin !== undefined && typeof io.stdin === 'object' ? io.stdin : undefined;
  const stdin = feed?.() ?? node.stdin;
  const release = () => {
    if (feeding && stdin) feeding.unpipe(stdin);
    stdin?.destroy();
    snapshot.stop();
    for (const { readable } of sources) readable.destroy();
  };
  if (node.pid === undefined) {
    const error = await new Promise<Error>((resolve) => {
      node.once('error', resolve);
      void child.then((result) => resolve((result.cause as Error | undefined) ?? new Error('not started')));
    });
    release();
    throw error;
  }
  if (feeding && stdin) {
    // The step may end before it has read everything: that is its business.
    stdin.on('error', () => feeding.unpipe(stdin));
    feeding.pipe(stdin);
  }
  return { pid: node.pid, sources, exit, snapshot: snapshot.done, release };
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
