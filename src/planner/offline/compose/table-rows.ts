import { comparison } from '../frames/filters.ts';
import { awkString } from '../quote.ts';
import type { Reading } from '../reading.ts';
import { lemmas } from '../text/lemma.ts';
import type { Term } from '../types.ts';
import { amounts, columnFor, UNITS } from './column-words.ts';
import { columnNamed, isNumeric, type Table } from './columns.ts';
import { dayBound, holdsDays, inTheYear } from './table-days.ts';

export interface Test {
  readonly column: number;
  readonly text: string;
  readonly value?: string;
}

/** The cell of a column that is this text, as it stands there. */
export function holding(text: string, table: Table): { column: number; cell: string }[] {
  const forms = [text.toLowerCase(), ...lemmas(text.toLowerCase())];
  const found: { column: number; cell: string }[] = [];
  for (let column = 1; column <= table.width; column += 1) {
    const cell = table.rows
      .map((row) => row[column - 1])
      .find(
        (value) => value !== undefined && (forms.includes(value.trim().toLowerCase()) || grown(text, value)),
      );
    if (cell !== undefined) found.push({ column, cell });
  }
  return found;
}

/** "refunds" and "refunded": one word in two endings. */
const grown = (word: string, cell: string): boolean => {
  const stem = word.toLowerCase().replace(/(?:s|ed|ing)$/, '');
  return (
    stem.length >= 5 &&
    /^[a-z]+$/.test(stem) &&
    new RegExp(`^${stem}(?:s|d|ed|ing)?$`).test(cell.trim().toLowerCase())
  );
};

const NOT = ['not', 'except', 'not-contains', 'skip'];

/** Every test on the rows that the request names: amounts, values, beginnings of values. */
export function takeTests(r: Reading, table: Table, noun?: Term): Test[] {
  const found: Test[] = [];
  const number = noun && r.at(noun.index + 1);
  const id = table.header.findIndex((name) => /^(?:id|no|nr|number)$|_id$/i.test(name)) + 1;
  // "order 104": the one with that number.
  if (
    number &&
    id > 0 &&
    number.kind === 'number' &&
    r.free(number) &&
    table.rows.some((row) => row[id - 1] === number.text)
  ) {
    r.mark(number);
    found.push({ column: id, text: `$${id} == ${number.text}` });
  }
  amountTests(r, table, found);
  wordTests(r, table, found);
  valueTests(r, table, found);
  flagTests(r, table, found, noun);
  return found;
}

