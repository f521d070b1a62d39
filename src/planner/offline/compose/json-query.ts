import { quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { reading } from './common.ts';
import { type Json, names, parse } from './json-places.ts';
import { type Field, measureOf, type Rows, rowsOf, takeTests } from './json-rows.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';

const COURTESY =
  'show|show-light|find|ask|all|screen|it-ref|where|json|file|only|array|used|listen|config|takes|extract|exist|p-and|than|p-with|oneline-each|result';
const CHANGES =
  'delete|move|copy|rename|append|insert|kill|commits|process|set|replace|create|compress|convert|csv|validate|format|key';

/** Questions about the elements of an array of objects: which, how many, the most, in what order, grouped by what. */
export const jsonQueries = (r: Reading): Proposal | undefined => {
  if (r.has(CHANGES) && !r.has('ask|show|count|find')) return undefined;
  if (r.has('delete|move|copy|append|insert|kill|csv|validate|format|convert')) return undefined;
  const file = r.terms.find(
    (term) => /\.(?:json|jsonl|ndjson)$/i.test(term.text) && term.entry?.type === 'file',
  );
  const piped = r.world.stdin === 'data' && /^\s*[[{]/.test(r.world.stdinSample ?? '');
  if (!file && !piped) return undefined;
  const source = takeSource(r, (term) => term !== file);
  if (!source || source.many) return undefined;
  const text = peekSource(r, source);
  const lines = jsonLines(text);
  const document = lines ?? parse(text);
  if (document === undefined) return undefined;
  const tables = rowsOf(document, lines !== undefined);
  const rows = chosen(r, tables, file);
  return rows && about(r, rows, source, lines !== undefined);
};

/** Objects one per line; undefined for anything else. */
function jsonLines(text: string | undefined): Json[] | undefined {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.slice(0, 20).every((line) => /^\s*\{.*\}\s*$/.test(line))) return undefined;
  const found: Json[] = [];
  for (const line of lines) {
    try {
      found.push(JSON.parse(line) as Json);
    } catch {
      break;
    }
  }
  return found.length > 1 ? found : undefined;
}

/** The array whose name or fields the request speaks of; the only one when there is just one. */
function chosen(r: Reading, tables: readonly Rows[], file: Term | undefined): Rows | undefined {
  if (tables.length <= 1) return tables[0];
  const score = (rows: Rows) =>
    r.terms.filter(
      (term) =>
        term !== file &&
        ((rows.name !== undefined && names(term, rows.name)) ||
          rows.fields.some((field) => names(term, field.key))),
    ).length;
  const ranked = [...tables].sort((a, b) => score(b) - score(a));
  return score(ranked[0]!) > score(ranked[1]!) ? ranked[0] : undefined;
}

function about(r: Reading, rows: Rows, source: Source, lines: boolean): Proposal | undefined {
  const mark = superlative(r);
  const number = r.find(
    '#num',
    (term) =>
      mark !== undefined &&
      Math.abs(term.index - mark.index) <= 2 &&
      Number.isInteger(term.value) &&
      term.value! < 1000,
  );
  r.mark(mark, number);
  const orders = r.all('sort');
  const order =
    orders[0] ?? r.find('reverse|ascending', (term) => /\bfirst\b|ending|creasing/i.test(term.raw));
  const reverse = r.all('reverse').length > 0;
  r.may('ascending', 'numerical', 'alphabetical');
  const group = mark ? undefined : groupOf(r, rows);
  r.mark(group?.term, ...(group ? r.all('per') : []));
  if (!group && order) r.mark(...r.terms.filter((term) => /^(?:by|按|按照|根据|依)$/i.test(term.raw)));
  if (!group) r.mark(...r.terms.filter((term) => /^(?:each|every|of every|of each)$/i.test(term.raw)));
  const operation = ['average', 'sum', 'count', 'frequency'].find((tag) => r.has(tag));
  const fold =
    mark === undefined
      ? operation
      : operation === 'count' || operation === 'frequency'
        ? operation
        : undefined;
  const folding = fold ? r.all(fold) : [];
  const unique = r.all('unique').length > 0;
  const measured = order ? orderField(r, order, rows) : mark ? measureOf(r, mark, rows) : undefined;
  r.mark(measured?.term);
  const tests = takeTests(r, rows);
  const wanted = fieldsNamed(r, rows);
  r.mark(...wanted.map(({ term }) => term));
  if (
    tests.length === 0 &&
    !(unique && wanted.length > 0) &&
    !mark &&
    !order &&
    !group &&
    (wanted.length === 0 || (fold !== 'average' && fold !== 'sum')) &&
    !(lines && fold === 'count')
  )
    return undefined;
  markNoun(r, rows);
  r.may(COURTESY);
  if (wanted.length > 0) r.may('name');
  const select = tests.length > 0 ? `select(${tests.map((test) => test.text).join(' and ')})` : '';
  const each = [rows.base, select].filter(Boolean).join(' | ') || '.';
  const done = (filter: string, raw: boolean, slurp: boolean, guess = 0, tail = ''): Proposal => {
    const flags = `${lines && slurp ? 's' : ''}${raw ? 'r' : ''}${lines && !raw && !slurp ? 'c' : ''}`;
    return reading(
      'json',
      `${withSource(`jq ${flags ? `-${flags} ` : ''}${quote(filter)}`, source)}${tail}`,
      r.say('reads it with jq', '用 jq 读取'),
      source.guess + guess,
      2,
    );
  };
  const list = lines ? (select ? `map(${select})` : '') : select ? `[${each}]` : rows.whole;
  const from = (rest: string) =>
    [list, rest].filter((part) => part !== '' && part !== '.').join(' | ') || '.';
  const shape = (fields: readonly Field[]) =>
    fields.length === 0
      ? ''
      : fields.length === 1
        ? fields[0]!.path
        : `"${fields.map((field) => `\\(${field.path})`).join(' ')}"`;
  const others = wanted.map(({ field }) => field).filter((field) => field !== measured?.field);
  if (group) {
    if (fold === 'average' || fold === 'sum') {
      const value = wanted.find(({ field }) => field.kind === 'number' && field !== group.field)?.field;
      if (!value) return undefined;
      return done(
        from(
          `group_by(${group.field.path})[] | "\\(.[0]${group.field.path}) \\(map(${value.path}) | add${fold === 'average' ? ' / length' : ''})"`,
        ),
        true,
        true,
      );
    }
    if (mark) return undefined;
    return done(
      from(`group_by(${group.field.path})[] | "\\(.[0]${group.field.path}) \\(length)"`),
      true,
      true,
    );
  }
  if (mark) {
    if (!measured) return undefined;
    const up =
      ['max', 'largest', 'newest', 'longest', 'most-frequent', 'head'].some((tag) => mark.tags.has(tag)) &&
      !['min', 'smallest', 'oldest', 'shortest'].some((tag) => mark.tags.has(tag));
    const oldAge = /^age$/i.test(measured.field.key) && (mark.tags.has('oldest') || mark.tags.has('newest'));
    const high = oldAge ? mark.tags.has('oldest') : up;
    if (number) {
      const sorted = `sort_by(${measured.field.path})${high ? ' | reverse' : ''} | .[:${number.value}][]`;
      const out = shape(others);
      return done(from(out ? `${sorted} | ${out}` : sorted), out !== '', true);
    }
    const top = `${high ? 'max' : 'min'}_by(${measured.field.path})`;
    const askedValue =
      others.length === 0 &&
      measured.term !== undefined &&
      !isRowNoun(r, rows) &&
      measured.term.index > mark.index &&
      /^(?:what|the|highest|lowest|max|min|largest|smallest|biggest)/i.test(r.analysis.request);
    const label =
      others.length > 0 ? shape(others) : askedValue ? measured.field.path : labelOf(r, rows, measured.field);
    const rowMeant =
      label === '' &&
      r.terms.some((term) => term.index < mark.index && rows.name !== undefined && names(term, rows.name));
    return done(
      from(label ? `${top} | ${label}` : top),
      label !== '',
      true,
      others.length > 0 || rowMeant ? 0 : 0.1,
    );
  }
  if (fold === 'count' || fold === 'frequency') {
    // "how many photos are in the public albums": a field that is a number is added up.
    const amount = wanted.find(
      ({ term, field }) =>
        field.kind === 'number' &&
        folding.some((word) => term.index > word.index && term.index - word.index <= 2),
    );
    if (amount) return done(from(`map(${amount.field.path}) | add`), false, true);
    if (lines && !select) return done('length', false, true);
    return done(from('length'), false, true);
  }
  if (fold) {
    const value = wanted.find(({ field }) => field.kind === 'number')?.field;
    if (!value) return undefined;
    return done(from(`map(${value.path}) | add${fold === 'average' ? ' / length' : ''}`), false, true);
  }
  if (order) {
    if (!measured) return undefined;
    const out = shape(
      others.length > 0
        ? others
        : wanted.filter(({ term }) => term.index < order.index).map(({ field }) => field),
    );
    const up = reverse || r.has('largest|max|newest');
    r.may('largest', 'max', 'smallest', 'min', 'newest', 'oldest', 'head');
    const sorted = `sort_by(${measured.field.path})${up ? ' | reverse' : ''}[]`.replace(
      ' | reverse[]',
      ' | reverse | .[]',
    );
    return done(from(out ? `${sorted} | ${out}` : sorted), out !== '', true);
  }
  const tested = new Set(tests.map((test) => test.field));
  const shown = others.filter((field) => !tested.has(field) || wanted.length === 1);
  const out = shape(shown);
  return done(
    out ? (each === '.' ? out : `${each} | ${out}`) : each,
    out !== '',
    false,
    0,
    unique ? ' | sort -u' : '',
  );
}

function superlative(r: Reading): Term | undefined {
  const counted = r.has('sort');
  return r.find(
    'max|min|largest|smallest|newest|oldest|longest|shortest|most-frequent',
    (term) =>
      !counted &&
      !term.tags.has('reverse') &&
      !term.tags.has('ascending') &&
      !(term.tags.has('within') && /^last$/i.test(term.raw)),
  );
}

function groupOf(r: Reading, rows: Rows): { term: Term; field: Field } | undefined {
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct') continue;
    const field = rows.fields.find((candidate) => names(term, candidate.key));
    if (!field || field.kind === 'list') continue;
    const before = [1, 2].map((back) => r.at(term.index - back));
    // "sort … by port" gives an order.
    if (/^(?:by|按|按照|根据|依)$/i.test(before[0]?.raw ?? before[1]?.raw ?? '') && r.has('sort')) continue;
    if (before[0]?.tags.has('per') || (before[0]?.tags.has('stop') && before[1]?.tags.has('per')))
      return { term, field };
    if (before[0]?.tags.has('p-by') && !r.has('sort')) return { term, field };
  }
  return undefined;
}

function orderField(
  r: Reading,
  order: Term,
  rows: Rows,
): { term: Term | undefined; field: Field } | undefined {
  const term = r.terms.find(
    (candidate) =>
      (candidate.index > order.index || /^(?:按|按照|根据|依)$/.test(r.at(candidate.index - 1)?.raw ?? '')) &&
      r.free(candidate) &&
      rows.fields.some((field) => names(candidate, field.key)),
  );
  const only = term
    ? undefined
    : r.terms.find(
        (candidate) =>
          r.free(candidate) &&
          rows.fields.some((field) => field.kind !== 'other' && names(candidate, field.key)),
      );
  if (only) return { term: undefined, field: rows.fields.find((field) => names(only, field.key))! };
  return term && { term, field: rows.fields.find((field) => names(term, field.key))! };
}

function fieldsNamed(r: Reading, rows: Rows): { term: Term; field: Field }[] {
  const found: { term: Term; field: Field }[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || term.kind === 'number') continue;
    if (term.tags.has('#path') && term.entry?.type === 'file') continue;
    if (term.tags.has('stop') && term.raw.length < 3) continue;
    if (rows.name !== undefined && names(term, rows.name)) continue;
    const field = rows.fields.find((candidate) => names(term, candidate.key));
    if (field && !found.some((other) => other.field === field)) found.push({ term, field });
  }
  // "names only": the field that names an element.
  const only = r.find('only-name', (term) => /name/i.test(term.raw));
  const label = only && rows.fields.find((field) => /^(?:name|title|login|label)$/i.test(field.key));
  if (only && label && !found.some((other) => other.field === label))
    found.push({ term: only, field: label });
  return found;
}

