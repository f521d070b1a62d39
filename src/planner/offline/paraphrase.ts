import { analyse } from './analyse.ts';
import type { Analysis, Explained } from './types.ts';

interface Turn {
  /** A word without which it cannot be meant: the pattern itself is dear to compile. */
  readonly hint: string;
  readonly when: () => RegExp;
  readonly say: string;
}

const FILE = '(?<file>[^\\s,]*[\\w/][^\\s,.]*(?:\\.[\\w-]+)*)';
const END = '[.!?]?$';

const turn = (hint: string, pattern: string, say: string): Turn => ({
  hint,
  when: () => new RegExp(pattern, 'i'),
  say,
});

/** Turns of speech that may stand anywhere, said as the lexicon has them. */
const PHRASES: readonly Turn[] = [
  turn(
    ' put ',
    '^(?:please |now )?put (?<what>.+?) (?<rest>(?:in(?:to)? (?:numeric|numerical|alphabetical|reverse|descending|ascending|random) order|side by side)\\b.*)$',
    'show $<what> $<rest>',
  ),
  turn(
    'how many times ',
    '\\b(?:count |show |tell me )?how many times (?<what>(?:each|every) [\\w-]+) (?:appears|is listed|is named|is mentioned)\\b',
    'how often does $<what> occur',
  ),
  turn(' opening line', '\\bopening lines?\\b', 'first line'),
  turn(' closing line', '\\bclosing lines?\\b', 'last line'),
  turn(
    ' keep ',
    '\\band keep the (?:uncompressed|original|unzipped|packed|compressed)(?: file| one| archive)?(?: as well| too)?\\b',
    'keeping the original',
  ),
  turn(
    '(',
    '\\((?:it (?:uses|has|is separated by)|separated by|with) (?<sign>semicolons|commas|tabs|pipes|colons)(?: between)?\\)',
    'separated by $<sign>',
  ),
  turn(
    ' called',
    "\\bwhat['’]s (?<rest>(?:this|the|my) (?:computer|machine|host|server|box)) called\\b",
    'what is the hostname',
  ),
  turn(' which start', ',? which (?:start|begin) with [;#]+', ''),
  turn(' log lines', '\\blog lines\\b', 'lines'),
  turn(' process id', '\\b(?:the )?process id of (?:the )?(?<name>[\\w-]+)\\b', 'pid of the process $<name>'),
  turn(
    ' bytes ',
    '\\b(?:how many )?bytes (?:are )?(?:used|taken|occupied) by (?:all )?(?:of )?(?:the )?(?<what>\\.\\w+) files (?<rest>.+?) (?:together|in total|altogether|all told)\\b',
    'total size of $<what> files $<rest> in bytes',
  ),
  turn(
    ' checked out',
    '\\b(?:what|which) (?:git )?branch is (?:currently )?checked out\\b',
    'which branch am i on',
  ),
  turn(' one, ', '\\bwith the (?:\\w+ )one, (?=[\\w./-]+\\.\\w)', 'with '),
  turn(
    ' also in ',
    '^(?<what>[a-z]+s) that are in (?<a>[\\w./-]+) and also in (?<b>[\\w./-]+)',
    'lines in both $<a> and $<b>',
  ),
  turn(
    ' empty ',
    '\\b(?:remove|delete) the empty (?:folder|directory) (?<name>[\\w./-]+)(?=[.!]?$)',
    'rmdir $<name>',
  ),
  turn(
    ' case',
    ',? ?(?:\\bin |no matter (?:if|whether) (?:it is )?)?\\b(?:either|any|whatever) case\\b|,? ?\\b(?:in |written in |whether )?(?:upper|capitals?|big|small)(?:[- ]?case)? (?:or|and) (?:lower|small|little|big)(?:[- ]?case)?(?: (?:letters|case))?\\b',
    ' ignoring case',
  ),
  turn(
    ' matter',
    ",? ?\\b(?:(?:in )?(?:big|capital|small|upper[- ]?case|lower[- ]?case) (?:letters )?(?:or|and) (?:big|capital|small|lower[- ]?case|upper[- ]?case)(?: letters?)? (?:does not|doesn['’]t|do not|don['’]t|no) matter|no matter (?:the )?(?:case|capitals|how it is (?:written|spelled)))\\b",
    ' ignoring case',
  ),
  turn(
    ' capitals',
    ",? ?\\b(?:also|even|including|too) (?:when|if|where) (?:it is |it['’]s |written )?in capitals?(?: letters)?\\b",
    ' ignoring case',
  ),
  turn(
    ' need ',
    ",? ?\\b(?:because |as |since )?(?:i|we) (?:do not|don['’]t|no longer) need (?:it|them|that|this)(?: any ?more| now)?(?=[.!]?$)",
    '',
  ),
  turn(
    ' hidden ',
    ',? ?\\b(?:and )?(?:the )?hidden (?:things|ones|files|entries)? ?(?:too|also|as well|included)\\b',
    ' including hidden',
  ),
  turn(
    ' two ',
    '\\b(?:are |stand |occur )?in (?:the |these )?two (?:lists|files) (?<a>[\\w./-]+) and (?<b>[\\w./-]+)',
    'in both $<a> and $<b>',
  ),
  turn(' account', '\\b(?:every |all |the )?account names?\\b', 'user names'),
  turn(
    ' process id',
    '\\bwhat (?:process id|pid) does (?<name>[\\w-]+) have\\b',
    'pid of the process $<name>',
  ),
  turn(' message of the day', '\\bmessage of the day file in /etc\\b', 'file /etc/motd'),
  turn(' to nothing', '\\b(?:points?|leads?|pointing|leading) to nothing\\b', 'is broken'),
  turn(' nowhere', '\\b(?:points?|leads?|pointing|leading) (?:to )?nowhere\\b', 'is broken'),
  turn('non-', '\\bnon-(?:blank|empty) lines\\b', 'lines that are not empty'),
  turn(' free room', '\\bfree room\\b', 'free space'),
  turn(
    ' called',
    '\\bwhat (?:is|are) (?:this|the|my) (?:computer|machine|host|server|box) called\\b',
    'what is the hostname',
  ),
  turn(
    ' folder am i',
    '\\b(?:in )?(?:which|what) (?:folder|directory) (?:am i|are we)(?: in)?(?: now| right now| currently)?\\b',
    'which folder am i in',
  ),
  turn(
    ' branch am i',
    '\\b(?:on )?(?:which|what) branch (?:am i|are we) (?:working |standing |sitting )?(?:on|in)(?: now| right now)?\\b',
    'which branch am i on',
  ),
  turn(
    ' number in front',
    '\\bwith (?:a|the|its) (?:line )?number (?:in front of|before|at the start of|next to) (?:each|every|all the|the) lines?\\b',
    'with line numbers',
  ),
  turn(
    ' writ',
    '\\b(?:is|are|was|were|stands?) (?:written|put|noted)(?: down)? (?=(?:more than once|twice|several times|only once|exactly once))',
    'occurs ',
  ),
  turn(' up', '\\b(?:turns?|shows?|crops?|comes?|pops?) up\\b', 'occurs'),
  turn(
    'how many times ',
    '\\bhow many times (?<what>(?:each|every) [\\w-]+) occurs\\b',
    'how often does $<what> occur',
  ),
  turn(
    ' once ',
    ',? (?:once|when|after (?:it is|being)) (?:it is )?(?:decompressed|unpacked|uncompressed|unzipped|extracted)\\b',
    '',
  ),
  turn(
    ' about ',
    '\\b(?<what>lines|rows|entries|messages) (?:that are |which are |that speak |talking )?about (?<word>[\\w-]+) in\\b',
    '$<what> containing "$<word>" in',
  ),
  turn('thats ', '\\bthats\\b', 'that is'),
  turn(
    'start',
    '\\b(?<mark>(?:starts?|starting|begins?|beginning) with) (?<sign>[;#%*!|>/-]{1,3})(?=[\\s,]|$)',
    '$<mark> "$<sign>"',
  ),
  turn(
    ' touched',
    '\\b(?:nobody|no one) (?:has |have )?(?:touched|changed|edited|opened)\\b',
    'not modified',
  ),
  turn(' last line ', '\\b(?:the )?last line (?:on|at the) top\\b', 'with the lines in reverse order'),
  turn(' take', '\\btakes? (?:up )?(?<than>more|less) than (?=\\d)', 'of $<than> than '),
  turn(
    ' will do',
    '[.;,]\\s+(?:(?:the|their|just the|only the) )?(?<what>(?:file ?)?names?|paths?|ids?|titles?)(?: only)? (?:will do|(?:is|are) enough|suffices?)\\b',
    ', $<what> only',
  ),
  turn(
    ' just ',
    '[.;]\\s+(?:please )?just (?:print|show|give me|list|tell me) (?:the |their )?(?<what>(?:file ?)?names?|paths?|ids?|titles?)(?= *[.!]?$)',
    ', $<what> only',
  ),
];

