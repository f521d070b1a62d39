import { delimiterFor, escapeBasic, escapeReplacement, quote } from '../../quote.ts';
import type { Clause, Match, Part } from './clause.ts';
import { namesIn, spelled } from './name-clauses.ts';

const act = (action: Extract<Part, { is: 'do' }>['action']): Part => ({ is: 'do', action });
const AND = '(?:(?:and|then|,|to|also|finally|use chmod (?:command )?to|so as to|in order to) )*';
const THEM =
  '(?: (?:them(?: all)?|it|all of them|each of them|those|these|the (?:files?|results?|list|output|directories|folders|matches|matching files|found files)|those files|these files|such files|all|each(?: one)?|all the files found|the files found|all files found|all found files|the found files|the resulting files|each file|each result|each found file|each of the found files|every file found))?';
const SHOW =
  '(?:print|prints|printing|list|lists|listing|display|displays|displaying|show|shows|showing|output|outputs|give|return|get|report|view|echo)';
const THEIR =
  '(?: (?:the|their|its|all|of|each|every|a|these|those|only|just|list|lists|full|complete|whole|relative|found|resulting|matching|matched|corresponding|file|files|directory|directories|folder|name|names|path|paths|pathname|pathnames|filename|filenames|results?|output|entries|them|it|as|such|ones|one|per|line|on|to|in|screen|stdout|standard|console|terminal|newline|separated|by|and|with|lines|separate|out|newlines))*';

const number = (match: Match): number | undefined => {
  const term = match.all.find(({ kind }) => kind === 'number');
  return term?.value !== undefined && Number.isInteger(term.value) && term.value > 0 ? term.value : undefined;
};

/** What becomes of errors. */
export const quietClauses = (): readonly Clause[] => [
  {
    hint: /err|denied|warning/,
    said: '(?:, |and )*(?:(?:while |by )?(?:discard|ignor|suppress|hid|skip|omit|redirect|dropp|avoid|silenc)(?:ing|e|es|ed)?|without(?: showing| displaying| printing)?|do not (?:show|display|print)|no)(?: the| all| any| of| standard| potential| possible| access| permission denied| permission| stderr| std)* (?:errors?|stderr|error messages?|error output|messages about errors|warnings|permission denied(?: errors?| messages?)?)(?: messages?| output| if any| stream)*(?: to)?(?: ‹p\\d+›)?',
    means: (match) =>
      match.all.every((term) => term.kind !== 'path' || term.text === '/dev/null')
        ? { is: 'quiet' }
        : undefined,
  },
];

/** How many files, how many lines. */
export const countClauses = (): readonly Clause[] => [
  {
    said: `${AND}(?:count|counts|counting|calculate|find|print|display|show|get|give|how many|what is|compute|output)?(?: the| total| a| me| all)*(?: ?(?:number|count|total number|numbers) of| ?how many| count)(?: all| the| of| total| any)*(?: lines)(?: (?:in|of|for|inside))(?: each| all| of| the| every)*`,
    means: (match) =>
      act({ does: 'run', command: /\b(?:each|every)\b/.test(match.groups[0]!) ? 'wc -l' : 'lines' }),
  },
  {
    hint: /lines/,
    said: `${AND}(?:count|counts|counting) (?:the |all |of )*lines (?:in|of)(?: each| all| of| the| every)*`,
    means: (match) =>
      act({ does: 'run', command: /\b(?:each|every)\b/.test(match.groups[0]!) ? 'wc -l' : 'lines' }),
  },
  {
    hint: /count|number|amount|how many/,
    said: `${AND}(?:(?:print|display|show|find|get|give|return|output|calculate|compute|tell|list)(?: me| us)? )?(?:the )?(?:total )?(?:number|count|numbers|amount) of(?: all| the| total)*|${AND}(?:count|counts)(?: up)?(?: all| the| how many| number of| total)*(?: (?:them|files found|results))?|how many`,
    means: () => act({ does: 'count' }),
  },
];

/** "the number of lines of the output" are the entries found. */
export const outputClauses = (): readonly Clause[] => [
  {
    hint: /lines/,
    said: `${AND}(?:count|print|show|display|get)?(?: the)*(?: ?(?:number|count) of)?(?: the)? lines (?:for|in|of) (?:the |its )?(?:output|result)`,
    means: () => act({ does: 'count' }),
  },
];

