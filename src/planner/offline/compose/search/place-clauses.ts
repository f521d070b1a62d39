import type { Term } from '../../types.ts';
import type { Clause, Match, Part } from './clause.ts';
import { namesIn, spelled } from './name-clauses.ts';

const IN =
  '(?:(?:located |residing |present |stored |found |exist(?:s|ing)? |that are |which are |that exist |are |is |recursively |only |anywhere |somewhere |everything )*(?:in|under|below|beneath|underneath|within|inside|from|of|on|at|throughout|through|across|down|starting (?:at|from|in)|rooted (?:at|in)|descending from|relative to)(?: and (?:below|under|beneath|in|down)| or below)?(?: the| both| all)*)';
const TREE =
  '(?: ?,? (?:tree|trees|hierarchy|structure|and below|and under|and directories below|and sub-?directories below|and deeper|recursively|and down|and recursively below|and (?:in )?(?:all )?(?:of )?(?:its|the|their|all|it.s|it .s)? ?(?:sub-?directories|sub-?folders|sub directories|sub folders|sub-?dirs|children|descendants)(?: recursively)?|including (?:all )?(?:its |the )?(?:sub-?directories|sub-?folders|sub directories|sub folders)))*';
const DIR = '(?: (?:directories|directory|folders?|dirs?|path|paths))?';

/** Words that point to a folder nobody named. */
const NO_FOLDER =
  /^(?:the|a|an|any|all|each|every|some|this|that|these|those|its|their|current|present|working|same|other|given|specified|certain|particular|specific|parent|root|sub|following|another|different|single|one|which|what|my|your|it|them|files?|director(?:y|ies)|folders?|names?|and|or|be|to|more|less|than)$/;

