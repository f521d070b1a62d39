import { Cancelled } from '../session/abort.ts';
import type { ProcessIo } from './deps.ts';

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new Error('the folder you are in was removed; cd to another one and try again', { cause: error });
  }
}

/** The real process as ProcessIo. Signals abort once; a second Ctrl-C ends as if nobody listened. EPIPE ends quietly. */
export function processIo(): { io: ProcessIo; ended: () => void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) {
      process.off('SIGINT', interrupt);
      process.kill(process.pid, 'SIGINT');
    }
    controller.abort(new Cancelled('interrupted', 'interrupted'));
  };
  const terminate = () => controller.abort(new Cancelled('terminated', 'terminated'));
  const onPipe = (error: NodeJS.ErrnoException) => {
    // EIO: the terminal itself is gone.
    if (error.code === 'EPIPE' || error.code === 'EIO')
      controller.abort(new Cancelled('terminated', 'the reader of the output is gone'));
    else throw error;
  };
  process.on('SIGINT', interrupt).on('SIGTERM', terminate).on('SIGHUP', terminate);
  process.stdout.on('error', onPipe);
  process.stderr.on('error', onPipe);
  let stdinUsed = false;
  const io: ProcessIo = {
    get stdin() {
      stdinUsed = true;
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    get cwd() {
      return currentFolder();
    },
    signal: controller.signal,
  };
  return {
    io,
    ended() {
      // A writer that never ends must not keep this process alive.
      if (stdinUsed) process.stdin.destroy();
      process.off('SIGINT', interrupt).off('SIGTERM', terminate).off('SIGHUP', terminate);
    },
  };
}
