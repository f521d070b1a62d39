import { render } from 'ink';
import { cancelKind } from '../session/abort.ts';
import { cancelCode, EXIT } from '../session/exit.ts';
import { App } from './app.tsx';
import type { UiDeps } from './deps.ts';
import { Keyboard } from './keyboard.ts';
import { Session } from './session.ts';

/** Keys are echoed within a frame of this rate, also while output floods. */
const MAX_FPS = 60;

/** Runs the session until the person leaves or the process is told to end. Resolves to the exit code. */
export async function runInteractive(deps: UiDeps): Promise<number> {
  const session = new Session(deps);
  const keyboard = new Keyboard(session);
  const onAbort = () => void session.leave(cancelCode(cancelKind(deps.signal) ?? 'terminated'));
  const app = render(<App session={session} keyboard={keyboard} />, {
    stdin: deps.stdin,
    stdout: deps.stdout,
    stderr: deps.stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    maxFps: MAX_FPS,
    // Whoever opened a session has a terminal; a CI variable in the environment changes nothing about that.
    interactive: true,
  });
  deps.signal.addEventListener('abort', onAbort, { once: true });
  if (deps.signal.aborted) onAbort();
  try {
    await app.waitUntilExit();
  } finally {
    deps.signal.removeEventListener('abort', onAbort);
    app.cleanup();
  }
  return session.exitCode ?? EXIT.ok;
}
