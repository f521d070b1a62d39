import { escapeBasic, escapeExtended, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import { correctable } from '../text/vocabulary.ts';
import type { Proposal, Term } from '../types.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';
import { reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;
const GREEDY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|item|text|word|contains|where|say|content';

interface Pattern {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly regex: boolean;
  readonly anchor: '' | '^' | '$';
  /** The wording leaves upper and lower case open: "errors". */
  readonly soft: boolean;
}

const SOFT: Readonly<Record<string, string>> = {
  error: 'error',
  warning: 'warn',
  'info-level': 'info',
  failed: 'fail',
};

/** What is searched for: quoted, after "containing", or a word like "errors". */
function takePatterns(r: Reading): Pattern[] {
  const patterns: Pattern[] = [];
  const quoted = r.terms.filter(
    (term) =>
      r.free(term) &&
      (term.kind === 'quoted' || term.tags.has('#literal')) &&
      !(term.entry && term.role === 'in') &&
      term.role !== 'to',
  );
  for (const term of quoted) {
    if (patterns.length > 0 && !joinedTo(r, patterns.at(-1)!.terms.at(-1)!, term)) continue;
    patterns.push(patternOf(r, term, phraseFrom(r, term)));
  }
  if (patterns.length > 0) return patterns;
  const after = r.terms.find(
    (term) =>
      r.free(term) &&
      ['contains', 'not-contains', 'grep', 'starts-with', 'ends-with'].some((tag) => term.tags.has(tag)),
  );
  if (after) {
    for (let at = after.index + 1; at <= after.index + 3; at += 1) {
      const term = r.at(at);
      if (
        term &&
        r.free(term) &&
        ['number', 'ip', 'email', 'url', 'date', 'variable', 'path', 'clock'].includes(term.kind) &&
        !term.entry &&
        term.role !== 'in'
      )
        return [patternOf(r, term, undefined)];
      if (term && r.free(term) && term.kind === 'word' && term.tags.size === 0)
        return [patternOf(r, term, phraseFrom(r, term))];
    }
  }
  const soft = Object.keys(SOFT)
    .map((tag) => r.find(tag))
    .find((term) => term !== undefined);
  if (soft) {
    const tag = Object.keys(SOFT).find((name) => soft.tags.has(name))!;
    const upper = /^[A-Z]{3,}$/.test(soft.raw);
    return [{ text: upper ? soft.raw : SOFT[tag]!, terms: [soft], regex: false, anchor: '', soft: !upper }];
  }
  const capital = r.terms.find(
    (term) => r.free(term) && /^[A-Z][A-Z_]{2,}$/.test(term.raw) && !term.entry && !term.tags.has('#path'),
  );
  if (capital) return [patternOf(r, capital, undefined)];
  const mark = r.terms.find((term) =>
    ['find', 'grep', 'show', 'ask', 'count', 'frequency'].some((tag) => term.tags.has(tag)),
  );
  const unknown = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      term.tags.size === 0 &&
      !term.entry &&
      mark !== undefined &&
      term.index > mark.index,
  );
  if (unknown) return [{ ...patternOf(r, unknown, undefined), soft: true }];
  return [];
}

const joinedTo = (r: Reading, a: Term, b: Term): boolean => {
  const between = r.terms.slice(a.index + 1, b.index);
  return between.every(
    (term) =>
      ['p-and', 'p-or', 'stop', 'contains', 'text', 'word', 'not'].some((tag) => term.tags.has(tag)) ||
      term.raw === ',' ||
      term.raw === '、',
  );
};

/** "draft: true" unquoted: the rest of the clause belongs to the text searched for. */
function phraseFrom(r: Reading, term: Term): readonly Term[] | undefined {
  if (term.kind !== 'word') return undefined;
  const more: Term[] = [];
  let at = term.index + 1;
  while (r.at(at) && (r.at(at)!.raw === ':' || r.at(at)!.raw === '=') && r.at(at + 1)) {
    more.push(r.at(at)!, r.at(at + 1)!);
    at += 2;
  }
  while (more.length === 0 && r.free(r.at(at)) && r.at(at)!.kind === 'word' && r.at(at)!.tags.size === 0) {
    more.push(r.at(at)!);
    at += 1;
  }
  return more.length > 0 ? more : undefined;
}

function patternOf(r: Reading, term: Term, more: readonly Term[] | undefined): Pattern {
  const terms = [term, ...(more ?? [])];
  const end = terms.at(-1)!.end;
  const text =
    term.kind === 'quoted' ? term.text : more ? r.analysis.request.slice(term.start, end) : term.raw;
  const before = [1, 2, 3, 4]
    .map((back) => r.at(term.index - back))
    .find((other) => other && ['starts-with', 'ends-with'].some((tag) => other.tags.has(tag)));
  const after =
    r.analysis.language === 'zh'
      ? [1, 2]
          .map((on) => r.at(term.index + on))
          .find((other) => other && ['starts-with', 'ends-with'].some((tag) => other.tags.has(tag)))
      : undefined;
  const mark = before ?? after;
  const anchor = mark?.tags.has('starts-with') ? '^' : mark?.tags.has('ends-with') ? '$' : '';
  return { text, terms: mark ? [...terms, mark] : terms, regex: r.has('regex'), anchor, soft: false };
}

/** Text search in all its variants. */
export const greps: Rule = (r) => {
  if (
    r.has('delete|move|copy|rename|replace|append|insert|compress|kill|create|json|sum|average|json') &&
    !r.has('grep')
  ) {
    if (!(r.has('sum') && r.has('count'))) return undefined;
  }
  if (
    r.has(
      'name-contains|history-git|commits|process|frequency|per|env-var|package|service|journal|#dur|starts-with|ends-with',
    ) &&
    !r.has('line|contains|error|warning|frequency')
  )
    return undefined;
  if (r.has('process|package|commits|env-var|branch') || (r.has('unique') && !r.has('line')))
    return undefined;
  if (r.has('most-frequent|max|min|average|sort|longest|shortest')) return undefined;
  const mode = takeModes(r);
  const patterns = takePatterns(r);
  if (patterns.length === 0) return undefined;
  for (const pattern of patterns) r.mark(...pattern.terms);
  const skip = (term: Term) => patterns.some((pattern) => pattern.terms.includes(term));
  const question = r.has('ask');
  const source = takeSource(r, skip);
  if (!source) {
    if (!r.has('contains|grep') || !r.has('file')) return undefined;
  }
  const place: Source = source ?? {
    args: '.',
    paths: [],
    many: true,
    recursive: true,
    include: '',
    find: undefined,
    guess: 0.1,
  };
  r.may(
    'grep',
    'starts-with',
    'ends-with',
    'not-contains',
    'p-and',
    'p-or',
    'per',
    'log',
    'message',
    GREEDY,
    'recursive',
    'here',
    'case-sensitive',
  );
  const asksFiles =
    place.many &&
    !r.has('line') &&
    !mode.count &&
    !mode.numbers &&
    !mode.context &&
    (r.has('file|only-name|script-noun|bunch') ||
      (question && /which|哪/.test(r.analysis.request)) ||
      r.has('not-contains'));
  r.may('file', 'line', 'only-name', 'name', 'only-path', 'path', 'script-noun');
  const command = build(r, place, patterns, mode, asksFiles);
  return (
    command &&
    reading(
      asksFiles ? 'grep-files' : 'grep',
      command.text,
      r.say('searches the text', '搜索文本'),
      place.guess + command.guess,
    )
  );
};

interface Modes {
  readonly ignoreCase: boolean;
  readonly invert: boolean;
  readonly numbers: boolean;
  readonly count: boolean;
  readonly times: boolean;
  readonly word: boolean;
  readonly only: boolean;
  readonly context: string | undefined;
  readonly limit: number | undefined;
}

function takeModes(r: Reading): Modes {
  const times =
    r.all('frequency').length > 0 || (r.has('count') && /occurrence|times|次/.test(r.analysis.request));
  const context = takeContext(r);
  const numbers = r.all('number-lines|position').length > 0;
  const limit = r.find('head') && r.find('#num');
  if (limit) r.mark(limit, r.find('head'));
  return {
    ignoreCase: r.all('case-insensitive').length > 0,
    invert: r.all('not-contains').length > 0 || takeInversion(r),
    numbers,
    count: r.all('count').length > 0 || times,
    times,
    word: r.all('whole-word').length > 0,
    only:
      r.find('only') !== undefined &&
      /only the match|just the match|matching part|只.*匹配部分/.test(r.analysis.request),
    context,
    limit: limit?.value,
  };
}

function takeInversion(r: Reading): boolean {
  const not = r.find('not', (term) =>
    ['contains', 'starts-with', 'ends-with', 'say'].some((tag) =>
      [1, 2].some((on) => r.at(term.index + on)?.tags.has(tag)),
    ),
  );
  const except = r.find(
    'except',
    (term) =>
      r.has('line') &&
      !r.terms.some(
        (other) => other.index > term.index && (other.tags.has('#ext') || other.tags.has('#dir')),
      ),
  );
  r.mark(not, except);
  return not !== undefined || except !== undefined;
}

/** "with 2 lines after", "3 lines of context". */
function takeContext(r: Reading): string | undefined {
  const context = r.find('context-lines');
  const side = r.terms.find(
    (term) =>
      r.free(term) &&
      /^(?:after|before|around|following|preceding|above|below|后|前|之后|之前|前后|后面|前面)$/.test(
        term.raw.toLowerCase(),
      ) &&
      [r.at(term.index - 1), r.at(term.index - 2), r.at(term.index + 1), r.at(term.index + 2)].some(
        (other) => other?.tags.has('line') || other?.kind === 'number',
      ),
  );
  const mark = context ?? side;
  if (!mark) return undefined;
  const number = r.find('#num');
  if (!number && !context && r.has('head|tail')) return undefined;
  if (!number && !context) return undefined;
  r.mark(mark, number);
  const letter =
    /after|following|below|后/.test(mark.raw) && !/前后/.test(mark.raw)
      ? 'A'
      : /before|preceding|above|^之?前面?$/.test(mark.raw)
        ? 'B'
        : 'C';
  r.mark(side);
  return `-${letter} ${number?.value ?? 2}`;
}

function build(
  r: Reading,
  source: Source,
  patterns: readonly Pattern[],
  mode: Modes,
  files: boolean,
): { text: string; guess: number } | undefined {
  const peeked = peekSource(r, source);
  const soft = patterns.some((pattern) => pattern.soft);
  const unsure = soft && patterns[0]!.terms[0]!.tags.size === 0;
  let guess = !unsure
    ? 0
    : source.many && !correctable(patterns[0]!.text.toLowerCase()) && /^[a-z]/.test(patterns[0]!.text)
      ? 0.9
      : 0.3;
  let texts = patterns.map((pattern) => pattern.text);
  let ignoreCase = mode.ignoreCase;
  if (!ignoreCase && soft) {
    const found = peeked === undefined ? undefined : casing(texts[0]!, peeked);
    if (found) texts = [found];
    else {
      if (peeked !== undefined && patterns[0]!.terms[0]!.tags.size === 0) return undefined;
      ignoreCase = true;
    }
  } else if (!ignoreCase && peeked !== undefined && peeked.length < 60_000 && !patterns[0]!.regex) {
    // Wording like "lines with error" about a file that only says ERROR.
    const first = texts[0]!;
    if (
      !peeked.includes(first) &&
      peeked.toLowerCase().includes(first.toLowerCase()) &&
      patterns[0]!.terms[0]!.kind !== 'quoted'
    )
      ignoreCase = true;
  }
  const anchored = patterns.some((pattern) => pattern.anchor !== '');
  const regex = patterns[0]!.regex;
  const both =
    (patterns.length > 1 && /\bboth\b|同时/.test(r.analysis.request)) ||
    (patterns.length > 1 && !r.has('p-or') && /\band\b|和|且/.test(r.analysis.request) && !files);
  const meta = texts.some((text) => /[.[\]*^$\\]/.test(text));
  const alternatives = patterns.length > 1 && !both;
  let flags = '';
  let pattern: string;
  if (alternatives) {
    flags += 'E';
    pattern = patterns
      .map(
        (one, i) =>
          `${one.anchor === '^' ? '^' : ''}${regex ? texts[i]! : escapeExtended(texts[i]!)}${one.anchor === '$' ? '$' : ''}`,
      )
      .join('|');
  } else if (anchored) {
    const one = patterns[0]!;
    pattern = `${one.anchor === '^' ? '^' : ''}${escapeBasic(texts[0]!)}${one.anchor === '$' ? '$' : ''}`;
  } else {
    pattern = texts[0]!;
    if (regex) flags += 'E';
    else if (meta) flags += 'F';
  }
  const recursive = source.recursive;
  if (recursive) flags = `r${flags}`;
  if (ignoreCase) flags += 'i';
  if (mode.word) flags += 'w';
  if (files) flags += mode.invert ? 'L' : 'l';
  else {
    if (mode.invert) flags += 'v';
    if (mode.times || mode.only) flags += 'o';
    else if (mode.count && (!source.many || r.has('count-each|per'))) flags += 'c';
    if (mode.numbers) flags += 'n';
  }
  const total = mode.count && source.many && !flags.includes('c') && !mode.times;
  if ((mode.times || total) && source.many && !files) flags += 'h';
  else if (source.many && !files && !recursive && /^(?:title|show|print)/.test('')) flags += 'h';
  const word = pattern.startsWith('-') ? `-e ${quote(pattern)}` : quote(pattern);
  const head = `grep${flags ? ` -${flags}` : ''}${mode.context ? ` ${mode.context}` : ''} ${source.include}${word}`;
  let text =
    source.find && !recursive && source.paths.length === 0
      ? `${source.find} -exec ${head} {} +`
      : withSource(head, source);
  if (both) for (const extra of texts.slice(1)) text += ` | grep${ignoreCase ? ' -i' : ''} ${quote(extra)}`;
  if (mode.limit !== undefined) text += ` | head -n ${mode.limit}`;
  if (mode.times || total) text += ' | wc -l';
  if (!files && source.many && recursive && !mode.count) guess += 0.05;
  return { text, guess };
}

/** How the file itself writes the word. */
function casing(word: string, text: string): string | undefined {
  for (const form of [
    word.toUpperCase(),
    word[0]!.toUpperCase() + word.slice(1),
    word.toLowerCase(),
    word.toLowerCase().replace(/s$/, ''),
    word.toUpperCase().replace(/S$/, ''),
  ])
    if (new RegExp(`(?<![A-Za-z])${escapeExtended(form)}`).test(text))
      return text.split(form).length > 1 && onlyCasing(form, text) ? form : undefined;
  return undefined;
}

const onlyCasing = (form: string, text: string): boolean =>
  text.toLowerCase().split(form.toLowerCase()).length === text.split(form).length;

const FORMS: readonly (readonly [string, string])[] = [
  ['email-noun', '[[:alnum:]._%+-]+@[[:alnum:].-]+\\.[[:alpha:]]+'],
  ['url-noun', `https?://[^[:space:]"'<>)]+`],
  ['address', '([0-9]{1,3}\\.){3}[0-9]{1,3}'],
];

/** Blank lines, comments, long lines, lines with digits; addresses and numbers inside a text. */
export const lineKinds: Rule = (r) => {
  if (
    r.has('replace|append|insert|most-frequent|frequency|sort|edit|sum') ||
    (r.has('delete') &&
      !/print|show|display|without|输出|显示|打印|output|skip|omit|hide/.test(r.analysis.request))
  )
    return undefined;
  const blank =
    r.find('blank-line') ?? r.find('empty', (term) => r.at(term.index + 1)?.tags.has('line') === true);
  const comment = r.find('comment');
  if (blank || comment) {
    r.mark(blank, comment, ...r.all('blank-line|comment'));
    const count = r.all('count').length > 0;
    const out = r.all('not|not-contains|delete|skip|except').length > 0;
    const source = takeSource(r);
    if (!source) return undefined;
    r.may('line', GREEDY, 'not', 'number-lines', 'p-and', 'p-or', 'file', 'only', 'active');
    const hash = /\/\/ comment/.test(r.analysis.request) ? '//' : '#';
    const pattern =
      blank && comment ? `^[[:space:]]*(${hash}|$)` : blank ? '^[[:space:]]*$' : `^[[:space:]]*${hash}`;
    const flags = `${blank && comment ? 'E' : ''}${out ? 'v' : ''}${count ? 'c' : ''}${source.recursive ? 'r' : ''}`;
    return reading(
      'grep',
      withSource(`grep${flags ? ` -${flags}` : ''} '${pattern}'`, source),
      r.say('picks lines by kind', '按类型筛选行'),
      source.guess,
      1,
    );
  }
  const number = r.find('#num', (term) =>
    [r.at(term.index + 1), r.at(term.index + 2)].some((next) => next?.tags.has('character')),
  );
  if (number && r.has('line') && r.has('more-than|less-than|at-least|at-most|longest|exactly')) {
    const shorter = r.has('less-than|at-most');
    const sign = shorter
      ? r.has('at-most')
        ? '<='
        : '<'
      : r.has('at-least')
        ? '>='
        : r.has('exactly')
          ? '=='
          : '>';
    const count = r.all('count').length > 0;
    r.mark(number);
    const source = takeSource(r);
    if (!source || source.recursive) return undefined;
    r.may(
      'line',
      'character',
      'length',
      'more-than',
      'less-than',
      'at-least',
      'at-most',
      'exactly',
      'than',
      'longest',
      GREEDY,
    );
    return reading(
      'grep',
      `${withSource(`awk 'length ${sign} ${number.value}'`, source)}${count ? ' | wc -l' : ''}`,
      r.say('picks lines by length', '按长度筛选行'),
      source.guess,
      1,
    );
  }
  if (r.has('line') && r.has('digit') && r.has('contains|with|p-with|not-contains')) {
    const not = r.all('not-contains|not').length > 0;
    const count = r.all('count').length > 0;
    const source = takeSource(r);
    if (!source) return undefined;
    r.may('line', 'digit', 'contains', GREEDY, 'number-noun');
    return reading(
      'grep',
      withSource(
        `grep -${not ? 'v' : ''}${count ? 'c' : ''}${source.recursive ? 'r' : ''} '[0-9]'`.replace(
          'grep - ',
          'grep ',
        ),
        source,
      ),
      r.say('picks lines with digits', '筛选含数字的行'),
      source.guess,
      1,
    );
  }
  for (const [tag, pattern] of FORMS) {
    if (
      !r.has(tag) ||
      r.has(
        '#ip|#host|#url|interface|status-code|machine|count|per|user|dns|ports|hostname|path|commits|config',
      )
    )
      continue;
    const unique = r.all('unique').length > 0;
    const mark = r.all(tag);
    const source = takeSource(r);
    if (!source) continue;
    r.mark(...mark);
    r.may(GREEDY, 'file', 'sort', 'request-noun', 'alphabetical', 'log');
    const grep = withSource(
      `grep -${source.recursive ? 'r' : ''}${source.many ? 'h' : ''}oE '${pattern.replaceAll("'", `'\\''`)}'`,
      source,
    );
    return reading(
      'grep',
      unique ? `${grep} | sort -u` : grep,
      r.say('takes these out of the text', '从文本中提取'),
      source.guess + 0.1,
    );
  }
  return undefined;
};

export const grepRules: readonly Rule[] = [greps, lineKinds];
