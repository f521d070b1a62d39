import { analyse } from './analyse.ts';
import type { Analysis, Explained } from './types.ts';

const COST = 0.03;

const NAME = '(?:["\'“][^"\'”]+["\'”]|[\\w./~-]*\\w)';
const SOMEBODY =
  '(?:(?:some(?:body|one)|i|we|they|he|she|you|people|(?:the|my|our|a) \\w+|[A-Z][a-z]+)(?:[ ](?:has|have|had))?(?:[ ](?:mistakenly|wrongly|accidentally|always|again))?)';
const THIS = '(?:it|that|this|them|these|those|the (?:mistake|error|typo|spelling|name|problem)s?)';
const MEND = `(?:(?:please|so|and|can you|could you|would you|kindly)[ ,]+)*(?:fix|correct|repair|mend|amend|change|put (?:${THIS} )?right|set (?:${THIS} )?right|sort (?:${THIS} )?out|remedy|rectify|take care of|see to|deal with)(?: ${THIS})?`;
const ENDS = String.raw`(?:[, ]+(?:please|for me|thanks|thank you))*\W*$`;
const STOP = '\\s*[.,;:!—–-]*\\s+';

const NOT_EXECUTABLE =
  "(?:(?:is(?:n['’]?t| not)|not|['’]s not) (?:yet |marked |set )*(?:as )?(?:executable|runnable)|(?:lacks|misses|is missing|has no|has not got|doesn['’]t have|does not have|has lost) (?:the |an? |its |any )?(?:execut(?:e|able|ion) (?:bit|permission|flag|right)s?|x[ -](?:bit|flag)))";
const WILL_NOT =
  "(?:(?:won['’]?t|will not|doesn['’]?t|does not|cannot|can['’]?t|refuses to|fails to) (?:be )?(?:start|started|run|execute|executed|launch|launched|work)(?: for me| at all| here)?(?:,? (?:because|since|as|for)|[,;:]) it ?)?";

const DOWN =
  '(?:dearest|most expensive|priciest|costliest|highest|largest|biggest|greatest|heaviest|longest|latest|newest|most recent|most|fastest|hottest|tallest|oldest|best|last|top)';
const UP =
  '(?:cheapest|least expensive|lowest|smallest|tiniest|least|lightest|shortest|earliest|fewest|slowest|coldest|youngest|worst|first|bottom)';

const WORK =
  '(?:(?:all|everything)(?: of)? )?(?:my|the|these|those|our) (?:(?:current|uncommitted|unfinished|local|pending|open|unstaged|half[- ](?:done|finished)|ongoing) )*(?:work(?: in progress)?|changes|edits|modifications|stuff)';
const BACK =
  '(?:(?:committed|checked[- ]in|last committed|recorded) (?:one|version|state|copy)|(?:version|state|copy) (?:from|of|in|at|as of) (?:the )?(?:last|latest|most recent) commit|last commit(?:ted)?(?: (?:one|version|state))?|HEAD)';
const EDITS =
  '(?:my|the|these|those|all my|our|all the) (?:(?:local|recent|latest|uncommitted|last|own) )*(?:edits?|changes?|modifications?|work|tinkering)';

const SHOWS =
  "(?:print|show|list|give|tell|display|name|output|return|write|i (?:only |just )?(?:want|need)|(?:we|i)['’]d like|nothing but)";

interface Frame {
  readonly when: RegExp;
  readonly say: string;
}