/** What is replaced in the files. */
export const editClauses = (): readonly Clause[] => [
  {
    hint: /‹q/,
    said: `${AND}(?:recursively )?(?:replace|replaces|substitute|change)(?: all| every| each| the| any)*(?: occurrences?| instances?| strings?| text| words?| occurences?)?(?: of)?(?: the)?(?: string| word| text)? (‹q\\d+›) (?:with|by|to|into)(?: the)?(?: string| word| text)? (‹q\\d+›)(?: recursively)? (?:in|inside|within|on|for|from)(?: all| the| each| every| any| of| those| these)*`,
    means: replaces,
  },
];

/** New permissions. */
export const modeClauses = (): readonly Clause[] => [
  {
    hint: /perm|mode|right/,
    said: `${AND}(?:recursively )?(?:change|changes|set|sets|modify|update|make|give|assign|apply|use chmod to set)(?: the| their| its| all| file| directory| access)* (?:permissions?|mode|modes|perms?|access rights|permission bits)(?: of| for| on)?${THEM}(?: to| as| into)? ({MODE})(?: (?:for|of|on|to|in)(?: all| the| every)*)?`,
    means: (match) => [act({ does: 'chmod' }), { is: 'mode', mode: match.terms(1)[0]!.text }],
  },
  {
    hint: /perm|mode|right/,
    said: `${AND}(?:recursively )?(?:change|changes|set|sets|modify|update|make|give|assign)(?: the| their| its| all| file| directory| access)* (?:permissions?|mode|modes|perms?|access rights|permission bits)(?: of| for| on)(?: all| the| every)*`,
    means: () => act({ does: 'chmod' }),
  },
  {
    hint: /‹[nm]/,
    said: `${AND}(?:change|set|convert|turn|switch) (?:them|it|those|these)(?: all)? to ({MODE})`,
    means: (match) => [act({ does: 'chmod' }), { is: 'mode', mode: match.terms(1)[0]!.text }],
  },
  {
    hint: /chmod/,
    said: `${AND}(?:chmod|apply chmod|run chmod)${THEM}(?: to| with)? ({MODE})(?: on| to)?${THEM}`,
    means: (match) => [act({ does: 'chmod' }), { is: 'mode', mode: match.terms(1)[0]!.text }],
  },
];

/** What is deleted. */
export const deleteClauses = (): readonly Clause[] => [
  {
    hint: /delet|remov|eras|purge|(?:^| )rm/,
    said: `${AND}(?:forcefully |force |forcibly |recursively |safely )*(?:delete|deletes|deleting|remove|removes|removing|erase|purge|rm)(?: -f| forcefully| recursively| any)?${THEM}(?: (?:all|any|every|the|of))*`,
    means: () => act({ does: 'delete' }),
  },
];

