import type { Reading } from '../reading.ts';
import { type Rule, reading } from './common.ts';

const COURTESY =
  'show|show-light|ask|calculate|find|count|exist|p-of|p-in|p-and|p-from|p-to|until|number-noun|sum|average|result|value|max|min|largest|smallest|frequency|how|it-ref|item|convert|p-as|machine|all';

const whole = (r: Reading): void => {
  for (const term of r.terms)
    if (['number', 'range', 'expression', 'punct', 'size', 'duration'].includes(term.kind)) r.mark(term);
};

/** "average of 3, 5 and 10", "largest of 4, 9, 2", "sum of the numbers from 1 to 100". */
const lists: Rule = (r) => {
  if (r.has('#path|file|line|column|folder|process|user')) return undefined;
  const request = r.analysis.request;
  const numbers = r.terms.filter((term) => r.free(term) && term.kind === 'number').map((term) => term.value!);
  const range = /(?:from |between |从)?(\d+) ?(?:to|through|and|到|至) ?(\d+)/i.exec(request);
  if (
    r.has('sum') &&
    range &&
    /\b(?:numbers|integers|all)\b.*\b(?:from|between)\b|\b\d+ to \d+\b|\d ?[到至] ?\d/i.test(request) &&
    numbers.length === 2
  ) {
    whole(r);
    r.may(COURTESY, 'between', 'sequence');
    return reading(
      'calc',
      `echo $(( (${range[1]} + ${range[2]}) * (${range[2]} - ${range[1]} + 1) / 2 ))`,
      r.say('adds them up', '求和'),
      0,
      2,
    );
  }
  const kind = ['average', 'sum', 'max|largest', 'min|smallest', 'median'].find((tags) => r.has(tags));
  if (
    !kind ||
    numbers.length < 2 ||
    /[到至]/.test(request) ||
    !/\b(?:of|for|among|between)\b|的/i.test(request)
  )
    return undefined;
  whole(r);
  r.may(COURTESY, 'median', 'between');
  const list = numbers.join('\\n');
  const tail =
    kind === 'average'
      ? 'awk \'{ s += $1 } END { printf "%.10g\\n", s / NR }\''
      : kind === 'sum'
        ? 'awk \'{ s += $1 } END { printf "%.10g\\n", s }\''
        : kind.startsWith('max')
          ? 'sort -g | tail -n 1'
          : kind.startsWith('min')
            ? 'sort -g | head -n 1'
            : "sort -g | awk '{ a[NR] = $1 } END { print (a[int((NR + 1) / 2)] + a[int(NR / 2) + 1]) / 2 }'";
  return reading('calc', `printf '${list}\\n' | ${tail}`, r.say('calculates', '计算'), 0, 2);
};

/** "100 / 7 with two decimals", "round 3.14159 to 2 decimals". */
const decimals: Rule = (r) => {
  const match =
    /\b(?:with|to|rounded to|at) (\d|one|two|three|four|five|six) (?:decimals?|decimal places|digits after the (?:point|comma)|places)\b/i.exec(
      r.analysis.request,
    );
  if (!match || r.has('file|line|column')) return undefined;
  const digits =
    ({ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 } as Readonly<Record<string, number>>)[
      match[1]!.toLowerCase()
    ] ?? Number(match[1]);
  const body = r.analysis.request
    .slice(0, match.index)
    .toLowerCase()
    .replace(/divided by|over/g, '/')
    .replace(/multiplied by|times/g, '*')
    .replace(/\bplus\b/g, '+')
    .replace(/\bminus\b/g, '-')
    .replace(/^[^\d(]*/, '')
    .replace(/[^\d)]*$/, '');
  if (!/^[\d.()\s+*/-]+$/.test(body) || !/\d/.test(body)) return undefined;
  whole(r);
  r.may(COURTESY, 'divided', 'times', 'plus', 'minus', 'p-with', 'digit', 'power', 'more-than');
  for (const term of r.terms)
    if (
      /^(?:decimals?|decimal places|places|rounded?|decimal|digits|\/|\*)$/i.test(term.raw) ||
      term.text === '/'
    )
      r.mark(term);
  return reading(
    'calc',
    `awk 'BEGIN { printf "%.${digits}f\\n", ${body.trim()} }'`,
    r.say('calculates', '计算'),
    0,
    3,
  );
};

