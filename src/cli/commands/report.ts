import type { Report } from '../../session/report.ts';
import type { CommandInput } from './table.ts';

/** Prints a report as text, or as JSON where asked: one value, or with `--jsonl` a line for each member of a list. */
export function printReport(report: Report, { flags, io }: Pick<CommandInput, 'flags' | 'io'>): number {
  if (flags.jsonl && Array.isArray(report.json))
    for (const item of report.json) io.stdout.write(`${JSON.stringify(item)}\n`);
  else io.stdout.write(flags.json || flags.jsonl ? `${JSON.stringify(report.json)}\n` : report.text);
  return report.code;
}
