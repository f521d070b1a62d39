import { comparison } from '../frames/filters.ts';
import { escapeExtended } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import type { Shape } from './log-shape.ts';

/** What the request says of a line besides what is asked: "happened", "got". */
export const FILLER =
  /^(?:happened|happen|occurred|logged|recorded|there|got|get|gets|gave|given|did|made|sent|issued|answered|ended|entries|tried|attempts?|server|hits?|requests?|calls?|as|received|returned|responded|produced|ran|asked|logins?|came|come|comes|seen|found)$/i;

const METHODS = /^(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)$/;

/** Every test on the lines that the request names: levels, codes, addresses, days, times, texts. */
export function takeTests(r: Reading, shape: Shape, text: string): string[] {
  const tests: string[] = [];
  const not = (term: Term) =>
    [1, 2, 3]
      .map((back) => r.at(term.index - back))
      .find((other) => other && ['not', 'except', 'not-contains'].some((tag) => other.tags.has(tag)));
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct') continue;
    const negated = not(term);
    if (shape.status) {
      const group = /^([1-5])xx$/i.exec(term.raw);
      if (group) {
        r.mark(term, negated);
        tests.push(`${shape.status} ${negated ? '!~' : '~'} /^${group[1]}/`);
        continue;
      }
      if (
        term.kind === 'number' &&
        term.value! >= 100 &&
        term.value! < 600 &&
        !r.at(term.index - 1)?.tags.has('head')
      ) {
        const { sign, word } = comparison(r, term);
        const bound = word && /[<>]/.test(sign);
        r.mark(term, negated, bound ? word : undefined);
        tests.push(`${shape.status} ${bound ? sign : negated ? '!=' : '=='} ${term.value}`);
        r.may('status-code', 'status', 'ends-with');
        continue;
      }
      if (term.tags.has('error') && !shape.level) {
        const server = r.at(term.index - 1);
        r.mark(term, server && /^(?:server|client)$/i.test(server.raw) ? server : undefined, negated);
        tests.push(
          server && /^server$/i.test(server.raw)
            ? `${shape.status} >= 500`
            : server && /^client$/i.test(server.raw)
              ? `${shape.status} ~ /^4/`
              : `${shape.status} >= 400`,
        );
        continue;
      }
      if (term.tags.has('failed')) {
        r.mark(term, negated);
        tests.push(`${shape.status} ${negated ? '<' : '>='} 400`);
        continue;
      }
      if (/^(?:success(?:ful|fully)?|succeeded|ok)$/i.test(term.raw)) {
        r.mark(term, negated);
        tests.push(`${shape.status} ${negated ? '!~' : '~'} /^2/`);
        continue;
      }
    }
    if (shape.ip && term.kind === 'ip') {
      r.mark(term, negated);
      r.may('p-from', 'address', 'ip', 'p-by');
      tests.push(`$1 ${negated ? '!=' : '=='} ${JSON.stringify(term.text)}`);
      continue;
    }
    if (shape.method && METHODS.test(term.raw)) {
      r.mark(term, negated);
      r.may('request-noun', 'method');
      tests.push(`${shape.method} ${negated ? '!=' : '=='} ${JSON.stringify(term.raw)}`);
      continue;
    }
    if (shape.url && term.kind === 'path' && term.text.startsWith('/') && !term.entry) {
      r.mark(term, negated);
      r.may('url-noun', 'p-to', 'path');
      tests.push(`${shape.url} ${negated ? '!=' : '=='} ${JSON.stringify(term.text)}`);
      continue;
    }
    const level = shape.level && levelOf(term, text);
    if (level) {
      r.mark(term, negated);
      tests.push(`${shape.level} ${negated ? '!=' : '=='} ${JSON.stringify(level)}`);
      continue;
    }
    if (term.kind === 'date' || term.tags.has('#monthday')) {
      const day = dayText(term, shape, text);
      if (!day) continue;
      const word = [1, 2]
        .map((back) => r.at(term.index - back))
        .find((other) => other && ['since', 'until', 'older', 'newer'].some((tag) => other.tags.has(tag)));
      if (word && shape.name !== 'app') continue;
      r.mark(term, word);
      r.may('p-in', 'p-of', 'date', 'today');
      tests.push(
        word
          ? `$1 ${word.tags.has('until') || word.tags.has('older') ? '<' : /^after$/i.test(word.raw) ? '>' : '>='} ${JSON.stringify(day)}`
          : dayTest(shape, day),
      );
      continue;
    }
    if (term.kind === 'quoted' || term.tags.has('#literal')) {
      if (
        !['contains', 'not-contains', 'say', 'p-with', 'find', 'message', 'p-of'].some((tag) =>
          [1, 2].some((back) => r.at(term.index - back)?.tags.has(tag)),
        )
      )
        continue;
      const inverse =
        negated ??
        [1, 2].map((back) => r.at(term.index - back)).find((other) => other?.tags.has('not-contains'));
      const word = term.kind === 'quoted' ? term.text : term.raw;
      r.mark(term, inverse);
      r.may('word', 'text');
      tests.push(`${inverse ? '!' : ''}/${escapeExtended(word).replaceAll('/', '\\/')}/`);
    }
  }
  takeClock(r, shape, tests);
  if (shape.name === 'syslog') tests.push(...takePrograms(r, text));
  if (tests.length === 0 || shape.name === 'syslog') tests.push(...takeWords(r, text));
  // "failed with a 5xx": the narrower of two says it.
  const vague =
    shape.status &&
    tests.some((test) => test.startsWith(`${shape.status} ~`) || test.startsWith(`${shape.status} ==`));
  return alternatives([...new Set(tests)].filter((test) => !(vague && test === `${shape.status} >= 400`)));
}

