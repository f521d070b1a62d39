import { comparison } from '../frames/filters.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { isNumeric, type Table } from './columns.ts';

/** "settled payments before April": a date is held against days only. */
export const holdsDays = (column: number, table: Table): boolean =>
  !isNumeric(column, table) && table.rows.some((row) => /\d[-/.:]\d/.test(row[column - 1] ?? ''));

/** The day with the year that all days of the column have. */
export function inTheYear(day: string, column: number, { rows }: Table): string | undefined {
  const years = new Set(rows.map((row) => /^(\d{4})-\d\d-\d\d/.exec(row[column - 1] ?? '')?.[1]));
  const [year] = years;
  return years.size === 1 && year !== undefined ? `${year}-${day}` : undefined;
}

/** "since 2 March", "up to 2 March", "before 2 March", 3 月 2 日以后. */
export function dayBound(r: Reading, term: Term): ReturnType<typeof comparison> {
  const bounds = ['since', 'until', 'older', 'newer'];
  const word = [-1, -2, ...(r.analysis.language === 'zh' ? [1, 2] : [])]
    .map((on) => r.at(term.index + on))
    .find((one) => one !== undefined && bounds.some((tag) => one.tags.has(tag)));
  if (!word) return comparison(r, term);
  const not = r.at(word.index - 1)?.tags.has('not') === true;
  if (not) r.mark(r.at(word.index - 1));
  const back = word.tags.has('until') || word.tags.has('older');
  const strict =
    /^(?:after|newer than|later than|before|earlier than|older than|prior to|[之以]?前的?|早于|晚于)$/i.test(
      word.raw,
    );
  const sign = back !== not ? (strict !== not ? '<' : '<=') : strict !== not ? '>' : '>=';
  return { sign, word };
}
