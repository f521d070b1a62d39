import { comparison } from '../frames/filters.ts';
import { awkString } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { awkSeparator, tableOfSource } from './columns.ts';
import { type Rule, reading } from './common.ts';
import { takeSource, withSource } from './source.ts';

const CHANGES =
  'delete|move|copy|rename|replace|append|insert|compress|kill|create|edit|set|write|sum|average|max|min|sort|swap|largest|smallest';
const COURTESY =
  'show|show-light|find|ask|all|screen|line|item|where|than|p-with|p-in|contains|only|exist|value|number-noun|column|csv|file|log|request-noun';

/** "rows of a.dat whose 4th column is below 4": a test on a column that is named by its place. */
export const nthColumn: Rule = (r) => {
  if (r.has(CHANGES) || !r.has('column')) return undefined;
  const column = r.terms.find((term) => r.free(term) && term.tags.has('column'));
  const place = column && placeOf(r, column);
  if (!column || !place) return undefined;
  if (r.has('unique|frequency|per|most-frequent|least-frequent')) return valuesOf(r, column, place);
  const value = valueBeside(r, column, place.term) ?? cellBeside(r, column, place);
  if (!value) return undefined;
  // "is dog or cat", "between 3 and 5": more than one value.
  if (['p-or', 'p-and'].some((tag) => r.at(value.index + 1)?.tags.has(tag))) return undefined;
  const { sign, word } =
    value.kind === 'number' ? comparison(r, value) : { sign: '=' as const, word: undefined };
  if (value.kind === 'number' && !word && !IS.test(between(r, column, value))) return undefined;
  const not = [1, 2].map((back) => r.at(value.index - back)).find((term) => term?.tags.has('not'));
  r.mark(column, place.term, value, word, not);
  const count = r.all('count').length > 0;
  const source = takeSource(r);
  if (!source || source.many || source.recursive || source.args === '') return undefined;
  const table = tableOfSource(r, source);
  if (!table || (place.column !== 'NF' && place.column > table.width)) return undefined;
  r.may(COURTESY);
  for (const term of r.terms)
    if (r.free(term) && /^(?:is|are|equals?|equal|to|holds?|says|reads)$/i.test(term.raw)) r.mark(term);
  const operator = sign === '=' ? (not ? '!=' : '==') : sign;
  const cell =
    value.kind === 'number'
      ? String(value.value)
      : awkString(value.kind === 'quoted' ? value.text : value.raw);
  const headed = table.header.length > 0 ? 'NR > 1 && ' : '';
  const test = `${headed}$${place.column} ${operator} ${cell}`;
  return reading(
    'csv',
    withSource(`awk${awkSeparator(table)} '${test}${count ? ' { n++ } END { print n + 0 }' : ''}'`, source),
    r.say('picks rows by that column', '按该列筛选行'),
    source.guess,
    3,
  );
};

