import type { ProcessIo } from './cli/deps.ts';
import { parseFlags, type Said, UsageError } from './cli/flags.ts';
import { processIo } from './cli/process.ts';

export interface Ending {
  /** Of the contract. */
  readonly code: number;
  /** Nothing is under way any more: the process need not wait for its handles to close. */
  readonly over: boolean;
}

/** argv → settings → face. Each face is a chunk of its own. */
export async function program(argv: readonly string[]): Promise<Ending> {
  const { io, ended } = processIo();
  try {
    const said = parseFlags(argv);
    const code = said.flags.version
      ? print(`assent ${__VERSION__}\n`)
      : said.call === 'help'
        ? print((await import('./cli/help.ts')).helpFor(said.words[0]))
        : await face(said, io);
    return { code, over: said.call === 'ask' || said.call === 'plan' };
  } catch (error) {
    const { failureText } = await import('./cli/failure.ts');
    const { speakerIn } = await import('./compose/language.ts');
    const { text, code } = failureText(error, io.signal, await speakerIn(io.env, folderOf(io)));
    if (text !== '') process.stderr.write(text);
    return { code, over: false };
  } finally {
    ended();
  }
}

/** The failure may be that this folder is gone. */
function folderOf(io: ProcessIo): string {
  try {
    return io.cwd;
  } catch {
    return '/';
  }
}

async function face({ flags, words, call }: Said, io: ProcessIo): Promise<number> {
  if (call === 'session') {
    const { interactive } = await session();
    return interactive(flags, io);
  }
  if (call === 'ask' || call === 'plan') {
    const { oneShot, compose } = await fast();
    const show =
      call === 'plan'
        ? 'plan'
        : flags.print
          ? 'commands'
          : flags.preview && !flags.apply
            ? 'preview'
            : undefined;
    return oneShot(
      { request: words.join(' '), flags, readStdin: true, ...(show ? { show } : {}) },
      io,
      compose,
    );
  }
  const [{ commands }, compose] = await Promise.all([
    import('./cli/commands/table.ts'),
    import('./compose.ts'),
  ]);
  const load = commands[call];
  if (!load) throw new UsageError(`assent ${call} is not part of this version; see assent --help`);
  const speaker = () => compose.speakerIn(io.env, flags.cwd ?? io.cwd);
  return (await load())({ words, flags, io, compose, speaker, fast });
}

/** The session and the one-shot have bundles of their own beside this one. */
const session = (): Promise<typeof import('./compose/interactive.ts')> =>
  import(`${__dirname}/session/session.js`);
const fast = (): Promise<typeof import('./fast.ts')> => import(`${__dirname}/fast/fast.js`);

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
