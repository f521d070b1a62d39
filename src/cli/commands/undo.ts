import type { Speaker } from '../../language/speaker.ts';
import { visibleLine } from '../../plan/display.ts';
import { lifts, needsWord } from '../../policy/clear.ts';
import type { Verdict } from '../../policy/types.ts';
import { flagFor } from '../../session/consent.ts';
import { grantsOf, UsageError } from '../flags.ts';
import { openTerminal } from '../tty.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

/** `assent undo [ID]`: takes back what a step did to files, after a yes; refuses when newer work would be lost (--force). */
export async function undo(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const say = await input.speaker();
  const line = (text: string) => io.stderr.write(`assent: ${visibleLine(text)}\n`);
  const store = await compose.openUndo(io.env, flags.cwd ?? io.cwd);
  for (const id of store.recovered) line(say`${id} was left half applied by a crash; it was rolled back`);
  if (flags.extra.list === true) return printReport(store.list(), input);
  const record = words[0] === undefined ? store.latest() : store.find(words[0]);
  if (!record) {
    if (words[0] !== undefined)
      throw new UsageError(`nothing kept is called ${words[0]}; see: assent undo --list`);
    line(say`nothing to undo`);
    return 0;
  }
  const force = flags.extra.force === true;
  const verdict = await store.verdict(record);
  if (verdict.verdict === 'deny') {
    line(say`not undone: ${say.of(verdict.reason)}`);
    return 126;
  }
  if (flags.yes !== undefined && !lifts(grantsOf(flags), verdict)) {
    line(say`not undone: ${say.of(verdict.reason)}; ${flagFor([verdict]) ?? '--yes'} brings it back`);
    return 126;
  }
  if (flags.yes === undefined && !(await agreed(store.describe(record), verdict, input, say))) return 126;
  const { restored, refused } = await store.undo(record.id, force);
  for (const { path, reason } of refused) line(say`not undone: ${path}: ${say.of(reason)}`);
  if (refused.length > 0) {
    line(say`nothing was touched; --force brings back the old state all the same`);
    return 1;
  }
  for (const path of restored) io.stdout.write(`${visibleLine(path)}\n`);
  return 0;
}

/** What lies outside the project or is protected takes the word, the rest a key. */
async function agreed(
  what: string,
  verdict: Verdict,
  { flags, io }: CommandInput,
  say: Speaker,
): Promise<boolean> {
  const terminal = flags.noInput ? undefined : openTerminal();
  if (!terminal) {
    io.stderr.write(`assent: ${say`undo needs your yes; without a terminal give --yes`}\n`);
    return false;
  }
  try {
    terminal.write(`${say`Bring back what was there before:`}\n${what}`);
    if (needsWord(verdict)) {
      const typed = await terminal.line(
        say`${visibleLine(say.of(verdict.reason))}: type ${WORD} to bring it back: `,
        '',
        io.signal,
      );
      return typed?.trim() === WORD;
    }
    terminal.write(say`Undo it?  y yes  n no  `);
    const key = await terminal.key(io.signal);
    terminal.write('\n');
    return key === 'y' || key === 'Y';
  } finally {
    terminal.close();
  }
}

const WORD = 'undo';
