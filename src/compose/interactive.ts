import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessIo } from '../cli/deps.ts';
import { type Flags, UsageError } from '../cli/flags.ts';
import { speakerFor } from '../language/speaker.ts';
import type { UiDeps, UiSettings } from '../ui/deps.ts';
import { commandsOf } from './session/commands/table.ts';
import { Session } from './session/session.ts';

/** Long enough for the first frame to be on its way, too short to be noticed before the first key. */
const FIRST_FRAME_MS = 40;
const SETTLE_MS = 1500;

/** The interactive session: the screen comes first, everything else is loaded while the person types. */
export async function interactive(flags: Flags, io: ProcessIo): Promise<number> {
  if (io.stdin.isTTY !== true || io.stdout.isTTY !== true)
    throw new UsageError(
      'a session needs a terminal; for one request write: assent "show the five largest files here"',
    );
  const [{ runInteractive }, { wantsColour }, { userName }, os] = await Promise.all([
    import('../ui/run.tsx'),
    import('../cli/style.ts'),
    import('../facts/user.ts'),
    import('node:os'),
  ]);
  const settings: UiSettings = {
    ...(await screenSettings(io.env, flags.accessible)),
    accessible: flags.accessible,
    colour: wantsColour({ isTty: true, env: io.env }),
  };
  const say = await speakerFor(settings.language, io.env);
  const session = new Session(flags, io, say);
  const settling = setTimeout(() => void session.settle().catch(() => undefined), SETTLE_MS);
  try {
    return await runInteractive({
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      env: io.env,
      signal: io.signal,
      said: say.of,
      start: (request, ui, signal) => session.start(request, ui, signal),
      status: () => ({
        planner: session.plannerName,
        cwd: session.cwd,
        ...(io.env.HOME === undefined ? {} : { home: io.env.HOME }),
        host: os.hostname(),
        user: userName(),
        root: process.getuid?.() === 0,
      }),
      // Everything behind the screen is loaded once the first frame stands.
      banner: sleep(FIRST_FRAME_MS).then(() => session.banner()),
      sampler: session.sampler,
      history: { recent: () => sleep(FIRST_FRAME_MS).then(() => session.recent()), add: () => undefined },
      commands: commandsOf(session),
      settings,
      explain: (command) => session.explain(command),
      rule: (command) => session.rule(command),
      trash: async (command, verdict) => {
        const { asTrash } = await import('../executor/trash.ts');
        return asTrash(command, verdict, { env: io.env, uid: os.userInfo().uid, now: new Date() });
      },
      trashFirst: () => session.trashFirst,
      preview: {
        offered: () => session.previewable,
        copies: (request) => session.copies(request),
        run: (request, steps, signal) => session.preview(request, steps, signal),
      },
      outputs: session.outputs,
      background: { running: () => session.inBackground, keep: () => session.keepBackground() },
      notices: (listener) => session.listen(listener),
    } satisfies UiDeps);
  } finally {
    clearTimeout(settling);
    await session.close();
  }
}

/** What config.toml and a trusted project say of the screen. Rejects with ConfigError, as every command does. */
async function screenSettings(
  env: ProcessIo['env'],
  accessible: boolean,
): Promise<Pick<UiSettings, 'panel' | 'language' | 'theme'>> {
  const [{ loadSettings }, { pathsOf }] = await Promise.all([
    import('../config/load.ts'),
    import('../config/paths.ts'),
  ]);
  const { settings } = await loadSettings({ paths: pathsOf(env), env, cwd: process.cwd() });
  const theme = settings['ui.theme'];
  return {
    panel: settings['ui.panel'] && !accessible ? 'full' : 'off',
    language: settings.language,
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
  };
}
