import { pathArg, quote } from '../quote.ts';
import type { Term } from '../types.ts';
import { CHANGES, GREEDY, type Rule, reading } from './common.ts';
import { pathOf } from './targets.ts';

/** "all fatal lines of a.log": a word that nothing else explains right before "lines", and the file holds it. */
export const wordLines: Rule = (r) => {
  if (r.has(`${CHANGES}|not|except|not-contains|contains|sort|unique|head|tail|compare`)) return undefined;
  const line = r.terms.find(
    (term) => term.tags.has('line') && /^(?:lines?|entries|rows|messages)$/i.test(term.raw),
  );
  const word = line && r.at(line.index - 1);
  if (!line || !word || word.kind !== 'word' || word.tags.size > 0 || !/^[a-z][\w-]+$/i.test(word.raw))
    return undefined;
  const files = r.terms.filter((term: Term) => r.free(term) && term.entry?.type === 'file');
  const [file] = files;
  const text = file && files.length === 1 ? r.world.peek(pathOf(file)) : undefined;
  if (!file || text === undefined || /\.(?:csv|tsv|json)$/.test(pathOf(file))) return undefined;
  const there = (flags: string) => new RegExp(`\\b${word.raw}\\b`, flags).test(text);
  if (!there('i')) return undefined;
  r.mark(file, word, line);
  const count = r.all('count').length > 0;
  r.may(GREEDY, 'p-of', 'p-in', 'file', 'log', 'line');
  const flags = `${there('') ? '' : 'i'}${count ? 'c' : ''}${r.all('number-lines').length > 0 ? 'n' : ''}w`;
  return reading(
    'grep',
    `grep -${flags} ${quote(word.raw)} ${pathArg(pathOf(file))}`,
    r.say('picks the lines with that word', '筛选含该词的行'),
    0.05,
    1,
  );
};
