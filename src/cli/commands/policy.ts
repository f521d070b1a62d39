import type { Speaker } from '../../language/speaker.ts';
import { visible, visibleLine } from '../../plan/display.ts';
import type { Decision, Verdict } from '../../policy/types.ts';
import { UsageError } from '../flags.ts';
import { effectsText, type Pen, verdictWord } from '../plain.ts';
import { createStyle } from '../style.ts';
import { openTerminal } from '../tty.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

type Policy = Awaited<ReturnType<CommandInput['compose']['openPolicy']>>;
type Judgement = Awaited<ReturnType<Policy['judge']>>;

const CODES: Record<Decision, number> = { allow: 0, ask: 10, deny: 20 };

/** `assent policy check|explain|add|test|list`. Nothing is run, and looking starts no program. */
export async function policy(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const [what, ...rest] = words;
  const opened = await compose.openPolicy({ env: io.env, cwd: flags.cwd ?? io.cwd });
  if (what === 'list') return printReport(opened.list(), input);
  if (what === 'test') return printReport(await opened.test(), input);
  if (what === 'check' && flags.jsonl) {
    if (rest.length > 0) throw new UsageError('assent policy check --jsonl takes its commands from stdin');
    return checkLines(opened, input);
  }
  if (rest.length !== 1)
    throw new UsageError(
      `give one command in quotes: assent policy ${what} 'COMMAND'${what === 'check' ? ', or many with --jsonl' : ''}`,
    );
  for (const warning of opened.warnings) io.stderr.write(`assent: ${visibleLine(warning)}\n`);
  if (what === 'add') return add(opened, rest[0]!, input);
  const judgement = await opened.judge({ id: '1', command: rest[0]! });
  const { verdict } = judgement;
  if (flags.json) {
    const whole = { ...judgement, tree: opened.outline(rest[0]!) };
    io.stdout.write(`${JSON.stringify(what === 'explain' ? whole : verdict)}\n`);
    return what === 'check' ? CODES[verdict.verdict] : 0;
  }
  const style = createStyle({ isTty: io.stdout.isTTY === true, env: io.env });
  const pen = { style, say: await input.speaker() };
  if (what === 'explain') io.stdout.write(explainText(rest[0]!, judgement, opened.outline(rest[0]!), pen));
  else io.stdout.write(checkText(verdict, pen));
  return what === 'check' ? CODES[verdict.verdict] : 0;
}

/** `policy add COMMAND`: proposes the narrowest rule that would allow it, in words, and adds it after a yes. */
async function add(opened: Policy, command: string, { flags, io, speaker }: CommandInput): Promise<number> {
  const [proposal, say] = await Promise.all([opened.propose(command), speaker()]);
  if (proposal.kind === 'refused') {
    io.stderr.write(`assent: ${visibleLine(say`no rule for this: ${say.of(proposal.reason)}`)}\n`);
    return 1;
  }
  const text = offerText(proposal, say);
  const terminal = flags.noInput ? undefined : openTerminal();
  if (!terminal) {
    io.stdout.write(text);
    io.stderr.write(
      `assent: ${say`not added: that needs your yes on a terminal; or put it into policy.toml yourself (assent config path)`}\n`,
    );
    return 126;
  }
  try {
    terminal.write(`${text}\n${say`Add this rule?  y yes  n no  `}`);
    const key = await terminal.key(io.signal);
    terminal.write('\n');
    if (key !== 'y' && key !== 'Y') return 126;
    io.stdout.write(`${say`added to ${await opened.add(proposal.toml)}`}\n`);
    return 0;
  } finally {
    terminal.close();
  }
}

const count = (commands: number, say: Speaker) =>
  commands === 1 ? say`one command` : say`${commands} commands`;

type Offer = Extract<Awaited<ReturnType<Policy['propose']>>, { kind: 'rule' }>;

/** A rule in words, three commands it allows, what of the person's own history it would have allowed, and its text. */
export function offerText({ words, matches, history, toml }: Offer, say: Speaker): string {
  const list = (commands: readonly string[]) => commands.map((each) => `  ${visibleLine(each)}\n`).join('');
  const { asked, looked, examples } = history;
  const past =
    looked === 0
      ? `${say`Nothing of it is in your history.`}\n`
      : asked === 0
        ? `${say`Of ${count(looked, say)} in your history it would newly allow none.`}\n`
        : `${say`Of ${count(looked, say)} in your history it would newly allow ${asked}:`}\n${list(examples)}`;
  return `${visible(say.of(words))}\n${say`It will allow, for example:`}\n${list(matches)}${past}\n${visible(toml).trim()}\n`;
}

