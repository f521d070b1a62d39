import { enableCompileCache } from 'node:module';
import { codeCacheFolder } from './cli/code-cache.ts';
import type { ProcessIo } from './cli/deps.ts';

/** argv → settings → face. Each face is a chunk of its own; this file alone ends the process. */
async function main(argv: readonly string[]): Promise<number> {
  // Answered before anything else is loaded: these two have a start-up budget of their own (docs/performance.md).
  const only = argv.length === 1 ? argv[0] : undefined;
  if (only === '--version' || only === '-V') return print(`assent ${__VERSION__}\n`);
  if (only === '--help' || only === '-h' || only === 'help')
    return print((await import('./cli/help.ts')).HELP);

  const codeCache = codeCacheFolder(process.env);
  if (codeCache !== undefined) enableCompileCache(codeCache);
  const { parseFlags } = await import('./cli/flags.ts');
  const { io, ended } = await import('./cli/process.ts').then((module) => module.processIo());
  try {
    const said = parseFlags(argv);
    if (said.flags.version) return print(`assent ${__VERSION__}\n`);
    if (said.flags.help) return print((await import('./cli/help.ts')).HELP);
    return await face(said, io);
  } catch (error) {
    const { failureText } = await import('./cli/failure.ts');
    const { text, code } = failureText(error, io.signal);
    if (text !== '') process.stderr.write(text);
    return code;
  } finally {
    ended();
  }
}

async function face(said: import('./cli/flags.ts').Said, io: ProcessIo): Promise<number> {
  const { flags, words, call } = said;
  if (call === 'session') {
    const { openSession } = await import('./open-session.ts');
    return (await openSession()).interactive(flags, io);
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
  if (!load) {
    const { UsageError } = await import('./cli/flags.ts');
    throw new UsageError(`assent ${call} is not part of this version; see assent --help`);
  }
  return (await load())({ words, flags, io, compose, fast });
}

/** The one-shot has a bundle of its own beside this one. */
const fast = (): Promise<typeof import('./fast.ts')> => import(`${__dirname}/fast/fast.js`);

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