/** What else becomes of what is found. */
export const actionClauses = (): readonly Clause[] => [
  {
    hint: /‹[nm]/,
    said: `${AND}(?:to|be|with)(?: permissions?| mode)? ({MODE})`,
    means: (match) => ({ is: 'mode', mode: match.terms(1)[0]!.text }),
  },
  {
    hint: /long|detail|full/,
    said: `${AND}(?:${SHOW} )?(?:in |using |with |a |an |the )*(?:long|detailed|full)(?: list| listing| format| form| details| information)+(?: of| for| format| about)*(?: (?:all|the|each|every))*`,
    means: () => act({ does: 'long' }),
  },
  {
    hint: /execut|run|use|perform|appl|call/,
    said: `${AND}(?:execute|run|running|use|perform|apply|call)(?: the| a)*(?: command| program)? ?(?:‹q\\d+›|ls -l)(?: command)? (?:on|for|with|against)(?: each| every| all| of| the)*${THEM}`,
    means: runs,
  },
  {
    hint: /md5|sha/,
    said: `${AND}(?:calculate|compute|print|display|show|find|get|generate|list|output|run|check)?(?: the| their| its| all)* ?(md5|md5 ?sum|md5 check ?sums?|md5 sums?|sha1|sha1sum|sha256|sha256sum|sha256 checksums?|md5 hash(?:es)?)(?: check ?sums?| sums?| hash(?:es)?)?(?: of| for| on| in)*(?: all| the| each| every)*${THEM}`,
    means: (match) => act({ does: 'run', command: `${/^(md5|sha1|sha256)/.exec(match.groups[1]!)![1]}sum` }),
  },
  {
    hint: /cop/,
    said: `${AND}(?:copy|copies|copying)(?: recursively)?${THEM}(?: (?:all|any|every|the|of|each))*`,
    means: () => act({ does: 'copy' }),
  },
  {
    hint: /mov/,
    said: `${AND}(?:move|moves|moving)${THEM}(?: (?:all|any|every|the|of|each))*`,
    means: () => act({ does: 'move' }),
  },
  {
    hint: /for/,
    said: `${AND}(?:search|grep|look)(?: in| through)? (?:them|those|these|each|it|each of them|those files|these files|each file|all of them)(?: files?)? for(?: the| a| any| lines?| containing| matching| occurrences?| of)*(?: (string|text|word|phrase|pattern|regex|regular expression))? (‹q\\d+›)`,
    means: (match) => greps(match, 2, match.groups[1]),
  },
  {
    hint: /compress|gzip|zip/,
    said: `${AND}(?:compress|compresses|gzip|zip up)${THEM}(?: (?:with|using|by) gzip| individually)*`,
    means: (match) =>
      /them|it|each|those|these|gzip/.test(match.groups[0]!) && !/zip up/.test(match.groups[0]!)
        ? act({ does: 'run', command: 'gzip', writes: true })
        : undefined,
  },
  {
    hint: /to /,
    said: `(?:in)?to(?: the| a)?(?: directory| folder| target directory| dir| path)? (‹[pq]\\d+›|[a-z_][\\w.+-]*)(?: directory| folder| dir)?`,
    means: (match) => {
      const path = spelled(match.terms(1)[0]!).replace(/(.)\/+$/, '$1');
      return match.world.lookup(path)?.type === 'dir' && !/[*?[\]$`\n]/.test(path)
        ? { is: 'to', path }
        : undefined;
    },
  },
  {
    hint: /total|combined|overall|cumulative|sum/,
    said: `${AND}(?:(?:find|calculate|compute|show|print|display|get|sum|give|count|determine|summarize)(?: up)? )?(?:the |a )?(?:total|combined|overall|cumulative|sum of(?: the| all)*) (?:file |disk )?(?:sizes?|bytes|space used|disk usage)(?: in bytes)? (?:of|used by|occupied by|taken by|for)(?: all| the| these| those| found)*${THEM}`,
    means: () => act({ does: 'sum' }),
  },
  {
    hint: /touch|time|date/,
    said: `${AND}(?:update|change|modify|touch|refresh|reset|set)(?: the| their| all)*(?: (?:modification |access |last )?(?:time ?stamps?|time|times|dates?))?(?: to (?:now|the current (?:date|time)(?:/time)?))? ?(?:of|for|on)?(?: all| the| every| each)*`,
    means: (match) =>
      /touch|time ?stamp|time|date /.test(match.groups[0]!.replace(/^.*?(?:update|modify)/, ''))
        ? act({ does: 'run', command: 'touch', writes: true })
        : undefined,
  },
  {
    hint: /type/,
    said: `${AND}(?:${SHOW}|determine|check|find)(?: the| their| its)* (?:file )?types?(?: of| for)?(?: each| all| the)*${THEM}`,
    means: () => act({ does: 'run', command: 'file' }),
  },
  {
    said: `(?:, |and |but |with )*(?:${SHOW} )?(?:only|just|strip(?:ped|ping)?|print(?:ing)? only|show only|display only|list only)(?: the| their| its| base)* (?:base ?names?|file ?names?|names)(?: of)?(?: only)?(?: ,? ?(?:without|and not|not|omitting|no)(?: the| their| its| full| any| leading| parent| directory| directories)* (?:paths?|directories|directory))?`,
    means: () => act({ does: 'names' }),
  },
  {
    hint: /path|director/,
    said: `(?:, |and |but )*(?:without|not|no|omitting|strip(?:ping)?)(?: the| their| its| full| any| leading| parent| directory| showing| printing)* (?:path ?names?|paths?|leading directories|directory (?:names?|path|part|prefix))(?: names?| prefix| information)?`,
    means: () => act({ does: 'names' }),
  },
  {
    hint: /nul|zero|print|‹q/,
    said: `(?:, |and |with |using |the )*(?:${SHOW} )?(?:the |their |its |results? |list |file |paths? |names? |them )*(?:separated|delimited|terminated|separate|delimiting|terminating|followed)(?: them| by| with| using| from| the| a| each| other| ascii)* (?:null|nul|zero|zeroes|zeros|nulls|null byte|null characters?|nul characters?|zero bytes?|null bytes?|‹q\\d+›(?<=\\\\0))(?: characters?| bytes?)?|null-(?:separated|terminated|delimited)|print ‹n\\d+›|-?print0`,
    means: () => act({ does: 'null' }),
  },
  {
    hint: /first/,
    said: `${AND}(?:${SHOW} )(?:only )?(?:the )?first ({N})(?: of)?${THEM}(?: lines?| results?| files?| entries| matches| of| them| the| output)*`,
    means: (match) => {
      const limit = number(match);
      return limit === undefined ? undefined : act({ does: 'head', limit });
    },
  },
  {
    hint: /few|some/,
    said: `${AND}(?:${SHOW} )(?:a )?(?:few|some|first few) lines(?: of(?: the)? output)?(?: from)?(?: the| at)?(?: beginning| start| top)?(?: of(?: the)? output)?`,
    means: () => act({ does: 'head', limit: 10 }),
  },
  {
    hint: /largest|biggest|smallest|newest|oldest|recent|last modified/,
    said: `${AND}(?:${SHOW} |find |search(?: for)? |locate )?(?:the )?(?:top |first )?({N})?(?: most)? ?(largest|biggest|smallest|newest|oldest|most recently modified|most recent|least recently modified|last modified)(?: ({N}))?(?= (?:.* )?(?:files?|directories|directory|folders?)\\b)`,
    means: (match) => {
      const word = match.groups[2]!;
      const limit = number(match) ?? 1;
      return limit === undefined
        ? undefined
        : act({
            does: 'most',
            by: /large|big|small/.test(word) ? 'size' : 'time',
            first: /small|old|least/.test(word) ? 'least' : 'most',
            limit,
          });
    },
  },
  {
    hint: /sort|order/,
    said: `${AND}(?:sort|sorted|sorting|order|ordered)${THEM}(?: them| the| list| output| result| results| files| in| ascending| descending| reverse| decreasing| increasing| order| numerically)*(?: by| based on| according to| of)(?: the| their| its| file)* (size|sizes|file size|name|names|time|modification time|modification date|date|last modification time|modified time)(?: ?,? ?(?:in|from)?(?: the| a)? ?(descending|ascending|reverse|decreasing|increasing|largest to smallest|smallest to largest|largest first|newest first|oldest first|smallest first|chronological|biggest to smallest|newest to oldest|oldest to newest)(?: order)?)?`,
    means: (match) => {
      const by = /size/.test(match.groups[1]!) ? 'size' : /name/.test(match.groups[1]!) ? 'name' : 'time';
      const text = match.groups[0]!;
      const down = /descending|reverse|decreasing|largest (?:to|first)|newest (?:first|to)|biggest/.test(
        text,
      );
      return act({ does: 'sort', by, down });
    },
  },
  {
    hint: /sorted/,
    said: `${AND}(?:${SHOW} )?(?:an? |the )?(?:alphabetically )?sorted list of`,
    means: () => act({ does: 'sort', by: 'name', down: false }),
  },
  {
    hint: /sort|alphabet/,
    said: `${AND}(?:sort|sorted)(?: alphabetically)?${THEM}(?: alphabetically| output)?|in alphabetical order|alphabetically`,
    means: () => act({ does: 'sort', by: 'name', down: false }),
  },
  {
    hint: /contain|with|hav|mention|hold/,
    said: `(?:that |which |and |having )*(?:contain|contains|containing|contained|with|have|having|mention(?:ing)?|hold(?:ing)?)(?: the| a| an| any)*(?: occurrences? of| instances? of)?(?: the)?(?: lines? (?:containing|with|matching))?(?: (string|text|word|words|phrase|pattern|regex|regular expression|regexp|extended regex|line|expression|keyword))? (‹q\\d+›|[a-z_][\\w-]*)(?: (?:in (?:them|it|their (?:contents?|text|body)|its contents?)|(?:inside|within)(?: them)?|text|string|word))?`,
    means: holds,
  },
  {
    hint: /search|grep|look|find|print|display|show|list|get/,
    said: `^(?:recursively )?(?:search|grep|look|find|print|display|show|list|get)(?: for| recursively)*(?: the| a| all| any| lines?| in| occurrences?| of| containing| matching| with| that contain| which contain| that match)*(?: (string|text|word|words|phrase|pattern|regex|regular expression|regexp|extended regex|lines|occurrences of|expression|keyword))? (‹q\\d+›) (?:recursively )?(?=(?:in|from|inside|within|through|of) )(?:in|from|inside|within|through|of)(?: all| the| each| every| any| of| contents?)*(?= (?:\\u0000|files?|regular))`,
    means: (match) => greps(match, 2, match.groups[1]),
  },
  {
    hint: /search|grep|look|find|print|display|show|list|get/,
    said: '(?<=^(?:recursively )?(?:search|grep|look|scan) .*)for(?: the| a| all| any| occurrences?| of| lines?| containing| matching| extended| posix)*(?: (string|text|word|words|phrase|pattern|regex|regular expression|regexp|extended regex|expression|keyword))? (‹q\\d+›)(?! (?:files?|directories))',
    means: (match) => greps(match, 2, match.groups[1]),
  },
];

function replaces(match: Match): Part | undefined {
  const [from, to] = [match.terms(1)[0], match.terms(2)[0]].map((term) => (term ? spelled(term) : ''));
  if (!from || to === undefined || /[\n\r]/.test(from + to)) return undefined;
  const sign = delimiterFor(from, to);
  const script = `s${sign}${escapeBasic(from, sign)}${sign}${escapeReplacement(to, sign)}${sign}g`;
  return act({ does: 'run', command: `sed -i ${quote(script)}`, writes: true });
}

function runs(match: Match): Part | undefined {
  const quoted = match.all.find((term) => term.kind === 'quoted');
  const command = quoted ? quoted.text.trim() : 'ls -l';
  return /^(?:ls(?: -[a-zA-Z]+)?|file|wc(?: -[lcw])?|md5sum|sha1sum|sha256sum|stat|cat|head(?: -n ?\d+)?|tail(?: -n ?\d+)?|basename|dirname|du(?: -[shk]+)?)$/.test(
    command,
  )
    ? act({ does: 'run', command })
    : undefined;
}

const regexWord = /^(?:pattern|regex|regular expression|regexp|extended regex|expression)$/;

const option = (word: string | undefined): string =>
  word === 'extended regex' ? '-E ' : word !== undefined && regexWord.test(word) ? '' : '-F ';

function holds(match: Match): Part | undefined {
  const [term] = namesIn(match, 2);
  if (!term || (term.kind !== 'quoted' && !match.groups[1])) return undefined;
  const text = spelled(term);
  if (text === '' || /\n/.test(text) || (term.kind === 'word' && term.tags.has('stop'))) return undefined;
  return act({
    does: 'holds',
    grep: `${option(match.groups[1])}${quote(text).startsWith('-') ? '-e ' : ''}${quote(text)}`,
  });
}

function greps(match: Match, group: number, word: string | undefined): Part | undefined {
  const text = spelled(match.terms(group)[0]!);
  if (/\n/.test(text) || text.startsWith('-')) return undefined;
  return act({
    does: 'run',
    grep: true,
    command: `grep ${option(word).replace('-F ', /[.[\]*^$\\]/.test(text) ? '-F ' : '')}${quote(text)}`,
  });
}

const NOUN = '(?:regular |normal |ordinary |plain |regular/normal |normal/regular |real )*';

/** What is looked for: files, folders, links. */
export const kindClauses = (): readonly Clause[] => [
  {
    hint: /broken|dangling|dead|invalid|orphan|missing|exist/,
    said: '(?:broken|dangling|dead|invalid|orphaned)(?: symbolic| soft)? ?(?:sym ?)?links?|(?:symbolic |sym)links? (?:that|which) (?:are|is) broken|(?:symbolic |sym)links? (?:whose|with) (?:missing|non-?existent) targets?',
    means: () => [
      { is: 'test', about: 'kind', test: '-xtype l' },
      { is: 'kind', kind: '' },
    ],
  },
  {
    hint: /file/,
    said: `${NOUN}(?:(?:files?|file) ?(?:/|and/or|and|or|,|as well as|plus) ?(?:all )?(?:directories|directory|folders?|dirs?|sub-?directories|sub-?folders)|(?:directories|folders|directory|folder) ?(?:/|and/or|and|or|as well as) ?(?:all )?files?)(?: names?)?`,
    means: () => ({ is: 'kind', kind: 'any' }),
  },
  {
    hint: /entr|item|every|anything|object|type|kind/,
    said: '(?:file|directory|all|every)?(?: ?entries|items|everything|anything|objects|all types of files|all kinds of files|files of (?:all|any) (?:types?|kinds?))',
    means: () => ({ is: 'kind', kind: 'any' }),
  },
  {
    hint: /link/,
    said: '(?:symbolic|soft|sym)[- ]?links?|symlinks?(?: files?)?',
    means: () => ({ is: 'kind', kind: 'l' }),
  },
  {
    hint: /socket/,
    said: '(?:unix )?(?:domain )?sockets?(?: files?)?',
    means: () => ({ is: 'kind', kind: 's' }),
  },
  {
    hint: /pipe|fifo/,
    said: '(?:named )?(?:pipes?|fifos?)(?: files?)?',
    means: () => ({ is: 'kind', kind: 'p' }),
  },
  {
    hint: /block/,
    said: '(?:block)(?: special)?(?: devices?| files?)+',
    means: () => ({ is: 'kind', kind: 'b' }),
  },
  {
    hint: /char/,
    said: '(?:character|char)(?: special)?(?: devices?| files?)+',
    means: () => ({ is: 'kind', kind: 'c' }),
  },
  {
    hint: /hidden|dot/,
    said: 'hidden(?: regular| normal)? files?|dot ?files?',
    means: () => [
      { is: 'kind', kind: 'f' },
      { is: 'test', about: 'hidden', test: `-name '.*'` },
    ],
  },
  {
    hint: /hidden/,
    said: 'hidden (?:directories|directory|folders?)',
    means: () => [
      { is: 'kind', kind: 'd' },
      { is: 'test', about: 'hidden', test: `-name '.?*'` },
    ],
  },
  {
    said: `${NOUN}(?:files?|images?|documents?|scripts?)(?: names?| paths?| only)?(?: of type)?|filenames|file names?|file paths?`,
    means: () => ({ is: 'kind', kind: 'f' }),
  },
  {
    said: '(?:directories|directory|folders?|dirs?)(?: names?| paths?| only| entries)?|directory names?',
    means: () => ({ is: 'kind', kind: 'd' }),
  },
  {
    hint: /sub/,
    said: '(?:sub-?directories|sub-?directory|sub-?folders?|sub-?dirs?|sub directories|sub folders)(?: names?)?',
    means: () => ({ is: 'kind', kind: 'sub' }),
  },
  {
    hint: /case/,
    said: '(?:, |and )*\\(? ?(?:using |with |in |by )?(?:a )?(?:case[- ]?insensitive(?:ly)?(?: match(?:ing)?| search| manner| mode| way| pattern| name)?|ignor(?:ing|e)(?: the)? (?:letter )?case|regardless of (?:the )?(?:letter )?case|case insensitivity|without regard to case|disregarding case|irrespective of case)(?: of letters)? ?\\)?',
    means: () => ({ is: 'icase' }),
  },
  { hint: /case/, said: '\\(? ?case[- ]?sensitive(?:ly)?(?: search)? ?\\)?', means: () => ({ is: 'said' }) },
];

/** How the answer is made, which it is anyway. */
export const mannerClauses = (): readonly Clause[] => [
  {
    hint: /space|special|newline/,
    said: '(?:, |and )*\\(? ?(?:with|ensuring|ensure|considering|handling|handles?|taking care of|be careful with|allowing)(?: the| possible| any| proper)* (?:white ?spaces?|spaces|special characters|newlines)(?: safety| safe| handling)?(?: in (?:their|its|the|file)? ?(?:paths?|names?|filenames?|file names?))? ?\\)?',
    means: () => ({ is: 'said' }),
  },
  {
    hint: /any|matter/,
    said: 'at any (?:level|depth)(?: of (?:the )?(?:directory )?(?:tree|nesting))?|no matter how deep|of any depth',
    means: () => ({ is: 'said' }),
  },
];

/** Orders to show what is found, which is what happens anyway. */
export const showClauses = (): readonly Clause[] => [
  { said: `(?:, )?(?:and |then |also )*${SHOW}${THEIR}`, means: () => ({ is: 'said' }) },
];
