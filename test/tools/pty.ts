import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { Screen } from './screen.ts';

export interface PtyOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

export interface PtyRun {
  readonly pid: number;
  /** What stands on the screen now. */
  readonly screen: Screen;
  /** Everything that was ever written, raw. */
  readonly raw: string;
  /** Types; `\r` is the Enter key. */
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until the screen (or with `raw` all output) holds the text; rejects with the screen after 10 s. */
  waitFor(text: string | RegExp, options?: { raw?: boolean; ms?: number }): Promise<void>;
  /** The exit code, once it has ended. */
  ended(ms?: number): Promise<number>;
  kill(signal?: string): void;
}

/** Drives a program on a real pseudo-terminal. */
export function onPty(file: string, args: readonly string[], options: PtyOptions): PtyRun {
  const { columns = 80, rows = 24 } = options;
  const pty = spawn(file, [...args], {
    cols: columns,
    rows,
    cwd: options.cwd,
    env: { TERM: 'xterm-256color', ...options.env },
    name: options.env.TERM ?? 'xterm-256color',
  });
  const screen = new Screen(columns, rows);
  let raw = '';
  pty.onData((data) => {
    raw += data;
    screen.write(data);
  });
  const exit = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
  });
  const waitFor: PtyRun['waitFor'] = async (text, { raw: inRaw = false, ms = 10_000 } = {}) => {
    const until = Date.now() + ms;
    const holds = () => {
      const seen = inRaw ? raw : screen.text;
      return typeof text === 'string' ? seen.includes(text) : text.test(seen);
    };
    while (!holds()) {
      if (Date.now() > until) throw new Error(`no ${text} on the screen after ${ms} ms:\n${screen.text}`);
      await sleep(10);
    }
  };
  return {
    pid: pty.pid,
    screen,
    get raw() {
      return raw;
    },
    type: (keys) => pty.write(keys),
    resize: (columns, rows) => pty.resize(columns, rows),
    waitFor,
    async ended(ms = 10_000) {
      const late = sleep(ms, undefined, { ref: false }).then(() => {
        pty.kill('SIGKILL');
        throw new Error(`not ended after ${ms} ms:\n${screen.text}`);
      });
      return Promise.race([exit, late]);
    },
    kill: (signal) => pty.kill(signal),
  };
}
