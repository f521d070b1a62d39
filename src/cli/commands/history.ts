import { UsageError } from '../flags.ts';
import { limitOf, sinceOf } from './audit.ts';
import { printReport } from './report.ts';
import type { CommandInput } from './table.ts';

/** `assent history [search WORDS | forget [ID…] | export]`. */
export async function history(input: CommandInput): Promise<number> {
  const { words, flags, io, compose } = input;
  const store = await compose.openStore(io.env);
  try {
    const [what = 'list', ...rest] = words;
    const since = sinceOf(flags.extra.since, store.parseSince);
    if (what === 'forget') {
      const ids = rest.map(Number);
      if (ids.some((id) => !Number.isInteger(id)))
        throw new UsageError(
          'assent history forget takes the numbers that assent history shows, or --all, or --since',
        );
      const all = flags.extra.all === true;
      if (ids.length === 0 && !since.since && !all)
        throw new UsageError('say what to forget: numbers from assent history, --since DATE, or --all');
      return printReport(
        store.forget({ ...(ids.length > 0 ? { ids } : {}), ...since, ...(all ? { all } : {}) }),
        input,
      );
    }
    if (what === 'export') {
      io.stdout.write(store.exportHistory());
      return 0;
    }
    if (what === 'search' && rest.length === 0)
      throw new UsageError('say what to search for: assent history search WORDS');
    const limit = limitOf(flags.extra.limit, 50);
    return printReport(
      what === 'search' ? store.search(rest.join(' '), limit) : store.recent(limit, since),
      input,
    );
  } finally {
    store.close();
  }
}

/** `assent sessions`: when each was last used, where, and what was asked last. */
export async function sessions(input: CommandInput): Promise<number> {
  const store = await input.compose.openStore(input.io.env);
  try {
    return printReport(store.sessions(limitOf(input.flags.extra.limit, 20)), input);
  } finally {
    store.close();
  }
}