const FUNCTION = [
  'stop',
  'show',
  'show-light',
  'find',
  'count',
  'ask',
  'line',
  'log',
  'message',
  'item',
  'file',
  'per',
  'all',
  'only',
  'user',
  'sum',
  'frequency',
  'unique',
  'head',
  'tail',
  'most-frequent',
  'time',
  'date',
  'sort',
  'sudo',
];

/** Words of the messages themselves: "failed password attempts", "timeout". Those beside each other in the log are one text. */
function takeWords(r: Reading, text: string): string[] {
  const tests: string[] = [];
  const plain = (term: Term | undefined): term is Term =>
    term !== undefined &&
    r.free(term) &&
    term.kind === 'word' &&
    /^[a-z][a-z-]{3,}$/i.test(term.raw) &&
    !FUNCTION.some((tag) => term.tags.has(tag)) &&
    ![...term.tags].some((tag) => tag.startsWith('p-'));
  const written = (words: string): string | undefined =>
    new RegExp(`\\b${escapeExtended(words)}\\b`, 'i').exec(text)?.[0];
  for (let i = 0; i < r.terms.length; i += 1) {
    const first = r.at(i);
    if (!plain(first) || FILLER.test(first.raw)) continue;
    let found = written(first.raw);
    if (found === undefined) continue;
    const used = [first];
    for (let next = r.at(i + 1); plain(next); next = r.at(used.at(-1)!.index + 1)) {
      const more = written(`${used.map((term) => term.raw).join(' ')} ${next.raw}`);
      if (more === undefined) break;
      found = more;
      used.push(next);
    }
    const lines = text.split('\n').filter(Boolean);
    if (lines.every((line) => line.includes(found))) continue;
    const not = [1, 2]
      .map((back) => r.at(first.index - back))
      .find((term) => term && ['not', 'except', 'not-contains'].some((tag) => term.tags.has(tag)));
    r.mark(...used, not);
    tests.push(`${not ? '!' : ''}/${escapeExtended(found)}/`);
  }
  return tests;
}

/** "ssh logins", "cron messages": lines of the program that is called so, or its daemon. */
function takePrograms(r: Reading, text: string): string[] {
  const tests: string[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind !== 'word' || !/^[a-z][a-z-]+$/i.test(term.raw)) continue;
    if (FUNCTION.some((tag) => term.tags.has(tag))) continue;
    const found = new RegExp(`^\\S+ +\\S+ \\S+ \\S+ (${term.raw}d?)(?:\\[\\d+\\])?:`, 'im').exec(text);
    if (!found) continue;
    r.mark(term);
    tests.push(`/ ${found[1]}[[:]/`);
  }
  return tests;
}

