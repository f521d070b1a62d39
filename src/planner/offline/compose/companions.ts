import { endingsOf } from '../lexicon/filetypes.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { CHANGES, GREEDY, type Rule, reading } from './common.ts';
import { pathOf } from './targets.ts';

const LACKS =
  /\b(?:have no|has no|having no|with no|without|lack(?:s|ing)?|miss(?:es|ing)?|do(?:es)?(?:n['’]t| not) (?:yet )?have|(?:have|has)(?:n['’]t| not)(?: got)?|there is no|there['’]s no|no)\b/i;
const HAS = /\b(?:have|has|having|with|there is|there['’]s|also (?:have|has|exist))\b/i;
const ALIKE =
  /\b(?:(?:of|with|by|under|having) (?:exactly )?(?:the |a )?(?:same|identical|equal|matching|corresponding) (?:base ?)?names?|(?:called|named) (?:the same|alike|likewise|identically|after (?:it|them))|(?:match|correspond|accompany)ing|(?:equally|likewise|identically|same)[- ]named|namesakes?|counterparts?|companions?|twins?|partners?|to (?:go with|match) (?:it|them)|(?:next to|beside|besides|alongside|along with) (?:it|them)|of their own)\b/gi;
const BESIDE =
  /\b(?:(?:lying |sitting |right )?(?:next to|beside|besides|alongside|along with|near) (?:it|them)|in (?:there|the same (?:folder|directory|place))|to (?:go with|match) (?:it|them)|yet|there)\b/gi;

interface Kind {
  readonly term: Term;
  readonly ending: string;
}

const kindsIn = (r: Reading): readonly Kind[] =>
  r.terms.flatMap((term) => {
    if (!r.free(term) || term.entry) return [];
    if (term.kind === 'ext') return [{ term, ending: term.text }];
    if (term.kind !== 'word' || !term.tags.has('#kind')) return [];
    const word = term.text.toLowerCase();
    const endings = endingsOf(word) ?? [
      r.world.entries.some((entry) => entry.path.endsWith(`.${word}`)) ? word : word.replace(/s$/, ''),
    ];
    return endings.length === 1 ? [{ term, ending: endings[0]! }] : [];
  });

/** "eps files that have no pdf of the same name": for each file one beside it that differs in its ending only. */
export const companions: Rule = (r) => {
  if (r.has(CHANGES) || r.analysis.language !== 'en') return undefined;
  const request = r.analysis.request;
  const kinds = kindsIn(r);
  const [one, other] = kinds;
  if (kinds.length !== 2 || !one || !other || one.ending === other.ending) return undefined;
  const between = request.slice(one.term.end, other.term.start);
  const rest = request.slice(one.term.end);
  const lacks = LACKS.exec(between);
  const alike = [...rest.matchAll(ALIKE)];
  if (alike.length === 0) return undefined;
  const turn = lacks ?? HAS.exec(between);
  if (!turn) return undefined;
  const folders = r.terms.filter((term) => r.free(term) && term.entry?.type === 'dir');
  if (folders.length > 1) return undefined;
  const spans = [turn, ...alike, ...rest.matchAll(BESIDE)].map((match) => {
    const start = one.term.end + match.index;
    return [start, start + match[0].length] as const;
  });
  r.mark(
    one.term,
    other.term,
    ...folders,
    ...r.terms.filter((term) => spans.some(([from, to]) => term.start < to && term.end > from)),
  );
  const count = r.all('count').length > 0;
  r.may(GREEDY, 'file', 'p-in', 'only-name', 'here');
  const root = folders[0] ? `${pathArg(pathOf(folders[0])).replace(/\/+$/, '')}/` : '';
  const near = (ending: string) =>
    r.world.entries.some(
      (entry) =>
        entry.type === 'file' &&
        entry.path.startsWith(folders[0] ? `${pathOf(folders[0])}/` : '') &&
        entry.path.endsWith(`.${ending}`),
    );
  if (r.world.complete && !near(one.ending)) return undefined;
  const deep = r.all('recursive').length > 0;
  const list = deep ? `find ${root || '.'} -type f -name '*.${one.ending}'` : undefined;
  const test = `[ ${lacks ? '' : '! '}-e "\${f%.${one.ending}}.${other.ending}" ] || echo "$f"`;
  const command = list
    ? `${list} -exec sh -c 'for f; do ${test}; done' sh {} +`
    : `for f in ${root}*.${one.ending}; do ${test}; done`;
  return reading(
    'find',
    count ? `${command} | wc -l` : command,
    r.say('looks for the file beside each of them', '逐个查看旁边的同名文件'),
    0,
    3,
  );
};
