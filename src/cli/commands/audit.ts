import { visibleLine } from '../../plan/display.ts';
import { UsageError } from '../flags.ts';
import { createStyle } from '../style.ts';
import type { CommandInput } from './table.ts';

const SHOWN = 50;

/** `assent audit show|verify|export|head`: the tamper-evident record, read only. */
export async function audit({ words, flags, io, compose }: CommandInput): Promise<number> {
  const store = await compose.openStore(io);
  try {
    if (words[0] === 'verify') return verify(store, flags, io);
    if (words[0] === 'head') {
      const { count, hash } = store.verify().head;
      io.stdout.write(flags.json ? `${JSON.stringify({ count, hash })}\n` : `${count}:${hash}\n`);
      return 0;
    }
    const everything = words[0] === 'export' || flags.extra.all === true;
    const records = store.audit({
      ...(everything ? {} : { limit: limitOf(flags.extra.limit) }),
      ...(typeof flags.extra.session === 'string' ? { session: flags.extra.session } : {}),
      ...(typeof flags.extra.since === 'string' ? { since: dateOf(flags.extra.since) } : {}),
    });
    if (words[0] === 'export' || flags.json || flags.jsonl) {
      for (const record of records) io.stdout.write(`${JSON.stringify(record)}\n`);
      return 0;
    }
    const style = createStyle({ isTty: io.stdout.isTTY === true, env: io.env });
    for (const { seq, time, type, payload } of records)
      io.stdout.write(
        `${style.paint('dim', `${String(seq).padStart(5)}  ${time.slice(0, 19).replace('T', ' ')}`)}  ${type.padEnd(13)} ${summary(payload)}\n`,
      );
    if (records.length === 0) io.stderr.write('assent: the record is empty\n');
    return 0;
  } finally {
    store.close();
  }
}

function verify(store: Store, flags: CommandInput['flags'], io: CommandInput['io']): number {
  const expected = typeof flags.extra.expect === 'string' ? headOf(flags.extra.expect) : undefined;
  const result = store.verify(expected ? { expect: expected } : {});
  if (flags.json) io.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    for (const problem of result.problems)
      io.stdout.write(
        `${problem.line === undefined ? '' : `line ${problem.line}: `}${visibleLine(problem.text)}\n`,
      );
    for (const note of result.notes) io.stdout.write(`note: ${visibleLine(note)}\n`);
    io.stdout.write(
      result.ok
        ? `the record stands: ${result.records} records, head ${result.head.count}:${result.head.hash}\n`
        : `the record was changed: ${result.problems.length} problems in ${result.records} records\n`,
    );
  }
  return result.ok ? 0 : 1;
}

type Store = Awaited<ReturnType<CommandInput['compose']['openStore']>>;

function headOf(text: string): { count: number; hash: string } {
  const match = /^(\d+):([0-9a-f]{64})$/.exec(text);
  if (!match)
    throw new UsageError(`--expect ${text}: give a head as assent audit head prints it, COUNT:HASH`);
  return { count: Number(match[1]), hash: match[2]! };
}

export function limitOf(value: string | true | undefined, otherwise = SHOWN): number {
  if (value === undefined) return otherwise;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1)
    throw new UsageError(`--limit ${value}: give a whole number from 1 up`);
  return limit;
}

export function dateOf(text: string): Date {
  const ago = /^(\d+)([mhd])$/.exec(text);
  const date = ago
    ? new Date(
        Date.now() - Number(ago[1]) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[ago[2] as 'm' | 'h' | 'd'],
      )
    : new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`--since ${text}: give a date such as 2026-11-24, or 30m, 12h, 7d`);
  return date;
}

/** What a record says, on one line. */
function summary(payload: Readonly<Record<string, unknown>> | null | undefined): string {
  if (!payload) return '(erased)';
  const { request, command, decision, by, stepId, outcome, exitCode, verdict, text, message, plan } = payload;
  const inner = verdict as { id?: string; verdict?: string; reason?: string } | string | undefined;
  const parts = [
    request,
    stepId === undefined ? undefined : `step ${stepId}`,
    command,
    decision === undefined ? undefined : `${decision} by ${by}`,
    typeof inner === 'object' ? `step ${inner.id}: ${inner.verdict}, ${inner.reason}` : inner,
    (plan as { goal?: string } | undefined)?.goal,
    outcome,
    exitCode === undefined ? undefined : `exit ${exitCode}`,
    text,
    message,
  ].filter((part) => part !== undefined && part !== '');
  return visibleLine(parts.join(' · '));
}
