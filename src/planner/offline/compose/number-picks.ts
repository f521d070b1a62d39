import { ordinalOf } from '../entities/numbers.ts';
import { comparison } from '../frames/filters.ts';
import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';

import { tableOfSource } from './columns.ts';
import { type Rule, reading } from './common.ts';
import { findCommand } from './find.ts';
import { takeSource, withSource } from './source.ts';
import { pathOf } from './targets.ts';

const COURTESY =
  'show|show-light|find|ask|all|screen|it-ref|result|line|item|value|file|only|number-noun|exist|p-of|contains|where|number-lines';
const CHANGES = 'delete|move|copy|rename|replace|append|insert|compress|kill|create|edit|set|sort';

/** A file of one number a line: those above a bound, the even ones, the second largest, the span of all. */
const numbers: Rule = (r) => {
  if (r.has(`${CHANGES}|column|folder|process`)) return undefined;
  const bounds = r.terms.filter(
    (term) =>
      r.free(term) &&
      term.kind === 'number' &&
      !term.tags.has('nth') &&
      comparison(r, term).word !== undefined,
  );
  const parity = r.terms.find(
    (term) => r.free(term) && /^(?:even|odd|negative|positive|偶数|奇数)$/i.test(term.raw),
  );
  const place = r.find(
    'second-ord|ordinal|nth|second',
    (term) => ordinalOf(term.raw) !== undefined && r.has('max|min|largest|smallest'),
  );
  const span =
    /\bdifference between\b.*\b(?:largest|biggest|highest|max\w*)\b.*\b(?:smallest|lowest|min\w*)\b|\bdifference between\b.*\b(?:smallest|lowest|min\w*)\b.*\b(?:largest|biggest|highest|max\w*)\b|\brange of\b/i.test(
      r.analysis.request,
    );
  if (bounds.length === 0 && !parity && !place && !span) return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const table = tableOfSource(r, source);
  if (table?.width !== 1 || !table.rows.every((row) => /^\s*-?\d+(?:\.\d+)?\s*$/.test(row[0] ?? '')))
    return undefined;
  const count = r.all('count').length > 0;
  const done = (command: string) =>
    reading('calc', command, r.say('picks among the numbers', '筛选数字'), source.guess, 2);
  if (span) {
    r.may(COURTESY, 'max', 'min', 'largest', 'smallest', 'between', 'p-and', 'compare', 'changes', 'minus');
    for (const term of r.terms) if (/^(?:difference|range)/i.test(term.raw)) r.mark(term);
    return done(
      withSource(
        `awk 'NR == 1 { min = max = $1 } $1 > max { max = $1 } $1 < min { min = $1 } END { print max - min }'`,
        source,
      ),
    );
  }
  if (place) {
    const high = r.has('max|largest');
    r.mark(place);
    r.may(COURTESY, 'max', 'min', 'largest', 'smallest');
    return done(`${withSource(`sort -g${high ? 'r' : ''}u`, source)} | sed -n '${ordinalOf(place.raw)}p'`);
  }
  const tests: string[] = [];
  if (parity) {
    r.mark(parity);
    tests.push(
      /even|偶/i.test(parity.raw)
        ? '$1 % 2 == 0'
        : /odd|奇/i.test(parity.raw)
          ? '$1 % 2 != 0'
          : /neg/i.test(parity.raw)
            ? '$1 < 0'
            : '$1 > 0',
    );
  }
  for (const term of bounds) {
    const { sign, word } = comparison(r, term);
    r.mark(term, word);
    tests.push(`$1 ${sign === '=' ? '==' : sign} ${term.value}`);
  }
  r.may(COURTESY, 'than', 'exactly');
  const sum = r.all('sum').length > 0;
  const rule = tests.join(' && ');
  return done(
    withSource(
      `awk '${sum ? `${rule} { s += $1 } END { print s + 0 }` : count ? `${rule} { n++ } END { print n + 0 }` : rule}'`,
      source,
    ),
  );
};

/** "words longer than 8 letters". */
const longWords: Rule = (r) => {
  if (r.has(`${CHANGES}|file|column`) || !r.has('word')) return undefined;
  const number = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'number' &&
      [1, 2].some((on) => r.at(term.index + on)?.tags.has('character')),
  );
  const { sign, word } = number ? comparison(r, number) : { sign: '=', word: undefined };
  if (!number || (!word && !/\bwith\b|\bof\b/i.test(r.analysis.request))) return undefined;
  r.mark(number, word);
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const count = r.all('count').length > 0;
  r.all('unique');
  r.may(COURTESY, 'word', 'character', 'than', 'length', 'p-with', 'longest', 'exactly', 'p-from');
  return reading(
    'text',
    `${withSource(`tr -cs '[:alnum:]' '\\n'`, { ...source, args: source.args === '' ? '' : `< ${source.args}` })} | awk 'length ${sign === '=' ? '==' : sign} ${number.value}' | sort -u${count ? ' | wc -l' : ''}`,
    r.say('picks words by length', '按长度筛选单词'),
    source.guess + 0.05,
    1,
  );
};

