import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StepResult } from '../session/events.ts';
import { endLeftovers } from './leftovers.ts';
import { ScreenModes } from './screen-modes.ts';
import { processRow, type TreeRoot } from './tree.ts';
import type { UserTerminal } from './user-terminal.ts';
import { Watch } from './watch.ts';

export interface InteractiveStart {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly marker: string;
  readonly terminal: UserTerminal;
  readonly signal: AbortSignal;
  /** Undefined: as long as it takes. */
  readonly timeoutSeconds: number | undefined;
  readonly graceMs: number;
}

/** Keys typed while a program ends were meant for it, not for the question that may follow. */
const DEAF_MS = 300;

/**
 * Runs a program on a pseudo-terminal of its own and lends it the person's screen and keys. It never holds the real
 * terminal, so it cannot type into it or draw on it afterwards; what is typed and shown is kept nowhere.
 */
export async function runInteractive(
  start: InteractiveStart,
  onPid: (pid: number) => void,
): Promise<Pick<StepResult, 'exitCode' | 'signal' | 'cancelled' | 'timedOut'>> {
  const { spawn } = await import('@lydell/node-pty');
  const { terminal } = start;
  const pty = spawn(start.file, [...start.args], {
    name: start.env.TERM ?? 'xterm-256color',
    cols: terminal.columns,
    rows: terminal.rows,
    cwd: start.cwd,
    env: { ...start.env },
  });
  const root: TreeRoot = {
    pid: pty.pid,
    startTicks: processRow(pty.pid)?.startTicks ?? 0,
    marker: start.marker,
  };
  const ended = new Promise<{ exitCode: number; signal?: number }>((resolve) => {
    pty.onExit(resolve);
  });
  const watch = new Watch(root, undefined, start);
  const modes = new ScreenModes();
  let writing = Promise.resolve();
  terminal.open(
    // Bytes as typed: not every terminal's reports are UTF-8.
    (data) => pty.write(data as unknown as string),
    () => pty.resize(terminal.columns, terminal.rows),
  );
  try {
    onPid(pty.pid);
    pty.onData((text) => {
      const passed = modes.pass(text);
      if (passed === '') return;
      pty.pause();
      writing = writing.then(() => terminal.write(passed)).finally(() => pty.resume());
    });
    const exit = await ended;
    terminal.mute();
    const deaf = sleep(DEAF_MS);
    watch.close();
    await watch.stopping;
    await endLeftovers(root, start.graceMs);
    await writing;
    await terminal.write(modes.restore());
    await deaf;
    return {
      exitCode: exit.signal ? null : exit.exitCode,
      ...(exit.signal ? { signal: signalName(exit.signal) } : {}),
      ...watch.flags,
    };
  } finally {
    watch.close();
    terminal.close();
  }
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}
