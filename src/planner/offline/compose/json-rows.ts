import { comparison } from '../frames/filters.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { type Json, jqPath, names } from './json-places.ts';

/** The elements of one array of objects, or the lines of JSON lines, as far as the start of the file shows them. */
export interface Rows {
  /** jq steps up to the elements: `.services[]`; "" where each input is one already. */
  readonly base: string;
  /** jq text for the whole array. */
  readonly whole: string;
  readonly name: string | undefined;
  readonly rows: readonly Record<string, Json>[];
  readonly fields: readonly Field[];
}

export interface Field {
  readonly key: string;
  readonly path: string;
  readonly values: readonly Json[];
  readonly kind: 'number' | 'boolean' | 'string' | 'list' | 'other';
}

const MOST = 500;

/** All arrays of objects of a document, the outermost first. */
export function rowsOf(document: Json, lines: boolean): Rows[] {
  const found: Rows[] = [];
  const visit = (value: Json, steps: readonly string[], depth: number) => {
    if (depth > 4 || found.length > 8) return;
    if (Array.isArray(value)) {
      const rows = value.filter(isObject);
      if (rows.length > 0 && rows.length === value.length) {
        const whole = lines ? '' : jqPath(steps);
        found.push({
          base: lines ? '' : jqPath([...steps, '[]']),
          whole,
          name: steps.at(-1),
          rows,
          fields: fieldsOf(rows.slice(0, MOST)),
        });
      }
      return;
    }
    if (isObject(value))
      for (const [key, member] of Object.entries(value)) visit(member, [...steps, key], depth + 1);
  };
  visit(document, [], 0);
  return found;
}

const isObject = (value: Json): value is Record<string, Json> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function fieldsOf(rows: readonly Record<string, Json>[]): Field[] {
  const fields = new Map<string, { key: string; path: string; values: Json[] }>();
  const put = (steps: readonly string[], value: Json) => {
    const path = jqPath(steps);
    const field = fields.get(path);
    if (field) field.values.push(value);
    else fields.set(path, { key: steps.at(-1)!, path, values: [value] });
  };
  for (const row of rows)
    for (const [key, value] of Object.entries(row)) {
      if (isObject(value)) for (const [inner, leaf] of Object.entries(value)) put([key, inner], leaf);
      else put([key], value);
    }
  return [...fields.values()].map((field) => ({ ...field, kind: kindOf(field.values) }));
}

function kindOf(values: readonly Json[]): Field['kind'] {
  const real = values.filter((value) => value !== null);
  if (real.length === 0) return 'other';
  for (const kind of ['number', 'boolean', 'string'] as const)
    if (real.every((value) => typeof value === kind)) return kind;
  return real.every(Array.isArray) ? 'list' : 'other';
}

/** Words that mean a value of a flag whatever its key is called. */
const ON = /^(?:on|enabled|active|running|up|turned on|switched on|live|启用的?|开启的?)$/i;
const OFF = /^(?:off|disabled|inactive|down|turned off|switched off|stopped|deactivated|禁用的?|关闭的?)$/i;
const BRIEF = /^(?:on|off|up|down)$/i;
const STATES = /^(?:is|are|be|being|turned|switched|currently|still|not|were|was)$/i;
/** The other end of a yes or no. */
const CONTRARIES: Readonly<Record<string, string>> = {
  private: 'public',
  public: 'private',
  draft: 'published',
  drafts: 'published',
  hidden: 'visible',
  closed: 'open',
  open: 'closed',
  pending: 'done',
  unfinished: 'done',
  finished: 'done',
  failed: 'ok',
  broken: 'ok',
};
const contrary = (word: string, key: string): boolean =>
  CONTRARIES[word] === key ||
  [`un${key}`, `in${key}`, `non${key}`, `non-${key}`, `not-${key}`].includes(word);

export interface Test {
  readonly field: Field;
  readonly text: string;
}

const textOf = (term: Term): string => (term.kind === 'quoted' || term.typo ? term.text : term.raw);
const near = (r: Reading, term: Term, ...tags: readonly string[]) =>
  [1, 2].map((back) => r.at(term.index - back)).find((other) => tags.some((tag) => other?.tags.has(tag)));
