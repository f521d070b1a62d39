import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { GREEDY, integer, type Rule, reading } from './common.ts';
import { type Source, takeSource, withSource } from './source.ts';

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
  // 名字以 A 开头的人: how a name begins, not the beginning of the file.
  if (/以\s*\S{1,12}\s*(?:开头|结尾)/.test(r.analysis.request)) return undefined;
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
  // The first element of a JSON file is not its first line.
  if (!source || (/\.json$/i.test(source.paths[0] ?? '') && !r.has('line|character|bytes'))) return undefined;
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
  // "the last 5 lines in reverse order"
  const backwards = unit === 'n' && !source.many && !source.recursive ? r.find('reverse') : undefined;
  if (backwards && r.has('line') && !/(?:highest|largest|biggest|newest|most)/i.test(backwards.raw)) {
    r.mark(backwards);
    return reading(
      'text',
      `${withSource(`${tool} -n ${count}`, source)} | tac`,
      r.say('prints these lines backwards', '倒序打印这些行'),
      source.guess,
    );
  }
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

const ONWARDS =
  /to the end|onwards?\b|until the end|(?:start|begin)(?:ing|s)? (?:at|with|from|on) (?:the )?(?:\w+ line|line)|from (?:the )?(?:\w+ line|line \w+) on\b|到最后|到末尾|以后/i;

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
  const last = numbers.at(-1);
  if (first && last && numbers.length > 2 && listed(r, first, last)) {
    r.mark(...numbers, ...r.terms.slice(first.index, last.index));
    return numbers.map((number) => `${number.value}p`).join(';');
  }
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
  if (first && !second && ONWARDS.test(r.analysis.request)) {
    r.mark(first, ...r.all('tail|until|p-from|since|at-least'));
    for (const term of r.terms) if (/^(?:onwards?|on|end)$/.test(term.raw)) r.mark(term);
    return `${first.value},$p`;
  }
  const place = r.find('second-ord|ordinal');
  if (place && !first && ONWARDS.test(r.analysis.request) && !Number.isNaN(ordinalWord(place))) {
    r.mark(place, ...r.all('tail|until|p-from|since|start|at-least'));
    for (const term of r.terms) if (/^(?:onwards?|on|end)$/.test(term.raw)) r.mark(term);
    return `${ordinalWord(place)},$p`;
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

/** "2, 4 and 6": nothing but signs and "and" between the numbers. */
const listed = (r: Reading, first: Term, last: Term): boolean =>
  r.terms
    .slice(first.index, last.index)
    .every((term) => term.kind === 'number' || term.raw === ',' || term.tags.has('p-and'));
