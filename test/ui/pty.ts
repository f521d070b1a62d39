import { spawn } from '@lydell/node-pty';

/** A program on a pseudo-terminal: what it wrote, what is typed into it. */
export interface Screen {
  readonly pid: number;
  /** Everything written since the last `clear`. */
  text(): string;
  clear(): void;
  write(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Resolves once the pattern has been written since the last `clear`. */
  seen(pattern: RegExp, timeoutMs?: number): Promise<void>;
  readonly exited: Promise<number>;
  kill(): void;
}

export function openScreen(
  file: string,
  args: readonly string[],
  options: { cwd: string; columns?: number; rows?: number; env?: Record<string, string> },
): Screen {
  const pty = spawn(file, [...args], {
    cols: options.columns ?? 90,
    rows: options.rows ?? 28,
    cwd: options.cwd,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: options.cwd,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      ...options.env,
    },
  });
  let text = '';
  const checks = new Set<() => void>();
  pty.onData((data) => {
    text = (text + data).slice(-2_000_000);
    for (const check of checks) check();
  });
  const exited = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  return {
    pid: pty.pid,
    text: () => text,
    clear() {
      text = '';
    },
    write: (keys) => pty.write(keys),
    resize: (columns, rows) => pty.resize(columns, rows),
    seen: (pattern, timeoutMs = 15_000) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          checks.delete(check);
          clearTimeout(timer);
          act();
        };
        const timer = setTimeout(
          () =>
            settle(() =>
              reject(new Error(`${pattern} was not seen in ${JSON.stringify(text.slice(-1500))}`)),
            ),
          timeoutMs,
        );
        const check = () => {
          if (pattern.test(text)) settle(resolve);
        };
        checks.add(check);
        check();
      }),
    exited,
    kill: () => pty.kill('SIGKILL'),
  };
}
