import { endingsOf } from '../../lexicon/filetypes.ts';
import { escapeGlob } from '../../quote.ts';
import type { Term } from '../../types.ts';
import type { Clause, Match, Part } from './clause.ts';

const single = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What a name is, as it was written. */
export function spelled(term: Term | undefined): string {
  if (!term) return '';
  if (term.kind === 'ext') return term.raw.replace(/^["'`]|["'`]$/g, '');
  return term.kind === 'word' ? term.raw : term.text;
}

const isPattern = (text: string): boolean => /[*?[]/.test(text);

const oneOf = (tests: readonly string[]): string =>
  tests.length === 1 ? tests[0]! : `\\( ${tests.join(' -o ')} \\)`;

const JOINERS = /^(?:,|or|and|&)$/;

export const namesIn = (match: Match, group: number): readonly Term[] =>
  match.terms(group).filter((term) => !(term.kind !== 'quoted' && JOINERS.test(term.raw.toLowerCase())));

/** -name for names and globs, whole paths where one holds a slash. */
export function named(patterns: readonly string[]): Part | undefined {
  if (patterns.length === 0 || patterns.some((pattern) => pattern === '' || /[\n]/.test(pattern)))
    return undefined;
  return {
    is: 'test',
    about: 'name',
    test: oneOf(
      patterns.map((pattern) =>
        pattern.includes('/') ? `-path ${single(pattern)}` : `-name ${single(pattern)}`,
      ),
    ),
  };
}

const asPattern = (text: string): string => (isPattern(text) ? text : escapeGlob(text));

const whole = (match: Match, group: number): Part | undefined =>
  named(namesIn(match, group).map((term) => asPattern(spelled(term))));

const around =
  (before: string, after: string, group = 1) =>
  (match: Match): Part | undefined => {
    if (/(?:^| )(?:pathnames?|paths?|path names?) /.test(match.groups[0]!)) {
      const texts = namesIn(match, group).map(spelled);
      return texts.every((text) => text !== '' && !isPattern(text))
        ? {
            is: 'test',
            about: 'name',
            test: oneOf(texts.map((text) => `-path ${single((before || (after && './')) + text + after)}`)),
          }
        : undefined;
    }
    const names = namesIn(match, group);
    if (
      names.some((term) => isPattern(spelled(term)) && term.kind !== 'ext' && !(before + after).includes('*'))
    )
      return undefined;
    return named(
      names.map((term) => {
        const text = spelled(term);
        // "containing '*blast*'", "ending with *.c" give the pattern themselves.
        if (isPattern(text)) return text;
        if (text.includes('/')) return '';
        const range = /^([a-z])-([a-z])$/i.test(text) ? `[${text}]` : undefined;
        return before + (range ?? escapeGlob(text)) + after;
      }),
    );
  };

/** Endings that a word for a kind of file means, a bare ending ("conf") included. */
function endings(match: Match, group: number): Part | undefined {
  return named(
    namesIn(match, group).flatMap((term) => {
      const text = spelled(term).replace(/^\*?\.?/, '');
      if (text === '' || isPattern(text)) return [spelled(term)];
      return [`*.${escapeGlob(text)}`];
    }),
  );
}

/** "java files", "pdf documents". */
function kindFiles(match: Match, group: number): Part | undefined {
  const patterns: string[] = [];
  for (const term of namesIn(match, group)) {
    const text = spelled(term);
    if (text.includes('/') && !isPattern(text)) return undefined;
    if (term.kind === 'ext')
      patterns.push(/^\./.test(text) && /^(?:director|folder)/.test(match.after) ? text : `*.${term.text}`);
    else if (term.kind === 'quoted' && !match.world.lookup(text) && endingsOf(text.toLowerCase()))
      patterns.push(...endingsOf(text.toLowerCase())!.map((ending) => `*.${ending}`));
    else if (term.kind !== 'word') patterns.push(asPattern(text));
    else {
      const known = endingsOf(text.toLowerCase());
      if (!known) return undefined;
      patterns.push(...known.map((ending) => `*.${ending}`));
    }
  }
  return named(patterns);
}

/** find matches whole paths: a pattern of a name alone gets the folders before it. */
function regexOf(text: string): string {
  if (!text.startsWith('^') || text.startsWith('^.')) return `-regex ${single(text)}`;
  return `-regextype posix-extended -regex ${single(`.*/${text.slice(1).replace(/\$$/, '')}`)}`;
}

/** "c and java files", where each word means an ending. */
function kindWords(match: Match): Part | undefined {
  const words = match.groups[1]!.split(/(?: ,| or| and| &)+ /);
  const known = words.map((word) =>
    /^(?:text|zip|log|[a-z+0-9]+)$/.test(word) ? endingsOf(word) : undefined,
  );
  if (known.some((ending) => ending === undefined)) return undefined;
  return named(known.flatMap((found) => found!.map((ending) => `*.${ending}`)));
}

const FILES =
  '(?:regular |normal )?(?:files?|images|documents|scripts?|sources?|directories|folders|directory|files?/(?:directories|folders|dirs)|files and (?:directories|folders))';
const NAME_OF = '(?:(?:file |files |base ?|path ?|directory |folder )?names?|basenames?|filenames?)';
const HAVE = '(?:(?:that|which|with|whose|having|has|have|had|the|their|its|of|a|all|file|in) )*';

/** "the file notes": a bare word is the name where nothing follows that could make another thing of it. */
const theFile = (): Clause => ({
  hint: /(?:file|directory|folder) /,
  said: '(?<=(?:^| )(?:the|a|for|find|search) (?:file|directory|folder) )(?!system|tree|names?|types?|size|path|hierarchy|permissions?){X}(?= (?:in|under|on|from|within|inside|below|throughout|at)(?: |$)| \\u0000|$)',
  means: (match) => whole(match, 1),
});

export const nameClauses = (): readonly Clause[] => [
  {
    said: '(?:that |which |whose )?(?:with|having|contain|contains|containing|have|has|includes?|including)(?: a| the| any)*(?: white ?)? ?(?:spaces?|blanks?|whitespaces?)(?: characters?)? in (?:its|their|the|it|them)(?: (?:file|path|base) ?)?(?: ?(?:file)?names?)?',
    means: () => named(['* *']),
  },
  {
    hint: /start|begin|prefix/,
    said: `(?:${HAVE}${NAME_OF} )?(?:that |which )?(?:is |are )?(?:start|begin|starts|begins|starting|beginning|started|prefixed)(?: with| by)(?: the)?(?: word| letters?| string| prefix| characters?| text| name)? {L}(?: (?:in|at the (?:start|beginning) of) (?:its|their|the) (?:file)?names?)?`,
    means: around('', '*'),
  },
  {
    hint: /end|suffix/,
    said: `(?:${HAVE}${NAME_OF} )?(?:that |which )?(?:is |are )?(?:end|ends|ending|suffixed|ended)(?: with| in| by)(?: the)?(?: word| letters?| string| suffix| characters?| text| name| file)?(?: extensions?)? {L}(?: extensions?)?(?: (?:in|at the end of) (?:its|their|the) (?:file)?names?)?`,
    means: around('*', ''),
  },
  {
    hint: /name/,
    said: `(?:that |which |and )?(?:contain|contains|containing|contained|includes?|including|having|have|has|with)(?: the)?(?: word| string| text| substring| pattern| letters?| characters?)? {L} (?:in|at|as part of|anywhere in|within) (?:(?:its|their|the|a|file|base|path) )*(?:file)?names?`,
    means: around('*', '*'),
  },
  {
    hint: /name/,
    said: `${HAVE}${NAME_OF} (?:that |which )?(?:contains?|containing|includes?|including|having|has|have|with)(?: the)?(?: word| string| text| substring| pattern| letters?| characters?)? {L}`,
    means: around('*', '*'),
  },
  {
    hint: /exten|suffix|type/,
    said: `(?:that |which |and |or )?(?:has |have |had |with |having |in |of |whose |is |are )*(?:the |an? |file |filename )*(?:extensions?|suffix|suffixes|file type)(?: is| are| of| as| being| either| equal to| like)? {L}`,
    means: (match) => endings(match, 1),
  },
  {
    hint: /exten|suffix/,
    said: `(?:with|having|has|have|of)(?: the| an?)?(?: file)? {L} (?:extensions?|suffix|suffixes)`,
    means: (match) => endings(match, 1),
  },
  {
    hint: /regex|regular/,
    said: `(?:that |which |whose |and )?(?:file|path|directory|their|full|whole)? ?(?:paths?|path ?names?|names?|paths? and names?)?(?: that| which)? ?(?:match|matches|matching|conforms? to|satisfy)(?: the| with| a)*(?: regular expression| regex| regexp| extended regex| posix-extended regex) (‹q\\d+›|‹[pg]\\d+›)(?: in (?:their|its) (?:path ?|file ?)?names?)?`,
    means: (match) => ({ is: 'test', about: 'name', test: regexOf(spelled(match.terms(1)[0])) }),
  },
  {
    hint: /path/,
    said: `(?:that |which |whose |and |with )*(?:full |whole |their |its |the |file )*(?:paths?|path ?names?)(?: that| which| names?)* ?(?:match|matches|matching|is|are|like|equal to)(?: the| with| a| shell| glob)*(?: pattern)? {ML}`,
    means: (match) => ({
      is: 'test',
      about: 'name',
      test: oneOf(namesIn(match, 1).map((term) => `-path ${single(spelled(term))}`)),
    }),
  },
  {
    hint: /match|satisf|form|like|follow/,
    said: `(?:that |which |whose |and |with |having )*(?:(?:all|file|their|its|the|base) )*(?:(?:base|file)?names?|file names?)? ?(?:that |which )?(?:match|matches|matching|matched|satisfying|of the form|like|in the form(?:at)?|following)(?: with| by| the| a| shell| glob| file ?name| wild ?card| name| file)*(?: patterns?| names?| globs?| wild ?cards?| expression)?(?: of)? {ML}(?: in (?:their|its) names?)?`,
    means: (match) => whole(match, 1),
  },
  {
    hint: /nam|called/,
    said: `(?:that (?:are|is) |which (?:are|is) |are |is )?(?:named|called|name|naming|filename|by the (?:file)?name(?: of)?|by name|(?:with|having|have|has|of|under|that has|that have|which has|which have)(?: the| a| base| file)*(?: names?| filename)(?: as| of| is| like| being| either)?|whose (?:base|file)? ?names? (?:is|are|equals?|being)(?: either)?|(?:that |and |whose |which )(?:file )?names? (?:is|are))(?: as| either| is| exactly| like| not| neither)* {L}`,
    means: (match) => {
      const part = whole(match, 1);
      return part?.is === 'test' && / (?:not|neither) /.test(match.groups[0]!)
        ? { ...part, test: `-not ${part.test}` }
        : part;
    },
  },
  {
    hint: /(?:them|it)(?: |$)/,
    said: '(?:that |which )?(?:have|has|having|with)(?: the)? (?:names?|words?|strings?) {L} in (?:them|it)',
    means: around('*', '*'),
  },
  { said: `{ML}(?= ${FILES}(?: |$))(?! directory)`, means: (match) => kindFiles(match, 1) },
  {
    hint: /\//,
    said: '(?<=(?:all|the|any|every|find|for) ){X}(?:(?: ,)?(?: and| or) {X})*(?= (?:files?/(?:directories|folders|dirs)))',
    means: (match) =>
      named(
        match.all
          .filter((term) => !JOINERS.test(term.raw.toLowerCase()))
          .map((term) => asPattern(spelled(term))),
      ),
  },
  {
    said: `([a-z][a-z0-9+]*(?:(?: ,| or| and| &)+ [a-z][a-z0-9+]*)*)(?= (?:files?|images|documents|source files?|scripts)(?: |$))`,
    means: kindWords,
  },
  {
    said: `(?<=(?:^| )(?:find|search|for|locate|list|show|display|print|delete|remove|files?|directory|directories|file names?|filenames?|folders?|all|every|the|named|or|and)(?: ,)? ){ML}(?! ?(?:directory|folder|tree|hierarchy))`,
    means: bare,
  },
  theFile(),
];

/** "find *.txt", "the file foo.txt": a name with no word that says so; a folder that is there is a place instead. */
function bare(match: Match): Part | undefined {
  const terms = namesIn(match, 1);
  if (terms.some((term) => term.tags.has('#dir') || term.entry?.type === 'dir' || term.text.includes('/')))
    return undefined;
  // In quotes only a name right behind the word for files: any other quoted text may be what the files hold.
  const last = /(\S+)$/.exec(match.before)?.[1] ?? '';
  // "from the folder X": a place, and not a name of what is looked for.
  if (
    /(?:^| )(?:in|under|from|within|of|into|to|at|on|inside|through|below)(?: (?:the|a|an|all|any|each|every))? (?:folder|directory|file|folders|directories|files)$/.test(
      match.before,
    )
  )
    return undefined;
  const noun = /^(?:files?|directory|directories|folders?|filenames?|names?|named)$/.test(last);
  if (terms.some((term) => term.kind === 'quoted' && !isPattern(term.text)) && !noun) return undefined;
  if (noun || !terms.some((term) => term.kind === 'ext')) return whole(match, 1);
  return kindFiles(match, 1);
}