const SIZES: Readonly<Record<string, number>> = {
  byte: 1,
  bytes: 1,
  b: 1,
  kb: 1024,
  kib: 1024,
  kilobytes: 1024,
  mb: 1024 ** 2,
  mib: 1024 ** 2,
  megabytes: 1024 ** 2,
  gb: 1024 ** 3,
  gib: 1024 ** 3,
  gigabytes: 1024 ** 3,
};
const TIMES: Readonly<Record<string, number>> = {
  second: 1,
  seconds: 1,
  minute: 60,
  minutes: 60,
  hour: 3600,
  hours: 3600,
  day: 86400,
  days: 86400,
  week: 604800,
  weeks: 604800,
};

/** "how many seconds are in a day", "how many MB are 5000000 bytes", "90 minutes in hours". */
const units: Rule = (r) => {
  if (r.has('file|folder|line|#path|older|newer|within')) return undefined;
  const request = r.analysis.request.toLowerCase();
  const asked =
    /\bhow many (\w+) (?:are|is|do|does|has|have|make)(?: there)?(?: in)? (an?|one|\d+(?:\.\d+)?) ?(\w+)/.exec(
      request,
    );
  const turned = /\b(?:convert |what is |how much is )?(\d+(?:\.\d+)?) ?(\w+) (?:in|to|into|as) (\w+)\b/.exec(
    request,
  );
  const [to, amount, from] = asked
    ? [asked[1]!, asked[2]!, asked[3]!]
    : turned
      ? [turned[3]!, turned[1]!, turned[2]!]
      : ['', '', ''];
  const table = [SIZES, TIMES].find((one) => Object.hasOwn(one, to) && Object.hasOwn(one, from));
  if (!table) return undefined;
  const n = /^an?$|^one$/.test(amount) ? 1 : Number(amount);
  whole(r);
  r.may(
    COURTESY,
    'bytes',
    'mega',
    'kilo',
    'gigabytes',
    'day',
    'hour',
    'minute',
    'second',
    'date',
    'replace',
    'set',
    'size',
  );
  for (const term of r.terms)
    if (
      Object.hasOwn(SIZES, term.raw.toLowerCase()) ||
      Object.hasOwn(TIMES, term.raw.toLowerCase()) ||
      /^(?:make|has|have)$/i.test(term.raw)
    )
      r.mark(term);
  const exact = (n * table[from]!) % table[to]! === 0;
  return reading(
    'calc',
    exact
      ? `echo $((${n} * ${table[from]} / ${table[to]}))`
      : `awk 'BEGIN { printf "%.10g\\n", ${n} * ${table[from]} / ${table[to]} }'`,
    r.say('converts the amount', '换算'),
    0,
    3,
  );
};

/** "random number between 1 and 10". */
const chance: Rule = (r) => {
  const match =
    /\brandom (?:number|integer|int)s?\b.*?\b(?:between|from|in)?\s*(\d+)\s*(?:and|to|-|through)\s*(\d+)/i.exec(
      r.analysis.request,
    );
  if (!match || r.has('#path|file|line')) return undefined;
  const count = /\b(\d+|two|three|five|ten) random\b/i.exec(r.analysis.request)?.[1];
  const n =
    count === undefined
      ? 1
      : (({ two: 2, three: 3, five: 5, ten: 10 } as Readonly<Record<string, number>>)[count.toLowerCase()] ??
        Number(count));
  whole(r);
  r.may(COURTESY, 'random-number', 'shuffle', 'create', 'between', 'pick', 'generate');
  for (const term of r.terms) if (/^(?:random|pick|roll|integer)$/i.test(term.raw)) r.mark(term);
  return reading(
    'calc',
    `shuf -i ${match[1]}-${match[2]} -n ${n}`,
    r.say('picks a random number', '生成随机数'),
    0,
    3,
  );
};

/** "255 in hex", "0x1f as decimal" when the word for the base is a concept of its own. */
const bases: Rule = (r) => {
  const match = /\b(\d+)\s+(?:in|to|as|into)\s+(hex(?:adecimal)?|octal|binary)\b/i.exec(r.analysis.request);
  if (!match || r.has('#path|file|permission|line')) return undefined;
  const n = Number(match[1]);
  whole(r);
  r.may(COURTESY, 'hex', 'octal', 'binary', 'replace', 'set');
  const base = match[2]!.toLowerCase();
  return reading(
    'calc',
    base.startsWith('hex')
      ? `printf '%x\\n' ${n}`
      : base === 'octal'
        ? `printf '%o\\n' ${n}`
        : `echo '${n.toString(2)}'`,
    r.say('converts the number', '转换数制'),
    0,
    3,
  );
};

export const figureRules: readonly Rule[] = [lists, decimals, units, chance, bases];
