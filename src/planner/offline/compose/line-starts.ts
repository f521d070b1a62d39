import { numberOf } from '../entities/numbers.ts';
import { GREEDY, type Rule, reading } from './common.ts';
import { takeSource, withSource } from './source.ts';

const EACH =
  /\b(first|last) (?:(\d+|two|three|four|five|six|seven|eight|nine|ten) )?(?:characters?|chars|letters)\b[^.]*\b(?:each|every|all) (?:of the |the )?(?:lines?|rows?)\b|每(?:一)?行的?(前|最后)(?:面的?)?([一两三四五六七八九十\d]+)个(?:字符|字母|字)/i;
/** "the first 2 characters of every line": a piece of each line, not of the file. */
export const lineStarts: Rule = (r) => {
  const match = EACH.exec(r.analysis.request);
  if (
    !match ||
    r.has(
      'delete|move|copy|rename|replace|append|insert|compress|create|edit|set|count|sort|unique|uppercase|lowercase|contains|reverse|except|not',
    )
  )
    return undefined;
  const said = match[2] ?? match[4] ?? '1';
  const n = numberOf(said) ?? Number.NaN;
  if (!Number.isInteger(n) || n < 1) return undefined;
  for (const term of r.terms)
    if (term.start < match.index + match[0].length && term.end > match.index && !term.tags.has('#path'))
      r.mark(term);
  const source = takeSource(r);
  if (!source || source.many || source.recursive || source.args === '') return undefined;
  r.may('line', GREEDY, 'per', 'character');
  const first = /first|前/i.test(match[1] ?? match[3]!);
  return reading(
    'text',
    withSource(first ? `cut -c 1-${n}` : `grep -oE '.{1,${n}}$'`, source),
    r.say('takes that piece of each line', '取每行的这一部分'),
    source.guess,
    3,
  );
};
