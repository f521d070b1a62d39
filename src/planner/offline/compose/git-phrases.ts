import { numberOf } from '../entities/numbers.ts';
import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Risk } from '../types.ts';

const LEAD = String.raw`^\W*(?:please |kindly )?(?:(?:can|could|would) you )?(?:show|list|print|display|give|tell|find|get|see|check|name|i need|i want)?(?: me| us)?(?: to (?:see|know))?(?: out)?\s*`;
const FILE = String.raw`(?<file>[\w./-]+\.\w+)`;
const REF = String.raw`(?<ref>v?\d[\w.]*|HEAD(?:[~^]\d*)?|[0-9a-f]{7,40}|(?:tag |release |version |branch )?[\w./-]*\d[\w./-]*)`;
const END = String.raw`\s*(?:in (?:this|the) repo(?:sitory)?|please|here|in git|of (?:this|the) repo(?:sitory)?)?\W*$`;
const LAST = '(?:last|latest|newest|most recent|current)';
const FIRST = '(?:very )?(?:first|initial|oldest|earliest)';

interface Phrase {
  readonly when: RegExp;
  readonly command: (groups: Readonly<Record<string, string | undefined>>) => string | undefined;
  readonly risk?: Risk;
}

const phrase = (text: string, command: Phrase['command'], risk?: Risk): Phrase => ({
  when: new RegExp(`${LEAD}${text}${END}`, 'i'),
  command,
  ...(risk ? { risk } : {}),
});

const ref = (text: string | undefined): string =>
  pathArg((text ?? '').replace(/^(?:tag|release|version|branch) /i, ''));
const FACTS: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/i, '%ae'],
  [/hash|id|sha/i, '%H'],
  [/message|subject|title|say/i, '%s'],
  [/when|date|time|day|old/i, '%ad'],
  [/who|author|committer|name|person/i, '%an'],
];
const fact = (text: string): string => FACTS.find(([words]) => words.test(text))?.[1] ?? '%h %s';

