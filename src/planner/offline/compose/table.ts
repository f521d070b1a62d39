import { comparison } from '../frames/filters.ts';
import { awkString } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { awkSeparator, columnHolding, columnsIn, isNumeric, type Table, tableOfSource } from './columns.ts';
import { type Source, takeSource, withSource } from './source.ts';
import { markLineNoun, reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;
const GREEDY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|item|line|value|where|contains|csv|file|per|name|only|p-by|text|number-noun';
const CHANGES =
  'delete|move|copy|rename|replace|append|insert|compress|kill|create|commits|process|json|join|set|edit';

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

/** "the first column", "column 3", "columns 1 and 3". */
function takeColumnNumbers(r: Reading, table: Table | undefined): number[] {
  const word = r.find('column');
  if (!word) return [];
  const found: number[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || Math.abs(term.index - word.index) > 6) continue;
    const place =
      PLACES[term.raw.toLowerCase()] ??
      (term.tags.has('nth') && term.kind === 'number' ? term.value : undefined);
    const number =
      place ??
      (term.kind === 'number' &&
      (term.index > word.index || r.at(term.index + 1) === word || term.raw.startsWith('第'))
        ? term.value
        : undefined);
    const last = /^(?:last|final|最后)$/.test(term.raw.toLowerCase()) && table ? table.width : undefined;
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
function takeConditions(r: Reading, table: Table): Condition[] {
  const found: Condition[] = [];
  if (table.width < 2) return found;
  for (const number of r.terms.filter(
    (term) => r.free(term) && (term.kind === 'number' || term.kind === 'date'),
  )) {
    const { sign, word } = comparison(r, number);
    if (!word && !/[=]/.test(r.at(number.index - 1)?.raw ?? '')) continue;
    const before = r.terms.filter((term) => term.index < number.index && r.free(term));
    const columns = columnsIn(r, table);
    const aged =
      word?.tags.has('older') || word?.tags.has('newer')
        ? table.header.findIndex((name) => /^(?:age|年龄)$/i.test(name)) + 1
        : 0;
    const fits = columns.filter(({ column }) => number.kind === 'date' || isNumeric(column, table));
    const named = aged > 0 ? undefined : (fits.filter(({ term }) => before.includes(term)).at(-1) ?? fits[0]);
    const candidates =
      aged > 0
        ? [aged]
        : named
          ? [named.column]
          : table.header.map((_, i) => i + 1).filter((column) => isNumeric(column, table));
    if (candidates.length !== 1) continue;
    r.mark(number, word, named?.term);
    r.may('than', 'exactly');
    const value = number.kind === 'date' ? awkString(number.text) : String(number.value);
    found.push({ column: candidates[0]!, test: `$${candidates[0]} ${sign === '=' ? '==' : sign} ${value}` });
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
    const negative = [1, 2]
      .map((back) => r.at(term.index - back))
      .find((before) => before?.tags.has('not') || before?.tags.has('except'));
    r.mark(term, negative);
    found.push({
      column: hit.column,
      test: `$${hit.column} ${negative ? '!=' : '=='} ${awkString(hit.cell)}`,
    });
  }
  return found;
}

/** Columns, rows, sums and groups of a table. */
export const tables: Rule = (r) => {
  if (r.has(CHANGES) && !(r.has('create|set|replace') && false)) return undefined;
  if (r.has('grep|extension|most-frequent') && !r.has('column|csv|per')) return undefined;
  if (!r.has('column|header|line|item|csv|sum|average|max|min|median|where|per|#path|sort|count|unique|find'))
    return undefined;
  const source = takeSource(r);
  if (!source || source.recursive || source.many) return undefined;
  const table = tableOfSource(r, source);
  const numbers = takeColumnNumbers(r, table);
  if (!table) return numbers.length > 0 ? byNumber(r, source, numbers, undefined) : undefined;
  if (r.has('header') && r.has('show|ask|find') && !r.has('exclude-header') && !r.has('sort|count')) {
    r.may('header', GREEDY, 'column', 'csv', 'name');
    return reading(
      'csv',
      withSource('head -n 1', source),
      r.say('prints the header line', '打印表头'),
      source.guess,
      1,
    );
  }
  if (r.has('count') && r.has('column') && numbers.length === 0 && !r.has('per|unique')) {
    r.may('count', 'column', GREEDY);
    return reading(
      'csv',
      withSource(`awk${awkSeparator(table)} 'NR == 1 { print NF }'`, source),
      r.say('counts the columns', '统计列数'),
      source.guess,
      1,
    );
  }
  return aggregate(r, source, table, numbers) ?? undefined;
};

function byNumber(
  r: Reading,
  source: Source,
  numbers: readonly number[],
  table: Table | undefined,
): Proposal {
  r.may(GREEDY, 'column', 'space-char', 'delimiter', 'whitespace', 'p-and');
  return reading(
    'csv',
    withSource(`awk${awkSeparator(table)} '{ print ${numbers.map((n) => `$${n}`).join(', ')} }'`, source),
    r.say('prints these columns', '打印这些列'),
    source.guess,
  );
}

const skipHeader = (table: Table) => (table.header.length > 0 ? 'NR > 1' : '');
const both = (...tests: readonly string[]) => tests.filter(Boolean).join(' && ');

function aggregate(
  r: Reading,
  source: Source,
  table: Table,
  numbers: readonly number[],
): Proposal | undefined {
  const separator = awkSeparator(table);
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
      'bytes',
      'sum',
      'p-and',
      'than',
      'where',
      'group',
      'sort',
      'number-lines',
    );
    markRowNoun(r);
    return reading('csv', command, r.say(english, chinese), source.guess + guess, 1);
  };
  const count = r.has('count');
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
  if (r.has('sort') && (named.length > 0 || numbers.length > 0))
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
      !r.at(named[0]!.term.index + 1)?.tags.has('p-of');
    const columns = rowsMeant
      ? []
      : wanted.filter(
          (column) =>
            !conditions.some((condition) => condition.column === column) ||
            (wanted.length === 1 && numbers.length > 0),
        );
    const out = columns.length > 0 ? `{ print ${columns.map((n) => `$${n}`).join(`, `)} }` : '';
    return done(awk(`${where}${out ? ` ${out}` : ''}`.trim()), 'picks matching rows', '筛选符合条件的行');
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

function groupTerm(r: Reading, table: Table): { term: Term; column: number } | undefined {
  return columnsIn(r, table).find(({ term }) =>
    [1, 2].some((back) => {
      const before = r.at(term.index - back);
      return (
        before !== undefined &&
        (before.tags.has('per') || before.tags.has('p-by')) &&
        !r.has('sort') &&
        (back === 1 || r.at(term.index - 1)?.tags.has('stop') === true)
      );
    }),
  );
}

function superlative(r: Reading): { term: Term; up: boolean; count: number | undefined } | undefined {
  const term = r.find(
    'max|min|largest|smallest|oldest|newest|longest|most-frequent|head',
    (candidate) =>
      ['max', 'min', 'largest', 'smallest'].some((tag) => candidate.tags.has(tag)) ||
      /^(?:oldest|youngest|most|top|best|tallest|heaviest|cheapest|newest)$/.test(
        candidate.raw.toLowerCase(),
      ),
  );
  if (!term) return undefined;
  const up = term.tags.has('min') || term.tags.has('smallest') || /youngest|cheapest/.test(term.raw);
  const number = r.find(
    '#num',
    (candidate) => Math.abs(candidate.index - term.index) <= 3 && Number.isInteger(candidate.value),
  );
  return { term, up, count: number ? (r.mark(number), number.value) : undefined };
}

interface Extreme {
  readonly rule: string;
  readonly measure: number;
  readonly rowMark: { term: Term; up: boolean; count: number | undefined };
  readonly named: readonly { term: Term; column: number }[];
  readonly done: (command: string, english: string, chinese: string, guess?: number) => Proposal;
  readonly guess: number;
}

/** The highest value, or the row or field that has it. */
function extreme(r: Reading, source: Source, table: Table, x: Extreme): Proposal {
  r.mark(x.rowMark.term);
  const others = x.named.filter(({ column }) => column !== x.measure).map(({ column }) => column);
  const question = /\b(?:which|who|whose)\b|哪|谁/i.test(r.analysis.request);
  const wholeRow = /\b(?:row|line|record|entry|entries|rows|lines)\b|行|记录/i.test(r.analysis.request);
  const flag = x.rowMark.up ? 'g' : 'gr';
  const sep =
    table.delimiter === ' '
      ? ''
      : ` -t${table.delimiter === '\t' ? `$'\\t'` : `'${table.delimiter}'`.replace("','", ',')}`;
  const key = `sort${sep} -k${x.measure},${x.measure}${flag} | head -n ${x.rowMark.count ?? 1}`;
  const filter = withSource(
    `awk${awkSeparator(table)} '${(x.rule || '1').replaceAll("'", `'\\''`)}'`,
    source,
  );
  if (x.rowMark.count !== undefined && others.length === 0)
    return x.done(`${filter} | ${key}`, 'ranks the rows', '对行排名', x.guess);
  if (wholeRow && others.length === 0)
    return x.done(`${filter} | ${key}`, 'finds that row', '找出该行', x.guess);
  if (question && others.length === 0 && table.header.length > 1) {
    const label = x.measure === 1 ? 2 : 1;
    return x.done(
      `${filter} | ${key} | awk${awkSeparator(table)} '{ print $${label} }'`,
      'finds that row',
      '找出该行',
      x.guess + 0.1,
    );
  }
  if (others.length > 0)
    return x.done(
      `${filter} | ${key} | awk${awkSeparator(table)} '{ print ${others.map((n) => `$${n}`).join(', ')} }'`,
      'finds that row',
      '找出该行',
      x.guess,
    );
  return x.done(
    `${withSource(`awk${awkSeparator(table)} '${x.rule ? `${x.rule} ` : ''}{ print $${x.measure} }'`, source)} | sort -${flag} | head -n 1`,
    'finds the extreme value',
    '找出极值',
    x.guess,
  );
}

function sorted(r: Reading, source: Source, table: Table, column: number, done: Extreme['done']): Proposal {
  const reverse = r.all('reverse|largest|max').length > 0;
  r.may('sort', 'ascending', 'numerical', 'alphabetical', 'p-by', 'smallest', 'min');
  const keep = r.has('exclude-header')
    ? false
    : table.header.length > 0 && /(?:keep|with) (?:the )?header|保留表头/.test(r.analysis.request);
  if (keep) r.may('keep', 'header');
  const numeric = isNumeric(column, table);
  const sep =
    table.delimiter === ' '
      ? ''
      : ` -t${table.delimiter === '\t' ? `$'\\t'` : table.delimiter === ',' ? ',' : `'${table.delimiter}'`}`;
  const sort = `sort${sep} -k${column},${column}${numeric ? 'g' : ''}${reverse ? 'r' : ''}`;
  if (keep)
    return done(
      `{ head -n 1 ${source.args}; tail -n +2 ${source.args} | ${sort}; }`,
      'sorts by this column',
      '按该列排序',
    );
  const head = r.find('head') && r.find('#num');
  const tail = head ? ` | head -n ${head.value}` : '';
  if (head) r.mark(head, r.find('head'));
  return done(
    `${table.header.length > 0 ? `${withSource('tail -n +2', source)} | ${sort}` : withSource(sort, source)}${tail}`,
    'sorts by this column',
    '按该列排序',
    0.05,
  );
}

/** One unknown plural noun for what the rows are: "samples", "employees", "people". */
function markRowNoun(r: Reading): void {
  markLineNoun(r);
  const noun = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      term.weight >= 1 &&
      (term.tags.size === 0 || term.tags.has('#bunch') || term.tags.has('user') || term.tags.has('group')),
  );
  r.mark(noun);
}

const hasRowNoun = (r: Reading): boolean =>
  r.terms.some((term) => r.free(term) && term.kind === 'word' && term.tags.size === 0);

/** sum, average, max, min of a plain list of numbers. */
export const numberLists: Rule = (r) => {
  if (
    r.has(CHANGES) ||
    !r.has('sum|average|max|min|median|largest|smallest') ||
    r.has('size|file|bytes|line|word|column|extension|folder|commits|process|memory|cpu|disk')
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.recursive || source.many) return undefined;
  const table = tableOfSource(r, source);
  if (table && table.width > 1) return undefined;
  if (table && !table.rows.every((row) => /^\s*-?\d/.test(row[0] ?? ''))) return undefined;
  r.may(GREEDY, 'number-noun', 'line', 'count');
  const why = r.say('calculates over the numbers', '对数字进行计算');
  if (r.need('average'))
    return reading(
      'calc',
      withSource(`awk '{ s += $1; n++ } END { if (n) print s / n }'`, source),
      why,
      source.guess,
      1,
    );
  if (r.need('median'))
    return reading(
      'calc',
      `${withSource('sort -n', source)} | awk '{ a[NR] = $1 } END { if (NR) print (a[int((NR + 1) / 2)] + a[int(NR / 2) + 1]) / 2 }'`,
      why,
      source.guess,
      1,
    );
  if (r.need('max|largest'))
    return reading('calc', `${withSource('sort -gr', source)} | head -n 1`, why, source.guess, 1);
  if (r.need('min|smallest'))
    return reading('calc', `${withSource('sort -g', source)} | head -n 1`, why, source.guess, 1);
  if (r.need('sum'))
    return reading('calc', withSource(`awk '{ s += $1 } END { print s + 0 }'`, source), why, source.guess, 1);
  return undefined;
};

export const tableRules: readonly Rule[] = [tables, numberLists];
