import type { Reading } from '../reading.ts';
import { lemmas } from '../text/lemma.ts';
import type { Term } from '../types.ts';
import { columnFor, isKey } from './column-words.ts';
import { isNumeric, type Table } from './columns.ts';

const LOOKS: readonly (readonly [string, RegExp])[] = [
  ['ip', /^\d{1,3}(?:\.\d{1,3}){3}$/],
  ['date', /^\d{4}-\d\d-\d\d/],
  ['time', /^\d\d:\d\d/],
  ['email', /^[\w.+-]+@[\w.-]+$/],
  [
    'status',
    /^(?:up|down|ok|on|off|open|closed|active|inactive|running|stopped|failed|online|offline|yes|no|true|false)$/i,
  ],
  ['percent', /^\d+(?:\.\d+)?%$/],
  ['name', /^[A-Za-z][\w.-]*$/],
];

/** A table without names of columns gets those its cells suggest, where all its rows are alike. */
export function labelled(table: Table): Table | undefined {
  if (table.header.length > 0) return table;
  if (table.width < 2 || table.width > 8 || table.rows.length < 2) return undefined;
  if (!table.rows.every((row) => row.length === table.width)) return undefined;
  const header = Array.from(
    { length: table.width },
    (_, i) => LOOKS.find(([, form]) => table.rows.every((row) => form.test(row[i]!)))?.[0] ?? '?',
  );
  return header.includes('?') && table.delimiter === ' '
    ? undefined
    : { ...table, header: header.map((name, i) => (header.indexOf(name) === i ? name : `${name}${i}`)) };
}

/** The term is the name of a column, not only like one. */
const named = (term: Term, table: Table): boolean => {
  const forms = lemmas(term.raw.toLowerCase());
  return table.header.some((name) => lemmas(name.toLowerCase()).some((form) => forms.includes(form)));
};

/** "orders" in orders.csv, "people", "rows": what the rows are. */
export function rowNoun(r: Reading, file: Term, table: Table): Term | undefined {
  const path = (file.entry ?? file.group![0]!).path;
  const stem = path.split('/').at(-1)!.split('.')[0]!.toLowerCase();
  const forms = lemmas(stem);
  return r.terms.find(
    (term) =>
      r.free(term) &&
      term !== file &&
      term.kind !== 'punct' &&
      !named(term, table) &&
      (lemmas(term.raw.toLowerCase()).some((form) => forms.includes(form)) ||
        (term.group?.some((entry) => entry.path === path) ?? false)) &&
      // "order orders.csv by …" gives an order.
      !(
        term.tags.has('sort') &&
        (r.at(term.index + 1) === file || r.at(term.index + 1)?.tags.has('p-by') === true)
      ),
  );
}

/** The first column of words, where one word stands in several rows. */
export function repeated(table: Table): number | undefined {
  const label = table.header.findIndex((_, i) => !isNumeric(i + 1, table) && !isKey(i + 1, table)) + 1;
  return label > 0 && new Set(table.rows.map((row) => row[label - 1])).size < table.rows.length
    ? label
    : undefined;
}

export interface Superlative {
  /** Several rows of one person are added up: "who spent the most". */
  readonly summed?: boolean;
  /** Both ends are asked for. */
  readonly both?: boolean;
  readonly term: Term;
  readonly up: boolean;
  readonly column: number | undefined;
  readonly groups: boolean;
}

/** Words for the lower end. */
export const LOW =
  /least|fewest|lowest|smallest|minimum|\bmin\b|cheapest|youngest|coldest|coolest|lightest|shortest|worst|slowest|earliest|nearest/i;
const PARTICIPLE = /^(?:paid|earning|rated|selling|sold|priced|scoring|scored|graded|aged|stocked)$/i;
const EST = /^(?:[a-z]{2,}(?:est)|best|worst|priciest)$/i;

/** The word that asks for the most or the least, and the column it measures where the word itself says so. */
export function superlative(r: Reading, table: Table): Superlative | undefined {
  const most = r.terms.find(
    (term) =>
      r.free(term) &&
      (/^(?:with )?(?:the )?(?:most|least|fewest)$/i.test(term.raw) ||
        /^(?:the )?(?:most|least)\b/i.test(term.raw)) &&
      !term.tags.has('sort'),
  );
  if (most) {
    const next = [1, 2, 3].map((on) => r.at(most.index + on)).filter((term) => term !== undefined);
    const target = next.find(
      (term) => columnFor(term, table) !== undefined && isNumeric(columnFor(term, table)!, table),
    );
    const verb = r.terms.slice(Math.max(0, most.index - 3), most.index).find((term) => {
      const column = columnFor(term, table);
      return column !== undefined && isNumeric(column, table) && !isKey(column, table);
    });
    const carrier = target ?? verb;
    const column = carrier && columnFor(carrier, table);
    const entity = r.terms.find((term) => {
      const other = columnFor(term, table);
      return (
        r.free(term) &&
        term !== carrier &&
        other !== undefined &&
        term.index < most.index &&
        (!isNumeric(other, table) || isKey(other, table))
      );
    });
    const repeats = (at: number) => new Set(table.rows.map((row) => row[at - 1])).size < table.rows.length;
    const where = entity && columnFor(entity, table)!;
    const groups = where !== undefined && repeats(where);
    if (column === undefined && !groups) return undefined;
    r.mark(carrier);
    return { term: most, up: !LOW.test(most.raw), column, groups, summed: verb !== undefined };
  }
  const ends = ['max|largest', 'min|smallest'].map((tags) => r.find(tags));
  if (
    ends[0] &&
    ends[1] &&
    r.terms
      .slice(Math.min(ends[0].index, ends[1].index) + 1, Math.max(ends[0].index, ends[1].index))
      .some((term) => term.tags.has('p-and'))
  ) {
    r.mark(...ends);
    return { term: ends[0], up: ends[0].index < ends[1].index, column: undefined, groups: false, both: true };
  }
  const term =
    r.find('max|min|largest|smallest|oldest|newest|longest|shortest|head', (one) =>
      one.tags.has('head')
        ? /^top$/i.test(one.raw) && r.at(one.index + 1)?.kind === 'number'
        : !one.tags.has('within'),
    ) ??
    r.terms.find(
      (one) =>
        r.free(one) &&
        EST.test(one.raw) &&
        (columnFor(one, table) !== undefined || PARTICIPLE.test(r.at(one.index + 1)?.raw ?? '')),
    );
  if (!term) return undefined;
  const own = columnFor(term, table);
  const next = r.at(term.index + 1);
  const second = next && PARTICIPLE.test(next.raw) ? next : undefined;
  const column =
    (second && columnFor(second, table)) ??
    (own !== undefined && isNumeric(own, table) ? own : undefined) ??
    timeOf(term, table);
  r.mark(second);
  const high =
    !LOW.test(term.raw) && !term.tags.has('min') && !term.tags.has('smallest') && !term.tags.has('shortest');
  const aged = column !== undefined && /^age$/i.test(table.header[column - 1]!);
  const dated = column !== undefined && !isNumeric(column, table);
  const up =
    dated || /year/i.test(table.header[(column ?? 1) - 1] ?? '')
      ? term.tags.has('newest')
      : aged
        ? term.tags.has('oldest')
        : high;
  return { term, up, column, groups: false };
}

const timeOf = (term: Term, table: Table): number | undefined =>
  term.tags.has('newest') || term.tags.has('oldest')
    ? table.header.findIndex((name) => /^(?:date|year|day|time|created|joined|when|timestamp)$/i.test(name)) +
        1 || undefined
    : undefined;