function amountTests(r: Reading, table: Table, found: Test[]): void {
  for (const term of r.terms) {
    if (
      !r.free(term) ||
      (term.kind !== 'number' &&
        term.kind !== 'date' &&
        term.kind !== 'size' &&
        !(term.kind === 'duration' && /year|岁|年/.test(term.raw)))
    )
      continue;
    if (term.tags.has('nth')) continue;
    // "three commas", "five words" count what stands in a line.
    if (
      /^(?:commas?|semicolons?|columns?|fields?|words?|characters?|letters?|digits?|lines?|rows?)$/i.test(
        r.at(term.index + 1)?.raw ?? '',
      )
    )
      continue;
    const value = term.kind === 'duration' ? Number.parseFloat(term.raw) : term.value;
    const { sign, word } =
      yearBound(r, term, table) ?? (term.kind === 'date' ? dayBound(r, term) : comparison(r, term));
    const between =
      r.find('between', (other) => other.index < term.index && term.index - other.index <= 6) ??
      (r.analysis.language === 'zh'
        ? r.find('between', (other) => other.index > term.index && other.index - term.index <= 4)
        : undefined);
    const fits = (column: number | undefined): column is number =>
      column !== undefined && (term.kind === 'date' ? holdsDays(column, table) : isNumeric(column, table));
    const before = r.terms
      .slice(Math.max(0, term.index - 6), term.index)
      .reverse()
      .find((other) => r.free(other) && fits(columnFor(other, table)));
    const after = r.terms
      .slice(term.index + 1, term.index + 4)
      .find((other) => r.free(other) && fits(columnFor(other, table)));
    const aged =
      word && (word.tags.has('older') || word.tags.has('newer'))
        ? table.header.findIndex((name) => /^age$/i.test(name)) + 1
        : 0;
    const year =
      term.kind === 'number' && value! > 1900 && value! < 2100
        ? table.header.findIndex((name) => /^year$/i.test(name)) + 1
        : 0;
    const carrier =
      aged > 0
        ? undefined
        : before && (word || between || term.index - before.index <= 2)
          ? before
          : after && (word || between)
            ? after
            : undefined;
    const previous = found.at(-1);
    const chained =
      between === undefined &&
      !carrier &&
      previous &&
      /[<>]/.test(previous.text) &&
      r.at(term.index - 1)?.tags.has('p-and');
    const closing =
      between !== undefined &&
      r.terms
        .slice(between.index > term.index ? Math.max(0, term.index - 3) : between.index + 1, term.index)
        .some((other) => other.kind === term.kind);
    const wordColumn = word && columnFor(word, table);
    const column =
      aged ||
      (carrier && columnFor(carrier, table)) ||
      (chained || (closing && previous) ? previous!.column : undefined) ||
      (wordColumn && fits(wordColumn) ? wordColumn : undefined) ||
      ((word || between) && term.kind !== 'date'
        ? year || (amounts(table).length === 1 ? amounts(table)[0] : undefined)
        : year || undefined);
    const day =
      term.kind === 'date'
        ? table.header.findIndex((name) => /date|day|time|when|created|joined/i.test(name)) + 1
        : 0;
    const chosen = column || day || undefined;
    if (!chosen || (term.kind !== 'date' && !isNumeric(chosen, table))) continue;
    if (!word && !between && !carrier && !chained && !year && !day) continue;
    // "before March 5" of one year's days.
    const date = term.tags.has('#monthday') ? inTheYear(term.text, chosen, table) : term.text;
    if (date === undefined) continue;
    const cell = term.kind === 'date' ? awkString(date) : String(value);
    const operator =
      between || chained
        ? closing || chained
          ? '<='
          : '>='
        : word === undefined
          ? '=='
          : sign === '='
            ? '=='
            : sign;
    // "from March 3 to March 9"
    const opening =
      term.kind === 'date' &&
      !word &&
      !between &&
      /^(?:to|till|until|through|到|至)$/i.test(r.at(term.index - 1)?.raw ?? '')
        ? found.findLastIndex(({ column: other, text }) => other === chosen && / == /.test(text))
        : -1;
    if (opening >= 0) found[opening] = { column: chosen, text: found[opening]!.text.replace(' == ', ' >= ') };
    r.mark(term, word, carrier);
    if (closing && between)
      r.mark(
        ...r.all('between'),
        ...r.terms.slice(between.index + 1, term.index).filter((other) => other.tags.has('p-and')),
      );
    for (const unit of [r.at(term.index + 1), r.at(term.index + 2), r.at(term.index - 1)])
      if (unit && UNITS.test(unit.raw)) r.mark(unit);
    r.may('than', 'exactly');
    const percent = table.rows.some((row) => /%\s*$/.test(row[chosen - 1] ?? ''));
    if (percent) r.may('percent');
    const month =
      term.kind === 'date' &&
      !/\d{1,2}\D+\d{4}|\d{4}-\d\d-\d\d/.test(term.raw.replace(/^[A-Za-z]+ (\d{4})$/, '')) &&
      /^[A-Za-z]+ \d{4}$/.test(term.raw);
    found.push(
      month && !word
        ? { column: chosen, text: `$${chosen} ~ /^${term.text.slice(0, 7)}/` }
        : {
            column: chosen,
            text: `$${chosen}${percent ? ' + 0' : ''} ${opening >= 0 ? '<=' : operator} ${cell}`,
          },
    );
  }
}

/** "after 2010" of a column of years. */
function yearBound(r: Reading, term: Term, table: Table): ReturnType<typeof comparison> | undefined {
  const word = r.at(term.index - 1);
  if (term.kind !== 'number' || term.value! <= 1900 || term.value! >= 2100 || !word) return undefined;
  if (!word.tags.has('since') && !word.tags.has('until')) return undefined;
  if (!table.header.some((name) => /^year$/i.test(name))) return undefined;
  const strict = /^(?:after|before)$/i.test(word.raw);
  return { sign: word.tags.has('since') ? (strict ? '>' : '>=') : strict ? '<' : '<=', word };
}

/** "customers whose name starts with A", "emails ending in .org". */
function wordTests(r: Reading, table: Table, found: Test[]): void {
  for (const mark of r.terms) {
    if (
      !r.free(mark) ||
      !['starts-with', 'ends-with', 'contains', 'name-contains'].some((tag) => mark.tags.has(tag))
    )
      continue;
    const text = r.terms
      .slice(mark.index + 1, mark.index + 4)
      .find(
        (term) =>
          r.free(term) &&
          (term.kind === 'quoted' ||
            term.tags.has('#literal') ||
            /^[A-Z]$/.test(term.raw) ||
            term.kind === 'ext'),
      );
    if (!text) continue;
    const named = r.terms
      .slice(Math.max(0, mark.index - 4), mark.index)
      .reverse()
      .find((term) => columnFor(term, table) !== undefined);
    const column =
      (named && columnFor(named, table)) ??
      (/name/.test(mark.raw)
        ? table.header.findIndex((name) => /^(?:name|customer|user|title|person|employee)$/i.test(name)) +
            1 || undefined
        : undefined);
    if (!column) continue;
    const not = [1, 2].map((back) => r.at(mark.index - back)).find((term) => term?.tags.has('not'));
    r.mark(mark, text, named, not);
    const plain = (text.kind === 'quoted' ? text.text : text.kind === 'ext' ? text.raw : text.raw).replace(
      /[.[\]*^$\\/+?(){}|]/g,
      '\\$&',
    );
    const pattern = mark.tags.has('starts-with')
      ? `^${plain}`
      : mark.tags.has('ends-with')
        ? `${plain}$`
        : plain;
    found.push({ column, text: `$${column} ${not ? '!~' : '~'} /${pattern}/` });
  }
}