function places(match: Match): Part | undefined {
  const roots: string[] = [];
  for (const term of namesIn(match, 1)) {
    const text = spelled(term).replace(/(.)\/+$/, '$1');
    const entry = match.world.lookup(text);
    const folder =
      term.kind === 'path' || term.kind === 'quoted'
        ? entry
          ? entry.type !== 'file'
          : text.includes('/') || term.raw.endsWith('/')
        : entry?.type === 'dir';
    if (!folder || /[*?[\]{}$`\n]/.test(text) || NO_FOLDER.test(text.toLowerCase())) return undefined;
    roots.push(text);
  }
  if (roots.length === 0) return undefined;
  return { is: 'root', roots, tree: /tree|hierarchy|below|under/.test(match.groups[0]!) };
}

const here = (match: Match): Part => ({
  is: 'root',
  roots: ['.'],
  tree: /tree|hierarchy|below|under/.test(match.groups[0]!),
});

export const placeClauses = (): readonly Clause[] => [
  {
    hint: /current|present|working|this/,
    said: `(?:${IN} )?(?:your |my )?(?:(?:current|present|working|this)(?: working| local)?(?: |/)*)+(?:directory|folder|dir|direcory|path|location|level)(?: ‹p\\d+›)?${TREE}(?: ‹p\\d+›)?`,
    means: (match) =>
      match.all.every((term) => term.kind !== 'path' || term.text === '.') ? here(match) : undefined,
  },
  { hint: /here|pwd|cwd/, said: `(?:${IN} )?(?:here|pwd|cwd)${TREE}`, means: here },
  {
    hint: /system|machine|computer|disk|drive|server|root|hierarchy/,
    said: `(?:${IN}|^(?:recursively )?search(?: through| in)?(?: the)?|the) (?:whole |entire |complete |full |my |your |local |root )*(?:file ?system|file hierarchy|directory hierarchy|system|machine|computer|disk|hard drive|server|root directory|root folder|root)(?: tree| hierarchy)?|system[- ]wide`,
    means: () => ({ is: 'root', roots: ['/'] }),
  },
  {
    hint: /home/,
    said: `${IN} (?:user |my |your |users? ‹q› )*home(?: directory| folder| dir)?${TREE}`,
    means: () => ({ is: 'root', roots: ['~'] }),
  },
  { said: `${IN}${DIR} {ML}${DIR}${TREE}`, means: places },
  {
    said: `${IN} ([a-z_][\\w.+-]*(?:(?: ,)?(?: and| or) [a-z_][\\w.+-]*)*)(?: (?:directories|directory|folders?|dirs?))${TREE}`,
    means: places,
  },
  { said: `${IN}(?: directory| folder)? ([a-z_][\\w.+-]*)${TREE}`, means: places },
  { said: `(?:the )?{ML} (?:directory|folder)(?: tree| hierarchy)?`, means: places },
  {
    said: `(?<=^(?:recursively )?(?:search|traverse|scan|explore|look|check|find)(?: in| through| recursively)?(?: the)? )(‹[pq]\\d+›|[a-z_][\\w.+-]*)(?: directory| folder)?${TREE}(?! (?:files?|scripts?|images?|documents)(?: |$))`,
    means: places,
  },
  {
    hint: /follow|dereferenc/,
    said: '(?:, |and |also )*(?:follow(?:s|ing)?|dereferenc(?:e|ing))(?: the| all| any)* (?:symbolic |soft |sym)?links?',
    means: () => ({ is: 'follow' }),
  },
  { hint: /recurs/, said: 'recursively|recursive', means: () => ({ is: 'root', roots: ['.'], tree: true }) },
  {
    hint: /‹n/,
    said: '(?:with(?: a| the)? )?(?:down |up )?(?:to )?(?:at )?(?:a )?(?:most |maximum |max |maxdepth |no more than |only )*(?:(?:directory |search |recursion )?(?:depth|levels?)(?: of| is| limited to| no more than| not exceeding| up to| at most)*) ({N})',
    means: (match) => depth(match),
  },
  {
    hint: /‹n/,
    said: '(?:(?:at|in|with|a|of|least|minimum|mindepth|starting from|from) )+(?:depth (?:of )?)?({N}) (?:directory |sub-?directory )?levels?(?: deep| down| below)?',
    means: (match) => {
      const least = match.terms(1)[0]?.value;
      return /least|min/.test(match.groups[0]!) && least !== undefined ? { is: 'depth', least } : undefined;
    },
  },
  {
    hint: /‹n/,
    said: '(?:,? ?(?:at|down to|up to|going|descending|descend|limited to|limit(?:ing)?(?: the)? (?:search|recursion|depth)(?: to)?|in|within|to|with|only|no more than|maximum|a|of|at most|not more than|not deeper than|the search|is|but) )*({N}) (?:directory |folder |sub-?directory )?(?:levels?|deep|sub-?directory levels?)(?: deep| down| below(?: it)?| or less| of (?:depth|(?:sub-?)?directories)| only| in depth)?',
    means: (match) => depth(match),
  },
  {
    hint: /recurs|not|no |without|never|only|direct|immediate|top|exclud/,
    said: "(?:and |but |, )*(?:only |just )?(?:not recursively|non-?recursively|without (?:recursion|recursing|descending|going|traversing)(?: (?:in)?to)?(?: the| any| its| sub)*(?: sub-?directories| sub-?folders| directories| folders)?|(?:do not|don't|not|never|no) (?:recurse|descend(?:ing)?|search|searching|go|look|traverse|recursing|recursive|recursively)(?: recursively)?(?: in| into| inside| to| down)?(?: the| any| its| their)*(?: sub-?directories| sub-?folders| sub directories| sub folders| folders| directories)?|(?:and |but )?not (?:in |under )?(?:the |its |any )?(?:sub-?directories|sub-?folders|sub directories|sub folders)|excluding (?:the |its |any )?(?:sub-?directories|sub-?folders)(?: files)?|only in this directory|directly|immediate|immediately|top[- ]level)(?! (?:named|called|whose|that|which|matching|with|‹|or|and (?:named|called)))(?! ?(?:like|such))",
    means: () => ({ is: 'depth', most: 1 }),
  },
];

function depth(match: Match): Part | undefined {
  const number = match.terms(1)[0]?.value;
  if (number === undefined || !Number.isInteger(number) || number < 0) return undefined;
  return { is: 'depth', most: number };
}

const paths = (terms: readonly Term[]): readonly string[] =>
  terms.map((term) => spelled(term).replace(/(.)\/+$/, '$1'));

/** "excluding ./tmp", "skip the directory .git". */
export const withoutClauses = (): readonly Clause[] => [
  {
    hint: /except|exclud|skip|ignor|omit|leaving|prun|not|without|avoid/,
    said: `(?:, |and |but |then )*(?:except(?:ing)?(?: for)?|excluding|exclude|excludes|skip(?:ping)?|ignor(?:e|ing)|omit(?:ting)?|leaving out|prun(?:e|ing)|not (?:including|in|under|inside)|without|avoid(?:ing)?|do not (?:descend|search|go|look)|(?:but )?(?:do not|don't|not|without) (?:descend(?:ing)?|search(?:ing)?|recurs(?:e|ing)|look(?:ing)?|go(?:ing)?|travers(?:e|ing)))(?: in| into| under| from| inside| those| present| located| residing| which are| files| all| any| the| ones| that are| sub-?directory| sub-?directories| directory| directories| folders?| paths?| contents? of| everything)* {ML}(?: (?:directory|directories|folders?|sub-?directory|sub-?directories|sub-?folders?|paths?|trees?))*(?: tree| hierarchy)?`,
    means: (match) => {
      const names = namesIn(match, 1);
      const folders = names.every((term) => {
        const entry = match.world.lookup(spelled(term).replace(/(.)\/+$/, '$1'));
        return entry
          ? entry.type === 'dir'
          : term.text.includes('/') || /director|folder|descend|path|prun|tree/.test(match.groups[0]!);
      });
      return folders && names.every((term) => !/[*?[\]$`\n]/.test(spelled(term)))
        ? { is: 'without', paths: paths(names) }
        : undefined;
    },
  },
  {
    hint: /except|exclud|skip|ignor|omit|leaving|prun|not|without|avoid/,
    said: `(?:, |and |but )*(?:except(?:ing)?(?: for)?|excluding|exclude|skip(?:ping)?|ignor(?:e|ing)|omit(?:ting)?|not in|not under|without)(?: in| the| all| any)* ([a-z_.][\\w.+-]*(?:(?: ,)?(?: and| or) [a-z_.][\\w.+-]*)?) (?:directory|directories|folders?|sub-?directory|sub-?folder)`,
    means: (match) => {
      const names = namesIn(match, 1).map(spelled);
      return names.length === 0 ||
        names.some((name) => NO_FOLDER.test(name) || /^(?:hidden|empty|sub-?\w*)$/.test(name))
        ? undefined
        : { is: 'without', paths: names };
    },
  },
  {
    hint: /except|exclud|skip|ignor|omit|leaving|prun|not|without|avoid/,
    said: `(?:, |and |but )*(?:except(?:ing)?(?: for)?|excluding|exclude|skip(?:ping)?|ignor(?:e|ing)|omit(?:ting)?|without)(?: the| all| any)* (?:hidden|dot)(?: (?:files|directories|folders|ones|files and (?:directories|folders)))?`,
    means: () => ({ is: 'test', about: 'hidden', test: `-not -path '*/.*'` }),
  },
];
