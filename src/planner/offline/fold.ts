import { analyse } from './analyse.ts';
import type { Analysis, Explained } from './types.ts';

const SEEK =
  '(?:(?:recursively|please|then)\\s+)*(?:finds?|search(?:es)?(?: for)?|locates?|looks? for|lists?|gets?|takes?|selects?|identif(?:y|ies)|displays?|shows?)';
const THEM =
  '(?:them(?: all)?|it|these|those|each(?: of them| one)?|all of (?:them|these|those)|(?:the|these|those|all|each|every)(?: of the)?(?: found| matching| resulting)? (?:files?|ones?|matches|results?|folders?|directories))';
const HEAD = `^(?:${SEEK})\\s+(?<what>.+?),?\\s+(?:and then|and|then)\\s+(?:then\\s+)?`;

interface Turn {
  readonly when: RegExp;
  readonly say: string;
}

const turn = (tail: string, say: string): Turn => ({ when: new RegExp(HEAD + tail, 'i'), say });

/** What is sought first and dealt with in the same breath, said as one order. */
const TURNS: readonly Turn[] = [
  turn(`(?<verb>delete|remove|erase|wipe|trash)s?\\s+${THEM}(?<rest>.*)$`, '$<verb> $<what>$<rest>'),
  turn(
    `(?<verb>move|copy|compress|gzip|zip|archive|count|rename|touch|tar)(?:es|s)?\\s+${THEM}(?<rest>.*)$`,
    '$<verb> $<what>$<rest>',
  ),
  turn(
    `(?:change|set|modify|chmod|fix)s?\\s+(?:${THEM}|(?:their|the|its) (?:file )?(?:permissions?|modes?)(?: of ${THEM})?)(?: permissions?| modes?)?\\s+to\\s+(?<mode>\\S+)(?<rest>.*)$`,
    'set the permissions of $<what> to $<mode>$<rest>',
  ),
  turn(`make(?:s)?\\s+${THEM}\\s+(?<rest>.+)$`, 'make $<what> $<rest>'),
  turn(
    `(?:display|show|print|cat|output)s?\\s+(?:(?:their|its|the) contents?(?: of ${THEM})?)\\s*\\.?$`,
    'show the contents of $<what>',
  ),
  turn(
    `(?:display|show|print|give|tell)s?\\s+(?:me\\s+)?(?:the |their )(?:total )?(?:count|number)(?: of ${THEM})?\\s*\\.?$`,
    'count $<what>',
  ),
  turn(`count (?:how many|their number)(?: there are)?\\s*\\.?$`, 'count $<what>'),
  turn(`(?:sort|order)s?\\s+${THEM}(?<rest>.*)$`, 'list $<what> sorted$<rest>'),
  turn(
    `(?:display|show|print|list)s?\\s+(?:only )?the (?<end>first|last)(?: (?<number>\\d+|two|three|four|five|ten))?(?: (?:ones?|results?|matches|files?|entries|lines))?(?: found)?\\s*\\.?$`,
    'show the $<end> $<number> of $<what>',
  ),
];

/** Most requests hold neither, and the patterns above are dear to compile. */
const JOINED = /\b(?:and|then)\s/i;

/** "find X and delete them": read as the one order it is. */
export function folded(analysis: Analysis, explain: (inner: Analysis) => readonly Explained[]): Explained[] {
  if (analysis.language !== 'en' || !JOINED.test(analysis.request)) return [];
  const request = analysis.request.replace(/\s+/g, ' ').trim();
  const turned = TURNS.find(({ when }) => when.test(request));
  if (!turned) return [];
  const text = request.replace(turned.when, turned.say).replace(/\s+/g, ' ').trim();
  return explain(analyse(text, analysis.world)).map((inner) => ({ ...inner, cost: inner.cost + 0.02 }));
}
