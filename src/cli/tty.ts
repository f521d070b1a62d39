import { closeSync, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** The controlling terminal, also with stdin piped and stdout redirected. Undefined when there is none. */
export interface ControllingTerminal {
  write(text: string): void;
  /** One key, or a whole paste, as typed; undefined at end of input. Rejects when the signal aborts. */
  key(signal: AbortSignal): Promise<string | undefined>;
  /** One line with the terminal's own editing, without its end. */
  line(prompt: string, initial: string, signal: AbortSignal): Promise<string | undefined>;
  close(): void;
}

export function openTerminal(path = '/dev/tty'): ControllingTerminal | undefined {
  let fd: number;
  try {
    fd = openSync(path, 'r+');
  } catch {
    return undefined;
  }
  let stream: ReadStream;
  try {
    stream = new ReadStream(fd);
  } catch {
    closeSync(fd);
    return undefined;
  }
  const write = (text: string) => {
    writeSync(fd, text);
  };
  const read = (signal: AbortSignal) =>
    new Promise<string | undefined>((resolve, reject) => {
      const settle = (act: () => void) => {
        stream.off('data', onData).off('end', onEnd).off('error', onEnd);
        signal.removeEventListener('abort', onAbort);
        stream.pause();
        stream.setRawMode(false);
        act();
      };
      const onData = (data: Buffer) => settle(() => resolve(data.toString('utf8')));
      const onEnd = () => settle(() => resolve(undefined));
      const onAbort = () => settle(() => reject(signal.reason));
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      stream.setRawMode(true);
      stream.on('data', onData).on('end', onEnd).on('error', onEnd).resume();
    });
  return {
    write,
    key: read,
    async line(prompt, initial, signal) {
      const { createInterface } = await import('node:readline/promises');
      const { Writable } = await import('node:stream');
      const output = new Writable({
        write(chunk, _encoding, done) {
          write(chunk.toString());
          done();
        },
      });
      const editor = createInterface({ input: stream, output, terminal: true, historySize: 0 });
      try {
        const answer = editor.question(prompt, { signal });
        editor.write(initial);
        return await answer;
      } catch {
        return undefined;
      } finally {
        editor.close();
        stream.setRawMode(false);
      }
    },
    close() {
      stream.destroy();
    },
  };
}
