import { GREEDY, type Rule, reading } from './common.ts';
import { NUMBERS } from './line-picks.ts';
import { takeSource, withSource } from './source.ts';

const CHANGES = 'delete|move|copy|rename|replace|append|insert|compress|kill|create|edit|set';

/** "how long is the longest line", "length of every line". */
const lengths: Rule = (r) => {
  if (r.has(`${CHANGES}|file`)) return undefined;
  const request = r.analysis.request;
  const longest = r.has('longest');
  const how = /\bhow (?:long|many characters|wide)\b|\blength of\b|\bnumber of characters\b|多长|长度/i.test(
    request,
  );
  if (
    !how ||
    !(longest || r.has('shortest') || /\b(?:each|every) (?:line|word|row)\b|每(?:一)?行/i.test(request)) ||
    !r.has('line')
  )
    return undefined;
  const each = !longest && !r.has('shortest');
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  r.may('line', GREEDY, 'longest', 'shortest', 'length', 'count', 'character', 'per', 'p-of', 'count-each');
  for (const term of r.terms) if (/^(?:how|long|wide|how long)$/i.test(term.raw)) r.mark(term);
  const program = each
    ? '{ print length }'
    : longest
      ? 'length > n { n = length } END { print n + 0 }'
      : 'NR == 1 || length < n { n = length } END { print n + 0 }';
  return reading(
    'text',
    withSource(`awk '${program}'`, source),
    r.say('measures the lines', '测量行的长度'),
    source.guess,
    2,
  );
};

/** "the 3rd word of each line", "the last word of every line". */
const wordOfLines: Rule = (r) => {
  const match =
    /\b(?:the )?(first|second|third|fourth|fifth|last|(\d+)(?:st|nd|rd|th)) (?:word|field|token|item|value) (?:of|in|from|on) (?:each|every|all|the|its) ?(?:lines?|rows?)?/i.exec(
      r.analysis.request,
    );
  if (!match || r.has(`${CHANGES}|count|sum|average|max|min|csv`) || !r.has('line|per')) return undefined;
  const n = /last/i.test(match[1]!) ? 'NF' : String(match[2] ?? NUMBERS[match[1]!.toLowerCase()]);
  for (const term of r.terms)
    if (term.start < match.index + match[0].length && term.end > match.index && !term.tags.has('#path'))
      r.mark(term);
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  r.may('line', GREEDY, 'per', 'column');
  return reading(
    'text',
    withSource(`awk '{ print $${n} }'`, source),
    r.say('prints that word of each line', '打印每行的该词'),
    source.guess,
    2,
  );
};

/** Each line from its end to its beginning. */
const mirrored: Rule = (r) => {
  if (!r.has('reverse') || r.has(`${CHANGES}|sort|count`)) return undefined;
  if (
    !/\b(?:each|every) line\b|\bcharacters? (?:of|in)\b|\bcharacter by character\b|\bletters? of\b|\bspelled backwards\b|每(?:一)?行.*反|字符.*反/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  r.may('line', GREEDY, 'reverse', 'per', 'character', 'count-each', 'p-of', 'all');
  return reading(
    'text',
    withSource('rev', source),
    r.say('mirrors each line', '逐行反转字符'),
    source.guess,
    2,
  );
};

/** "merge a.txt and b.txt into one sorted list". */
const mergedLists: Rule = (r) => {
  if (!r.has('join|put|combine|common') || !r.has('sort|alphabetical|unique|dedupe')) return undefined;
  if (r.has('delete|move|copy|rename|replace|compress|common|missing|compare|column|edit')) return undefined;
  const files = r.terms.filter(
    (term) => r.free(term) && term.entry?.type === 'file' && term.tags.has('#path'),
  );
  if (files.length < 2) return undefined;
  const flags = `${r.all('numerical').length > 0 ? 'n' : ''}${r.all('reverse').length > 0 ? 'r' : ''}${r.all('unique|dedupe').length > 0 ? 'u' : ''}`;
  const source = takeSource(r);
  if (!source) return undefined;
  r.may(
    'join',
    'put',
    'sort',
    'alphabetical',
    'short-form',
    'array',
    'line',
    GREEDY,
    'p-to',
    'content',
    'single',
    'without',
    'duplicates',
    'plus',
  );
  for (const term of r.terms) if (term.value === 1) r.mark(term);
  return reading(
    'text',
    withSource(`sort${flags ? ` -${flags}` : ''}`, source),
    r.say('sorts all the lines together', '合并并排序所有行'),
    source.guess,
    2,
  );
};

/** Each line with its number in front, as nl and cat -n write it. */
const numbered: Rule = (r) => {
  if (
    !/\b(?:add|put|show|prefix|precede)\b.*\bline numbers?\b|\bline numbers? (?:before|in front of|to|on) (?:each|every|all|the)/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  if (
    r.has('contains|grep|delete|replace|edit|write|not-contains') ||
    r.has('#quoted|#literal|error|warning')
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  r.may(
    'line',
    'append',
    'insert',
    'put',
    'number-lines',
    'position',
    'per',
    GREEDY,
    'until',
    'older',
    'p-to',
    'all',
    'starts-with',
    'number-noun',
    'count-each',
    'it-ref',
    'short-form',
  );
  return reading(
    'text',
    withSource('cat -n', source),
    r.say('numbers the lines', '为各行编号'),
    source.guess,
    2,
  );
};

export const lineShapes: readonly Rule[] = [lengths, wordOfLines, mirrored, mergedLists, numbered];