/** Fields that tell a time; older and newer compare them. */
const TIMES =
  /^(?:year|date|time|created|created_at|updated|updated_at|published|timestamp|ts|at|day|since|joined|released?|born|due)$/i;

/** Every condition of the request on a field, all to be met; equal tests on one field are alternatives. */
export function takeTests(r: Reading, { fields }: Rows): Test[] {
  const found: Test[] = [];
  const free = () => r.terms.filter((term) => r.free(term) && term.kind !== 'punct');
  const named = (term: Term) => fields.find((field) => names(term, field.key));
  for (const term of free()) {
    if (!['number', 'date', 'size'].includes(term.kind)) continue;
    const { sign, word } = comparison(r, term);
    const before = free().filter((other) => other.index < term.index && term.index - other.index <= 5);
    const fits = (field: Field | undefined): field is Field =>
      field !== undefined &&
      (term.kind === 'date' ? field.kind === 'string' : field.kind === 'number' && field.values.length > 0);
    const aged =
      word?.tags.has('older') ||
      word?.tags.has('newer') ||
      word?.tags.has('since') ||
      word?.tags.has('until');
    const beside = before.reverse().find((other) => fits(named(other)));
    const after = r.terms
      .slice(term.index + 1, term.index + 4)
      .find((other) => r.free(other) && fits(named(other)));
    const carrier = beside ?? after;
    const timed = fields.filter((field) => TIMES.test(field.key) && fits(field));
    const only = fields.filter((field) => fits(field));
    const field = carrier
      ? named(carrier)
      : aged && timed.length === 1
        ? timed[0]
        : word && only.length === 1
          ? only[0]
          : undefined;
    const year =
      !word && term.kind === 'number' && timed.length === 1 && term.value! > 1900 && term.value! < 2100
        ? timed[0]
        : undefined;
    const chosen = field ?? year;
    if (!chosen || (!word && !year && !beside)) continue;
    const between = r.find('between', (other) => other.index < term.index && term.index - other.index <= 6);
    const value = term.kind === 'date' ? JSON.stringify(term.text) : String(term.value);
    const turned =
      aged && TIMES.test(chosen.key)
        ? word!.tags.has('older') || word!.tags.has('until')
          ? '<'
          : word!.tags.has('since') && !/^after$/i.test(word!.raw)
            ? '>='
            : '>'
        : sign;
    const from = r.terms
      .slice(term.index + 1, term.index + 3)
      .some((other) => other.tags.has('p-and') || other.tags.has('p-to'));
    const operator = between ? (from ? '>=' : '<=') : turned === '=' ? '==' : turned;
    r.mark(term, word, carrier);
    if (between && !from) r.mark(between);
    r.may('than', 'exactly');
    found.push({ field: chosen, text: `${chosen.path} ${operator} ${value}` });
  }
  for (const term of free()) {
    if (term.tags.has('#path') && term.entry?.type === 'file' && term.kind !== 'quoted') continue;
    const flag = fields.find((field) => field.kind === 'boolean' && names(term, field.key));
    if (flag) {
      const not = near(r, term, 'not', 'except', 'not-contains');
      const said = [1, 2, 3]
        .map((on) => r.at(term.index + on))
        .find((other) => /^(?:true|false|yes|no)$/i.test(other?.raw ?? ''));
      r.mark(term, not, said);
      const wanted = said ? /true|yes/i.test(said.raw) : not === undefined;
      found.push({ field: flag, text: wanted ? flag.path : `(${flag.path} | not)` });
      continue;
    }
    const denied = fields.find(
      (field) => field.kind === 'boolean' && contrary(term.raw.toLowerCase(), field.key.toLowerCase()),
    );
    if (denied && !fields.some((field) => holds(field, term.raw))) {
      r.mark(term);
      found.push({ field: denied, text: `(${denied.path} | not)` });
      continue;
    }
    if (BRIEF.test(term.raw) && !STATES.test(r.at(term.index - 1)?.raw ?? '')) continue;
    const state = ON.test(term.raw) ? true : OFF.test(term.raw) ? false : undefined;
    const flags = fields.filter((field) => field.kind === 'boolean');
    if (state !== undefined && flags.length > 0 && !fields.some((field) => holds(field, term.raw))) {
      const one =
        flags.length === 1
          ? flags[0]!
          : flags.find((field) => /^(?:enabled|active|on|running|up)$/i.test(field.key));
      if (!one) continue;
      const not = near(r, term, 'not', 'except');
      r.mark(term, not);
      found.push({ field: one, text: state === (not === undefined) ? one.path : `(${one.path} | not)` });
      continue;
    }
    const text = textOf(term);
    if (text.length < 2 || (term.tags.has('stop') && text.length < 4)) continue;
    const holder = fields.find(
      (field) => holds(field, text) && !(names(term, field.key) && fields.length > 1),
    );
    if (!holder) continue;
    const keyTerm = free().find(
      (other) => other !== term && names(other, holder.key) && Math.abs(other.index - term.index) <= 3,
    );
    const not = near(r, term, 'not', 'except', 'not-contains');
    r.mark(term, keyTerm, not);
    const value = exact(holder, text);
    const test =
      holder.kind === 'list'
        ? `(${holder.path} | index(${JSON.stringify(value)}))`
        : `${holder.path} ${not ? '!=' : '=='} ${JSON.stringify(value)}`;
    found.push({ field: holder, text: holder.kind === 'list' && not ? `(${test} | not)` : test });
  }
  return alternatives(found);
}

