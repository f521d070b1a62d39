/**
 * The session's own terminal, lent to a program that needs one. It is the very stream the session reads keys from:
 * a second reader on /dev/tty would lose keys to the first. Ink is suspended around it (session.ts).
 * Has the shape the executor's `terminal` option asks for.
 */
export function sessionTerminal(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream) {
  let listener: (data: Buffer) => void = () => undefined;
  let resized: () => void = () => undefined;
  const onData = (data: string | Buffer) =>
    listener(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
  const onResize = () => resized();
  return {
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
    },
    open(onInput: (data: Buffer) => void, onChange: () => void): void {
      listener = onInput;
      resized = onChange;
      // Every byte as it was typed: latin1 maps them one to one, and the stream cannot go back to buffers.
      stdin.setEncoding('latin1');
      stdin.ref();
      stdin.setRawMode(true);
      stdin.on('data', onData);
      stdin.resume();
      stdout.on('resize', onResize);
    },
    write: (text: string) =>
      new Promise<void>((resolve) => {
        stdout.write(text, () => resolve());
      }),
    mute(): void {
      listener = () => undefined;
    },
    close(): void {
      // Not paused: a paused tty stream does not start again for the reader that comes after.
      stdin.off('data', onData);
      stdout.off('resize', onResize);
      stdin.setRawMode(false);
    },
  };
}
