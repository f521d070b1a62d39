import { comparison } from '../frames/filters.ts';
import { awkString } from '../quote.ts';
import type { Reading } from '../reading.ts';
import { columnHolding, columnsIn, isNumeric, type Table } from './columns.ts';
import { dayBound, holdsDays, inTheYear } from './table-days.ts';

const PLACES: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  第一: 1,
  第二: 2,
  第三: 3,
  第四: 4,
  第五: 5,
  首: 1,
};

const COMPARES = ['more-than', 'less-than', 'at-least', 'at-most', 'older', 'newer', 'exactly'];

/** "the first column", "column 3", "columns 1 and 3". */
export function takeColumnNumbers(r: Reading, table: Table | undefined): number[] {
  const word = r.find('column');
  if (!word) return [];
  const found: number[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || Math.abs(term.index - word.index) > 6) continue;
    // "column 4 below 7": the second number is what it is held against.
    if (COMPARES.some((tag) => r.at(term.index - 1)?.tags.has(tag) === true)) continue;
    if (term.raw === '一' && /^[这那该哪]/.test(r.at(term.index - 1)?.raw ?? '')) continue;
    const place =
      PLACES[(term.typo ? term.text : term.raw).toLowerCase()] ??
      (term.tags.has('nth') && term.kind === 'number' ? term.value : undefined);
    const number =
      place ??
      (term.kind === 'number' &&
      (term.index > word.index || r.at(term.index + 1) === word || term.raw.startsWith('第'))
        ? term.value
        : undefined);
    const last =
      /^(?:last|final|最后|最后一)$/.test(term.raw.toLowerCase()) && table
        ? new Set(table.rows.map((row) => row.length)).size > 1
          ? NaN
          : table.width
        : undefined;
    const value = number ?? last;
    if (value === undefined || value < 1 || value > 200 || !Number.isInteger(value)) continue;
    r.mark(term);
    found.push(value);
  }
  if (found.length > 0) r.mark(word, ...r.all('column'));
  return found;
}

interface Condition {
  readonly column: number;
  readonly test: string;
}

/** A row filter: "where temp > 20", "from the north site", "whose city is Paris". */
export function takeConditions(r: Reading, table: Table): Condition[] {
  const found: Condition[] = [];
  if (table.width < 2) return found;
  for (const number of r.terms.filter(
    (term) => r.free(term) && (term.kind === 'number' || term.kind === 'date'),
  )) {
    const { sign, word } = number.kind === 'date' ? dayBound(r, number) : comparison(r, number);
    if (!word && !/[=]/.test(r.at(number.index - 1)?.raw ?? '')) continue;
    const before = r.terms.filter((term) => term.index < number.index && r.free(term));
    const columns = columnsIn(r, table);
    const aged =
      number.kind !== 'date' && (word?.tags.has('older') || word?.tags.has('newer'))
        ? table.header.findIndex((name) => /^(?:age|年龄)$/i.test(name)) + 1
        : 0;
    const able = (column: number) =>
      number.kind === 'date' ? holdsDays(column, table) : isNumeric(column, table);
    const fits = columns.filter(({ column }) => able(column));
    const named = aged > 0 ? undefined : (fits.filter(({ term }) => before.includes(term)).at(-1) ?? fits[0]);
    const candidates =
      aged > 0
        ? [aged]
        : named
          ? [named.column]
          : Array.from({ length: table.width }, (_, i) => i + 1).filter(able);
    if (candidates.length !== 1) continue;
    const day = number.tags.has('#monthday') ? inTheYear(number.text, candidates[0]!, table) : number.text;
    if (day === undefined) continue;
    r.mark(number, word, named?.term);
    r.may('than', 'exactly');
    const value = number.kind === 'date' ? awkString(day) : String(number.value);
    const percent = table.rows.some((row) => /%\s*$/.test(row[candidates[0]! - 1] ?? ''));
    if (percent) r.may('percent');
    found.push({
      column: candidates[0]!,
      test: `$${candidates[0]}${percent ? ' + 0' : ''} ${sign === '=' ? '==' : sign} ${value}`,
    });
  }
  // "a negative balance": the sign of the number in the column named right after.
  for (const term of r.terms.filter(
    (one) => r.free(one) && /^(?:negative|positive)$/i.test(one.raw) && !r.at(one.index - 1)?.tags.has('not'),
  )) {
    const named = columnsIn(r, table).find(
      (one) => one.term.index === term.index + 1 && isNumeric(one.column, table),
    );
    if (!named) continue;
    r.mark(term, named.term);
    found.push({
      column: named.column,
      test: `$${named.column} ${/^neg/i.test(term.raw) ? '<' : '>'} 0`,
    });
  }
  for (const term of r.terms) {
    if (
      !r.free(term) ||
      term.kind === 'punct' ||
      term.kind === 'number' ||
      term.tags.has('stop') ||
      term.raw.length < 2 ||
      (term.tags.has('#path') && term.entry && term.kind !== 'quoted' && term.entry.type === 'file')
    )
      continue;
    const text = term.kind === 'quoted' ? term.text : term.raw;
    const hit = columnHolding(text, table);
    if (!hit) continue;
    if (
      term.tags.size > 0 &&
      [
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
      ].some((tag) => term.tags.has(tag))
    )
      continue;
    const everywhere = table.rows.length > 1 && table.rows.every((row) => row[hit.column - 1] === hit.cell);
    if (everywhere && table.header.length === 0) {
      // "disks above 80 percent": what every row is.
      r.mark(term);
      continue;
    }
    const negative = [1, 2]
      .map((back) => r.at(term.index - back))
      .find((before) => before?.tags.has('not') || before?.tags.has('except'));
    r.mark(term, negative);
    found.push({
      column: hit.column,
      test: `$${hit.column} ${negative ? '!=' : '=='} ${awkString(hit.cell)}`,
    });
  }
  return alternatives(found);
}

/** Two values of one column can only be meant as either of them. */
function alternatives(found: readonly Condition[]): Condition[] {
  const equal = (one: Condition) => / == "/.test(one.test);
  return found.flatMap((one, i) => {
    if (!equal(one)) return [one];
    const same = found.filter((other) => equal(other) && other.column === one.column);
    if (same.length < 2) return [one];
    return found.indexOf(same[0]!) === i
      ? [{ column: one.column, test: `(${same.map((other) => other.test).join(' || ')})` }]
      : [];
  });
}
