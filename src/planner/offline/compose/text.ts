import { awkString, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { delimiterOf } from './columns.ts';
import { overFiles, peekSource, piped, type Source, takeSource, withSource } from './source.ts';

type Rule = (r: Reading) => Proposal | undefined;
const GREEDY = 'show|show-light|find|ask|exist|all|screen|it-ref|result|content|item|text|only';

export const reading = (family: string, command: string, why: string, guess = 0, rank = 0): Proposal => ({
  family,
  steps: [{ command, why }],
  risk: 'read',
  guess,
  rank,
});

const CHANGES =
  'delete|copy|move|rename|compress|extract|append|insert|replace|kill|create|write|set|backup|convert';

const integer = (term: Term) => term.kind === 'number' && Number.isInteger(term.value) && term.value! >= 0;

/** First or last lines, characters or bytes; one line; a range of lines. */
export const slices: Rule = (r) => {
  if (
    r.has(
      'delete|sort|frequency|unique|count|largest|newest|grep|append|insert|replace|sum|commits|head-ref|column|most-frequent|rename|move|average',
    ) &&
    !r.has('line')
  )
    return undefined;
  if (
    r.has(
      'append|insert|replace|delete|unique|frequency|sort|column|largest|newest|count|average|dedupe|duplicates|compress',
    ) ||
    (r.has('create|write|copy') && !r.has('#path'))
  )
    return undefined;
  const range = rangeOf(r);
  const unit = r.has('bytes') ? 'c' : r.has('character') ? 'c' : 'n';
  const exceptHeader = r.find('exclude-header');
  const head = r.find('head');
  const tail = r.find(
    'tail',
    (term) =>
      !(term.tags.has('ends-with') && r.has('#ext|#literal')) &&
      (!term.tags.has('within') || r.has('line|character|bytes|row')),
  );
  const skip = r.find('skip');
  const nth =
    r.find('nth', integer) ??
    (r.find('second-ord|second', () => r.has('line')) as Term | undefined) ??
    r.find('ordinal');
  const header = r.find('header', () => !r.has('column'));
  if (!range && !head && !tail && !exceptHeader && !nth && !header && !lineNumber(r) && !r.has('middle'))
    return undefined;
  if (range) {
    const source = takeSource(r);
    if (!source) return undefined;
    r.may('line', GREEDY, 'between', 'p-from', 'p-to', 'until', 'range', 'since', 'start', 'per');
    return forEach(r, `sed -n '${range}'`, source, r.say('prints these lines', '打印这些行'));
  }
  const chosen = lineNumber(r) ?? (nth ? Number(nth.value ?? ordinalWord(nth)) : undefined);
  if (chosen !== undefined && !Number.isNaN(chosen)) {
    r.mark(
      nth,
      r.find('#num', (term) => term.value === chosen),
    );
    const source = takeSource(r);
    if (!source) return undefined;
    r.may('line', 'number-lines', GREEDY, 'per', 'head');
    const fromEnd = r.all('tail').length > 0;
    const command = fromEnd ? `tail -n ${chosen} ` : `sed -n '${chosen}p'`;
    return forEach(
      r,
      fromEnd ? `${command.trim()}` : command,
      source,
      r.say('prints this one line', '打印这一行'),
      fromEnd ? 'head -n 1' : undefined,
    );
  }
  const number = r.find('#num', integer);
  r.mark(head, tail, number, header, exceptHeader);
  const source = takeSource(r);
  if (!source) return undefined;
  r.may('line', GREEDY, 'character', 'bytes', 'per', 'file', 'log');
  const n = number?.value ?? undefined;
  const single =
    /\blines?\b/.exec(r.analysis.request)?.[0] === 'line' || r.analysis.language === 'zh' || unit === 'c';
  const count = n ?? (header || single ? 1 : 10);
  if (exceptHeader)
    return forEach(r, 'tail -n +2', source, r.say('prints all but the first line', '打印除首行以外的内容'));
  if (skip && (head || tail)) {
    r.mark(skip);
    return forEach(
      r,
      head ? `tail -n +${count + 1}` : `head -n -${count}`,
      source,
      r.say('prints the rest', '打印其余部分'),
    );
  }
  if (r.has('follow') && r.need('follow'))
    return {
      ...reading('text', withSource('tail -f', source), r.say('follows the file', '持续显示文件末尾')),
      steps: [
        {
          command: withSource('tail -f', source),
          why: r.say('follows the file', '持续显示文件末尾'),
          interactive: true,
        },
      ],
    };
  if (head && tail) {
    const file = source.args;
    if (file === '' || source.many) return undefined;
    return reading(
      'text',
      `head -n ${count} ${file}; tail -n ${count} ${file}`,
      r.say('prints start and end', '打印开头和结尾'),
    );
  }
  const tool = tail && !head && !header ? 'tail' : 'head';
  return forEach(
    r,
    `${tool} -${unit} ${count}`,
    source,
    tool === 'head' ? r.say('prints the beginning', '打印开头部分') : r.say('prints the end', '打印末尾部分'),
  );
};

function ordinalWord(term: Term): number {
  const places: Readonly<Record<string, number>> = {
    second: 2,
    '2nd': 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    sixth: 6,
    seventh: 7,
    eighth: 8,
    ninth: 9,
    tenth: 10,
    第二: 2,
    第三: 3,
    第四: 4,
    第五: 5,
  };
  return places[term.raw.toLowerCase()] ?? Number.NaN;
}

/** "line 7", "line number 7", "第7行". */
function lineNumber(r: Reading): number | undefined {
  const line = r.terms.find(
    (term) =>
      (term.tags.has('line') || term.tags.has('number-lines')) && r.at(term.index + 1)?.kind === 'number',
  );
  if (line && !r.at(line.index + 2)?.tags.has('p-and')) {
    const number = r.at(line.index + 1)!;
    return r.free(number) ? number.value : undefined;
  }
  return undefined;
}

/** "lines 3 to 7", "3-7", "from line 3 to line 7": sed's own notation. */
export function rangeOf(r: Reading): string | undefined {
  if (!r.has('line')) return undefined;
  const range = r.find('#range');
  if (range) {
    r.mark(range);
    return `${range.text.replace('-', ',')}p`;
  }
  const numbers = r.terms.filter((term) => r.free(term) && integer(term));
  const [first, second] = numbers;
  if (first && second) {
    const between = r.terms.slice(first.index + 1, second.index);
    if (
      between.length > 0 &&
      between.length <= 3 &&
      between.some(
        (term) =>
          term.tags.has('p-to') ||
          term.tags.has('until') ||
          term.tags.has('p-and') ||
          /^[-–~]$/.test(term.raw),
      )
    ) {
      r.mark(first, second, ...between);
      const and = between.some((term) => term.tags.has('p-and')) && !r.has('between');
      return and ? `${first.value}p;${second.value}p` : `${first.value},${second.value}p`;
    }
  }
  if (
    first &&
    !second &&
    /(?:to the end|onwards|onward|until the end|到最后|到末尾|以后)/.test(r.analysis.request)
  ) {
    r.mark(first, ...r.all('tail|until|p-from'));
    for (const term of r.terms) if (/^(?:onwards?|end)$/.test(term.raw)) r.mark(term);
    return `${first.value},$p`;
  }
  return undefined;
}

/** Runs on one file, on standard input, or once per file. */
function forEach(r: Reading, command: string, source: Source, why: string, then?: string): Proposal {
  const tail = then ? ` | ${then}` : '';
  if (!source.many) return reading('text', `${withSource(command, source)}${tail}`, why, source.guess);
  if (/^(?:head|tail) /.test(command) && !then) {
    const quiet = command.replace(/^(head|tail) /, '$1 -q ');
    const plain = r.has('name') ? command : quiet;
    if (source.recursive || (source.find && source.paths.length === 0))
      return reading('text', `${source.find} -exec ${plain} {} +`, why, source.guess);
    return reading('text', withSource(plain, source), why, source.guess);
  }
  if (source.find && source.paths.length === 0)
    return reading('text', `${source.find} -exec ${command} {} \\;`, why, source.guess);
  return reading('text', `for f in ${source.args}; do ${command} "$f"${tail}; done`, why, source.guess);
}

/** Lines, words, characters, bytes of files. */
export const counts: Rule = (r) => {
  if (
    r.has(CHANGES) ||
    !r.has('count|number-lines|frequency|length|sum|size') ||
    !r.has('line|word|character|bytes')
  )
    return undefined;
  if (
    r.has(
      'contains|not-contains|grep|starts-with|ends-with|unique|duplicates|empty|blank-line|comment|per|level-log|status-code|error|column|dedupe|#literal',
    ) &&
    !(r.has('per|all') && r.has('file'))
  )
    return undefined;
  if (r.has('contains|starts-with|ends-with|unique|blank-line|comment|more-than') && !r.has('p-named'))
    return undefined;
  if (!r.has('count|sum') && r.has('size')) return undefined;
  const flag = r.has('word') ? 'w' : r.has('character') ? 'm' : r.has('line') ? 'l' : 'c';
  if (r.terms.some((term) => term.kind === 'quoted' && !term.entry)) return undefined;
  const sum = r.all('sum').length > 0;
  const each =
    r.find(
      'count-each|per',
      (term) => term.tags.has('count-each') || /each|every|per|每|各/.test(term.raw),
    ) !== undefined;
  r.may('count', 'frequency', 'length', 'count-each', 'per', 'number-lines', 'size');
  const source = takeSource(r);
  if (!source) return undefined;
  r.may('line', 'word', 'character', 'bytes', GREEDY, 'file', 'number-noun', 'lines-of-code');
  const why = r.say('counts them', '进行统计');
  if (!source.many)
    return reading(
      'count',
      source.args === '' ? `wc -${flag}` : `wc -${flag} < ${source.args}`,
      why,
      source.guess,
    );
  if (each && !sum) {
    const whole = source.find && (source.recursive || source.paths.length === 0);
    return reading(
      'count',
      whole
        ? `${source.find} -exec wc -${flag} {} \\;`
        : `for f in ${source.args}; do wc -${flag} "$f"; done`,
      why,
      source.guess,
    );
  }
  if (
    /and|,/.test(source.args) ||
    (source.paths.length > 1 && source.paths.length < 4 && !sum && !r.has('all'))
  )
    return reading('count', withSource(`wc -${flag}`, source), why, source.guess);
  return reading('count', piped(`wc -${flag}`, source), why, source.guess);
};

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
  r.may(
    'sort',
    'alphabetical',
    'ascending',
    'number-noun',
    'whole-line',
    'largest',
    'smallest',
    'max',
    'min',
  );
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
  const looksNumeric =
    peeked !== undefined &&
    peeked
      .split('\n')
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

/** Distinct lines, duplicates, and how often each occurs. */
export const distinct: Rule = (r) => {
  if (
    r.has(
      'column|extension|commits|word|level-log|status-code|address|author|contributors|compare|in-place|field|process',
    )
  )
    return undefined;
  if (
    r.has('rename|copy|move|compress|append|insert|same|checksum') ||
    !r.has('unique|duplicates|frequency|most-frequent|dedupe|least-frequent')
  )
    return undefined;
  const per =
    r.all('frequency|most-frequent|least-frequent').length > 0 ||
    (r.has('count') && r.has('per') && !r.has('unique'));
  const top = r.has('most-frequent');
  const least = r.has('least-frequent');
  const dedupe = r.all('dedupe').length > 0;
  const duplicates = r.all('duplicates').length > 0 && !dedupe && !r.has('delete');
  const unique = r.all('unique').length > 0 || dedupe;
  const counting = r.all('count').length > 0;
  const keepOrder =
    /(?:keep|preserv|maintain|without (?:sorting|changing)|original order|保持.*顺序|保留.*顺序|原有顺序|不改变顺序)/.test(
      r.analysis.request,
    );
  if (keepOrder) {
    r.may('keep', 'original', 'sort', 'not');
    for (const term of r.terms) if (/order|sorting|maintain/.test(term.raw)) r.mark(term);
  }
  const number = r.find('#num', integer);
  r.mark(number);
  const ignoreCase = r.all('case-insensitive').length > 0;
  const sorted = r.all('sort|alphabetical').length > 0;
  const reverse = r.has('reverse');
  r.may('reverse', 'per', 'delete', 'numerical', 'p-with', 'ascending');
  const source = takeSource(r);
  if (!source || source.recursive) return undefined;
  r.may('line', GREEDY, 'value', 'item', 'file', 'name', 'number-noun');
  // "each metal", "distinct cities": what a line holds.
  markLineNoun(r);
  const read = withSource('sort', source);
  const i = ignoreCase ? 'i' : '';
  const f = ignoreCase ? ' -f' : '';
  const head = number
    ? ` | head -n ${number.value}`
    : top && !/first/.test(topNoun(r)) && !r.has('reverse') && !/s\b/.test(topNoun(r))
      ? ' | head -n 1'
      : '';
  const why = r.say('compares the lines with each other', '比较各行内容');
  if (per || (counting && !unique && !duplicates)) {
    if (top || least)
      return reading(
        'text',
        `${read}${f} | uniq -c${i} | sort -${least ? '' : 'r'}n${head || (reverse ? '' : ' | head -n 1')}`,
        why,
        source.guess + (head ? 0 : 0.1),
      );
    return reading(
      'text',
      `${read}${f} | uniq -c${i}${sorted || reverse || number ? ' | sort -rn' : ''}${head}`,
      why,
      source.guess,
    );
  }
  if (duplicates)
    return reading(
      'text',
      counting ? `${read}${f} | uniq -d${i} | wc -l` : `${read}${f} | uniq -d${i}`,
      why,
      source.guess,
    );
  if (counting) return reading('text', `${read} -u${i ? 'f' : ''} | wc -l`, why, source.guess);
  if (dedupe || unique) {
    if (keepOrder) return reading('text', withSource(`awk '!seen[$0]++'`, source), why, source.guess);
    return reading(
      'text',
      `${read} -u${i ? 'f' : ''}${reverse ? 'r' : ''}`,
      why,
      source.guess + (dedupe && !sorted ? 0.05 : 0),
    );
  }
  return undefined;
};

const topNoun = (r: Reading): string => {
  const mark = r.terms.find((term) => term.tags.has('most-frequent'));
  return mark ? (r.at(mark.index + 1)?.raw ?? '') : '';
};

/** An unknown noun that follows each, every, distinct, most common …: it names what the lines hold. */
export function markLineNoun(r: Reading): void {
  for (const term of r.terms) {
    if (!r.free(term) || term.kind !== 'word' || (term.tags.size > 0 && !term.tags.has('#bunch'))) continue;
    const before = [r.at(term.index - 1), r.at(term.index - 2)];
    if (
      before.some(
        (other) =>
          other !== undefined &&
          [
            'per',
            'all',
            'unique',
            'most-frequent',
            'least-frequent',
            'duplicates',
            'frequency',
            'count',
            'sort',
          ].some((tag) => other.tags.has(tag)),
      )
    ) {
      r.mark(term);
      return;
    }
  }
}

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

/** Case, number of fields, length: one small filter over the text. */
export const filters: Rule = (r) => {
  const upper = r.find('uppercase');
  const lower = r.find('lowercase');
  const longest = r.find('longest');
  const shortest = r.find('shortest');
  const hex = r.find('hex');
  const base64 = r.find('base64');
  if (r.has('rename|file-name') || r.has('case-insensitive')) return undefined;
  if (upper || lower) {
    if (r.has('count|grep|contains|find|starts-with') && !r.has('convert')) return undefined;
    if (/in[- ]?place|save|overwrite|原地|写回/.test(r.analysis.request)) return undefined;
    r.mark(upper, lower);
    if (r.has('p-from') && upper && lower) return undefined;
    const quoted = r.find('#quoted', (term) => !term.entry);
    const command = upper ? `tr '[:lower:]' '[:upper:]'` : `tr '[:upper:]' '[:lower:]'`;
    r.may(
      'convert',
      'replace',
      'character',
      'all',
      GREEDY,
      'text',
      'version',
      'screen',
      'word',
      'p-to',
      'print',
      'change',
      'line',
      'write',
      'content',
      'create',
    );
    if (quoted) {
      r.mark(quoted);
      return reading(
        'text',
        `printf '%s\\n' ${quote(quoted.text)} | ${command}`,
        r.say('converts the text', '转换文本'),
        0,
      );
    }
    const source = takeSource(r);
    if (!source) return undefined;
    const writes = r.terms.some((term) => term.role === 'to' && term.tags.has('#path') && r.free(term));
    if (writes) return undefined;
    return reading(
      'text',
      piped(command, source),
      r.say('prints the text converted', '打印转换后的文本'),
      source.guess,
    );
  }
  if ((longest || shortest) && r.has('line|word|name')) {
    r.mark(longest, shortest);
    const source = takeSource(r);
    if (!source || source.recursive) return undefined;
    r.may('line', GREEDY, 'length', 'count', 'character');
    const words = r.find('word');
    r.mark(words);
    const command = words
      ? `${piped(`tr -cs '[:alnum:]' '\\n'`, source)} | awk '{ print length, $0 }' | sort -${longest ? 'r' : ''}n | head -n 1 | cut -d' ' -f2-`
      : withSource(
          longest
            ? `awk 'length > n { n = length; line = $0 } END { print ${r.has('length') ? 'n' : 'line'} }'`
            : `awk 'NR == 1 || length < n { n = length; line = $0 } END { print line }'`,
          source,
        );
    return reading('text', command, r.say('finds the longest or shortest', '找出最长或最短的'), source.guess);
  }
  if (hex && !hex.tags.has('#num') && !r.has('convert|#num')) {
    r.mark(hex);
    const source = takeSource(r);
    if (!source) return undefined;
    r.may(GREEDY, 'bytes', 'head');
    return reading(
      'text',
      withSource('od -A x -t x1z', source),
      r.say('shows the bytes', '显示各字节'),
      source.guess + 0.2,
    );
  }
  if (base64) {
    r.mark(base64);
    const decode = r.all('decode').length > 0;
    r.may('encode', 'convert', GREEDY);
    const quoted = r.find('#quoted', (term) => !term.entry) ?? r.find('#literal');
    const tool = decode ? 'base64 -d' : 'base64';
    if (quoted) {
      r.mark(quoted);
      return reading(
        'text',
        `printf '%s' ${quote(quoted.text)} | ${tool}`,
        r.say('converts the text', '转换文本'),
      );
    }
    const source = takeSource(r);
    if (!source || source.many) return undefined;
    return reading('text', withSource(tool, source), r.say('converts the text', '转换文本'), source.guess);
  }
  return undefined;
};

/** Most frequent words. */
export const words: Rule = (r) => {
  if (!r.has('word') || !r.has('frequency|most-frequent|unique') || r.has('starts-with|grep'))
    return undefined;
  const number = r.find('#num', integer);
  r.mark(number);
  const counting = r.has('count') && r.has('unique');
  const literal = r.find('#quoted|#literal');
  if (literal) return undefined;
  r.may(
    'word',
    'frequency',
    'most-frequent',
    'unique',
    'count',
    'per',
    'sort',
    'reverse',
    'case-insensitive',
    'head',
  );
  const ignoreCase = r.analysis.terms.some((term) => term.tags.has('case-insensitive'));
  const unique = !r.analysis.terms.some(
    (term) => term.tags.has('frequency') || term.tags.has('most-frequent'),
  );
  const source = takeSource(r);
  if (!source) return undefined;
  r.may(GREEDY, 'name');
  const split =
    piped(`tr -cs '[:alnum:]' '\\n'`, source) + (ignoreCase ? ` | tr '[:upper:]' '[:lower:]'` : '');
  const clean = `${split} | grep .`;
  if (counting)
    return reading(
      'text',
      `${clean} | sort -u | wc -l`,
      r.say('counts distinct words', '统计不同的单词'),
      source.guess,
    );
  if (unique)
    return reading(
      'text',
      `${clean} | sort -u`,
      r.say('lists distinct words', '列出不同的单词'),
      source.guess,
    );
  const many = /words/.test(r.analysis.request);
  return reading(
    'text',
    `${clean} | sort | uniq -c | sort -rn | head -n ${number?.value ?? (many ? 10 : 1)}`,
    r.say('ranks words by frequency', '按频率排列单词'),
    source.guess + (number ? 0 : 0.1),
  );
};

/** Joining lines, wrapping, translating separators. */
export const reshapes: Rule = (r) => {
  const join = r.find('join', () => r.has('line'));
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

export const textRules: readonly Rule[] = [slices, counts, sorts, distinct, words, filters, reshapes, shows];
export { awkString, delimiterOf, overFiles };
