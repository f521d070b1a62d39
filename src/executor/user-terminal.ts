import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';

/** The person's own terminal while a program of theirs has it. */
export interface UserTerminal {
  readonly columns: number;
  readonly rows: number;
  /** Raw mode and every key to the listener, from now until `close`. */
  open(onInput: (data: Buffer) => void, onResize: () => void): void;
  /** Resolves once the terminal took it. */
  write(text: string): Promise<void>;
  /** From now on keys go nowhere. */
  mute(): void;
  /** Modes as they were; nothing typed meanwhile is left to be read. */
  close(): void;
}

const STTY = ['/usr/bin/stty', '/bin/stty'];

/**
 * Node's raw mode still turns a line feed into carriage return and line feed, which moves the cursor of full-screen
 * programs. Leaving raw mode brings back what was before both.
 */
function passOutputUntouched(fd: number): void {
  const stty = STTY.find((path) => existsSync(path));
  if (stty !== undefined) spawnSync(stty, ['-opost'], { stdio: [fd, 'ignore', 'ignore'], env: {} });
}

/** Undefined when this process has no controlling terminal. */
export function openUserTerminal(path = '/dev/tty'): UserTerminal | undefined {
  let readFd: number;
  let writeFd: number;
  try {
    readFd = openSync(path, 'r+');
  } catch {
    return undefined;
  }
  try {
    writeFd = openSync(path, 'r+');
  } catch {
    closeSync(readFd);
    return undefined;
  }
  const input = new ReadStream(readFd);
  const output = new WriteStream(writeFd);
  let listener: (data: Buffer) => void = () => undefined;
  input.on('error', () => undefined);
  output.on('error', () => undefined);
  // Node follows the size for its own stdout and stderr only; this is how it does.
  const refresh = () => (output as unknown as { _refreshSize?: () => void })._refreshSize?.();
  return {
    get columns() {
      return output.columns || 80;
    },
    get rows() {
      return output.rows || 24;
    },
    open(onInput, onResize) {
      listener = onInput;
      input.setRawMode(true);
      passOutputUntouched(readFd);
      input.on('data', (data: Buffer) => listener(data));
      output.on('resize', onResize);
      process.on('SIGWINCH', refresh);
    },
    write: (text) =>
      new Promise((resolve) => {
        output.write(text, () => resolve());
      }),
    mute() {
      listener = () => undefined;
    },
    close() {
      process.off('SIGWINCH', refresh);
      input.setRawMode(false);
      input.destroy();
      output.destroy();
    },
  };
}
