import { comparison } from '../frames/filters.ts';
import { escapeExtended, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import { lemmas } from '../text/lemma.ts';
import type { Proposal, Term } from '../types.ts';
import { type Rule, reading } from './common.ts';
import { names } from './json-places.ts';
import { FILLER } from './log-tests.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';

const CHANGES =
  'delete|move|copy|rename|replace|append|insert|compress|kill|create|edit|commits|json|set|csv|regex|number-lines|context-lines|compare';
const COURTESY =
  'show|show-light|find|ask|all|screen|it-ref|result|line|log|item|file|exist|message|where|contains|only|p-and|than|p-with|value|used|number-noun|machine|make|per-light|p-by|time|run';
const MOST = 2000;
const FIELD = /(?<![\w.-])([A-Za-z_][\w.-]*)=("[^"]*"|[^\s,;"]+)/g;

/** "what it recorded" is told of, "record this" is ordered. */
const isOrderToWrite = (term: Term): boolean =>
  term.tags.has('write') && !/(?:ed|written|wrote)$/i.test(term.raw);

interface Fields {
  readonly keys: readonly string[];
  /** Values by key, as they stand in the lines, without quotation marks. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly text: string;
}

/** Questions about lines of `key=value` pairs: which, how many, per what, how much of one key. */
export const fieldLines: Rule = (r) => {
  if (r.has(CHANGES) || r.terms.some(isOrderToWrite)) return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const fields = fieldsOf(peekSource(r, source));
  if (!fields) return undefined;
  const words = valueTests(r, fields);
  // "which unit has no errors" asks for what stands in none of the lines, not for the other lines.
  if (!words || (words.some((test) => /^grep -v/.test(test)) && WHICH_HAS_NONE.test(r.analysis.request)))
    return undefined;
  const tests = [...words, ...amountTests(r, fields), ...dayTests(r, fields)];
  const group = groupOf(r, fields);
  r.mark(group?.term, group?.mark);
  const counts = r.all('count').length > 0;
  const frequency = r.all('frequency').length > 0;
  const unique = r.all('unique').length > 0;
  const sum = r.all('sum').length > 0;
  const average = r.all('average').length > 0;
  const most = r.find('most-frequent|max');
  const least = r.find('min|least-frequent');
  r.mark(most, least);
  const named = keysNamed(r, fields).filter(({ key }) => key !== group?.key);
  r.mark(...named.map(({ term }) => term));
  const who = r.terms.find((term) => /^(?:who|谁)$/i.test(term.raw));
  const person = who && fields.keys.find((key) => PERSON.test(key));
  const wanted =
    who && person && !group
      ? [
          { term: who, key: person },
          ...named.filter(({ key, term }) => key !== person && !isRow(source, { term, key })),
        ]
      : named.length > 1
        ? named.filter((one) => !isRow(source, one))
        : named;
  r.may(COURTESY);
  for (const term of r.terms)
    if (
      r.free(term) &&
      term.tags.size < 2 &&
      (FILLER.test(term.raw) || /^(?:report|recorded)s?$/i.test(term.raw))
    )
      r.mark(term);
  const done = (parts: readonly string[], guess = 0): Proposal =>
    reading(
      'log',
      [withSource(parts[0]!, source), ...parts.slice(1)].join(' | '),
      r.say('asks the log', '查询日志'),
      source.guess + guess,
      2,
    );
  const values = (key: string) => [...tests, `grep -oP '${extracting(fields, key)}'`];
  const numeric = wanted.find(({ key }) => isNumeric(fields, key));
  // "failed jobs": a key of which every line has its own is what the lines are about.
  const lines = wanted.length === 1 && !unique && isRow(source, wanted[0]!);
  if (group) {
    if (most || least || unique || average) return undefined;
    if ((sum || numeric) && !lines)
      return numeric && wanted.length === 1
        ? done([
            ...tests,
            pairs(fields, group.key, numeric.key),
            `awk '{ s[$1] += $2 } END { for (k in s) print k, s[k] }'`,
          ])
        : undefined;
    return wanted.length > 0 && !lines ? undefined : done([...values(group.key), 'sort', 'uniq -c']);
  }
  if (sum || average)
    return numeric && wanted.length === 1
      ? done([
          ...values(numeric.key),
          average
            ? `awk '{ s += $1; n++ } END { if (n) print s / n }'`
            : `awk '{ s += $1 } END { print s + 0 }'`,
        ])
      : undefined;
  if (most || least) {
    const [only] = wanted;
    const often = (most ?? least)!.tags.has('most-frequent') || (most ?? least)!.tags.has('least-frequent');
    if (!only || wanted.length > 1 || (often && isNumeric(fields, only.key))) return undefined;
    const order = `sort -${most ? 'r' : ''}n`;
    return isNumeric(fields, only.key)
      ? done([...values(only.key), order, 'head -n 1'])
      : done([...values(only.key), 'sort', 'uniq -c', order, 'head -n 1'], 0.05);
  }
  // "how many pages did kim print": a key that counts things is added up.
  if (counts && numeric && wanted.length === 1 && !unique && !lines && tests.length > 0)
    return /s$/.test(numeric.key)
      ? done([...values(numeric.key), `awk '{ s += $1 } END { print s + 0 }'`], 0.1)
      : undefined;
  const asksWhich = who !== undefined || /\bwhich \w+s\b|哪些/i.test(r.analysis.request);
  if (wanted.length === 1 && !lines) {
    const { key } = wanted[0]!;
    if (frequency) return done([...values(key), 'sort', 'uniq -c']);
    if (counts) return done([...values(key), 'sort -u', 'wc -l'], unique ? 0 : 0.15);
    return done(
      [...values(key), ...(unique || asksWhich ? ['sort -u'] : [])],
      tests.length > 0 || unique ? 0.02 : 0.05,
    );
  }
  if (wanted.length > 1 || tests.length === 0 || unique) return undefined;
  if (!counts && !frequency) return done(tests);
  const [only] = tests;
  return done(
    tests.length === 1 && only!.startsWith('grep ')
      ? [only!.replace('grep -', 'grep -c')]
      : [...tests, 'wc -l'],
  );
};

/** "jobs" of jobs.log: what the lines are about. */
const isRow = (source: Source, { term, key }: { term: Term; key: string }): boolean => {
  const stem = /([^/]+?)(?:\.\w+)*$/.exec(source.paths[0] ?? '')?.[1]?.toLowerCase() ?? '';
  return names(term, stem) && lemmas(stem).some((form) => form === key.toLowerCase());
};

const PERSON = /^(?:user|name|client|customer|person|owner|author|who|student|employee|login|account)$/i;

function fieldsOf(text: string | undefined): Fields | undefined {
  const lines = (text ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, MOST);
  if (lines.length < 2) return undefined;
  const found = lines.map((line) => [...line.matchAll(FIELD)]);
  if (found.filter((pairs) => pairs.length >= 2).length < lines.length * 0.8) return undefined;
  const values = new Map<string, string[]>();
  for (const [, key, value] of found.flat()) {
    const list = values.get(key!) ?? [];
    list.push(value!.replace(/^"|"$/g, ''));
    values.set(key!, list);
  }
  return { keys: [...values.keys()], values, text: lines.join('\n') };
}

const isNumeric = ({ values }: Fields, key: string): boolean =>
  values.get(key)!.every((value) => /^-?\d+(?:\.\d+)?$/.test(value));

/** A pattern for `grep -oP` that gives the value of the key. */
const extracting = ({ text }: Fields, key: string): string =>
  new RegExp(`\\b${key}="`).test(text) ? `\\b${key}="?\\K[^"]+` : `\\b${key}=\\K[^\\s,;]+`;

/** Prints the values of two keys side by side, whichever stands first. */
function pairs({ keys }: Fields, first: string, second: string): string {
  const turned = keys.indexOf(second) < keys.indexOf(first);
  const [left, right] = turned ? [second, first] : [first, second];
  return `sed -nE 's/.*\\b${left}=([^ ,;]+).*\\b${right}=([^ ,;]+).*/${turned ? '\\2 \\1' : '\\1 \\2'}/p'`;
}

const has = (fields: Fields, key: string, values: readonly string[], not: boolean): string => {
  const one = values.length === 1;
  const text = (value: string) =>
    /^[\w.:@/-]+$/.test(value) && !fields.text.includes(`${key}="${value}"`) ? value : `"${value}"`;
  const pattern = one
    ? `${key}=${text(values[0]!)}`
    : `${key}=(${values.map((value) => escapeExtended(text(value))).join('|')})`;
  return `grep -${not ? 'v' : ''}w${one ? 'F' : 'E'} ${quote(pattern)}`;
};

const WHICH_HAS_NONE =
  /\b(?:which|what|who)\b.*\b(?:no|never|without|not|lacks?|(?:has|have|did|does|do)n['’]?t)\b|(?:哪个|哪些|哪一?\p{Script=Han}|谁).*(?:没有|没|从未|不)/iu;
const NOT = ['not', 'except', 'not-contains', 'skip'];
const NEVER = ['stop', 'count', 'sum', 'line', 'per', 'p-and', 'ask', 'show', 'frequency', 'unique', 'all'];

/** "of kim", "failed jobs", "minus info and debug": words that are values; those of one key are alternatives. */
function valueTests(r: Reading, fields: Fields): string[] | undefined {
  const found: { key: string; value: string; not: boolean }[] = [];
  let last: { index: number; not: boolean } | undefined;
  for (const term of r.terms) {
    if (!r.free(term) || !['word', 'quoted', 'ip'].includes(term.kind)) continue;
    // "oven a": after the name of its key a value may be any word.
    const carried = fields.keys.find((key) => {
      const before = r.at(term.index - 1);
      return before !== undefined && names(before, key) && fields.values.get(key)!.includes(term.raw);
    });
    if (carried === undefined && NEVER.some((tag) => term.tags.has(tag))) continue;
    const text = (term.kind === 'quoted' ? term.text : term.raw).toLowerCase();
    if (text.length < 2 && carried === undefined) continue;
    const forms = [text, ...lemmas(text)];
    for (const key of carried === undefined ? fields.keys : [carried]) {
      const value = fields.values.get(key)!.find((one) => {
        const low = one.toLowerCase();
        return (
          forms.includes(low) ||
          (low.length >= 3 &&
            /^(?:warn|err|crit|info)/.test(low) &&
            forms.some((form) => form.startsWith(low)))
        );
      });
      if (value === undefined) continue;
      // "without debug of b3", 不含 charging 的 b2 记录: a "not" before another value is that one's.
      const near = [1, 2, 3].map((back) => r.at(term.index - back));
      const other = near.findIndex((one) => one !== undefined && one.index === last?.index);
      const mark = (other < 0 ? near : near.slice(0, other)).find((one) =>
        NOT.some((tag) => one?.tags.has(tag)),
      );
      const between = last ? r.terms.slice(last.index + 1, term.index) : [];
      const enumerates = (one: Term) => one.kind === 'punct' || one.tags.has('p-and') || one.tags.has('p-or');
      const joined =
        last !== undefined &&
        between.some(enumerates) &&
        between.every((one) => enumerates(one) || one.tags.has('stop'));
      // "without debug of b3" leaves out the lines that are both.
      if (last?.not && !mark && !joined && between.some((one) => /^(?:of|from|by|in)$/i.test(one.raw)))
        return undefined;
      const not = mark !== undefined || (joined === true && last!.not);
      const carrier = [1, 2]
        .map((back) => r.at(term.index - back))
        .find((other) => other && r.free(other) && names(other, key));
      r.mark(term, mark, carrier);
      found.push({ key, value, not });
      last = { index: term.index, not };
      break;
    }
  }
  const tests: string[] = [];
  for (const { key, value, not } of found) {
    const same = found.filter((other) => other.key === key && other.not === not);
    if (same[0]!.value !== value) continue;
    tests.push(has(fields, key, [...new Set(same.map((other) => other.value))], not));
  }
  return tests;
}

/** "more than 20 pages". */
function amountTests(r: Reading, fields: Fields): string[] {
  const tests: string[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind !== 'number' || term.tags.has('nth')) continue;
    const near = [1, -1, -2, -3, 2].map((on) => r.at(term.index + on));
    const carrier = near.find(
      (other) =>
        other && r.free(other) && fields.keys.some((key) => names(other, key) && isNumeric(fields, key)),
    );
    const key = carrier && fields.keys.find((one) => names(carrier, one) && isNumeric(fields, one));
    const { sign, word } = comparison(r, term);
    if (!key) continue;
    r.mark(term, word, carrier);
    tests.push(`awk -F'${key}=' '$2 + 0 ${sign === '=' ? '==' : sign} ${term.value}'`);
  }
  return tests;
}

/** "on 12 May 2026", where the lines tell days so. */
function dayTests(r: Reading, { text }: Fields): string[] {
  const tests: string[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind !== 'date' || !/^\d{4}-\d\d-\d\d$/.test(term.text)) continue;
    const before = r.at(term.index - 1);
    if (before && ['since', 'until', 'older', 'newer', 'not', 'except'].some((tag) => before.tags.has(tag)))
      continue;
    if (!/\d{4}-\d\d-\d\d/.test(text)) continue;
    r.mark(term);
    tests.push(`grep -F ${term.text}`);
  }
  return tests;
}

function groupOf(r: Reading, fields: Fields): { term: Term; mark: Term; key: string } | undefined {
  for (const term of r.terms) {
    const key = r.free(term) ? fields.keys.find((one) => names(term, one)) : undefined;
    if (key === undefined) continue;
    for (const back of [1, 2]) {
      const mark = r.at(term.index - back);
      if (!mark || (back === 2 && !r.at(term.index - 1)!.tags.has('stop'))) continue;
      if (mark.tags.has('per') || (mark.tags.has('p-by') && !r.has('sort'))) return { term, mark, key };
    }
  }
  return undefined;
}

function keysNamed(r: Reading, fields: Fields): { term: Term; key: string }[] {
  const found: { term: Term; key: string }[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || term.kind === 'number' || term.tags.has('#path')) continue;
    const key = fields.keys.find((one) => names(term, one));
    if (key && !found.some((other) => other.key === key)) found.push({ term, key });
  }
  return found;
}
