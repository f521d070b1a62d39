import { ENGLISH, type Speaker } from '../../language/speaker.ts';
import { visible, visibleLine } from '../../plan/display.ts';
import { effectsText, type Pen, verdictWord } from '../plain.ts';
import { createStyle } from '../style.ts';
import type { CommandInput } from './table.ts';

type Judgement = Awaited<ReturnType<Awaited<ReturnType<CommandInput['compose']['openPolicy']>>['judge']>>;
type Manuals = Awaited<ReturnType<CommandInput['compose']['openManuals']>>;

/** `assent explain "COMMAND"`: each part by the manuals of this machine, and what the policy says. Nothing is started. */
export async function explain({ words, flags, io, compose, speaker }: CommandInput): Promise<number> {
  const command = words.join(' ');
  const [policy, manuals] = await Promise.all([
    compose.openPolicy({ env: io.env, cwd: flags.cwd ?? io.cwd }),
    compose.openManuals(),
  ]);
  for (const warning of policy.warnings) io.stderr.write(`assent: ${visibleLine(warning)}\n`);
  const judgement = await policy.judge({ id: '1', command });
  const say = flags.json ? ENGLISH : await speaker();
  const parts = partsOf(judgement, manuals, say);
  const style = createStyle({ isTty: io.stdout.isTTY === true, env: io.env });
  io.stdout.write(
    flags.json
      ? `${JSON.stringify({ command, verdict: judgement.verdict, parts })}\n`
      : commandText(command, judgement, parts, { style, say }),
  );
  return 0;
}

interface Part {
  /** One simple command as it stands in the text. */
  readonly text: string;
  readonly program?: string;
  /** The page that was read; missing where this machine has no manual for it. */
  readonly manual?: string;
  readonly summary?: string;
  readonly options: readonly { readonly option: string; readonly text?: string }[];
  readonly operands: readonly string[];
  readonly effects: readonly string[];
}

/** What bash itself does, in its own words. */
const BUILTINS: Readonly<Record<string, string>> = {
  cd: 'change the working folder',
  export: 'set variables that programs started from here inherit',
  unset: 'forget variables or functions',
  set: 'change how the shell works',
  source: 'run the lines of a file in this shell',
  '.': 'run the lines of a file in this shell',
  eval: 'run text as a command',
  exec: 'replace the shell by a program, or change its streams',
  alias: 'give a command another name',
  read: 'read one line into variables',
  wait: 'wait for background processes to end',
  trap: 'run a command on a signal',
  ulimit: 'show or set limits of what is started from here',
  umask: 'show or set the mode of new files',
  pushd: 'change the working folder and remember the one before',
  popd: 'go back to the folder remembered last',
  type: 'say what a name stands for',
  command: 'run a program, no function of the same name',
  exit: 'end the shell',
  return: 'end a function',
  shift: 'drop the first arguments',
  jobs: 'list background processes of this shell',
  fg: 'bring a background process to the front',
  bg: 'let a stopped process go on in the background',
  history: 'show the history of this shell',
  declare: 'make variables and say what they hold',
  local: 'make variables of a function',
  ':': 'do nothing, successfully',
};

export function partsOf({ commands }: Judgement, manuals: Manuals, say: Speaker): readonly Part[] {
  return commands.map((command) => {
    const { program, subcommand, options, operands, text, findings } = command;
    const name = program?.split('/').at(-1);
    const manual = name === undefined ? undefined : manuals.read(name, subcommand);
    const builtin = name !== undefined && Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
    const summary = builtin === undefined ? manual?.summary : say.of(builtin);
    return {
      text,
      ...(name === undefined ? {} : { program: [name, ...subcommand].join(' ') }),
      ...(manual ? { manual: manual.page } : {}),
      ...(summary === undefined ? {} : { summary }),
      options: options.flatMap((option): Part['options'] => {
        const known = manual?.option(option) ?? [];
        return known.length > 0 ? known : [{ option }];
      }),
      operands,
      effects: findings.map(({ effect }) => effectsText([effect], say)),
    };
  });
}

/** One block for each simple command: what it is for, its options, what it works on and what it does to the world. */
export function commandText(
  command: string,
  { verdict }: Judgement,
  parts: readonly Part[],
  pen: Pen,
): string {
  const { style, say } = pen;
  const lines = [style.paint('bold', visible(command))];
  for (const part of parts) {
    const what = part.summary ?? say`no manual on this machine says what it does`;
    lines.push('', `${style.paint('bold', visibleLine(part.program ?? part.text))}: ${visibleLine(what)}`);
    const width = Math.min(24, Math.max(0, ...part.options.map(({ option }) => option.length)));
    for (const { option, text } of part.options)
      lines.push(
        `  ${visibleLine(option).padEnd(width)}  ${text === undefined ? style.paint('dim', say`not in the manual`) : visibleLine(text)}`,
      );
    if (part.operands.length > 0)
      lines.push(`  ${style.paint('dim', say`on`)} ${part.operands.map(visibleLine).join(' ')}`);
    if (part.effects.length > 0)
      lines.push(`  ${style.paint('dim', say`it`)} ${[...new Set(part.effects)].join('; ')}`);
  }
  const pages = [...new Set(parts.flatMap(({ manual }) => manual ?? []))];
  lines.push(
    '',
    `${verdictWord(verdict, pen)}${visibleLine(say.of(verdict.reason))} (${visibleLine(verdict.rule)})`,
  );
  if (pages.length > 0)
    lines.push(
      style.paint('dim', say`from the manuals of ${pages.map(visibleLine).join(', ')}; nothing was run`),
    );
  return `${lines.join('\n')}\n`;
}
