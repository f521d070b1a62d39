import { codeCacheFolder } from './cli/code-cache.ts';
import type { Ending } from './program.ts';

/** The first code with the whole language; this file alone ends the process. */
async function main(argv: readonly string[]): Promise<Ending> {
  // Answered before anything else is loaded: these two have a start-up budget of their own (docs/performance.md).
  const only = argv.length === 1 ? argv[0] : undefined;
  if (only === '--version' || only === '-V') return print(`assent ${__VERSION__}\n`);
  if (only === '--help' || only === '-h' || only === 'help')
    return print((await import('./cli/help.ts')).HELP);
  const { cachedLoader } = await import('./cli/cached-code.ts');
  const load = cachedLoader(__dirname, codeCacheFolder(process.env));
  const { program } = load(`${__dirname}/program.js`) as typeof import('./program.ts');
  return program(argv);
}

function print(text: string): Ending {
  process.stdout.write(text);
  return { code: 0, over: false };
}

void main(process.argv.slice(2)).then(({ code, over }) => {
  process.exitCode = code;
  // Taking everything apart first costs five milliseconds and more. What is still to be written is waited for.
  if (over && process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
});
