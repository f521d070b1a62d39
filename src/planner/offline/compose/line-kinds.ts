import { commentSign } from './comment-sign.ts';
import { reading } from './common.ts';
import { GREEDY, type Rule } from './grep.ts';
import { peekSource, takeSource, withSource } from './source.ts';

const FORMS: readonly (readonly [string, string])[] = [
  ['email-noun', '[[:alnum:]._%+-]+@[[:alnum:].-]+\\.[[:alpha:]]+'],
  ['url-noun', `https?://[^[:space:]"'<>)]+`],
  ['address', '([0-9]{1,3}\\.){3}[0-9]{1,3}'],
];

/** Languages whose comments begin with two strokes. */
const SLASHED = /\.(?:js|ts|jsx|tsx|c|h|cc|cpp|hpp|java|go|rs|cs|swift|kt|scala|php)$/;

/** Blank lines, comments, long lines, lines with digits; addresses and numbers inside a text. */
export const lineKinds: Rule = (r) => {
  if (
    r.has('replace|append|insert|most-frequent|frequency|sort|edit|sum') ||
    (r.has('delete') &&
      !/print|show|display|without|输出|显示|打印|output|skip|omit|hide/.test(r.analysis.request))
  )
    return undefined;
  const headings = r.find('header', (term) => /^(?:headings?|headlines?|标题)$/i.test(term.raw));
  if (headings) {
    r.mark(headings);
    const source = takeSource(r);
    if (!source || !/\.md\b|markdown/i.test(`${source.args} ${source.include} ${r.analysis.request}`))
      return undefined;
    const count = r.all('count').length > 0;
    r.may(GREEDY, 'line', 'title');
    return reading(
      'grep',
      withSource(`grep -${source.recursive ? 'r' : ''}${count ? 'c' : ''} '^#'`.replace('- ', ''), source),
      r.say('picks the headings', '筛选标题行'),
      source.guess,
      2,
    );
  }
  let blank =
    r.find('blank-line') ?? r.find('empty', (term) => r.at(term.index + 1)?.tags.has('line') === true);
  const comment = r.find('comment');
  blank ??= comment && r.find('space-char', (term) => /^blanks$/.test(term.raw));
  if (blank || comment) {
    r.mark(blank, comment, ...r.all('blank-line|comment'));
    const count = r.all('count').length > 0;
    const out = r.has('not|not-contains|delete|skip|except');
    r.may('not', 'not-contains', 'delete', 'skip', 'except', 'running', 'mount', 'config');
    const source = takeSource(r);
    if (!source) return undefined;
    r.may('line', GREEDY, 'not', 'number-lines', 'p-and', 'p-or', 'file', 'only', 'active');
    const hash =
      /\/\/ comment/.test(r.analysis.request) || SLASHED.test(`${source.paths[0] ?? ''}`)
        ? '//'
        : /\.(?:sql|lua|hs)$/.test(source.paths[0] ?? '')
          ? '--'
          : commentSign(peekSource(r, source));
    const pattern =
      blank && comment ? `^[[:space:]]*(${hash}|$)` : blank ? '^[[:space:]]*$' : `^[[:space:]]*${hash}`;
    // "which files have no comments": names, not lines.
    const which =
      source.many &&
      !r.has('line|count') &&
      /\b(?:which|what|list|find|show)\b.*\b(?:files?|scripts?)\b/i.test(r.analysis.request) &&
      r.has('ask|find|show');
    const flags = which
      ? `${blank && comment ? 'E' : ''}${source.recursive ? 'r' : ''}${out ? 'L' : 'l'}`
      : `${blank && comment ? 'E' : ''}${out ? 'v' : ''}${count ? 'c' : ''}${source.recursive ? 'r' : ''}`;
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
        '#ip|#host|#url|interface|status-code|machine|count|user|dns|ports|hostname|path|commits|config',
      ) ||
      r.terms.some((term) => term.tags.has('per') && !/^(?:every|each|all)$/i.test(term.raw))
    )
      continue;
    const unique = r.all('unique').length > 0;
    const mark = r.all(tag);
    const source = takeSource(r);
    if (!source) continue;
    r.mark(...mark, ...r.terms.filter((term) => /^(?:https?|www|pull|links?)$/i.test(term.raw)));
    r.may('p-or');
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
