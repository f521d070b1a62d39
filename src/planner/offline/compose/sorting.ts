import { quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { CHANGES, GREEDY, integer, type Rule, reading } from './common.ts';
import { peekSource, takeSource, withSource } from './source.ts';

/** sort in its many ways. */
export const sorts: Rule = (r) => {
  if (
    r.has(
      'frequency|most-frequent|count|sorted-size|sorted-time|largest|delete|process|#dir|commits|column',
    ) ||
    !r.has('sort|alphabetical|shuffle|reverse|numerical')
  )
    return undefined;
  if (r.has('rename|copy|move|compress|replace|unique|dedupe') && !r.has('sort')) return undefined;
  const unique = r.all('unique|dedupe').length > 0;
  const numeric = r.all('numerical').length > 0;
  const reverse = r.all('reverse').length > 0 || r.has('largest');
  const shuffle = r.all('shuffle').length > 0;
  const order = r.find('sort|alphabetical');
  const ignoreCase = r.all('case-insensitive').length > 0;
  r.may('sort', 'alphabetical', 'ascending', 'number-noun', 'whole-line');
  // "largest first" is an order; "the cheapest" is not.
  r.mark(...r.terms.filter((term) => term.tags.has('reverse') || term.tags.has('ascending')));
  if (order) r.may('largest', 'smallest');
  const source = takeSource(r);
  if (!source || source.recursive) return undefined;
  r.may('line', GREEDY, 'name', 'file', 'word', 'p-by');
  if (shuffle)
    return reading(
      'text',
      withSource('shuf', source),
      r.say('prints the lines in random order', '随机打乱各行'),
      source.guess,
    );
  const peeked = peekSource(r, source);
  const looksNumeric = peeked
    ?.split('\n')
    .slice(0, 20)
    .filter(Boolean)
    .every((line) => /^\s*-?\d/.test(line));
  if (reverse && /order of (?:the |its )?lines|行的?顺序/.test(r.analysis.request)) {
    for (const term of r.terms) if (/^order$/.test(term.raw)) r.mark(term);
    return reading(
      'text',
      withSource('tac', source),
      r.say('prints the lines from last to first', '从最后一行到第一行打印'),
      source.guess,
    );
  }
  if (reverse && !order && !numeric && !unique) {
    if (/sort/.test(r.analysis.request)) return undefined;
    return reading(
      'text',
      withSource('tac', source),
      r.say('prints the lines from last to first', '从最后一行到第一行打印'),
      source.guess + 0.05,
    );
  }
  const flags = `${numeric || (looksNumeric && !r.has('alphabetical')) ? 'n' : ''}${reverse ? 'r' : ''}${ignoreCase ? 'f' : ''}${unique ? 'u' : ''}`;
  return reading(
    'text',
    withSource(`sort${flags ? ` -${flags}` : ''}`, source),
    r.say('sorts the lines', '对各行排序'),
    source.guess,
  );
};

/** Show a whole file, numbered, reversed, without some lines. */
export const shows: Rule = (r) => {
  if (
    r.has(
      `${CHANGES}|count|sort|frequency|head|tail|json|status|unique|git|permission|size|checksum|column|sum|average|max|min|grep|contains|uppercase|lowercase|mime|largest|newest|compare|common|run|link-target|line|compress`,
    ) &&
    !r.has('number-lines|blank-line|comment')
  )
    return undefined;
  if (r.has('count|grep|contains|replace|append|insert|compare|sort')) return undefined;
  const number = r.all('number-lines').length > 0;
  const reverse = r.all('reverse').length > 0;
  const follow = r.all('follow').length > 0;
  const dir = r.terms.some((term) => term.tags.has('#dir'));
  if (dir && !r.has('file')) return undefined;
  const blank = r.find('blank-line');
  const comment = r.find('comment');
  if (blank || comment) return undefined;
  const source = takeSource(r);
  if (!source || source.recursive || (source.args !== '' && source.paths.length === 0)) return undefined;
  r.may(GREEDY, 'file', 'line', 'content', 'log');
  if (number) r.may('short-form', 'per');
  if (source.args === '') return undefined;
  if (source.many && !r.has('content|show')) return undefined;
  const command = follow ? 'tail -f' : number ? 'cat -n' : reverse ? 'tac' : 'cat';
  return reading(
    'text',
    withSource(command, source),
    r.say('prints the text', '打印内容'),
    source.guess + 0.1,
  );
};

/** Joining lines, wrapping, translating separators. */
export const reshapes: Rule = (r) => {
  const join = r.find('join', () => r.has('line')) ?? asOneLine(r);
  if (join && r.has('line') && !r.terms.filter((term) => term.tags.has('#path')).some((_, i) => i > 0)) {
    r.mark(join);
    r.may('line', 'p-and', 'number-noun');
    const comma = r.find('delimiter') ?? r.terms.find((term) => /^commas?$|^逗号$/.test(term.raw));
    r.mark(comma);
    const space = r.find('space-char');
    r.mark(space);
    const quoted = r.find('#quoted', (term) => term.text.length === 1);
    r.mark(quoted);
    const source = takeSource(r);
    if (!source) return undefined;
    r.may(GREEDY, 'short-form', 'line', 'separator', 'p-with');
    const sign = quoted ? quoted.text : comma ? ',' : space ? ' ' : ' ';
    return reading(
      'text',
      withSource(`paste -sd ${quote(sign)}`, source),
      r.say('joins the lines', '把各行合并'),
      source.guess + (comma || space || quoted ? 0 : 0.3),
    );
  }
  const wrap = r.find('wrap');
  const width = r.find('#num', integer);
  if (wrap && width) {
    r.mark(wrap, width);
    r.may('line', 'column', 'character', 'word', 'length');
    const source = takeSource(r);
    if (!source) return undefined;
    r.may(GREEDY);
    return reading(
      'text',
      withSource(`fold -s -w ${width.value}`, source),
      r.say('wraps long lines', '折行'),
      source.guess + 0.1,
    );
  }
  return undefined;
};

/** "names.txt as one comma separated line". */
function asOneLine(r: Reading): Term | undefined {
  const one = r.find('#num|short-form', (term) => term.value === 1 || /one|single/.test(term.raw));
  const mark = r.find('delimiter|space-char', (term) => /comma|semicolon|colon|space|tab/.test(term.raw));
  if (!mark || !r.has('line|list|array') || r.has(`${CHANGES}|column|line-each|sum`)) return undefined;
  if (!one && !/separated (?:list|line)/.test(r.analysis.request)) return undefined;
  r.mark(one);
  r.may('p-as', 'array');
  return mark;
}