/** "the last column of orders.csv". */
const lastColumn: Rule = (r) => {
  if (
    !/\b(?:the )?(?:last|final|rightmost) (?:column|field)\b|最后一列/i.test(r.analysis.request) ||
    r.has(`${CHANGES}|sum|average|max|min|count|unique`)
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const table = tableOfSource(r, source);
  if (!table) return undefined;
  r.may(COURTESY, 'column', 'tail', 'csv', 'exclude-header');
  for (const term of r.terms) if (/^(?:last|final|rightmost)$/i.test(term.raw)) r.mark(term);
  const skip = r.terms.some((term) => term.tags.has('exclude-header')) ? 'NR > 1 ' : '';
  const sep =
    table.delimiter === ' '
      ? ''
      : ` -F${table.delimiter === '\t' ? `'\\t'` : table.delimiter === ',' ? ',' : `'${table.delimiter}'`}`;
  return reading(
    'csv',
    withSource(`awk${sep} '${skip}{ print $NF }'`, source),
    r.say('prints the last column', '打印最后一列'),
    source.guess,
    2,
  );
};

/** Which file of many has the most lines or words; how large they are on average. */
const amongFiles: Rule = (r) => {
  const request = r.analysis.request;
  const most =
    /\b(?:the )?(most|fewest|least) (lines?|words?|characters?|bytes)\b|\b(longest|shortest) (?:\w+ )?(?:file|script|post|document|page)\b|\b(longest|shortest) of\b/i.exec(
      request,
    );
  const average = r.has('average') && r.has('size') && r.has('file|#kind|#ext|image');
  if (
    (!most && !average) ||
    r.has('delete|move|copy|rename|replace|append|insert|compress|kill|create|column|csv|process|line-each')
  )
    return undefined;
  if (!r.has('file|#kind|#ext|image|script-noun|#bunch|#dir|here')) return undefined;
  const sel = takeSelection(r, { noContent: true });
  if (sel.files.length > 0) return undefined;
  const find = findCommand({ ...sel, type: 'f' });
  if (average) {
    r.may(COURTESY, 'average', 'size', 'bytes', 'image', 'disk-usage');
    return reading(
      'disk',
      `${find} -printf '%s\\n' | awk '{ s += $1; n++ } END { if (n) print s / n }'`,
      r.say('averages the sizes', '求平均大小'),
      sel.guess,
      2,
    );
  }
  const low = /fewest|least|shortest/i.test(`${most![1] ?? most![3] ?? most![4]}`);
  const flag = /word/i.test(most![2] ?? '') ? 'w' : /char|byte/i.test(most![2] ?? '') ? 'c' : 'l';
  r.may(
    COURTESY,
    'longest',
    'shortest',
    'most-frequent',
    'line',
    'word',
    'character',
    'bytes',
    'largest',
    'smallest',
    'script-noun',
    'min',
    'max',
    'length',
  );
  for (const term of r.terms) if (/^(?:most|the most|fewest|least|has|have)$/i.test(term.raw)) r.mark(term);
  return reading(
    'rank',
    `${find} -exec wc -${flag} {} \\; | sort -${low ? '' : 'r'}n | head -n 1`,
    r.say('ranks the files', '对文件排名'),
    sel.guess + 0.05,
    2,
  );
};

/** "which is bigger, a.log or b.log": the one of the two. */
const which: Rule = (r) => {
  const match = /\b(bigger|larger|smaller|longer|shorter|newer|older|heavier)\b/i.exec(r.analysis.request);
  if (!match || !/^\W*(?:which|what)\b/i.test(r.analysis.request)) return undefined;
  const files = r.terms.filter(
    (term) => r.free(term) && term.entry?.type === 'file' && term.tags.has('#path'),
  );
  if (files.length !== 2 || r.has('line|column|compare|delete')) return undefined;
  const word = match[1]!.toLowerCase();
  r.mark(...files);
  r.may(COURTESY, 'more-than', 'less-than', 'newer', 'older', 'log', 'p-or', 'p-and', 'longest', 'size');
  for (const term of r.terms)
    if (term.raw.toLowerCase() === word || /^(?:two|both)$/i.test(term.raw)) r.mark(term);
  const flags = /new|old/.test(word)
    ? `t${word === 'older' ? 'r' : ''}`
    : `S${/small|short/.test(word) ? 'r' : ''}`;
  return reading(
    'rank',
    `ls -${flags} ${files.map((term) => pathArg(pathOf(term))).join(' ')} | head -n 1`,
    r.say('compares the two', '比较两者'),
    0,
    2,
  );
};

/** A table with its columns under each other. */
const aligned: Rule = (r) => {
  if (
    !/\b(?:align(?:ed)?|tabular|as a (?:nice |neat |readable )?table|in (?:neat |nice |aligned )?columns|lined up)\b|对齐/i.test(
      r.analysis.request,
    ) ||
    r.has(`${CHANGES}|count`)
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const table = tableOfSource(r, source);
  if (!table) return undefined;
  r.may(COURTESY, 'format', 'column', 'csv', 'p-as', 'json');
  for (const term of r.terms)
    if (/^(?:align|aligned|tabular|table|nice|neat|nicely|neatly|readable|lined|up|pretty)$/i.test(term.raw))
      r.mark(term);
  return reading(
    'csv',
    withSource(
      `column -t${table.delimiter === ' ' ? '' : ` -s${table.delimiter === ',' ? ',' : `'${table.delimiter}'`}`}`,
      source,
    ),
    r.say('lines the columns up', '对齐各列'),
    source.guess,
    1,
  );
};

export const numberPicks: readonly Rule[] = [numbers, longWords, lastColumn, amongFiles, which, aligned];
