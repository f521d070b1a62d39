import { quote } from '../quote.ts';
import { GREEDY, type Rule, reading } from './common.ts';
import { literalText } from './literal.ts';
import { takeSource, withSource } from './source.ts';

const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** "the title lines of every post", 每篇文章的 title 行: the lines that begin with this key in files that have it. */
export const keyLines: Rule = (r) => {
  const line = r.terms.find((term) => term.tags.has('line') && !r.has('#num|contains|not|except'));
  if (!line || r.has('delete|replace|append|insert|set|copy|move|count|sort|unique|head|tail|first|last'))
    return undefined;
  const key = [r.at(line.index - 1), r.at(line.index - 2)].find(
    (term) => term && term.raw !== ':' && /^[A-Za-z][\w-]*$/.test(literalText(term)),
  );
  if (!key || key.entry || key.group) return undefined;
  r.mark(key, line);
  const source = takeSource(r, (term) => term === key);
  if (!source || source.args === '' || source.find !== undefined || source.recursive) return undefined;
  const name = literalText(key);
  const starts = new RegExp(`^${escapeRegex(name)}\\s*([:=])`, 'm');
  const signs = source.paths.map((path) => starts.exec(r.world.peek(path) ?? '')?.[1]);
  const sign = signs.find((found) => found !== undefined);
  if (sign === undefined) return undefined;
  r.may('line', 'per', 'all', 'file', 'p-of', GREEDY);
  for (const term of r.terms) if (term.raw === ':' && term.index === key.index + 1) r.mark(term);
  return reading(
    'grep',
    withSource(`grep -h ${quote(`^${name}[[:space:]]*${sign}`)}`, source),
    r.say('shows the lines that begin with this key', '显示以该键开头的行'),
    source.guess,
    1,
  );
};
