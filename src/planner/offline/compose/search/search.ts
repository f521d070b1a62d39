import { changing } from '../changing.ts';
import type { Rule } from '../list.ts';
import { read } from '../list-common.ts';
import {
  actionClauses,
  countClauses,
  deleteClauses,
  editClauses,
  kindClauses,
  mannerClauses,
  modeClauses,
  outputClauses,
  quietClauses,
  showClauses,
} from './action-clauses.ts';
import { type Clause, readClauses } from './clause.ts';
import { composed } from './command.ts';
import { nameClauses } from './name-clauses.ts';
import { placeClauses, withoutClauses } from './place-clauses.ts';
import { linkClauses, ownerClauses, permissionClauses, sizeClauses } from './property-clauses.ts';
import { together } from './query.ts';
import { timeClauses } from './time-clauses.ts';
import { wordingOf } from './wording.ts';

const HINT =
  /^\W*(?:please |can you |could you |i want to |how (?:do i|to|can i) |recursively |forcefully |force )*(?:find|finds|search|searches|locate|look|list|lists|show|display|print|prints|get|count|counts|delete|remove|removes|deletes|erase|change|set|report|output|identify|return|give|how many|calculate|traverse|sort|run|execute|make)\b.*\b(?:files?|director(?:y|ies)|folders?|sub-?director(?:y|ies)|links?|symlinks|everything|entries|sockets?|pipes|images|documents|scripts|named?|\*\S+)|^\W*(?:find|search|locate)\b/i;

const LEAST = 6;

/** Words that say nothing about which files, where they are left over. */
const FILLER =
  /^(?:find|finds|finding|search|searches|searching|for|locate|look|looking|up|list|lists|show|display|print|get|report|output|identify|return|give|traverse|me|us|please|can|could|you|i|want|to|how|do|all|any|every|each|the|a|an|that|which|who|whose|are|is|be|been|being|were|was|have|has|had|having|with|of|and|then|also|,|\.|:|;|\(|\)|in|from|there|exist|exists|found|located|present|those|these|such|them|it|its|their|by|both|only|just|on|out|as|well|using|use|command|given|so|also|either|but|under|matching|match|not|don't|doesn't|aren't|isn't|haven't|hasn't|except|excluding|other|than|without|never|no|apart|or|&)$/;

/** In the order in which they are tried: what is said at length before what one word says. */
const makers = [
  withoutClauses,
  quietClauses,
  timeClauses,
  sizeClauses,
  linkClauses,
  outputClauses,
  countClauses,
  editClauses,
  modeClauses,
  permissionClauses,
  ownerClauses,
  placeClauses,
  nameClauses,
  deleteClauses,
  actionClauses,
  mannerClauses,
  kindClauses,
  showClauses,
];
let made: readonly Clause[] | undefined;
const clauses = (): readonly Clause[] => {
  made ??= makers.flatMap((make) => make());
  return made;
};

const accounted = (rest: string): boolean =>
  rest
    .replaceAll('\u0000', ' ')
    .split(' ')
    .every((word) => word === '' || FILLER.test(word));

/** Requests that say clause by clause which files or folders are meant and what becomes of them; every word must belong to a clause. */
export const searches: Rule = (r) => {
  const { request, language } = r.analysis;
  // Short requests are read by the rules for one thing each; the patterns of all clauses are dear to compile.
  if (
    language !== 'en' ||
    r.terms.filter(({ kind }) => kind !== 'punct').length < LEAST ||
    !HINT.test(request)
  )
    return undefined;
  const wording = wordingOf(r.terms);
  const { found, rest } = readClauses(wording, clauses(), r.world);
  if (!accounted(rest)) return undefined;
  const query = together(wording, found);
  if (!query) return undefined;
  const command = composed(query, r);
  if (!command) return undefined;
  r.mark(...r.terms);
  const why = r.say('finds what matches all of these conditions', '查找符合所有条件的内容');
  return command.risk === 'read'
    ? read('find', command.text, why, 0, 2)
    : // Where another rule names the very files, that is the narrower change.
      changing('find', command.risk, command.text, why, query.tree || found.length > 4 ? 0 : 0.03, 2);
};
