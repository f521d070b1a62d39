import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';

/** Both ends of a pipe as descriptors of this process; whoever takes them closes them. */
export interface Pipe {
  readonly read: number;
  readonly write: number;
}

const BATCH = 20;
const REFILL_BELOW = 4;
/** Each here-string is a pipe that holds one newline; bash says the numbers and stays until it is let go. */
const MAKER = `for ((i = 0; i < ${BATCH}; i++)); do exec {fd}<<<''; fds+=" $fd"; done; echo "$fds"; read -r _`;

/**
 * Real pipes. Node gives a child Unix sockets for its streams, and on those `> /dev/stdout`, `tee /dev/stderr` and
 * `cat /dev/stdin` fail with ENXIO; named pipes would make `cat /dev/stdin` wait for a writer that has gone. So a
 * short-lived bash makes a dozen anonymous pipes at a time and both ends are opened through /proc.
 */
export class PipeStore {
  readonly #bash: string | undefined;
  #ready: Pipe[] = [];
  #filling: Promise<void> | undefined;
  #closed = false;

  constructor(bash: string | undefined) {
    this.#bash = bash;
  }

  /** Makes the next batch ahead of need. Never rejects: what is missing shows when a pipe is taken. */
  async prepare(): Promise<void> {
    if (this.#ready.length >= REFILL_BELOW || this.#closed) return;
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
    });
    await this.#filling;
  }

  /** Undefined where pipes cannot be made this way (no /proc, bash before 5.1); sockets have to do then. */
  async take(): Promise<Pipe | undefined> {
    if (this.#ready.length === 0) await this.prepare();
    const pipe = this.#ready.pop();
    if (this.#ready.length < REFILL_BELOW) setImmediate(() => void this.prepare());
    return pipe;
  }

  close(): void {
    this.#closed = true;
    for (const pipe of this.#ready.splice(0)) closePipe(pipe);
  }

  #fill(): Promise<void> {
    if (this.#bash === undefined || process.platform !== 'linux') return Promise.resolve();
    const maker = spawn(this.#bash, ['--noprofile', '--norc', '-c', MAKER], {
      env: {},
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    return new Promise((resolve) => {
      let line = '';
      const end = () => {
        maker.stdin.destroy();
        maker.stdout.destroy();
        resolve();
      };
      maker.once('error', end).once('exit', end);
      maker.stdin.on('error', () => undefined);
      maker.stdout.on('data', (data: Buffer) => {
        line += data.toString('latin1');
        if (!line.endsWith('\n')) return;
        for (const fd of line.trim().split(' ')) {
          const pipe = openPipe(`/proc/${maker.pid}/fd/${fd}`);
          if (pipe) this.#ready.push(pipe);
        }
        if (this.#closed) this.close();
        end();
      });
    });
  }
}

function openPipe(path: string): Pipe | undefined {
  try {
    const read = openSync(path, 'r');
    // Before 5.1 a here-string is a file; anything but a pipe with its newline is of no use.
    if (!fstatSync(read).isFIFO() || readSync(read, Buffer.alloc(8)) !== 1) {
      closeSync(read);
      return undefined;
    }
    return { read, write: openSync(path, 'w') };
  } catch {
    return undefined;
  }
}

function closePipe(pipe: Pipe): void {
  closeSync(pipe.read);
  closeSync(pipe.write);
}

/** The read end as a stream that reads only while it is pulled. Owns the descriptor. */
export function readEnd(fd: number): Socket {
  return new Socket({ fd, readable: true, writable: false });
}

/** The write end as a stream. Owns the descriptor. */
export function writeEnd(fd: number): Socket {
  return new Socket({ fd, readable: false, writable: true });
}