/** `{"id","command","cwd"?}` per line in, a Verdict per line out. A line that is none is refused with its number. */
async function checkLines(opened: Policy, { io }: CommandInput): Promise<number> {
  let number = 0;
  for await (const line of linesOf(io.stdin)) {
    number++;
    if (line.trim() === '') continue;
    const { verdict } = await opened.judge(parseLine(line, number));
    if (!io.stdout.write(`${JSON.stringify(verdict)}\n`))
      await new Promise<void>((resolve) => io.stdout.once('drain', resolve));
  }
  return 0;
}

/** Lines end with a line feed and nothing else: readline also breaks at U+2028, which JSON text may hold. */
async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (
      rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    ).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

function parseLine(line: string, number: number): { id: string; command: string; cwd?: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError(`line ${number} is no JSON; give {"id": "1", "command": "ls"}`);
  }
  const { id, command, cwd } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof command !== 'string' || (cwd !== undefined && typeof cwd !== 'string'))
    throw new UsageError(
      `line ${number} needs "id" and "command" as text, and "cwd" as text where it is given`,
    );
  return { id, command, ...(cwd === undefined ? {} : { cwd }) };
}

function checkText(verdict: Verdict, pen: Pen): string {
  const { say } = pen;
  const effects = verdict.effects.length > 0 ? `  ${effectsText(verdict.effects, say)}\n` : '';
  return `${verdictWord(verdict, pen)}${visibleLine(say.of(verdict.reason))} (${visibleLine(verdict.rule)})\n${effects}`;
}

/** The verdict, the tree, then each simple command with what it was understood as and each effect with the rule that spoke. */
export function explainText(
  source: string,
  { verdict, commands, findings }: Judgement,
  tree: ReturnType<Policy['outline']>,
  pen: Pen,
): string {
  const { style, say } = pen;
  const written = new Set(commands.map(({ text }) => text));
  const lines = [style.paint('bold', visible(source)), checkText(verdict, pen).trimEnd(), ''];
  if (tree.length > 1)
    lines.push(
      say`read as`,
      ...tree.map(({ depth, text }) =>
        style.paint('dim', `  ${'  '.repeat(depth)}${visibleLine(written.has(text) ? text : say.of(text))}`),
      ),
      '',
    );
  for (const command of commands) {
    const via =
      command.via.length > 0
        ? style.paint('dim', say`  (through ${command.via.map(visibleLine).join(', ')})`)
        : '';
    lines.push(`${style.paint('bold', visibleLine(command.text))}${via}`);
    const understood = [
      command.program === undefined
        ? say`a program nobody knows before it runs`
        : say`program ${visibleLine(command.program)}`,
      command.subcommand.length > 0 && say`subcommand ${command.subcommand.map(visibleLine).join(' ')}`,
      command.options.length > 0 && say`options ${command.options.map(visibleLine).join(' ')}`,
      command.operands.length > 0 && say`operands ${command.operands.map(visibleLine).join(' ')}`,
    ].filter(Boolean);
    lines.push(
      `  ${understood.join(' · ')}`,
      ...command.findings.map((finding) => findingLine(finding, pen)),
    );
    if (command.findings.length === 0) lines.push(say`  no effects`);
  }
  if (findings.length > 0)
    lines.push(say`the text as a whole`, ...findings.map((finding) => findingLine(finding, pen)));
  return `${lines.join('\n')}\n`;
}

const COLOUR = { allow: 'green', ask: 'yellow', deny: 'red' } as const;

function findingLine(
  { effect, decision, rule, reason }: Judgement['findings'][number],
  { style, say }: Pen,
): string {
  const { kind, target, detail: said } = effect;
  const what = effectsText([target === undefined ? { kind } : { kind, target }], say);
  const detail = said !== undefined && said !== reason ? ` (${visibleLine(say.of(said))})` : '';
  return `  ${style.paint(COLOUR[decision], say.of(decision).padEnd(5))} ${say`${`${what}${detail}`}: `}${visibleLine(say.of(reason))} ${style.paint('dim', `[${visibleLine(rule)}]`)}`;
}
