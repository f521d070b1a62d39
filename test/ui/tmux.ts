import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real terminal emulator without a window: what a person would see of a program. */
export class Tmux {
  readonly #socket = `assent-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;

  constructor(
    command: readonly string[],
    options: { cwd: string; columns?: number; rows?: number; env?: Readonly<Record<string, string>> },
  ) {
    const env = Object.entries({ LANG: 'C.UTF-8', HOME: options.cwd, ...options.env }).map(
      ([name, value]) => `${name}=${value}`,
    );
    this.#tmux([
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-s',
      's',
      '-x',
      String(options.columns ?? 90),
      '-y',
      String(options.rows ?? 28),
      '-c',
      options.cwd,
      'env',
      ...env,
      ...command,
    ]);
  }

  #tmux(args: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** The screen as text; `styled` keeps colours, `history` what scrolled away. */
  screen(options: { styled?: boolean; history?: boolean } = {}): string {
    return this.#tmux([
      'capture-pane',
      '-p',
      '-t',
      's',
      ...(options.styled ? ['-e'] : []),
      ...(options.history ? ['-S', '-'] : []),
    ]);
  }

  /** Letters as they are. */
  type(text: string): void {
    this.#tmux(['send-keys', '-t', 's', '-l', text]);
  }

  /** Keys by tmux's names: Enter, C-c, M-b, Up … */
  press(...keys: readonly string[]): void {
    this.#tmux(['send-keys', '-t', 's', ...keys]);
  }

  resize(columns: number, rows: number): void {
    this.#tmux(['resize-window', '-t', 's', '-x', String(columns), '-y', String(rows)]);
  }

  get cursor(): { x: number; y: number; visible: boolean } {
    const [x, y, flag] = this.#tmux([
      'display-message',
      '-p',
      '-t',
      's',
      '#{cursor_x} #{cursor_y} #{cursor_flag}',
    ])
      .trim()
      .split(' ');
    return { x: Number(x), y: Number(y), visible: flag === '1' };
  }

  get alternate(): boolean {
    return this.#tmux(['display-message', '-p', '-t', 's', '#{alternate_on}']).trim() === '1';
  }

  async seen(pattern: RegExp, timeoutMs = 15_000): Promise<string> {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const screen = this.screen();
      if (pattern.test(screen)) return screen;
      if (performance.now() > end) throw new Error(`${pattern} was not seen on:\n${screen}`);
      await sleep(40);
    }
  }

  close(): void {
    try {
      this.#tmux(['kill-server']);
    } catch {
      // It ended by itself.
    }
  }
}

export function tmuxIsThere(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
