import { UsageError } from '../flags.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

const SHOWN = 50;

/** `assent audit show|verify|export|head`: the tamper-evident record, read only. */
export async function audit(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const store = await compose.openStore(io.env);
  try {
    if (words[0] === 'verify') {
      const expect = typeof flags.extra.expect === 'string' ? store.parseHead(flags.extra.expect) : undefined;
      if (flags.extra.expect !== undefined && !expect)
        throw new UsageError('--expect takes a head as assent audit head prints it: COUNT:HASH');
      return printReport(store.verify(expect ? { expect } : {}), input);
    }
    if (words[0] === 'head') return printReport(store.head(), input);
    const everything = words[0] === 'export' || flags.extra.all === true;
    const report = store.audit({
      ...(everything ? {} : { limit: limitOf(flags.extra.limit, SHOWN) }),
      ...(typeof flags.extra.session === 'string' ? { session: flags.extra.session } : {}),
      ...sinceOf(flags.extra.since, store.parseSince),
    });
    return printReport(report, words[0] === 'export' ? { io, flags: { ...flags, jsonl: true } } : input);
  } finally {
    store.close();
  }
}

export function limitOf(value: string | true | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1)
    throw new UsageError(`--limit ${value}: give a whole number from 1 up`);
  return limit;
}

export function sinceOf(
  value: string | true | undefined,
  parse: (text: string) => Date | undefined,
): { readonly since?: Date } {
  if (typeof value !== 'string') return {};
  const since = parse(value);
  if (!since)
    throw new UsageError(`--since ${value}: give a date such as 2026-11-24, today, or 30m, 12h, 7d`);
  return { since };
}