/** Two levels, codes or addresses can only be meant as either of them. */
function alternatives(tests: readonly string[]): string[] {
  const left = (test: string) => / == /.exec(test) && test.split(' == ')[0]!;
  const done: string[] = [];
  for (const test of tests) {
    const same = tests.filter((other) => left(test) && left(other) === left(test));
    if (same.length < 2) done.push(test);
    else if (same[0] === test) done.push(`(${same.join(' || ')})`);
  }
  return done;
}

function takeClock(r: Reading, shape: Shape, tests: string[]): void {
  if (!shape.clock) return;
  const clocks = r.terms.filter(
    (term) => r.free(term) && (term.kind === 'clock' || HOURS[term.raw.toLowerCase()] !== undefined),
  );
  const pad = (term: Term) =>
    HOURS[term.raw.toLowerCase()] ??
    term.text.padStart(
      term.text.length === 4 || term.text.length === 7 ? term.text.length + 1 : term.text.length,
      '0',
    );
  const [first, second] = clocks;
  if (!first) return;
  if (second) {
    r.mark(first, second, ...r.all('between'));
    r.may('until', 'p-to', 'p-from', 'p-and');
    tests.push(`${shape.clock} >= "${pad(first)}"`, `${shape.clock} < "${pad(second)}"`);
    return;
  }
  const word = [1, 2]
    .map((back) => r.at(first.index - back))
    .find(
      (other) =>
        other &&
        ['since', 'until', 'older', 'newer', 'p-from', 'at-least', 'more-than'].some((tag) =>
          other.tags.has(tag),
        ),
    );
  r.mark(first, word);
  if (!word) tests.push(`index(${shape.clock}, "${pad(first)}") == 1`);
  else
    tests.push(
      `${shape.clock} ${word.tags.has('until') || word.tags.has('older') ? '<' : '>='} "${pad(first)}"`,
    );
}

const HOURS: Readonly<Record<string, string>> = {
  noon: '12:00',
  midday: '12:00',
  midnight: '00:00',
  中午: '12:00',
};

/** A level that the log writes, by its own name or by a word for it. */
function levelOf(term: Term, text: string): string | undefined {
  const word = term.raw.toLowerCase().replace(/s$/, '');
  const form = term.tags.has('error')
    ? /^\[?(?:ERROR|ERR)\]?:?$/i
    : term.tags.has('warning')
      ? /^\[?WARN(?:ING)?\]?:?$/i
      : term.tags.has('info-level')
        ? /^\[?INFO\]?:?$/i
        : /^(?:debug|trace|notice|fatal|critical|crit|alert|emerg|info|warn|error)$/.test(word)
          ? new RegExp(`^\\[?${word.replace(/^critical$/, 'crit(?:ical)?')}\\w*\\]?:?$`, 'i')
          : undefined;
  if (!form) return undefined;
  return text
    .split('\n')
    .slice(0, 500)
    .flatMap((line) => line.split(/\s+/).slice(0, 5))
    .find((cell) => form.test(cell));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayText(term: Term, shape: Shape, text: string): string | undefined {
  const [month, day] = term.text.split('-').slice(-2).map(Number);
  if (!month || !day) return undefined;
  const year = term.text.length === 10 ? term.text.slice(0, 4) : undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  if (shape.name === 'app') return year && `${year}-${two(month)}-${two(day)}`;
  if (shape.name === 'bracket') return year && `${year}/${two(month)}/${two(day)}`;
  if (shape.name === 'access') return `${two(day)}/${MONTHS[month - 1]}/${year ?? ''}`;
  return `${MONTHS[month - 1]} ${/^\w{3} 0\d/m.test(text) ? two(day) : String(day).padStart(2, ' ')}`;
}

const dayTest = (shape: Shape, day: string): string =>
  shape.name === 'access'
    ? `index($4, "[${day}") == 1`
    : shape.name === 'syslog'
      ? `index($0, "${day} ") == 1`
      : `index($1, "${day}") == 1`;