const holds = (field: Field, text: string): boolean => exact(field, text) !== undefined;

function exact(field: Field, text: string): string | undefined {
  const wanted = text.toLowerCase();
  for (const value of field.values) {
    if (typeof value === 'string' && value.toLowerCase() === wanted) return value;
    if (Array.isArray(value))
      for (const item of value) if (typeof item === 'string' && item.toLowerCase() === wanted) return item;
  }
  return undefined;
}

function alternatives(tests: readonly Test[]): Test[] {
  const equal = (test: Test) => / == "/.test(test.text) && test.field.kind === 'string';
  return tests.flatMap((test, i) => {
    if (!equal(test)) return [test];
    const same = tests.filter((other) => equal(other) && other.field === test.field);
    if (same.length < 2) return [test];
    return tests.indexOf(same[0]!) === i
      ? [{ field: test.field, text: `(${same.map((other) => other.text).join(' or ')})` }]
      : [];
  });
}

/** What a superlative measures where no field is named: the newest by a time, the biggest by the only number. */
const MEASURES: readonly (readonly [string, RegExp])[] = [
  ['newest|oldest', TIMES],
  ['oldest|newest', /^age$/i],
  [
    'largest|smallest',
    /^(?:size|bytes|amount|count|total|length|area|population|photos|items|quantity|qty|stock)$/i,
  ],
  ['max|min', /^(?:price|cost|amount|score|rating|stars|value|total|temp|temperature|points|salary)$/i],
  ['longest|shortest', /^(?:length|duration|minutes|seconds|pages|distance)$/i],
];

/** The field that a superlative or an order speaks of. */
export function measureOf(
  r: Reading,
  mark: Term,
  { fields }: Rows,
): { field: Field; term: Term | undefined } | undefined {
  const numeric = fields.filter(
    (field) => field.kind === 'number' || (field.kind === 'string' && TIMES.test(field.key)),
  );
  const named = r.terms
    .filter(
      (term) => r.free(term) && term.kind !== 'punct' && !(term.tags.has('stop') && term.raw.length < 3),
    )
    .flatMap((term) => fields.filter((field) => names(term, field.key)).map((field) => ({ field, term })));
  const after = named.filter(({ field, term }) => numeric.includes(field) && term.index > mark.index);
  const any = named.filter(({ field }) => numeric.includes(field));
  if (after[0] ?? any[0]) return after[0] ?? any[0];
  for (const [tags, keys] of MEASURES) {
    if (!tags.split('|').some((tag) => mark.tags.has(tag))) continue;
    const fits = numeric.filter((field) => keys.test(field.key));
    if (fits.length === 1) return { field: fits[0]!, term: undefined };
  }
  const numbers = numeric.filter((field) => field.kind === 'number' && !/^(?:id|year)$/i.test(field.key));
  return numbers.length === 1 && !['newest', 'oldest'].some((tag) => mark.tags.has(tag))
    ? { field: numbers[0]!, term: undefined }
    : undefined;
}