/** Whole requests about a repository, said in one of their usual ways. */
const PHRASES: readonly Phrase[] = [
  phrase(
    `(?:the )?(?:content(?:s)? of |version of |old version of )?${FILE} (?:as (?:it was|of)|the way it was|like it was|from|at|in|in (?:the )?version)(?: (?:in|at|of|on))?(?: the)? ${REF}`,
    ({ file, ref: at }) => `git show ${ref(at)}:${pathArg(file!)}`,
  ),
  phrase(
    `(?:the |which |what |all )?(?:names of (?:the )?)?files? (?:that |which )?(?:were |have been |are |got |has been )?(?:changed|modified|touched|different|edited|that changed)(?: since| after| compared (?:to|with))(?: the)? ${REF}`,
    ({ ref: at }) => `git diff --name-only ${ref(at)} HEAD`,
  ),
  phrase(
    `(?:the |which |what |all )?files? (?:that |which )?(?:were |have been |are |got )?(?:changed|modified|touched|different|edited|differ)(?: between| from)(?: the)? ${REF} (?:and|to)(?: the)? (?<to>[\\w./-]+)`,
    ({ ref: at, to }) => `git diff --name-only ${ref(at)} ${head(to)}`,
  ),
  phrase(
    `(?:what (?:has |is |was )?(?:changed|different)|(?:the )?(?:changes|differences?|diff))(?: between| from| since)(?: the)? ${REF}(?: (?:and|to|until)(?: the)? (?<to>now|today|here|[\\w./-]+))?`,
    ({ ref: at, to }) => `git diff ${ref(at)} ${head(to)}`,
  ),
  phrase(
    `(?:the )?(?:diff|differences?|changes|what changed)(?: between| of| in)(?: the)? last two commits`,
    () => 'git diff HEAD~1 HEAD',
  ),
  phrase(
    `(?<what>who (?:made|wrote|created|did|authored|is the author of)|when (?:was|did)|what (?:is|was)|(?:the )?(?:date|author|hash|id|message|subject|email|name|time|committer)(?: of)?)(?: the)?(?: (?:date|author|hash|message|subject|email) of(?: the)?)? (?<end>${LAST}|${FIRST}) (?:commit|committer|author)(?: made| created| done| happen| happened| made it)?(?:,? short)?`,
    ({ what, end, 0: all }) => {
      const first = /first|initial|oldest|earliest/i.test(end!);
      const form = fact(`${what}${/e-?mail/i.test(all ?? '') ? ' email' : ''}`);
      if (/short/i.test(all ?? '')) return undefined;
      return first
        ? `git log --reverse --format=${quote(form)} | head -n 1`
        : `git log -1 --format=${quote(form)}`;
    },
  ),
  phrase(
    `(?:the )?e-?mail(?: address)? of (?:the )?${LAST} (?:committer|author|commit|person who committed)`,
    () => `git log -1 --format=%ae`,
  ),
  phrase(
    `(?:the )?${LAST} commit (?:of|by|from|made by|that) (?<who>[A-Z][\\w-]+)(?: made)?`,
    ({ who }) => `git log -1 --oneline --author=${pathArg(who!)}`,
  ),
  phrase(
    `(?:who|which (?:person|author|developer|user)) (?:has )?(?:changed|edited|touched|modified|worked on|committed(?: to)?) ${FILE} (?:the )?most(?: often| frequently| times)?`,
    ({ file }) => `git log --format=%an -- ${pathArg(file!)} | sort | uniq -c | sort -rn | head -n 1`,
  ),
  phrase(
    `who (?:has |have )?(?:ever )?(?:changed|edited|touched|modified|worked on|committed to) ${FILE}`,
    ({ file }) => `git log --format=%an -- ${pathArg(file!)} | sort -u`,
  ),
  phrase(
    `who (?:last )?(?:wrote|edited|changed|touched|modified|is responsible for|to blame for)(?: the)? line (?<line>\\d+) (?:of|in) ${FILE}`,
    ({ line, file }) => `git blame -L ${line},${line} ${pathArg(file!)}`,
  ),
  phrase(
    `(?:how many |the )?(?:number of )?(?:lines|insertions)(?: were)? (?:added|inserted)(?: and|/|,)? ?(?:removed|deleted|deletions)?(?: in| by| with)(?: the)? ${LAST} commit`,
    () => 'git show --shortstat --format= HEAD',
  ),
  phrase(
    `(?:the )?(?:stat(?:s|istics)?|size|summary)(?: of| for)(?: the)? ${LAST} commit`,
    () => 'git show --stat --format= HEAD',
  ),
  phrase(
    `(?:which |what |all |the )?(?:files?|things)?\\s*(?:that |which )?(?:git (?:does not|doesn['’]?t|isn['’]?t|is not) (?:track|tracking|know(?: about| of)?)|(?:are|is)(?: still)? not (?:tracked|under version control|in git|added)(?: (?:by|to) git)?(?: yet)?)`,
    () => 'git ls-files --others --exclude-standard',
  ),
  phrase(
    `(?:which |what |all |the )?branches (?:that |which )?(?:are |have )?(?:not|n['’]t|un)(?: yet)?(?: been)? ?merged(?: yet)?`,
    () => 'git branch --no-merged',
  ),
  phrase(
    `(?:which |what |all |the )?branches (?:that |which )?(?:are |have )?(?:already )?(?:been )?merged(?: already)?(?: into (?:this one|this branch|main|master|HEAD))?`,
    () => 'git branch --merged',
  ),
  phrase(
    `(?:go|switch|change|return|jump|hop)(?: back)? to (?:the )?(?:previous|last|other) branch(?: i was on)?`,
    () => 'git checkout -q -',
    'write',
  ),
  phrase(
    `what (?:did i stage|have i staged|is staged|would be committed|will be committed)(?: so far| now| for commit| for the next commit)?`,
    () => 'git diff --cached',
  ),
  phrase(
    `(?:which |what |all |the )?files? (?:that |which )?(?:are|is|have been|were|did i|have i) (?:staged|stage|in the index)(?: for commit)?`,
    () => 'git diff --cached --name-only',
  ),
  phrase(
    `(?:which |the )?commit (?:that )?(?:introduced|added|created|brought in|first added) ${FILE}`,
    ({ file }) => `git log --diff-filter=A --oneline -- ${pathArg(file!)}`,
  ),
  phrase(
    `(?:which |the )?commit (?:that )?(?:deleted|removed) ${FILE}`,
    ({ file }) => `git log --diff-filter=D --oneline -- ${pathArg(file!)}`,
  ),
  phrase(
    `(?:all |the |which )?(?:tracked |versioned )?(?<kind>python|javascript|typescript|c|markdown|html|css|shell|json|yaml|text|go|rust|java|ruby) files (?:that )?(?:are |is )?(?:tracked|versioned|under version control|known to git)(?: by git)?`,
    ({ kind }) => tracked(kind!),
  ),
  phrase(
    `(?:all |the )?tracked (?<kind>python|javascript|typescript|c|markdown|html|css|shell|json|yaml|text|go|rust|java|ruby) files`,
    ({ kind }) => tracked(kind!),
  ),
  phrase(
    `(?:how (?:big|large) is|(?:the )?size of)(?: the| this)? (?:git )?(?:repo(?:sitory)?|git (?:folder|directory|history))`,
    () => 'du -sh "$(git rev-parse --git-dir)"',
  ),
  phrase(
    `(?:how many|(?:the )?number of|count(?: of)?)(?: the)? commits (?:did|has|have|per|by|for|of)(?: each| every)? ?(?:person|author|developer|contributor|user|committer|people)?(?: made?| make| done| each)?`,
    () => 'git shortlog -sn HEAD',
  ),
  phrase(
    `(?:stash|shelve|put aside|set aside|park) (?:everything|all|it all|all (?:of )?(?:my|the) changes|(?:my|the) (?:current )?(?:changes|work)|what i have)(?: away| for (?:now|later))?`,
    () => 'git stash -q',
    'write',
  ),
  phrase(
    `(?:put|bring|get|take|fetch|give)(?: me)?(?: back)? (?:what (?:i|we) (?:have |had )?(?:stashed|shelved|put aside|set aside)|(?:my|the|our) (?:stash(?:ed (?:changes|work|edits|stuff))?|shelved (?:changes|work|edits)|(?:changes|work|edits) (?:from|in|out of|off) the stash))(?: back)?(?: again)?`,
    ({ 0: all }) =>
      /\bback\b|\bagain\b|\bout of\b|\bfrom the stash\b/i.test(all ?? '') ? 'git stash pop -q' : undefined,
    'write',
  ),
  phrase(
    `(?:drop|delete|remove|throw away|discard|get rid of|lose)(?: the| my)?(?: (?:last|latest|newest|top))? stash(?: entry)?`,
    () => 'git stash drop',
    'destroy',
  ),
  phrase(
    `(?:(?:drop|delete|remove|throw away|discard|get rid of) (?:all(?: of)?(?: the| my)?|every|everything in the) stash(?:es|ed changes)?(?: entries)?|(?:clear|empty) (?:the|my) stash(?:es)?)`,
    () => 'git stash clear',
    'destroy',
  ),
  phrase(
    `(?:the )?(?:version of |state of |contents? of )?${FILE} (?:as it (?:was|looked|stood|read)|the way it was|from|like it was)? ?(?<n>one|two|three|four|five|six|\\d+) commits? (?:ago|back|earlier)`,
    ({ file, n }) => `git show HEAD~${numberOf(n!.toLowerCase()) ?? n}:${pathArg(file!)}`,
  ),
  phrase(
    `(?:(?:the )?(?:diff|differences?|changes)|how does|compare)(?: of| in| to)? ${FILE}(?: differs?)? (?:against|compared (?:to|with)|relative to|with respect to|to|with|from|since)(?: the)? (?:${LAST} commit(?:ted (?:version|state))?|HEAD)`,
    ({ file }) => `git diff HEAD -- ${pathArg(file!)}`,
  ),
  phrase(
    `(?:which |what |all )?(?:the )?files (?:has|did|have|that) (?<who>[\\w.@-]+) (?:has |have )?(?:ever )?(?:changed?|touch(?:ed)?|modif(?:y|ied)|edit(?:ed)?|worked on|committed)(?: so far)?`,
    ({ who }) =>
      /^(?:i|you|we|they|he|she|it|the|that|this|been|someone|somebody|git|were|was|are|not|recently|last)$/i.test(
        who!,
      )
        ? undefined
        : `git log --author=${pathArg(who!)} --name-only --format= | sort -u`,
  ),
  phrase(
    `(?:make git |let git |git should |have git )?ignore (?:all |any |the |every )*(?<what>\\*?\\.?[\\w*/-]+(?:\\.[\\w*]+)*)(?: files?| folder| directory)? (?:from now on|in (?:the )?future|in git|henceforth|for good)`,
    ({ what }) => {
      const pattern = /^\.\w+$/.test(what!) ? `*${what}` : what!;
      return /[.*/]/.test(pattern) ? `echo ${quote(pattern)} >> .gitignore` : undefined;
    },
    'write',
  ),
  phrase(
    `(?:count|how many|(?:the )?number of)(?: the)? commits (?:are there |were there |were made )?(?:per|in each|for each|of each|each|by|every) (?<unit>month|day|year|week)`,
    ({ unit }) =>
      `git log --date=format:${{ month: '%Y-%m', day: '%F', year: '%Y', week: '%G-W%V' }[unit!.toLowerCase()] ?? '%F'} --format=%ad | sort | uniq -c`,
  ),
  phrase(
    `(?:(?:person )?who|which (?:person|author|developer|colleague)) (?:has |was the one who )?(?:committed|made (?:a|the) commit)(?: here)? (?:last|most recently)`,
    () => 'git log -1 --format=%an',
  ),
  phrase(
    `(?:(?:person )?who|which (?:person|author|developer|colleague)) (?:has )?(?:committed|commits|made|has made)(?: (?:the )?most(?: commits)?| most often| the largest number of commits)(?: here| so far)?`,
    () => 'git shortlog -sn HEAD | head -n 1',
  ),
  phrase(
    `(?:what|which files) (?:did|has|have|were)(?: the)? ${LAST} commit (?:touch(?:ed)?|alter(?:ed)?)|(?:which )?files(?: that)? (?:the )?${LAST} commit touched`,
    () => 'git show --name-only --format= HEAD',
  ),
  phrase(
    `(?:is|are) ${FILE} (?:already |really )?(?:tracked|versioned|under version control|known to git|in the repository|in git)(?: by git| yet)?`,
    ({ file }) => `git ls-files ${pathArg(file!)}`,
  ),
  phrase(
    `(?:the )?(?:message of the )?${LAST} commit(?:['’]s)?(?: message)? (?:should|must|ought to|has to|shall) (?:be|read|say)(?: instead)?:? ["'“](?<text>[^"'”]+)["'”](?: instead)?`,
    ({ text }) => `git commit -q --amend -m ${quote(text!)}`,
    'write',
  ),
  phrase(
    `(?:pop|unstash|get back|bring back|restore|reapply|apply)(?: the| my)?(?: last| latest| newest)?(?: stash(?:ed (?:changes|work))?| stash entry)(?: again)?`,
    () => 'git stash pop -q',
    'write',
  ),
  phrase(
    `(?:change|amend|reword|edit|correct|fix)(?: the)?(?: message of the)? ${LAST} commit(?:['’]s)?(?: message)? (?:to|into|as|with(?: the message)?) ["'“](?<text>[^"'”]+)["'”]`,
    ({ text }) => `git commit -q --amend -m ${quote(text!)}`,
    'write',
  ),
  phrase(
    `(?:the )?(?:name of the )?branch (?:i am on|we are on|that is checked out|checked out)(?: now| currently)?`,
    () => 'git branch --show-current',
  ),
  phrase(
    `(?:(?:on )?(?:which|what) branch (?:am i|are we|is this|is checked out|is current)(?: on| in)?(?: right)?(?: now| currently)?)`,
    () => 'git branch --show-current',
  ),
  phrase(
    `(?:is|are)(?: there)?(?: any)? (?:the (?:working )?(?:tree|copy) (?:clean|dirty)|everything committed|uncommitted changes|changes not committed)(?: left)?`,
    () => 'git status --short',
  ),
  phrase(
    `what (?:did|has|have) (?<who>[\\w.@-]+) (?:changed?|committed|commit|done|do|worked on|work on)(?: so far| recently)?`,
    ({ who }) =>
      /^(?:i|you|we|they|he|she|it|the|that|this|been|someone|somebody|git)$/i.test(who!)
        ? undefined
        : `git log --stat --author=${pathArg(who!)}`,
  ),
  phrase(
    `(?:what|(?:which |the |all )?files)(?: that)? (?:have i|did i|i have|i) (?:changed?|modified|modify|edited|edit)(?: already)?,? but (?:have |did )?not (?:yet )?(?:staged?|added|add)(?: yet)?`,
    () => 'git diff --name-only',
  ),
  phrase(
    `(?:(?:the )?(?:diff|difference|differences|changes)|compare|diff|how (?:does|do))(?: of| in| to| for)? ${FILE}(?: differs?)? (?:between|on|in|across)(?: the)?(?: branch(?:es)?)? (?<from>[\\w./-]+) (?:and|with|to)(?: the)?(?: branch)? (?<to>[\\w./-]+?)(?: branch(?:es)?)?`,
    ({ file, from, to }) =>
      [from!, to!].some((name) => /^(?:this|that|here|it|now|-)|\.\w+$/i.test(name))
        ? undefined
        : `git diff ${pathArg(from!)} ${pathArg(to!)} -- ${pathArg(file!)}`,
  ),
  phrase(
    `when (?:was|did) ${FILE} (?:last )?(?:committed|change in git)`,
    ({ file }) => `git log -1 --format=%ad -- ${pathArg(file!)}`,
  ),
  phrase(
    `how many (?:times|commits)(?: has| was| have| did)?(?: touched| changed)? ${FILE}(?: been| was)?(?: changed| committed| modified| edited| touched)?`,
    ({ file }) => `git log --oneline -- ${pathArg(file!)} | wc -l`,
  ),
];

