import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { aggregate } from './aggregate.ts';
import { awkSeparator, type Table, tableOfSource } from './columns.ts';
import { reading } from './common.ts';
import { takeColumnNumbers } from './conditions.ts';
import { shapeOf } from './log-shape.ts';
import { numberLists } from './numbers.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';
import { tableQueries } from './table-query.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const GREEDY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|item|line|value|where|contains|csv|file|per|name|only|p-by|text|number-noun';

export const CHANGES =
  'delete|move|copy|rename|replace|append|insert|compress|kill|create|commits|process|json|join|set|edit';

const WHOSE =
  /\b(?:rows|lines|records|entries)\b.*\b(?:whose|where|in which)\b[^.]*\b(?:column|field)\b[^.]*\b(?:is|are|equals?|holds?|reads)\b|第.{1,2}列(?:不?[是为]|等于).+的(?:行|记录)/i;

/** Columns, rows, sums and groups of a table. */
export const tables: Rule = (r) => {
  if (r.has(CHANGES)) return undefined;
  if (
    r.has('grep|extension|most-frequent') &&
    !r.has('column|csv|per') &&
    !/\.[ct]sv$/.test(r.find('#path', (term) => term.entry?.type === 'file')?.text ?? '')
  )
    return undefined;
  if (!r.has('column|header|line|item|csv|sum|average|max|min|median|where|per|#path|sort|count|unique|find'))
    return undefined;
  const source = takeSource(r);
  if (!source || source.recursive || source.many || /\.(?:json|jsonl|ndjson)$/i.test(source.paths[0] ?? ''))
    return undefined;
  const text = peekSource(r, source);
  // The lines of a log are no rows: a word that happens to stand in one is no value of a column.
  if (text !== undefined && shapeOf(text) && !r.has('column')) return undefined;
  const table = tableOfSource(r, source);
  const ragged =
    table !== undefined &&
    table.delimiter === ' ' &&
    table.rows.some((row) => row.length !== table.width) &&
    !r.has('column|sum|average|max|min|number-noun');
  if (ragged) return undefined;
  if (r.has('column') && r.has('reverse') && !r.has('sort')) return undefined;
  const numbers = takeColumnNumbers(r, table);
  // "rows whose 4th column is …": a test on it, no column to print.
  if (numbers.length === 1 && WHOSE.test(r.analysis.request)) return undefined;
  if (!table) return numbers.length > 0 ? byNumber(r, source, numbers, undefined) : undefined;
  if (r.has('header') && r.has('show|ask|find') && !r.has('exclude-header') && !r.has('sort|count')) {
    r.may('header', GREEDY, 'column', 'csv', 'name');
    return reading(
      'csv',
      withSource('head -n 1', source),
      r.say('prints the header line', '打印表头'),
      source.guess,
      1,
    );
  }
  if (r.has('count') && r.has('column') && numbers.length === 0 && !r.has('per|unique')) {
    r.may('count', 'column', GREEDY);
    return reading(
      'csv',
      withSource(`awk${awkSeparator(table)} 'NR == 1 { print NF }'`, source),
      r.say('counts the columns', '统计列数'),
      source.guess,
      1,
    );
  }
  return aggregate(r, source, table, numbers) ?? undefined;
};

function byNumber(
  r: Reading,
  source: Source,
  numbers: readonly number[],
  table: Table | undefined,
): Proposal {
  r.may(GREEDY, 'column', 'space-char', 'delimiter', 'whitespace', 'p-and');
  return reading(
    'csv',
    withSource(`awk${awkSeparator(table)} '{ print ${numbers.map((n) => `$${n}`).join(', ')} }'`, source),
    r.say('prints these columns', '打印这些列'),
    source.guess,
  );
}

export const tableRules: readonly Rule[] = [tableQueries, tables, numberLists];