/** The word for what the elements are: "albums" in albums.json, "services" below that key, or one word nobody knows. */
function markNoun(r: Reading, rows: Rows): void {
  const stem =
    r.terms
      .find((term) => /\.(?:json|jsonl|ndjson)$/i.test(term.text))
      ?.text.split('/')
      .at(-1)
      ?.split('.')[0] ?? '';
  for (const term of r.terms)
    if (
      r.free(term) &&
      term.kind !== 'punct' &&
      !(term.tags.has('#path') && term.entry?.type === 'file' && term.kind !== 'word') &&
      ((rows.name !== undefined && names(term, rows.name)) || (stem !== '' && names(term, stem)))
    )
      r.mark(term);
  r.may('item', 'line');
  const noun = r.terms.filter((term) => r.free(term) && term.kind === 'word' && term.tags.size === 0);
  if (noun.length === 1 && /s$/.test(noun[0]!.raw) && rows.rows.length > 0) r.mark(noun[0]);
}

const isRowNoun = (r: Reading, rows: Rows): boolean =>
  r.terms.some((term) => rows.name !== undefined && names(term, rows.name));

/** What names an element when only "which" is asked; nothing where the whole element is wanted. */
function labelOf(r: Reading, rows: Rows, measure: Field): string {
  if (!/\b(?:which|who|what is the name|whose)\b|哪|谁/i.test(r.analysis.request)) return '';
  const label =
    rows.fields.find((field) => /^(?:name|title|id|login|label)$/i.test(field.key) && field !== measure) ??
    rows.fields.find((field) => field.kind === 'string' && field !== measure);
  return label?.path ?? '';
}