const head = (text: string | undefined): string =>
  text === undefined || /^(?:now|today|here|head)$/i.test(text) ? 'HEAD' : pathArg(text);

const ENDINGS: Readonly<Record<string, string>> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  markdown: 'md',
  shell: 'sh',
  yaml: 'yaml',
  text: 'txt',
  rust: 'rs',
  ruby: 'rb',
};
const tracked = (kind: string): string =>
  `git ls-files '*.${ENDINGS[kind.toLowerCase()] ?? kind.toLowerCase()}'`;

/** One of these ways, the whole request long. */
export const gitPhrases = (r: Reading): Proposal | undefined => {
  if (!r.world.git) return undefined;
  const request = r.analysis.request.replace(/\s+/g, ' ').trim();
  for (const { when, command, risk } of PHRASES) {
    const match = when.exec(request);
    if (!match) continue;
    const text = command({ ...match.groups, 0: match[0] });
    if (text === undefined) continue;
    const file = match.groups?.file;
    if (file !== undefined && !r.world.lookup(file) && !/^git (?:log|show)/.test(text)) continue;
    r.mark(...r.terms);
    return {
      family: 'git',
      steps: [{ command: text, why: r.say('asks git', '查询 git') }],
      risk: risk ?? 'read',
      guess: 0,
      rank: 2,
    };
  }
  return undefined;
};