/** Ways to order something without the verb of it, each with the order it stands for. What a frame does not name stays in the request. */
const FRAMES: readonly (() => Frame)[] = [
  // "run.sh won't start because it isn't executable. Please fix that."
  () => ({
    when: new RegExp(
      `^(?:please )?(?:(?:the|my|our) (?:script|file|program) )?(?<file>${NAME}) ${WILL_NOT}${NOT_EXECUTABLE}(?: yet| any ?more)?(?:${STOP}(?:and |but )*(?:${MEND}|(?:please )?make it so|(?:it|this) should be))${ENDS}`,
      'i',
    ),
    say: 'make $<file> executable',
  }),
  () => ({
    when: new RegExp(
      `^${MEND} (?:that )?(?:(?:the|my|our) (?:script|file|program) )?(?<file>${NAME}) ${NOT_EXECUTABLE}${ENDS}`,
      'i',
    ),
    say: 'make $<file> executable',
  }),
  // "Somebody typed Lindgreen instead of Lindgren in rota.txt. Correct it everywhere."
  () => ({
    when: new RegExp(
      `^(?:(?:in|inside) (?<in>${NAME}),? )?${SOMEBODY} (?:typed|wrote|written|write|put|entered|used|spelled|spelt|misspelt) (?<wrong>${NAME}) (?:instead of|rather than|in place of|for|where (?:it|there) should (?:be|say)) (?<right>${NAME})(?: (?:in|inside) (?<where>${NAME}))?${STOP}(?:and )?${MEND}(?<more>(?:,? (?:everywhere|throughout|in (?:that|this|the (?:whole|entire)) file|in all places|wherever it (?:occurs|stands|appears)))*)${ENDS}`,
      'i',
    ),
    say: 'in $<in>$<where> replace $<wrong> with $<right>',
  }),
  // "rota.txt says Lindgreen instead of Lindgren, fix that"
  () => ({
    when: new RegExp(
      `^(?<in>${NAME}) (?:(?:wrongly|always|still) )?(?:says|has|reads|contains|spells|uses) (?<wrong>${NAME}) (?:instead of|rather than|in place of|where (?:it|there) should (?:be|say|have|read)(?: been)?|but (?:it )?should (?:say|be|read|have)) (?<right>${NAME})(?:${STOP}(?:and )?${MEND}(?<more>(?:,? (?:everywhere|throughout|in (?:that|this|the (?:whole|entire)) file))*))?${ENDS}`,
      'i',
    ),
    say: 'in $<in> replace $<wrong> with $<right>',
  }),
  // "Lindgreen in rota.txt should be Lindgren", "… is a typo for Lindgren. Fix it."
  () => ({
    when: new RegExp(
      `^(?:(?:the )?(?:word|name|text|spelling) )?(?<wrong>${NAME}) in (?<in>[\\w./~-]+\\.\\w+) (?:(?:should|must|ought to|has to|needs to) (?:be(?: spelled| spelt| written)?|read|say)|is (?:a )?(?:typo|misspelling|mistake|misprint|wrong spelling|misspelt|misspelled|wrong)(?: for| of|[,;] (?:it )?should be|[,;] it['’]s)) (?<right>${NAME})(?:${STOP}(?:and )?${MEND}(?<more>(?:,? (?:everywhere|throughout|in (?:that|this|the (?:whole|entire)) file))*))?${ENDS}`,
      'i',
    ),
    say: 'in $<in> replace $<wrong> with $<right>',
  }),
  // "maroon -> navy in site.css"
  () => ({
    when: new RegExp(
      `^(?:please )?(?<wrong>${NAME}) ?(?:->|=>|\u2192) ?(?<right>${NAME}) (?<rest>(?:everywhere |throughout )?in .+)$`,
      'i',
    ),
    say: 'replace $<wrong> with $<right> $<rest>',
  }),
  () => ({
    when: new RegExp(
      `^(?:please )?in (?<in>.+?)[,:]? (?<wrong>${NAME}) ?(?:->|=>|\u2192) ?(?<right>${NAME})${ENDS}`,
      'i',
    ),
    say: 'replace $<wrong> with $<right> in $<in>',
  }),
  // "in all posts the word soil must become earth"
  () => ({
    when: new RegExp(
      `^(?:please )?in (?<in>.+?),? (?:the |every |each )?(?:word|text|name|string|term|phrase) (?<wrong>${NAME}) (?:must|should|shall|has to|is to|needs to|ought to) (?:become|turn into|be (?:replaced|exchanged|changed) (?:by|with|to|into)|now (?:be|read)|be|read) (?<right>${NAME})${ENDS}`,
      'i',
    ),
    say: 'replace $<wrong> with $<right> in $<in>',
  }),
  () => ({
    when: new RegExp(
      `^(?:please )?(?:the |every |each )?(?:word|text|string|term|phrase) (?<wrong>${NAME}) (?:must|should|shall|has to|is to|needs to|ought to) (?:become|turn into|be (?:replaced|exchanged|changed) (?:by|with|to|into)|now (?:be|read)|be|read) (?<right>${NAME}) (?<in>(?:everywhere |throughout )?in .+)$`,
      'i',
    ),
    say: 'replace $<wrong> with $<right> $<in>',
  }),
  // "what b.txt has that a.txt lacks"
  () => ({
    when: /\b(?:what|which (?:lines|entries|names|items|rows)|the (?:lines|entries|names|items|rows)(?: that| which)?|everything(?: that)?) (?:does )?(?<one>[\w./~-]+\.\w+) (?:has|have|holds?|contains?)(?: in it)?,? (?:that|which|but|and|and which|while) (?<two>[\w./~-]+\.\w+) (?:lacks|misses|is missing|(?:has|have|does|do)(?:n['’]t| not)(?: have| hold| contain)?(?: it| them)?)/i,
    say: 'lines in $<one> that are not in $<two>',
  }),
  // "(with ; between)"
  () => ({
    when: /[,(]? ?\bwith (?:a |the )?(?<sign>;|\||:|semicolons?|tabs?|pipes?|colons?) (?:in )?between(?: (?:them|the (?:fields|columns|values)))?\)?/i,
    say: ' separated by $<sign> ',
  }),
  // "how many sleep is running"
  () => ({
    when: /^how many (?!(?:jobs?|process(?:es)?|services?|programs?|containers?|tasks?|users?|threads?|units?|timers?|things?|commands?|copies|instances)\b)(?<name>[a-z][\w.+-]*) (?:is|are)(?: there)? (?:currently |still |now )?running(?<rest>(?: right)? now| currently| at the moment)?\W*$/i,
    say: 'how many $<name> processes are running',
  }),
  // "a.txt belongs into old", "the folder old is to be emptied"
  () => ({
    when: new RegExp(
      `^(?<what>.+?) (?:really |actually )?belongs? (?:into|in|inside|under)(?: the (?:folder|directory))? (?<to>${NAME})${ENDS}`,
      'i',
    ),
    say: 'move $<what> to $<to>',
  }),
  () => ({
    when: new RegExp(
      `^(?<what>(?:the )?(?:(?:folder|directory|file) )?${NAME}(?: (?:folder|directory|file))?) (?:(?:is|has|needs) to|must|should|shall|can|may) be (?:emptied(?: out)?|cleared(?: out)?)${ENDS}`,
      'i',
    ),
    say: 'empty $<what>',
  }),
  // "lock notes.txt against changes", "notes.txt must not be changed by anyone"
  () => ({
    when: new RegExp(
      `^(?:please )?(?:lock|protect|guard|secure|shield) (?<file>${NAME}) (?:against|from) (?:(?:any |all |further |accidental )*(?:changes?|edits?|editing|modifications?|writing|overwriting)|being (?:changed|edited|modified|overwritten))${ENDS}`,
      'i',
    ),
    say: 'make $<file> read-only',
  }),
  () => ({
    when: new RegExp(
      `^(?<file>[\\w./~-]+\\.\\w+) (?:must|should|may|shall|can) (?:not|never) be (?:changed|modified|edited|written(?: to)?|overwritten|touched)(?: any ?more| again| any longer)?(?: by any(?:one|body))?${ENDS}`,
      'i',
    ),
    say: 'make $<file> read-only',
  }),
  // "everything in build but the pdf files"
  () => ({
    when: /(?<=\b(?:everything|all|every)\b[^.;]*) but (?:for )?(?=(?:the|those|these) )/i,
    say: ' except ',
  }),
  // "the third tab-separated field of a.tsv": what the name of the file says already.
  () => ({
    when: /\btab[- ](?:separated|delimited) (?=(?:fields?|columns?|values?)\b.*\.tsv\b)|\bcomma[- ](?:separated|delimited) (?=(?:fields?|columns?|values?)\b.*\.csv\b)/i,
    say: '',
  }),
  // "empty the folder old": what lies in it, not folders that hold nothing.
  () => ({
    when: new RegExp(
      `^(?:please )?(?:empty|clear)(?: out)? (?:the |my )?(?:(?:folder|directory) (?:called |named )?(?<one>${NAME})|(?<other>${NAME}) (?:folder|directory))${ENDS}`,
      'i',
    ),
    say: 'delete everything in $<one>$<other>',
  }),
  // "open a new branch shaders off main", "I'd like to be on a fresh branch called shaders"
  () => ({
    when: /\b(?:open|cut|begin|spin up|fork)(?= (?:me )?(?:a|the|another) (?:new |fresh )?branch\b)/i,
    say: 'create',
  }),
  () => ({
    when: /(?<=\bbranch (?:(?:called|named) )?["'\w./-]+) (?:off(?: of)?|based on|out of|starting (?:at|from|with)|on top of) (?=["'\w./-]+)/i,
    say: ' from ',
  }),
  () => ({
    when: /^(?:please )?(?:i(?:['’]d| would)? (?:like|want|need|prefer) to (?:be|work|start|continue)|put me|let me work|bring me) on a (?:new|fresh) branch (?:called |named )?(?<name>["'\w./-]+)(?<from> from \S+)?\W*$/i,
    say: 'create a branch $<name>$<from> and switch to it',
  }),
  () => ({
    when: /^(?:please )?(?:branch|fork)(?: off)?(?: from)? (?<base>[\w./-]+) (?:as|into|to|under the name(?: of)?) (?<name>[\w./-]+)(?=$| and | then )/i,
    say: 'create a branch $<name> from $<base>',
  }),
  () => ({
    when: /(?<=\bmerge\b.*) into (?:this one|the current one|mine|the one (?:i am|i['’]m|we are) on|what (?:i have|is) checked out)(?=\W*$)/i,
    say: ' into this',
  }),
  // "take a.lua out of the index"
  () => ({
    when: new RegExp(
      `^(?:please )?(?:take|get|pull|remove|drop|kick|lift) (?<file>${NAME})(?: back)? (?:out of|from|off) the (?:index|stag(?:e|ing area)|next commit)(?: again)?(?:,? (?:but|and) (?:leave|keep)(?: the)? (?:file|it)(?: itself| alone| as it is| untouched)?)?${ENDS}`,
      'i',
    ),
    say: 'unstage $<file>',
  }),
  () => ({
    when: new RegExp(
      `^(?<what>(?:the )?(?:branch|tag|folder|directory|file) ${NAME}) (?:can|may|should|must|could) be (?:thrown (?:away|out)|tossed|binned|scrapped|ditched|dropped)${ENDS}`,
      'i',
    ),
    say: 'delete $<what>',
  }),
  // "I no longer want my edits to hero.lua. Put the committed version back."
  () => ({
    when: new RegExp(
      `^(?:i|we) (?:(?:no longer|don['’]?t|do not) (?:want|need|like|care for)(?: to keep)?|regret|(?:have )?changed my mind about|am not happy with|want to (?:lose|be rid of)) (?<edits>${EDITS} (?:to|in|on|of) ${NAME})(?: any ?more| any longer)?(?:${STOP}(?:so |and )*(?:please )?(?:(?:put|bring|get|give|take|fetch|restore|want)(?: me)?(?: back)? (?:the |its )?${BACK}(?: back)?|(?:go|return|reset|revert|set|put|take)(?: it)?(?: back)? to (?:the |its )?${BACK}|(?:undo|discard|drop|revert|throw away) (?:them|it|those)|throw them away|take them back))?${ENDS}`,
      'i',
    ),
    say: 'discard $<edits>',
  }),
  // "put the committed version of hero.lua back", "bring hero.lua back to the last commit"
  () => ({
    when: new RegExp(
      `^(?:please )?(?:i (?:want|need) )?(?:put|bring|get|give|take|fetch)(?: me)?(?: back)? (?:the )?${BACK} of (?<file>${NAME})(?: back)?${ENDS}`,
      'i',
    ),
    say: 'restore $<file> from git',
  }),
  () => ({
    when: new RegExp(
      `^(?:please )?(?:put|bring|take|set|reset|turn|get) (?<file>${NAME})(?: back)? to (?:the |its |what it was in the |how it was in the |how it was at the )?${BACK}${ENDS}`,
      'i',
    ),
    say: 'restore $<file> from git',
  }),
  // "set my uncommitted work aside for later"
  () => ({
    when: new RegExp(
      `^(?:please )?(?:put|set|lay|tuck|move|park|keep|stow|store|stash|shelve|save) ${WORK} (?:aside|away|to (?:the|one) side|(?:in|on|onto|to|into) (?:the|a) stash|out of the way)(?: for (?:now|later(?: on)?|the moment|a while|the time being|a moment)| until later)?${ENDS}`,
      'i',
    ),
    say: 'stash all my changes',
  }),
  () => ({
    when: new RegExp(
      `^(?:please )?(?:stash|shelve|park|stow away|tuck away|put aside|set aside|put away|lay aside) ${WORK}(?: for (?:now|later(?: on)?|the moment|a while|the time being|a moment)| until later)?${ENDS}`,
      'i',
    ),
    say: 'stash all my changes',
  }),
  // "… can go once they are older than ten days"
  () => ({
    when: /\b(?:once|as soon as|when|where|if) (?:they|these|those)(?: are|['’]re| get| become| have become| turn| have grown| grow) (?<age>(?:older|more than|larger|bigger|over|at least|beyond|above)\b)/i,
    say: 'that are $<age>',
  }),
  // "the artist asks for …"
  () => ({
    when: /(?<=^|[.;!] )(?:the|my|our|a) (?!users?\b|groups?\b|files?\b|folders?\b|owners?\b|scripts?\b|others?\b)[a-z]+(?: [a-z]+)? (?:asks? for|asked for|is asking for|has asked for|wants?(?: to (?:see|know|have))?|wanted(?: to (?:see|know|have))?|needs?(?: to (?:see|know|have))?|would like(?: to (?:see|know|have))?|is waiting for|is after|requests|requested|demands|requires) (?=the\b|a list\b|all\b|every\b|only\b|how\b|which\b|what\b|names\b|it\b|them\b|\d|[\w./-]+\.\w)/i,
    say: 'show ',
  }),
  // "the three biggest files in sprites. Just print the names."
  () => ({
    when: new RegExp(
      `^(?:please )?(?:${SHOWS}(?: me| us| out)? )?(?:(?:the|all|any|every) )(?<what>.+?)[.;,] +(?:and |but )?(?:(?:please|just|only|simply) )*(?:${SHOWS} )?(?:me |us )?(?:just |only )?(?:the |their )?(?:file ?)?names?(?: only| alone| will do| are enough| is enough| suffice)?${ENDS}`,
      'i',
    ),
    say: 'print the names of the $<what>',
  }),
  // "put the rows of visits.csv in order from the cheapest fee to the dearest"
  () => ({
    when: /^(?:please )?(?:put|bring|get|place|set|show|list|print|give me) (?<what>[^;,]+?) in(?:to)? (?:an )?order,? (?:of |by |from )?(?:the )?(?<how>.+)$/i,
    say: 'sort $<what> from the $<how>',
  }),
  () => ({
    when: new RegExp(
      `\\b(?:running |going |ranging |starting )?from (?:the )?${UP} (?<col>\\w+) (?:up |down |through )?to (?:the )?${DOWN}(?: (?:one|\\k<col>))?\\b`,
      'i',
    ),
    say: 'sorted by $<col> ascending',
  }),
  () => ({
    when: new RegExp(
      `\\b(?:running |going |ranging |starting )?from (?:the )?${DOWN} (?<col>\\w+) (?:up |down |through )?to (?:the )?${UP}(?: (?:one|\\k<col>))?\\b`,
      'i',
    ),
    say: 'sorted by $<col> descending',
  }),
  () => ({
    when: new RegExp(
      `\\b(?:running |going |ranging |starting )?from (?:the )?${UP} to (?:the )?${DOWN} (?<col>\\w+)\\b`,
      'i',
    ),
    say: 'sorted by $<col> ascending',
  }),
  () => ({
    when: new RegExp(
      `\\b(?:running |going |ranging |starting )?from (?:the )?${DOWN} to (?:the )?${UP} (?<col>\\w+)\\b`,
      'i',
    ),
    say: 'sorted by $<col> descending',
  }),
  () => ({
    when: new RegExp(`\\b(?:running |going )?from the ${UP} (?:up |down )?to the ${DOWN}(?=\\W*$|,)`, 'i'),
    say: 'in ascending order',
  }),
  () => ({
    when: new RegExp(`\\b(?:running |going )?from the ${DOWN} (?:up |down )?to the ${UP}(?=\\W*$|,)`, 'i'),
    say: 'in descending order',
  }),
  // "and leave the heading off"
  () => ({
    when: /(?:,| and| but)* (?:leave|leaving|drop|dropping|skip|skipping|omit|omitting|cut|cutting)(?: off| out| away)? (?:the |its )?(?:heading|header|title|column names|head|heading row|header row|header line|heading line)(?: off| out| away)?(?=\W*$|,)|(?:,| and| but| with)+ (?:the |its )?(?:heading|header|title|column names|heading row|header row|header line|heading line) (?:left (?:out|off|away)|omitted|dropped|skipped|cut off)(?=\W*$|,)/i,
    say: ' without the header',
  }),
];

let frames: readonly Frame[] | undefined;

/** Words that stand in nearly every frame; most requests hold none of them, and the patterns above are dear to compile. */
const HINTS =
  /[-=]>|\u2192|\b(?:tab|comma|but|lock|protect|guard|secure|shield|must|cut|trim|shorten|reduce|empty|clear|belongs?|emptied|cleared|branch|merge|index|stag\w+|become|lacks|thrown|binned|tossed|scrapped|ditched|dropped|missing|between|running|turn|must|has|instead|rather|executable|runnable|execut\w+|x[ -]bit|should|typo|mis\w+|edits?|changes?|work|stash|committed|commit|head|once|when|names?|ask\w*|wants?|needs?|like|requires|waiting|order|from|heading|header|title|says|where|soon)\b/i;

/** A request said by way of what is wrong or wished: read as the plain order it stands for. */
export function retold(analysis: Analysis, explain: (inner: Analysis) => readonly Explained[]): Explained[] {
  if (analysis.language !== 'en' || !HINTS.test(analysis.request)) return [];
  frames ??= FRAMES.map((frame) => frame());
  const request = analysis.request.replace(/\s+/g, ' ').trim();
  let text = request;
  for (const { when, say } of frames)
    text = text
      .replace(when, say)
      .replace(/^in {2}/, '')
      .replace(/\s+/g, ' ')
      .trim();
  if (text === request) return [];
  return explain(analyse(text, analysis.world)).map((inner) => ({ ...inner, cost: inner.cost + COST }));
}
