import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { columnFor } from './column-words.ts';
import { isNumeric, type Table } from './columns.ts';

export interface Column {
  readonly term: Term;
  readonly column: number;
}

/** "customers from Oslo" are rows where nothing else says what the rows are; "names of the customers" is the column. */
export const rowsMeant = (r: Reading, wanted: readonly Column[], noun: Term | undefined): boolean =>
  noun === undefined &&
  wanted.length === 1 &&
  wanted[0]!.column === 1 &&
  /s$/.test(wanted[0]!.term.raw) &&
  !/\b(?:which|who|whose|only|just|names?)\b|哪|谁|只/i.test(r.analysis.request) &&
  !/^of\b/i.test(r.at(wanted[0]!.term.index + 1)?.raw ?? '');

export function groupOf(r: Reading, table: Table): (Column & { mark: Term }) | undefined {
  for (const term of r.terms) {
    const column = r.free(term) ? columnFor(term, table) : undefined;
    if (column === undefined) continue;
    for (const back of [1, 2]) {
      const before = r.at(term.index - back);
      if (!before || (back === 2 && !r.at(term.index - 1)!.tags.has('stop'))) continue;
      if (/^by$/i.test(before.raw) && r.has('sort')) continue;
      // 按工资升序: an order, no groups.
      if (
        /^(?:by|按|按照|根据|依)$/i.test(before.raw) &&
        r.has('sort|reverse|ascending') &&
        !r.has('count|sum|average|frequency')
      )
        continue;
      if (
        before.tags.has('per') ||
        (before.tags.has('p-by') &&
          !r.terms.some((other) => other.tags.has('sort') && other.index < term.index))
      )
        return { term, column, mark: before };
    }
  }
  return undefined;
}

/** "with more than one order": rows counted for each value. */
export function havingCount(r: Reading, noun: Term | undefined): string | undefined {
  if (!noun) return undefined;
  const number = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'number' &&
      (r.at(term.index + 1) === noun || r.at(term.index + 2) === noun),
  );
  const word =
    number &&
    [1, 2]
      .map((back) => r.at(number.index - back))
      .find(
        (term) =>
          term &&
          ['more-than', 'at-least', 'less-than', 'exactly', 'only', 'at-most'].some((tag) =>
            term.tags.has(tag),
          ),
      );
  if (!number || !word || !r.free(word)) return undefined;
  r.mark(number, word);
  r.may('where', 'p-with', 'contains');
  const sign = word.tags.has('more-than')
    ? '>'
    : word.tags.has('at-least')
      ? '>='
      : word.tags.has('less-than')
        ? '<'
        : word.tags.has('at-most')
          ? '<='
          : '==';
  return `${sign} ${number.value}`;
}

export function columnsNamed(r: Reading, table: Table): Column[] {
  const found: Column[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || (term.tags.has('stop') && term.raw.length < 4)) continue;
    if (term.tags.has('#path') && term.entry?.type === 'file' && term.kind === 'path') continue;
    const column = columnFor(term, table);
    if (column === undefined) continue;
    if (found.some((other) => other.column === column)) r.mark(term);
    else found.push({ term, column });
  }
  // "customers … names only": the name is the label of what is listed already.
  const only = r.find('only-name|name', (term) =>
    /^(?:just the |only the |the )?names?(?: only)?$|^(?:only|just) (?:the )?names$/i.test(term.raw),
  );
  if (only) {
    const label = found.find(({ column }) => !isNumeric(column, table));
    const guess =
      table.header.findIndex((name) =>
        /^(?:name|customer|person|user|employee|student|title|product)$/i.test(name),
      ) + 1;
    if (label || guess > 0) {
      r.mark(only);
      if (!label) found.push({ term: only, column: guess });
    }
  }
  return found;
}

/** What was done with the rows says nothing about which they are. */
const DONE =
  /^(?:used|taken|placed|listed|recorded|made|done|shot|registered|based|reported|received|measured|readings?|data|entries|rows|got|gotten|given)$/i;

/** One plural that nobody knows says what the rows are. */
export function markNouns(r: Reading): void {
  r.may('item', 'line');
  for (const term of r.terms) if (DONE.test(term.raw)) r.mark(term);
  const noun = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      (term.tags.size === 0 ||
        ['#bunch', 'user', 'member', 'image', 'machine'].some((tag) => term.tags.has(tag))) &&
      /(?:s|people|person|everyone|anyone)$/i.test(term.raw),
  );
  r.mark(noun);
}