/** The same order in other words: from how people put it to how the grammar reads it. */
const TURNS: readonly Turn[] = [
  turn(
    ' at ',
    `^(?:please |now )?(?:point|aim|direct) (?:the )?(?<key>[\\w.-]+) (?:in|of) ${FILE} (?:at|to) (?<value>\\S+?)[.!]?$`,
    'set $<key> in $<file> to $<value>',
  ),
  turn(
    ' put ',
    `^(?:please |now )?put (?<text>[^"“]+?) (?:at|to|on) the (?:very )?(?:end|bottom) of (?:the file )?${FILE}[.!]?$`,
    'append the line "$<text>" to $<file>',
  ),
  turn(
    ' instead of ',
    `^${FILE} with (?<fresh>tabs|commas|semicolons|spaces|pipes|colons) instead of (?<old>tabs|commas|semicolons|spaces|pipes|colons)(?<rest>.*)$`,
    'replace $<old> with $<fresh> in $<file>, on screen',
  ),
  turn(
    ' throughout ',
    `^(?:please |now )?rename (?<old>[\\w-]+) to (?<fresh>[\\w-]+) throughout ${FILE}[.!]?$`,
    'replace $<old> with $<fresh> in $<file>',
  ),
  turn(
    ' in ',
    `^(?:the )?(?<key>[\\w-]+) (?:set|configured|given|defined|declared) in ${FILE}[.!?]?$`,
    'what is the $<key> in $<file>',
  ),
  turn(
    ' marked ',
    `^how many (?:items|lines|tasks|entries|things|todos) (?:in|of) ${FILE} are [\\w ]+,? (?:i\\.e\\. )?marked (?:with )?(?<mark>\\S+?)\\??$`,
    'how many lines in $<file> contain "$<mark>"',
  ),
  turn(
    ' folder ',
    '^(?:please |now )?(?:make |create )?(?:a )?new folder (?:called |named )?(?<outer>[\\w.-]+) with (?:a |another )?(?:new )?(?:sub)?folder (?:called |named )?(?<inner>[\\w.-]+) (?:in it|inside(?: it)?|below it)[.!]?$',
    'create the folder $<outer>/$<inner>',
  ),
  turn(
    ' ending ',
    '^(?:please |now )?give (?:every|each|all)(?: the)? \\.?(?<old>\\w+)(?: files?)? in (?<folder>[\\w./-]+) (?:the )?(?:ending|extension|suffix) \\.?(?<fresh>\\w+)(?: instead)?[.!]?$',
    'rename all .$<old> files in $<folder> to .$<fresh>',
  ),
  turn(
    ' out of ',
    '^(?:please |now )?(?:make|create|build) (?:an? (?:archive|zip|tarball) )?(?<to>[\\w./-]+\\.(?:zip|tar|tgz|tar\\.\\w+)) (?:out of|from) (?:the )?(?<from>[\\w./-]+?)(?: folder| directory)?[.!]?$',
    'compress $<from> into $<to>',
  ),
  turn(' contain ', '^which files contain (?<text>[A-Z][\\w ]+ \\w+?)\\??$', 'which files contain "$<text>"'),
  turn(
    ' up to ',
    `^(?:please |now )?turn (?:the )?(?<key>[\\w.-]+) (?:in|of) ${FILE} (?:up|down) to (?<value>[\\w.:-]+?)[.!]?$`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' to ',
    `^(?:please |now )?(?:raise|lower|increase|decrease|reduce|bring|turn up|turn down|bump|lift|drop) (?:the )?(?<key>[\\w.-]+) (?:in|of) ${FILE}(?: (?:up|down))? to (?<value>[\\w.:-]+?)[.!]?$`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' to ',
    `^(?:please |now )?(?:raise|lower|increase|decrease|reduce|turn up|turn down|lift) (?:the )?(?<key>[\\w.-]+) to (?<value>[\\w.:-]+) (?:in|of) ${FILE}[.!]?$`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    '>',
    `^(?<old>[^"=>]+?) ?[-=]> ?(?<new>[^"=>]+?) (?:in|inside) ${FILE}[.!]?$`,
    'replace "$<old>" with "$<new>" in $<file>',
  ),
  turn(
    '>',
    '^(?<from>[\\w./-]+?) ?[-=]> ?(?<to>[\\w./-]+\\.(?:tar|tgz|tar\\.\\w+|zip|gz|bz2|xz))[.!]?$',
    'compress $<from> into $<to>',
  ),
  turn(
    'fill ',
    `^(?:please |now )?fill ${FILE} with (?:the )?numbers (?:from )?(?<low>\\d+) (?:to|till|until|through) (?<high>\\d+)(?<rest>.*)$`,
    'write the numbers from $<low> to $<high> to $<file>, one per line',
  ),
  turn(
    ' branch',
    '^(?:please |now )?(?:create|make|start|open) and (?:check ?out|switch to|go to) (?:a |the )?(?:new )?branch (?:called |named )?(?<name>[\\w./-]+?)[.!]?$',
    'make a branch $<name> and switch to it',
  ),
  turn(
    'new folder',
    '^(?:please |now )?(?:make |create )?(?:a )?new folder,? (?:called |named )?(?<folder>[\\w./-]+)[,;:]? (?:and )?(?<verb>put|move|copy) (?<what>.+?) (?:there|in it|into it|inside)[.!]?$',
    '$<verb> $<what> to the new folder $<folder>',
  ),
  turn(
    ' delimiter',
    `^(?:please |now )?(?:sed|change|turn|switch|convert) (?:the )?(?:delimiter|separator) (?:of|in) ${FILE} from (?:an? )?(?<old>\\w+?)s? to (?:an? )?(?<new>\\w+?)s?(?:,? in[- ]place)?[.!]?$`,
    'replace $<old>s with $<new>s in $<file>',
  ),
  turn(' say', `^what (?:does|do) ${FILE} say${END}`, 'show $<file>'),
  turn(
    ' read ',
    `^(?:please )?(?:let me|i want to|i would like to|i'd like to) (?:read|see) (?:the |my )?[\\w ]{0,30}?(?:in|of|from)? ?${FILE}${END}`,
    'show $<file>',
  ),
  turn(
    ' call ',
    `^(?:please |now )?call ${FILE} (?<name>[\\w./-]+)(?: from now on| instead| please)*${END}`,
    'rename $<file> to $<name>',
  ),
  turn(
    ' branch',
    "^(?<what>.*\\bbranch\\b.*?),? but (?:leave me (?:where i am|here|on this branch)|(?:i )?(?:want to )?stay (?:here|where i am|on this (?:one|branch)|on the current (?:one|branch))|(?:do not|don['’]t) (?:switch|check it out|go there)(?: to it| over)?(?: yet)?|without (?:switching|checking it out)(?: to it)?)[.!]?$",
    '$<what>',
  ),
  turn(
    ' branch',
    "^(?:please |now )?(?:bring|get|take|pull|put|fold) (?:in )?(?:the |all )?(?:work|changes|commits|edits) (?:on|of|from|in) (?:the )?(?:branch )?(?<name>[\\w./-]+)(?: branch)? (?:in|into|to|onto) (?:the branch (?:i am|i'm|we are) on|this branch|my branch|mine|the current branch|here)[.!]?$",
    'merge branch $<name>',
  ),
  turn(
    ' end in ',
    '^(?:every|each|all)(?: the| of the)? files? (?:in|under|of) (?<folder>[\\w./-]+) (?:should|must|shall|needs? to|ha(?:s|ve) to) (?:now )?end in \\.?(?<fresh>\\w+) instead of \\.?(?<old>\\w+)[.!]?$',
    'rename all .$<old> files in $<folder> to .$<fresh>',
  ),
  turn(
    ' use',
    '^which (?<what>\\w+s) (?:use|need|call for|mention|refer to|talk about|speak of|include) (?:the word )?(?<word>[\\w-]+)\\s*\\?*$',
    'which $<what> contain $<word>',
  ),
  turn(
    ' minus ',
    `^${FILE},? minus (?:the |all |any )?(?<rest>(?:lines|rows|entries)\\b.*)$`,
    'show $<file> without the $<rest>',
  ),
  turn(
    ' not ',
    '^(?:what|which (?:files?|ones)) (?:have|did) i (?:change|changed|edit|edited|modify|modified|touch|touched) but (?:have )?not (?:yet )?(?:put in(?:to)? the staging area|put on the stage|stage|staged|add|added)(?: yet)?[.?]?',
    'files with unstaged changes ',
  ),
  turn(
    ' instead',
    '^(?:please |now )?(?:point|aim|direct|lead) (?:the )?(?:link |symlink )?(?<link>[\\w./-]+) (?:at|to|towards) (?<target>[\\w./-]+)(?: instead)?[.!]?$',
    'make $<link> point to $<target>',
  ),

  turn(
    ' as ',
    `^(?:please |now )?(?:add|append|put|write) (?:the (?:text|words) )?(?<text>[^"“]+?),? as (?:a|an|the|another|one more) (?:new |extra |last |final |further )*(?:line|entry|row|item) (?:(?:at|to|on) the (?:end|bottom) of|to|in|into) (?:the file )?${FILE}${END}`,
    'append the line "$<text>" to $<file>',
  ),
  turn(
    ' line',
    `^(?:please |now )?(?:take|cross|strike|kick|drop|cut|remove|delete) (?:the )?(?:line|entry|row) (?<text>[^"“]+?) (?:off|out of|from) (?:the file )?${FILE}${END}`,
    'delete the line "$<text>" from $<file>',
  ),
  turn(
    ' off ',
    `^(?:please |now )?(?:take|cross|strike) (?!the line|the entry|the row|line )(?<text>[^"“]+?) off (?:the (?:list|file) )?${FILE}${END}`,
    'delete the line "$<text>" from $<file>',
  ),
  turn(
    ' for ',
    '^(?:please |now )?(?:swap|exchange|trade|switch) (?<old>[^\\s"]+|"[^"]*") for (?<new>[^\\s"]+|"[^"]*") (?<rest>(?:in|inside|throughout|across)\\b.*)$',
    'replace $<old> with $<new> $<rest>',
  ),
  turn(
    ' out of ',
    `^(?:please |now )?(?:kick|throw|toss|cut|clear|get|take|pull|filter) (?:all |any |every )?(?:the )?(?<what>[\\w -]+?) out of ${FILE}(?: for good| please)?${END}`,
    'delete the $<what> from $<file>',
  ),
  turn(
    ' at ',
    `^(?:please |now )?(?:put|place|leave) (?:the )?(?<key>[\\w.-]+) at (?<value>[\\w.:-]+) in ${FILE}${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' be ',
    `^(?:the )?(?<key>[\\w.-]+) (?:should|must|shall|ought to|has to|needs to|is to) (?:now )?be (?<value>[\\w.:/-]+) in ${FILE}${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' be ',
    `^in ${FILE},? (?:the )?(?<key>[\\w.-]+) (?:should|must|shall|ought to|has to|needs to|is to) (?:now )?be (?<value>[\\w.:/-]+?)${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' use ',
    `^(?:please |now )?use (?<value>[\\w.:/-]+) (?:as|for) (?:the )?(?<key>[\\w.-]+) in ${FILE}${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' in ',
    `^(?:(?:i (?:need|want|would like) to (?:know|see)|tell me|show me|do you know) )?(?<ask>which|what) (?<key>[\\w-]+(?: [\\w-]+)?) (?:is|are|was|were|has been) (?:set|configured|defined|given|specified|written|noted)(?: up)? (?:in|by|inside) ${FILE}${END}`,
    'what is the $<key> in $<file>',
  ),
  turn(
    ' link',
    `^(?:to )?where does (?:the )?(?:sym(?:bolic )?|soft )?link ${FILE} (?:lead|go|point|end)(?: to)?${END}`,
    'show the target of the link $<file>',
  ),
  turn(
    'how much',
    `^how much (?:money )?(?:went|was spent|has been spent|did (?:we|i|they) spend|do (?:we|i) spend|have (?:we|i) spent|goes|came in|was paid) (?:on|for|from) (?<what>[\\w -]+?)(?: in total| altogether| overall)?,? (?:in|according to|says|per) ${FILE}${END}`,
    'total $<what> in $<file>',
  ),
  turn(
    ' file',
    `^(?:please )?(?:i need |i want |make |create )?(?:an? )?(?:new )?(?:blank|empty) (?:text )?file,? (?:called |named )?(?<name>[\\w./-]+?)${END}`,
    'create the empty file $<name>',
  ),
  turn(
    ':',
    `^(?:please |now )?(?:make|create|add) (?:me )?(?<number>two|three|four|five|six|\\d) (?:new )?(?<kind>folders|directories|files|empty files)(?: (?:at once|at one go|here|for me))*\\s*: (?<names>[\\w./-]+(?:(?:,? and |, |,| )[\\w./-]+)+?)${END}`,
    'create the $<kind> $<names>',
  ),
  turn(
    ' about ',
    `^what (?:does|do) ${FILE} (?:say|tell|have to say) (?:us |me )?about (?<what>[\\w.@:/-]+)${END}`,
    'show the lines with "$<what>" in $<file>',
  ),
];

const COST = 0.03;

/** Readings of the request as it would be put more plainly. */
export function paraphrased(
  analysis: Analysis,
  explain: (inner: Analysis) => readonly Explained[],
): Explained[] {
  if (analysis.language !== 'en') return [];
  const request = analysis.request.replace(/\s+/g, ' ').trim();
  const plain = applied(PHRASES, request);
  const texts = new Set(TURNS.map((one) => applied([one], plain)).concat(plain));
  texts.delete(request);
  return [...texts].flatMap((text) =>
    explain(analyse(text.replace(/\s+/g, ' ').trim(), analysis.world))
      .slice(0, 2)
      .map((one) => ({ ...one, cost: one.cost + COST })),
  );
}

function applied(turns: readonly Turn[], request: string): string {
  let text = request;
  for (const { hint, when, say } of turns) {
    if (!` ${text.toLowerCase()}`.includes(hint)) continue;
    text = text.replace(when(), say);
  }
  return text;
}
