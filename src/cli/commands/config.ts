import { UsageError } from '../flags.ts';
import { openTerminal } from '../tty.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

/** `assent config show|explain KEY|set KEY VALUE|path|init`. */
export async function config(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const [what = 'show', name, ...rest] = words;
  const settings = await compose.openSettings({ env: io.env, cwd: flags.cwd ?? io.cwd });
  if (what === 'path') return printReport(settings.paths(), input);
  if (what === 'init') {
    io.stdout.write(`${settings.init()}\n`);
    return 0;
  }
  if (what === 'explain') {
    if (name === undefined) throw new UsageError('say which setting: assent config explain KEY');
    return printReport(await settings.explain(name), input);
  }
  if (what === 'set') {
    if (name === undefined || rest.length !== 1)
      throw new UsageError('say what to set: assent config set KEY VALUE');
    io.stdout.write(`${await settings.set(name, rest[0]!)}\n`);
    return 0;
  }
  return printReport(await settings.show(), input);
}

/** `assent trust [DIR]`: shows what a project's own settings are, and trusts exactly that after a yes. */
export async function trust(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const settings = await compose.openSettings({ env: io.env, cwd: words[0] ?? flags.cwd ?? io.cwd });
  const project = settings.project();
  const say = await input.speaker();
  if (!project) {
    io.stderr.write(
      `assent: ${say`this folder has no settings of its own (.assent/ or AGENTS.md): nothing to trust`}\n`,
    );
    return 0;
  }
  printReport(project.report, input);
  if (project.trusted) return 0;
  const terminal = flags.noInput ? undefined : openTerminal();
  if (!terminal) {
    io.stderr.write(`assent: ${say`trusting needs your yes on a terminal`}\n`);
    return 126;
  }
  try {
    terminal.write(say`Trust exactly these files?  y yes  n no  `);
    const key = await terminal.key(io.signal);
    terminal.write('\n');
    if (key !== 'y' && key !== 'Y') return 126;
    project.trust();
    io.stdout.write(`${say`trusted; any change of these files asks again`}\n`);
    return 0;
  } finally {
    terminal.close();
  }
}

/** `assent doctor`: what assent depends on, and what to do about what is missing. */
export async function doctor(input: CommandInput): Promise<number> {
  const { io, compose, flags } = input;
  const report = await compose.examine({
    env: io.env,
    cwd: flags.cwd ?? io.cwd,
    terminal: {
      stdin: io.stdin.isTTY === true,
      stdout: io.stdout.isTTY === true,
      stderr: io.stderr.isTTY === true,
    },
    ...(io.stdout.columns === undefined ? {} : { columns: io.stdout.columns }),
  });
  return printReport(report, input);
}
