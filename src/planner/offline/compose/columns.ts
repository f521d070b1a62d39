import type { Reading } from '../reading.ts';
import { lemmas } from '../text/lemma.ts';
import { distance } from '../text/typos.ts';
import type { Term } from '../types.ts';
import { chineseColumn } from './column-chinese.ts';
import { isAbbreviated } from './key-words.ts';
import { peekSource, type Source } from './source.ts';

/** A table as its first lines show it. */
export interface Table {
  readonly delimiter: string;
  /** Names in the first line; empty when it is data. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly width: number;
}

/** The sign most lines share, or undefined for plain text. */
export function delimiterOf(text: string): string | undefined {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 20);
  for (const sign of [',', '\t', ';', '|', ':']) {
    const counts = lines.map((line) => line.split(sign).length);
    if (sign === ':' && lines.some((line) => /\d:\d\d:\d\d|(?:^|\s)\d?\d:\d\d(?:-|\s|$)/.test(line)))
      continue;
    if (counts.length > 0 && counts[0]! > 1 && counts.every((count) => count === counts[0])) return sign;
  }
  return undefined;
}

export function tableOf(text: string | undefined): Table | undefined {
  if (text === undefined) return undefined;
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 500);
  const delimiter = delimiterOf(lines.join('\n')) ?? ' ';
  const split = (line: string) =>
    delimiter === ' '
      ? line.trim().split(/\s+/)
      : line.split(delimiter).map((cell) => cell.replace(/\r$/, ''));
  const rows = lines.map(split);
  const first = rows[0];
  if (!first || first.length < 1) return undefined;
  const named = first.every((cell) => /[\p{L}_]/u.test(cell)) && delimiter !== ' ' && delimiter !== ':';
  const someNumber = rows.slice(1).some((row) => row.some((cell) => /^-?\d/.test(cell)));
  const header =
    named && (someNumber || rows.length < 2 || delimiter === ',' || delimiter === '\t') ? first : [];
  return { delimiter, header, rows: header.length > 0 ? rows.slice(1) : rows, width: first.length };
}

export const tableOfSource = (r: Reading, source: Source): Table | undefined =>
  tableOf(peekSource(r, source));

/** The column a word names: exact, its plain form, or one a beginning of the other. Counted from 1. */
export function columnNamed(word: string, table: Table): number | undefined {
  const clean = (text: string) => text.toLowerCase().replace(/[\s_"-]+/g, '');
  const forms = lemmas(word.toLowerCase()).map(clean);
  const names = table.header.map(clean);
  const exact = names.findIndex(
    (name) =>
      forms.includes(name) || isAbbreviated(name, forms) || lemmas(name).some((form) => forms.includes(form)),
  );
  if (exact >= 0) return exact + 1;
  const chinese = chineseColumn(word, names);
  if (chinese !== undefined) return chinese + 1;
  const near = names.flatMap((name, i) =>
    forms.some(
      (form) => form.length >= 3 && name.length >= 3 && (name.startsWith(form) || form.startsWith(name)),
    )
      ? [i + 1]
      : [],
  );
  if (near.length === 1) return near[0];
  // One misspelling in the name of a column.
  const close = names.flatMap((name, i) =>
    word.length >= 5 && name.length >= 4 && distance(forms[0]!, name, 1) <= 1 ? [i + 1] : [],
  );
  return close.length === 1 ? close[0] : undefined;
}

const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  age: ['old'],
  price: ['cost', 'expensive', 'cheap', 'priciest', 'cheapest'],
  cost: ['price'],
  salary: ['pay', 'earn', 'earns', 'earning', 'paid'],
  population: ['populous', 'people', 'inhabitants'],
  email: ['mail'],
  weight: ['heavy', 'heaviest'],
  height: ['tall', 'tallest'],
};

/** Column terms of the request, each with its place. */
export function columnsIn(r: Reading, table: Table): { term: Term; column: number }[] {
  const found: { term: Term; column: number }[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || term.kind === 'number') continue;
    const text = term.kind === 'quoted' || term.typo ? term.text : term.raw;
    if (term.tags.has('stop') && text.length < 4) continue;
    const column = columnNamed(text, table) ?? bySynonym(text, table);
    // "the rides in rides.csv" are its rows, not the column ride_id.
    if (
      column !== undefined &&
      term.group !== undefined &&
      table.header[column - 1]?.toLowerCase() !== text.toLowerCase() &&
      r.terms.some((other) => other !== term && term.group!.some((entry) => entry.path === other.entry?.path))
    ) {
      r.mark(term);
      continue;
    }
    if (column !== undefined && !found.some((other) => other.column === column)) found.push({ term, column });
    else if (column !== undefined && (term.tags.size === 0 || term.tags.has('#bunch'))) r.mark(term);
  }
  return found;
}

function bySynonym(text: string, table: Table): number | undefined {
  const place = table.header.findIndex((name) => SYNONYMS[name.toLowerCase()]?.includes(text.toLowerCase()));
  return place >= 0 ? place + 1 : undefined;
}

/** The column whose cells hold this very value, and the value as it stands there. */
export function columnHolding(value: string, table: Table): { column: number; cell: string } | undefined {
  for (const form of [value, ...lemmas(value.toLowerCase())]) {
    for (let column = 0; column < table.width; column += 1) {
      const row = table.rows.find((cells) => cells[column]?.toLowerCase() === form.toLowerCase());
      if (row) return { column: column + 1, cell: row[column]! };
    }
  }
  return undefined;
}

/** True when all cells of the column are numbers. */
export const isNumeric = (column: number, table: Table): boolean =>
  table.rows.length > 0 &&
  table.rows.every((row) => /^\s*[-+$€]?\d+(?:\.\d+)?%?\s*$/.test(row[column - 1] ?? ''));

/** `-F,` for awk, nothing for blanks. */
export const awkSeparator = (table: Table | undefined): string =>
  table === undefined || table.delimiter === ' '
    ? ''
    : ` -F${table.delimiter === '\t' ? `'\\t'` : table.delimiter === '|' ? `'|'` : table.delimiter === ';' ? `';'` : table.delimiter}`;
