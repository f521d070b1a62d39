import { visibleLine } from '../../plan/display.ts';
import { UsageError } from '../flags.ts';
import { openTerminal } from '../tty.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

/** `assent undo [ID]`: takes back what a step did to files, after a yes; refuses when newer work would be lost (--force). */
export async function undo(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const store = await compose.openUndo(io.env);
  for (const id of store.recovered)
    io.stderr.write(`assent: ${id} was left half applied by a crash; it was rolled back\n`);
  if (flags.extra.list === true) return printReport(store.list(), input);
  const record = words[0] === undefined ? store.latest() : store.find(words[0]);
  if (!record) {
    if (words[0] !== undefined)
      throw new UsageError(`nothing kept is called ${words[0]}; see: assent undo --list`);
    io.stderr.write('assent: nothing to undo\n');
    return 0;
  }
  const force = flags.extra.force === true;
  if (flags.yes === undefined) {
    const terminal = flags.noInput ? undefined : openTerminal();
    if (!terminal) {
      io.stderr.write('assent: undo needs your yes; without a terminal give --yes\n');
      return 126;
    }
    try {
      terminal.write(`Bring back what was there before:\n${store.describe(record)}Undo it?  y yes  n no  `);
      const key = await terminal.key(io.signal);
      terminal.write('\n');
      if (key !== 'y' && key !== 'Y') return 126;
    } finally {
      terminal.close();
    }
  }
  const { restored, refused } = await store.undo(record.id, force);
  for (const { path, reason } of refused)
    io.stderr.write(`assent: not undone: ${visibleLine(path)}: ${visibleLine(reason)}\n`);
  if (refused.length > 0) {
    io.stderr.write('assent: nothing was touched; --force brings back the old state all the same\n');
    return 1;
  }
  for (const path of restored) io.stdout.write(`${visibleLine(path)}\n`);
  return 0;
}
