import { visibleLine } from '../../plan/display.ts';
import { UsageError } from '../flags.ts';
import { createStyle } from '../style.ts';
import { dateOf, limitOf } from './audit.ts';
import type { CommandInput } from './table.ts';

type Store = Awaited<ReturnType<CommandInput['compose']['openStore']>>;
type Entry = ReturnType<Store['history']['recent']>[number];

/** `assent history [search WORDS | forget [ID…] | export]`. */
export async function history({ words, flags, io, compose }: CommandInput): Promise<number> {
  const store = await compose.openStore(io);
  try {
    const [what = 'list', ...rest] = words;
    if (what === 'forget') return forget(store, rest, flags, io);
    const limit = what === 'export' ? -1 : limitOf(flags.extra.limit);
    const since = typeof flags.extra.since === 'string' ? { since: dateOf(flags.extra.since) } : {};
    if (what === 'search' && rest.length === 0)
      throw new UsageError('say what to search for: assent history search WORDS');
    const entries =
      what === 'search' ? store.history.search(rest.join(' '), limit) : store.history.recent(limit, since);
    if (what === 'export' || flags.json || flags.jsonl) {
      for (const entry of entries) io.stdout.write(`${JSON.stringify(entry)}\n`);
      return 0;
    }
    const style = createStyle({ isTty: io.stdout.isTTY === true, env: io.env });
    for (const entry of [...entries].reverse()) io.stdout.write(lines(entry, style));
    if (entries.length === 0) io.stderr.write('assent: nothing found in the history\n');
    return 0;
  } finally {
    store.close();
  }
}

function lines(entry: Entry, style: ReturnType<typeof createStyle>): string {
  const head = `${style.paint('dim', `${String(entry.id).padStart(4)}  ${entry.time.slice(0, 16).replace('T', ' ')}`)}  ${visibleLine(entry.request)}`;
  const commands = entry.commands.map(({ command, exitCode }) => {
    const end =
      exitCode === undefined ? 'not run' : exitCode === null ? 'ended by a signal' : `exit ${exitCode}`;
    return `      $ ${visibleLine(command)}  ${style.paint('dim', `(${end})`)}`;
  });
  return `${[head, ...commands].join('\n')}\n`;
}

function forget(
  store: Store,
  words: readonly string[],
  flags: CommandInput['flags'],
  io: CommandInput['io'],
): number {
  const ids = words.map(Number);
  if (ids.some((id) => !Number.isInteger(id)))
    throw new UsageError(
      'assent history forget takes the numbers that assent history shows, or --all, or --since',
    );
  const since = typeof flags.extra.since === 'string' ? dateOf(flags.extra.since) : undefined;
  if (ids.length === 0 && !since && flags.extra.all !== true)
    throw new UsageError('say what to forget: numbers from assent history, --since DATE, or --all');
  const gone = store.forget({
    ...(ids.length > 0 ? { ids } : {}),
    ...(since ? { since } : {}),
    ...(flags.extra.all === true ? { all: true } : {}),
  });
  io.stdout.write(`forgotten: ${gone.requests} requests, and the text of ${gone.records} audit records\n`);
  return 0;
}

/** `assent sessions`: when each began, where it was, what was asked last. */
export async function sessions({ flags, io, compose }: CommandInput): Promise<number> {
  const store = await compose.openStore(io);
  try {
    const found = store.sessions(limitOf(flags.extra.limit, 20));
    for (const { session, last, requests, cwd, lastRequest } of found)
      io.stdout.write(
        flags.json
          ? `${JSON.stringify({ session, last, requests, cwd, lastRequest })}\n`
          : `${session}  ${last.slice(0, 16).replace('T', ' ')}  ${String(requests).padStart(4)}  ${visibleLine(cwd)}  ${visibleLine(lastRequest)}\n`,
      );
    return 0;
  } finally {
    store.close();
  }
}
