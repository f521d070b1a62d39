import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { GREEDY, integer, type Rule, reading } from './common.ts';
import { piped, takeSource, withSource } from './source.ts';

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
    (!r.has('unique|duplicates|frequency|most-frequent|dedupe|least-frequent') &&
      !/\b(?:exactly|just) once\b/i.test(r.analysis.request))
  )
    return undefined;
  const kept =
    /(?:keep|preserv)\w* (?:the |their )?(?:first occurrence )?order|original order|order of (?:first )?appearance/i.test(
      r.analysis.request,
    );
  const per =
    (!kept && r.all('frequency|most-frequent|least-frequent').length > 0) ||
    (r.has('count') && r.has('per') && !r.has('unique'));
  const top = r.has('most-frequent');
  const least = r.has('least-frequent');
  const dedupe = r.all('dedupe').length > 0;
  const duplicates = r.all('duplicates').length > 0 && !dedupe && !r.has('delete');
  const single =
    /\b(?:exactly|only|just) once\b|只出现(?:过)?一次/i.test(r.analysis.request) &&
    !/each|every/i.test(r.analysis.request);
  if (single) {
    for (const term of r.terms)
      if (/^(?:once|exactly|一次|only once|exactly once|just once|exactly one)$/i.test(term.raw))
        r.mark(term);
    r.may('only', 'exactly', 'unique');
    const source = takeSource(r);
    if (!source || source.recursive) return undefined;
    const counted = r.all('count').length > 0;
    r.may('line', GREEDY, 'value', 'item', 'file', 'name');
    markLineNoun(r);
    return reading(
      'text',
      `${withSource('sort', source)} | uniq -u${counted ? ' | wc -l' : ''}`,
      r.say('keeps what occurs once', '只保留出现一次的行'),
      source.guess,
      2,
    );
  }
  const unique = r.all('unique').length > 0 || dedupe;
  const counting = r.all('count').length > 0;
  const keepOrder =
    /(?:keep|preserv|maintain|without (?:sorting|changing)|original order|保持.*顺序|保留.*顺序|原有顺序|不改变顺序)/.test(
      r.analysis.request,
    );
  if (keepOrder) {
    r.may('head', 'frequency');
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
  // Files alike, not lines.
  if (duplicates && source.many && !r.has('line')) return undefined;
  r.may('line', GREEDY, 'value', 'item', 'file', 'name', 'number-noun');
  // "each metal", "distinct cities": what a line holds.
  markLineNoun(r);
  const read = withSource('sort', source);
  const i = ignoreCase ? 'i' : '';
  const f = ignoreCase ? ' -f' : '';
  const head = number
    ? ` | head -n ${number.value}`
    : top &&
        !/first/.test(topNoun(r)) &&
        !/\b(?:at|on|to) (?:the )?top\b/i.test(r.analysis.request) &&
        !r.has('reverse') &&
        !/s\b/.test(topNoun(r))
      ? ' | head -n 1'
      : '';
  const why = r.say('compares the lines with each other', '比较各行内容');
  if (per || (counting && !unique && !duplicates)) {
    if (top || least)
      return reading(
        'text',
        `${read}${f} | uniq -c${i} | sort -${least ? '' : 'r'}n${head || (reverse || /\b(?:at|on|to) (?:the )?top\b/i.test(r.analysis.request) ? '' : ' | head -n 1')}`,
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

const NOUNS = new Set([
  '#bunch',
  'tag',
  'image',
  'music',
  'user',
  'group',
  'package',
  'command-noun',
  'url-noun',
  'branch',
  'message',
  'email-noun',
  'host',
  'hostname',
  'address',
  'author',
  'title',
  'key',
  'value',
  'name',
]);
const isNoun = (term: Term): boolean => [...term.tags].every((tag) => NOUNS.has(tag));

/** An unknown noun that follows each, every, distinct, most common …: it names what the lines hold. */
export function markLineNoun(r: Reading): void {
  for (const term of r.terms) {
    if (!r.free(term) || term.kind !== 'word' || (term.tags.size > 0 && !isNoun(term))) continue;
    const before = [r.at(term.index - 1), r.at(term.index - 2)];
    // 每个相机的平均: groups by something unknown are not lines.
    const figure = r.at(term.index + 1)?.raw === '的' ? r.at(term.index + 2) : undefined;
    if (
      before[0]?.tags.has('per') &&
      ['average', 'sum', 'max', 'min', 'median'].some((tag) => figure?.tags.has(tag))
    )
      continue;
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
