import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { awkSeparator, columnsIn, isNumeric, type Table } from './columns.ts';
import { reading } from './common.ts';
import { takeConditions } from './conditions.ts';
import { markLineNoun } from './distinct.ts';
import { extreme, sorted } from './extreme.ts';
import { type Source, withSource } from './source.ts';
import { GREEDY } from './table.ts';

const skipHeader = (table: Table) => (table.header.length > 0 ? 'NR > 1' : '');

const both = (...tests: readonly string[]) => tests.filter(Boolean).join(' && ');

export function aggregate(
  r: Reading,
  source: Source,
  table: Table,
  numbers: readonly number[],
): Proposal | undefined {
  const separator = awkSeparator(table);
  if (boundedTotal(r)) return undefined;
  const keyTerm = groupTerm(r, table);
  if (keyTerm) r.mark(keyTerm.term);
  const rowMark = superlative(r);
  const conditions = takeConditions(r, table);
  const named = columnsIn(r, table).filter(
    ({ column }) => !conditions.some((condition) => condition.column === column) || true,
  );
  const where = both(skipHeader(table), ...conditions.map((condition) => condition.test));
  const rule = where ? `${where} ` : '';
  const numeric = named.filter(({ column }) => isNumeric(column, table)).map(({ column }) => column);
  const onlyNumeric = table.rows[0]?.map((_, i) => i + 1).filter((column) => isNumeric(column, table)) ?? [];
  const measure = numbers[0] ?? numeric[0] ?? (onlyNumeric.length === 1 ? onlyNumeric[0] : undefined);
  const guessMeasure = numbers[0] === undefined && numeric.length === 0 ? 0.1 : 0;
  const awk = (program: string) =>
    withSource(`awk${separator} '${program.replaceAll("'", `'\\''`)}'`, source);
  const done = (command: string, english: string, chinese: string, guess = 0): Proposal => {
    r.mark(...named.map(({ term }) => term));
    r.may(
      GREEDY,
      'column',
      'header',
      'exclude-header',
      'delimiter',
      'bytes',
      'sum',
      'p-and',
      'than',
      'where',
      'group',
      'delimiter',
    );
    for (const term of r.terms)
      if (/^(?:semicolons?|commas?|tabs?|pipes?|colons?)$/i.test(term.raw)) r.mark(term);
    markRowNoun(r);
    return reading('csv', command, r.say(english, chinese), source.guess + guess, 1);
  };
  // "how much" adds up, it does not count.
  const count = r.terms.some((term) => term.tags.has('count') && !/^how much$/i.test(term.raw));
  if (/^\W*how much\b/i.test(r.analysis.request) && !r.has('sum|average')) return undefined;
  if (r.has('average') && measure !== undefined) {
    r.may('average', 'count');
    if (keyTerm)
      return done(
        awk(
          `${rule}{ s[$${keyTerm.column}] += $${measure}; n[$${keyTerm.column}]++ } END { for (k in s) print k, s[k] / n[k] }`,
        ),
        'averages the column per group',
        '按组求平均值',
        guessMeasure,
      );
    return done(
      awk(`${rule}{ s += $${measure}; n++ } END { if (n) print s / n }`),
      'averages the column',
      '求该列平均值',
      guessMeasure,
    );
  }
  if (r.has('median') && measure !== undefined) {
    r.may('median');
    return done(
      `${awk(`${rule}{ print $${measure} }`)} | sort -n | awk '{ a[NR] = $1 } END { if (NR) print (a[int((NR + 1) / 2)] + a[int(NR / 2) + 1]) / 2 }'`,
      'finds the median',
      '求中位数',
      guessMeasure,
    );
  }
  if (r.has('sum') && !(count && !numeric.length && !numbers.length) && measure !== undefined && !rowMark) {
    r.may('sum', 'count');
    if (keyTerm)
      return done(
        awk(`${rule}{ s[$${keyTerm.column}] += $${measure} } END { for (k in s) print k, s[k] }`),
        'adds up the column per group',
        '按组求和',
        guessMeasure,
      );
    return done(
      awk(`${rule}{ s += $${measure} } END { print s + 0 }`),
      'adds up the column',
      '对该列求和',
      guessMeasure,
    );
  }
  if (rowMark && measure !== undefined)
    return extreme(r, source, table, { rule: where, measure, rowMark, named, done, guess: guessMeasure });
  // Nobody knows which column is to be added up: rows are no answer.
  if ((r.has('sum') && !count && !r.has('frequency')) || r.has('average|median')) return undefined;
  if (count || r.has('frequency')) {
    r.may('count', 'frequency', 'sum');
    const group = keyTerm?.column ?? (r.has('frequency|per') && (named[0]?.column ?? numbers[0]));
    if (r.has('unique') && (named[0] || numbers[0] !== undefined)) {
      r.may('unique');
      return done(
        `${awk(`${rule}{ print $${named[0]?.column ?? numbers[0]} }`)} | sort -u | wc -l`,
        'counts distinct values',
        '统计不同值的数量',
      );
    }
    if (group)
      return done(
        `${awk(`${rule}{ print $${group} }`)} | sort | uniq -c`,
        'counts rows per value',
        '按值统计行数',
      );
    const [only] = named;
    if (
      conditions.length === 0 &&
      named.length === 1 &&
      only &&
      !r.has('line|item|csv') &&
      asksHowMany(r, only.term)
    )
      return done(
        `${awk(`${rule}{ print $${only.column} }`)} | sort -u | wc -l`,
        'counts distinct values',
        '统计不同值的数量',
        0.1,
      );
    if (
      conditions.length > 0 ||
      (table.header.length > 0 && (r.has('exclude-header|item|csv') || !r.has('line') || hasRowNoun(r)))
    )
      return done(
        awk(`${rule}{ n++ } END { print n + 0 }`),
        'counts the rows',
        '统计行数',
        conditions.length > 0 ? 0 : 0.2,
      );
    return undefined;
  }
  if (r.has('unique') && (named[0] || numbers[0] !== undefined)) {
    r.may('unique', 'sort', 'alphabetical');
    return done(
      `${awk(`${rule}{ print $${named[0]?.column ?? numbers[0]} }`)} | sort -u`,
      'lists distinct values',
      '列出不同的值',
    );
  }
  // 按工资升序，只显示姓名: the order and what is shown are two things.
  if (named.length > 1 && (r.has('sort') ? r.analysis.language === 'zh' : r.has('ascending|reverse')))
    return undefined;
  if (
    (r.has('sort') || (r.has('p-by') && r.has('ascending|reverse'))) &&
    (named.length > 0 || numbers.length > 0)
  )
    return sorted(r, source, table, numbers[0] ?? named[0]!.column, done);
  const wanted =
    numbers.length > 0
      ? [...numbers]
      : named.filter(({ term }) => !term.tags.has('where')).map(({ column }) => column);
  if (conditions.length > 0) {
    const rowsMeant =
      numbers.length === 0 &&
      named.length === 1 &&
      named[0]!.column === 1 &&
      /s$/.test(named[0]!.term.raw) &&
      !/\b(?:which|who|whose|only|just|names?)\b|哪|谁|只/i.test(r.analysis.request) &&
      !/^(?:of|的)$/.test(r.at(named[0]!.term.index + 1)?.raw ?? '');
    const columns = rowsMeant
      ? []
      : wanted.filter(
          (column) =>
            !conditions.some((condition) => condition.column === column) ||
            (wanted.length === 1 && numbers.length > 0),
        );
    const out = columns.length > 0 ? `{ print ${columns.map((n) => `$${n}`).join(`, `)} }` : '';
    const prose = table.delimiter === ' ' && table.header.length === 0 && r.has('line') && out === '';
    return done(
      awk(`${where}${out ? ` ${out}` : ''}`.trim()),
      'picks matching rows',
      '筛选符合条件的行',
      prose ? 0.1 : 0,
    );
  }
  if (wanted.length > 0 && (r.has('column|show|find|only|ask|value|item') || named.length > 0)) {
    const withHeader = numbers.length > 0 || r.has('column');
    const skip = r.has('exclude-header') || !withHeader;
    const simple = !skip && table.delimiter.length === 1 && table.delimiter !== ' ';
    if (simple)
      return done(
        withSource(
          `cut -d${table.delimiter === '\t' ? "$'\\t'" : table.delimiter === ',' ? ',' : `'${table.delimiter}'`} -f${wanted.join(',')}`,
          source,
        ),
        'prints these columns',
        '打印这些列',
      );
    return done(
      awk(
        `${skip && table.header.length > 0 ? 'NR > 1 ' : ''}{ print ${wanted.map((n) => `$${n}`).join(', ')} }`,
      ),
      'prints these columns',
      '打印这些列',
      numbers.length > 0 ? 0 : 0.1,
    );
  }
  return undefined;
}

/** "cities with a total above 100": a bound on a sum, not on the rows. */
export const boundedTotal = (r: Reading): boolean =>
  /\b(?:total|sum|average)(?: \w+)? (?:above|over|below|under|of (?:more|less) than|exceeding|greater than|more than|less than|at least) [\d$€]/i.test(
    r.analysis.request,
  );

function groupTerm(r: Reading, table: Table): { term: Term; column: number } | undefined {
  return columnsIn(r, table).find(({ term }) =>
    [1, 2].some((back) => {
      const before = r.at(term.index - back);
      return (
        before !== undefined &&
        (before.tags.has('per') || before.tags.has('p-by')) &&
        !r.has('sort|ascending|reverse') &&
        (back === 1 || r.at(term.index - 1)?.tags.has('stop') === true)
      );
    }),
  );
}

function superlative(r: Reading): { term: Term; up: boolean; count: number | undefined } | undefined {
  const term = r.find(
    'max|min|largest|smallest|oldest|newest|longest|most-frequent|head',
    (candidate) =>
      (['max', 'min', 'largest', 'smallest'].some((tag) => candidate.tags.has(tag)) &&
        !(r.has('sort') && (candidate.tags.has('reverse') || candidate.tags.has('ascending')))) ||
      /^(?:oldest|youngest|(?:with |the |with the )?most|top|best|tallest|heaviest|cheapest|newest|fewest)$/.test(
        candidate.raw.toLowerCase(),
      ),
  );
  // "header kept on top"
  if (!term || (/^top$/i.test(term.raw) && r.has('header'))) return undefined;
  const up = term.tags.has('min') || term.tags.has('smallest') || /youngest|cheapest/.test(term.raw);
  const number = r.find(
    '#num',
    (candidate) => Math.abs(candidate.index - term.index) <= 3 && Number.isInteger(candidate.value),
  );
  r.mark(number);
  return { term, up, count: number?.value };
}

/** One unknown plural noun for what the rows are: "samples", "employees", "people". */
function markRowNoun(r: Reading): void {
  markLineNoun(r);
  const noun = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      term.weight >= 1 &&
      !narrows(r, term) &&
      !/(?:ed|ing|ly)$|^(?:range|span|spread|difference|share|percentage|rank)$/i.test(term.raw) &&
      // 柏林的人数: what stands before 的 narrows the rows.
      !(r.analysis.language === 'zh' && r.at(term.index + 1)?.raw === '的') &&
      (term.tags.size === 0 || term.tags.has('#bunch') || term.tags.has('user') || term.tags.has('group')),
  );
  r.mark(noun);
}

/** "how many cities are in …", 有几个城市. */
const asksHowMany = (r: Reading, column: Term): boolean =>
  r.at(column.index - 1)?.tags.has('count') === true && !/^(?:number|name|id)s?$/i.test(column.raw);

/** "rows that are unpaid", "unpaid expenses": which rows, not what they are called. */
function narrows(r: Reading, term: Term): boolean {
  if (term.tags.size > 0) return false;
  const next = r.at(term.index + 1);
  return (
    /^(?:is|are|was|were|be|been|being|still|not|yet|isn['’]t|aren['’]t)$/i.test(
      r.at(term.index - 1)?.raw ?? '',
    ) ||
    (next !== undefined && ['#bunch', 'line', 'item'].some((tag) => next.tags.has(tag)))
  );
}

const hasRowNoun = (r: Reading): boolean =>
  r.terms.some((term) => r.free(term) && term.kind === 'word' && term.tags.size === 0);
