import { visibleLine } from '../../plan/display.ts';
import { EXIT } from '../../session/exit.ts';
import { UsageError } from '../flags.ts';
import { openTerminal } from '../tty.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

type Models = Awaited<ReturnType<CommandInput['compose']['openModels']>>;

const DEFAULT = 'qwen2.5-coder-1.5b';

/** `assent model list|install|use|remove`: models that run in this process. Nothing is loaded without a yes. */
export async function model(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const [verb = 'list', what] = words;
  const models = await compose.openModels(io.env, flags.cwd ?? io.cwd);
  if (verb === 'install') return install(models, what ?? DEFAULT, input);
  if (verb === 'list') return list(models, input);
  if (!(await (verb === 'use' ? models.use(what!) : models.remove(what!))))
    throw new UsageError(`${what} is not installed; see: assent model list`);
  io.stderr.write(
    `assent: ${what} ${verb === 'use' ? 'plans from now on where no endpoint is set' : 'is removed'}\n`,
  );
  return 0;
}

function list(models: Models, input: CommandInput): number {
  const installed = models.installed();
  const lines = installed.map(
    ({ name, bytes, licence, sha256 }) =>
      `${name === models.used ? '*' : ' '} ${name}  ${megabytes(bytes)}  ${licence ?? 'licence not known'}  sha256 ${sha256.slice(0, 16)}…`,
  );
  const more = models.catalogue
    .filter(({ name }) => !installed.some((one) => one.name === name))
    .map(({ name, about, licence }) => `  ${name}  about ${megabytes(about)}  ${licence}  not installed`);
  return printReport(
    {
      text: [...lines, ...more].map((line) => `${visibleLine(line)}\n`).join(''),
      json: { used: models.used ?? null, installed, catalogue: models.catalogue },
      code: 0,
    },
    input,
  );
}

async function install(models: Models, what: string, { flags, io }: CommandInput): Promise<number> {
  const given = flags.extra;
  const found = await models.find(
    what,
    {
      ...(typeof given.name === 'string' ? { name: given.name } : {}),
      ...(typeof given.sha256 === 'string' ? { sha256: given.sha256.toLowerCase() } : {}),
    },
    io.signal,
  );
  const shown = [
    `name      ${found.name}`,
    `from      ${found.from}`,
    `licence   ${found.licence ?? 'not known: see where it comes from'}`,
    `size      ${found.bytes === undefined ? 'not known' : megabytes(found.bytes)}`,
    `sha256    ${found.sha256 ?? 'nobody says: give it with --sha256 to have it checked'}`,
  ];
  io.stderr.write(shown.map((line) => `${visibleLine(line)}\n`).join(''));
  if (flags.yes === undefined && !(await agreed(flags.noInput, io.signal))) {
    io.stderr.write('assent: nothing was loaded\n');
    return EXIT.refused;
  }
  const bar = progressBar(io.stderr);
  try {
    await models.install(found, bar.show, io.signal);
  } finally {
    bar.end();
  }
  await models.use(found.name);
  io.stderr.write(`assent: ${found.name} is installed and plans where no endpoint is set\n`);
  return 0;
}

async function agreed(noInput: boolean, signal: AbortSignal): Promise<boolean> {
  const terminal = noInput ? undefined : openTerminal();
  if (!terminal) return false;
  try {
    terminal.write('Load and install it?  y yes  n no  ');
    const key = await terminal.key(signal);
    terminal.write('\n');
    return key === 'y' || key === 'Y';
  } finally {
    terminal.close();
  }
}

const BAR = 30;
const EVERY_MS = 200;

/** Drawn on a terminal only; elsewhere a line at the end is enough. */
function progressBar(stream: CommandInput['io']['stderr']) {
  let drawn = 0;
  return {
    show(done: number, total: number | undefined) {
      if (!stream.isTTY || Date.now() - drawn < EVERY_MS) return;
      drawn = Date.now();
      const share = total ? Math.min(1, done / total) : 0;
      const bar = total
        ? `[${'#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.')}] ${Math.round(share * 100)} % `
        : '';
      stream.write(`\r${bar}${megabytes(done)}${total ? ` of ${megabytes(total)}` : ''}   `);
    },
    end() {
      if (drawn > 0) stream.write('\n');
    },
  };
}

const megabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
