import { tableOfSource } from './columns.ts';
import { reading } from './common.ts';
import { takeSource, withSource } from './source.ts';
import { CHANGES, GREEDY, type Rule } from './table.ts';

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
