import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { awkSeparator, isNumeric, type Table } from './columns.ts';
import { type Source, withSource } from './source.ts';

interface Extreme {
  readonly rule: string;
  readonly measure: number;
  readonly rowMark: { term: Term; up: boolean; count: number | undefined };
  readonly named: readonly { term: Term; column: number }[];
  readonly done: (command: string, english: string, chinese: string, guess?: number) => Proposal;
  readonly guess: number;
}

/** The highest value, or the row or field that has it. */
export function extreme(r: Reading, source: Source, table: Table, x: Extreme): Proposal {
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

export function sorted(
  r: Reading,
  source: Source,
  table: Table,
  column: number,
  done: Extreme['done'],
): Proposal {
  const reverse = r.all('reverse|largest|max').length > 0;
  r.may('sort', 'ascending', 'numerical', 'alphabetical', 'p-by', 'smallest', 'min');
  const keep = r.has('exclude-header')
    ? false
    : table.header.length > 0 &&
      /(?:keep|with) (?:the )?header|header\w* (?:line |row )?(?:is |be |should be |stays?|staying |remains?|remaining |must |should |left |stay )*(?:kept|on top|first|at the top|in place)|header (?:line |row )?(?:stays|remains)|保留表头/.test(
        r.analysis.request,
      );
  if (keep) {
    r.may('keep', 'header', 'put', 'head', 'most-frequent', 'p-in', 'line', 'exist');
    for (const term of r.terms)
      if (/^(?:stays?|staying|remains?|remaining|must)$/i.test(term.raw)) r.mark(term);
  }
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
  // "the third column, sorted" is that column alone; "sorted by the third column" is whole lines.
  const alone =
    /\b(?:show|display|print|list|output|extract|get)\s+(?:me\s+)?(?:only |just )?(?:the )?\S+ column\b(?:(?!\bby\b).)*\bsort(?:ed)?\b(?!.*\bby\b)/i.test(
      r.analysis.request,
    )
      ? ` | awk${awkSeparator(table)} '{ print $${column} }'`
      : '';
  const tail = `${head ? ` | head -n ${head.value}` : ''}${alone}`;
  if (head) r.mark(head, r.find('head'));
  return done(
    `${table.header.length > 0 ? `${withSource('tail -n +2', source)} | ${sort}` : withSource(sort, source)}${tail}`,
    'sorts by this column',
    '按该列排序',
    0.05,
  );
}