/** "most common value of the fourth field", "how often each value of column 2 occurs". */
function valuesOf(r: Reading, column: Term, place: Place): Proposal | undefined {
  const unique = r.all('unique').length > 0;
  const most = r.find('most-frequent|least-frequent');
  const number =
    most &&
    [1, -1]
      .map((on) => r.at(most.index + on))
      .find((term) => term?.kind === 'number' && r.free(term) && term !== place.term);
  r.mark(column, place.term, most, number, ...r.all('frequency|per'));
  const count = r.all('count').length > 0;
  const source = takeSource(r);
  if (!source || source.many || source.recursive || source.args === '') return undefined;
  const table = tableOfSource(r, source);
  if (!table || (place.column !== 'NF' && place.column > table.width)) return undefined;
  r.may(COURTESY, 'p-by', 'times');
  // "which path is asked for most often (the fourth field)": what the column holds, and what is done with it.
  const noun = r.terms.find(
    (term) =>
      r.free(term) && /^(?:which|what|哪个)$/i.test(r.at(term.index - 1)?.raw ?? '') && term.kind === 'word',
  );
  // "events per kind (3rd field)": the place in brackets says which words those are.
  if (/\(\s*(?:the )?[\w ]+\)/.test(r.analysis.request.slice(Math.max(0, place.term.start - 6))))
    for (const term of r.terms)
      if (
        r.free(term) &&
        term.index < Math.min(place.term.index, column.index) &&
        term.kind === 'word' &&
        (term.tags.size === 0 ||
          ['#bunch', 'address', 'ip', 'request-noun', 'url-noun'].some((tag) => term.tags.has(tag)))
      )
        r.mark(term);
  if (most || count) r.mark(noun);
  for (const term of r.terms)
    if (
      r.free(term) &&
      /^(?:asked|asked for|requested|used|seen|occurs?|appears?|comes? up|stands?|value|values)$/i.test(
        term.raw,
      )
    )
      r.mark(term);
  const list = withSource(
    `awk${awkSeparator(table)} '${table.header.length > 0 ? 'NR > 1 ' : ''}{ print $${place.column} }'`,
    source,
  );
  const tail = most
    ? `sort | uniq -c | sort -${most.tags.has('most-frequent') ? 'r' : ''}n | head -n ${number?.value ?? 1}`
    : unique
      ? `sort -u${count ? ' | wc -l' : ''}`
      : 'sort | uniq -c';
  return reading(
    'csv',
    `${list} | ${tail}`,
    r.say('counts the values of that column', '统计该列的值'),
    source.guess,
    2,
  );
}

interface Place {
  readonly term: Term;
  readonly column: number | 'NF';
}

const IS = /\b(?:is|equals?|equal to|being|of)\b|==?|是|为|等于/i;

const between = (r: Reading, a: Term, b: Term): string =>
  r.analysis.request.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));

const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
};

/** "4th column", "column 4", "last field", 第4列. */
function placeOf(r: Reading, column: Term): Place | undefined {
  const before = r.at(column.index - 1);
  const after = r.at(column.index + 1);
  if (before && r.free(before)) {
    if (/^(?:the )?(?:last|final)$|^最后一?$/i.test(before.raw) || /\blast$/i.test(before.raw))
      return { term: before, column: 'NF' };
    const word = ORDINALS[before.raw.toLowerCase()];
    if (word) return { term: before, column: word };
    if (before.tags.has('nth') && before.kind === 'number') return { term: before, column: before.value! };
  }
  if (
    after?.kind === 'number' &&
    r.free(after) &&
    Number.isInteger(after.value) &&
    after.value! > 0 &&
    after.value! < 100
  )
    return { term: after, column: after.value! };
  return undefined;
}

/** "whose 4th column is dog": a bare word that stands in a cell of that column. */
function cellBeside(r: Reading, column: Term, place: Place): Term | undefined {
  const word = r.terms
    .slice(column.index + 1, column.index + 4)
    .find((term) => r.free(term) && term.kind === 'word' && !term.tags.has('stop') && !term.tags.has('not'));
  if (!word || !IS.test(between(r, column, word))) return undefined;
  const file = r.terms.find((term) => term.entry?.type === 'file');
  const text = file?.entry && r.world.peek(file.entry.path);
  const cells = (text ?? '').split('\n').map((line) => line.split(/[,;|\t]| +/));
  return cells.some((row) => (place.column === 'NF' ? row.at(-1) : row[place.column - 1]) === word.raw)
    ? word
    : undefined;
}

/** What the column is held against: behind it, or before it as in "with more than 1 in the last field". */
function valueBeside(r: Reading, column: Term, place: Term): Term | undefined {
  const able = (term: Term | undefined): term is Term =>
    term !== undefined &&
    term !== place &&
    r.free(term) &&
    !term.tags.has('nth') &&
    ((term.kind === 'number' && !term.tags.has('#path')) ||
      term.kind === 'quoted' ||
      term.tags.has('#literal'));
  const behind = r.terms.slice(column.index + 1, column.index + 7).find(able);
  if (behind) return behind;
  const ahead = [1, 2, 3, 4].map((back) => r.at(column.index - back)).find(able);
  return ahead && /\b(?:in|for|as|at)\b/i.test(between(r, ahead, column)) ? ahead : undefined;
}
