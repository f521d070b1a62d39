import { render } from 'ink';
import { cancelKind } from '../session/abort.ts';
import { cancelCode, EXIT } from '../session/exit.ts';
import { App, type FrameRecord } from './app.tsx';
import type { UiDeps } from './deps.ts';
import { Keyboard } from './keyboard.ts';
import { eraseReflowed, reflows } from './reflow.ts';
import { Session } from './session.ts';

/** Keys are echoed within a frame of this rate, also while output floods. */
const MAX_FPS = 60;

/** Runs the session until the person leaves or the process is told to end. Resolves to the exit code. */
export async function runInteractive(deps: UiDeps): Promise<number> {
  const session = new Session(deps);
  const keyboard = new Keyboard(session);
  const onAbort = () => void session.leave(cancelCode(cancelKind(deps.signal) ?? 'terminated'));
  const frame: FrameRecord = { live: { widths: [] }, panel: [] };
  const app = render(<App session={session} keyboard={keyboard} frame={frame} />, {
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
  const onResize = narrowing(deps, frame, session);
  deps.stdout.prependListener('resize', onResize);
  deps.signal.addEventListener('abort', onAbort, { once: true });
  if (deps.signal.aborted) onAbort();
  try {
    await app.waitUntilExit();
  } finally {
    deps.signal.removeEventListener('abort', onAbort);
    deps.stdout.off('resize', onResize);
    app.cleanup();
  }
  return session.exitCode ?? EXIT.ok;
}

/** Runs before Ink hears of the new size. */
function narrowing(deps: UiDeps, frame: FrameRecord, session: Session): () => void {
  const { stdout, env } = deps;
  let columns = stdout.columns;
  const wraps = reflows(env);
  return () => {
    const narrower = stdout.columns < columns;
    columns = stdout.columns;
    if (!narrower || !wraps || session.lent) return;
    const widths = [...frame.live.widths, ...frame.panel];
    stdout.write(eraseReflowed({ ...frame.live, widths }, columns));
  };
}
