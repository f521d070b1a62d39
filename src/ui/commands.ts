import { type Block, failure } from './block.ts';
import type { PanelMode } from './deps.ts';
import { outputCommand } from './output-command.ts';
import type { Session } from './session.ts';
import { blank, type Line, widthOf, wrap } from './text.ts';

interface BuiltIn {
  readonly name: 'help' | 'exit' | 'clear' | 'output' | 'panel';
  readonly run: (session: Session, words: string) => void;
}

/** Commands of the screen itself; the others come from outside. They work also while something runs. */
const BUILT_IN: readonly BuiltIn[] = [
  {
    name: 'help',
    run: (session) => session.write({ kind: 'request', text: '/help' }, helpBlock(session)),
  },
  { name: 'exit', run: (session) => void session.leave() },
  { name: 'clear', run: (session) => session.clear() },
  { name: 'output', run: (session, words) => void outputCommand(session, words) },
  { name: 'panel', run: setPanel },
];
const ALIASES: Readonly<Record<string, BuiltIn['name']>> = { quit: 'exit', q: 'exit', '?': 'help' };

/** A line that is a command of the session: "/name words". A path such as /etc/hosts is none. */
export function slashCommand(text: string): { name: string; words: string; anytime: boolean } | undefined {
  const match = /^\/([a-z?][\w-]*|\?)(?:\s+([\s\S]*))?$/.exec(text);
  if (!match) return undefined;
  const name = ALIASES[match[1]!] ?? match[1]!;
  return { name, words: match[2]?.trim() ?? '', anytime: BUILT_IN.some((one) => one.name === name) };
}

export const commandNames = (session: Session): readonly string[] =>
  [...BUILT_IN.map(({ name }) => name), ...session.deps.commands.map(({ name }) => name)].sort();

export async function runCommand(session: Session, name: string, words: string): Promise<void> {
  const builtIn = BUILT_IN.find((one) => one.name === name);
  if (builtIn) return builtIn.run(session, words);
  const command = session.deps.commands.find((one) => one.name === name);
  if (!command) return session.hint(session.words.hint.unknownCommand(name));
  session.write({ kind: 'request', text: `/${name}${words === '' ? '' : ` ${words}`}` });
  try {
    const screen = {
      print: (text: string) => session.write({ kind: 'text', text }),
      columns: session.view().columns,
    };
    const request = await command.run(words, screen, session.deps.signal);
    if (request !== undefined) session.start(request);
  } catch (error) {
    session.write(failure(error));
  }
}

function helpBlock(session: Session): Block {
  const { words } = session;
  const keys = words.help;
  const commands = [
    ...BUILT_IN.map(({ name }) => [`/${name}`, words.commands[name]] as const),
    ...session.deps.commands.map(({ name, about }) => [`/${name}`, words.about[name] ?? about] as const),
  ];
  const { columns } = session.view();
  const table = (rows: readonly (readonly [string, string])[]): Line[] => {
    const width = Math.max(...rows.map(([left]) => widthOf(left))) + 4;
    return rows.flatMap(([left, right]) =>
      wrap(
        [{ text: `  ${left}`.padEnd(width - widthOf(left) + left.length) }, { text: right }],
        columns,
        width,
      ),
    );
  };
  return { kind: 'lines', lines: [...table(keys), blank, ...table(commands)] };
}

function setPanel(session: Session, words: string): void {
  const modes: readonly PanelMode[] = ['full', 'line', 'top', 'off'];
  const panel = modes.find((mode) => mode === words);
  session.change({ panel: panel ?? (session.state.panel === 'off' ? 'full' : 'off') });
}