const FUNCTION = [
  'show',
  'count',
  'sum',
  'max',
  'min',
  'average',
  'sort',
  'unique',
  'line',
  'per',
  'column',
  'header',
  'p-and',
  'ask',
  'find',
  'all',
];

const YES = /^(?:yes|y|true|t|1|x|on|ok|done)$/i;
const NO = /^(?:no|n|false|f|0|-|off)?$/i;

/** "paid expenses", "how many are unpaid": a column that says yes or no is named by what it says. */
function flagTests(r: Reading, table: Table, found: Test[], noun: Term | undefined): void {
  table.header.forEach((name, i) => {
    const key = name.trim().toLowerCase();
    const cells = table.rows.map((row) => (row[i] ?? '').trim());
    if (key.length < 3 || !cells.every((cell) => YES.test(cell) || NO.test(cell))) return;
    for (const term of r.terms) {
      if (!r.free(term) || term.kind !== 'word') continue;
      const word = term.raw.toLowerCase();
      const turned = [`un${key}`, `not ${key}`, `non-${key}`, `in${key}`].includes(word);
      if (word !== key && !turned) continue;
      const next = r.at(term.index + 1);
      const before = r.at(term.index - 1);
      const says =
        turned ||
        (next !== undefined &&
          (next === noun ||
            ['#bunch', 'line', 'item', 'since', 'until', 'older', 'newer'].some((tag) =>
              next.tags.has(tag),
            ))) ||
        /^(?:is|are|was|were|be|been|(?:are |is )?not|yet|aren['’]t|isn['’]t)$/i.test(before?.raw ?? '');
      const not =
        before && (NOT.some((tag) => before.tags.has(tag)) || /\bnot$/i.test(before.raw))
          ? before
          : undefined;
      const wanted = turned !== (not !== undefined) ? NO : YES;
      const values = [...new Set(cells.filter((cell) => wanted.test(cell)))];
      if (!says || values.length !== 1 || found.some(({ column }) => column === i + 1)) continue;
      r.mark(term, not);
      found.push({ column: i + 1, text: `$${i + 1} == ${awkString(values[0]!)}`, value: values[0]! });
    }
  });
}

/** "hosts that run alpine", "people who live in Oslo": the verb says no more than that the row has the value. */
const holdingVerb = (r: Reading, value: Term): Term | undefined =>
  [1, 2]
    .map((back) => r.at(value.index - back))
    .find(
      (term) =>
        term !== undefined &&
        r.free(term) &&
        /^(?:runs?|running|uses?|using|has|have|plays?|speaks?|lives?|works?|belongs?|comes?|likes?|wants?|needs?|keeps?|grows?|sells?|teaches)$/i.test(
          term.raw,
        ),
    );

function valueTests(r: Reading, table: Table, found: Test[]): void {
  const from = found.length;
  for (const term of r.terms) {
    if (!r.free(term) || ['punct', 'number', 'date', 'duration', 'size'].includes(term.kind)) continue;
    if (term.tags.has('#path') && term.entry?.type === 'file' && term.kind !== 'quoted') continue;
    const text = term.kind === 'quoted' || term.typo ? term.text : term.raw;
    if (text.length < 2 || (term.tags.has('stop') && !term.tags.has('#literal'))) continue;
    // "is dog or cat": the name of a command too.
    const listed =
      /^(?:is|are|or|=|==)$/i.test(r.at(term.index - 1)?.raw ?? '') &&
      term.tags.has('show') &&
      term.index > 0;
    if (!listed && FUNCTION.some((tag) => term.tags.has(tag))) continue;
    // A name of two words is one value.
    const next = r.at(term.index + 1);
    const two = next && r.free(next) && next.kind === 'word' ? holding(`${text} ${next.raw}`, table) : [];
    const hits = two.length > 0 ? two : holding(text, table);
    if (hits.length === 0 || columnNamed(text, table) !== undefined) continue;
    const hit = hits[0]!;
    const carrier = [term.index - 1, term.index - 2, term.index + 1]
      .map((at) => r.at(at))
      .find(
        (other) => other && r.free(other) && hits.some(({ column }) => columnFor(other, table) === column),
      );
    const not = [1, 2, 3]
      .map((back) => r.at(term.index - back))
      .find((other) => NOT.some((tag) => other?.tags.has(tag)));
    r.mark(term, two.length > 0 ? next : undefined, not, carrier, holdingVerb(r, term));
    const spot = carrier ? hits.find(({ column }) => columnFor(carrier, table) === column)! : hit;
    found.push({
      column: spot.column,
      text: `$${spot.column} ${not ? '!=' : '=='} ${awkString(spot.cell)}`,
      value: spot.cell,
    });
  }
  // Two values of one column can only be meant as either of them.
  const equal = found.slice(from).filter((test) => / == /.test(test.text));
  for (const test of equal) {
    const same = equal.filter((other) => other.column === test.column);
    if (same.length < 2 || same[0] !== test) continue;
    found.splice(found.indexOf(test), 1, {
      column: test.column,
      text: `(${same.map((other) => other.text).join(' || ')})`,
    });
    for (const other of same.slice(1)) found.splice(found.indexOf(other), 1);
  }
}
