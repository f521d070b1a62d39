import { quote } from '../../quote.ts';
import type { Clause, Match, Part } from './clause.ts';
import { spelled } from './name-clauses.ts';

const DAY = 1440;
const VERB =
  '(?:(?:that|which|whose|have|has|had|been|be|was|were|are|is|with|having|the|their|its|and|file|data|contents?|last|recently|newly|most|just|of|a|an|by|get|got) )*(?:modified|changed|updated|edited|accessed|read|created|touched|written(?: to)?|used|opened|altered|modification|access|change|status|inode|modify|creation|mtime|atime|ctime|age|aged)(?:(?: status| change| changed| time| times| date| dates| last| modified| was| were| is| are| been| has| have| on| in| at| age| timestamps?| stamps?| changes| or created| or modified| more recently| attributes| data))*';

/** m, a or c, from the word for what happened. */
function letterOf(text: string): 'm' | 'a' | 'c' {
  if (/\b(?:access|accessed|read|used|opened|atime)\b/.test(text)) return 'a';
  if (
    /\b(?:status|inode|ctime|attributes|metadata|created|creation|change|changed)\b/.test(text) &&
    !/\b(?:modified|modification|mtime|contents?|data)\b/.test(text)
  )
    return /\bcreat/.test(text) ? 'm' : 'c';
  return 'm';
}

function age(
  letter: string,
  minutes: number,
  sign: string,
  unit = minutes % DAY === 0 && minutes > 0 ? DAY : 1,
): Part {
  return {
    is: 'test',
    about: sign === '+' ? 'time' : 'time-end',
    test:
      unit === DAY ? `-${letter}time ${sign}${minutes / DAY}` : `-${letter}min ${sign}${Math.round(minutes)}`,
  };
}

/** Where a second time is told without a verb, it speaks of what the first one did. */
const spoken = (match: Match): string => {
  const own = match.groups[0]!;
  return new RegExp(WHAT).test(own) ? own : (match.before.match(new RegExp(`(?:${WHAT}).*$`))?.[0] ?? own);
};
const WHAT =
  '\\b(?:modified|changed|updated|edited|accessed|read|created|touched|modification|access|change|status)\\b';

const durations = (match: Match) => match.all.filter((term) => term.kind === 'duration');

const of =
  (sign: string) =>
  (match: Match): Part | undefined => {
    const [duration] = durations(match);
    const minutes = duration?.value;
    if (minutes === undefined || minutes < 1) return undefined;
    return age(letterOf(spoken(match)), minutes, sign);
  };

const both = (match: Match): readonly Part[] | undefined => {
  const [one, other] = durations(match).map((term) => term.value!);
  if (one === undefined || other === undefined || one === other || Math.min(one, other) < 1) return undefined;
  const letter = letterOf(match.groups[0]!);
  return [age(letter, Math.min(one, other), '+'), age(letter, Math.max(one, other), '-')];
};

function bounded(match: Match): readonly Part[] | undefined {
  return both(match);
}

const AGO = '(?: ago| back| old| before| earlier| from now| in the past)?';

/** Text that find itself reads as a time. */
const DATED =
  /^(?:\d{4}-\d{1,2}-\d{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2},? \d{4}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/i;

const dated =
  (how: 'after' | 'before' | 'on' | 'between') =>
  (match: Match): Part | undefined => {
    const terms = match.all.filter((term) => term.kind === 'date' || term.kind === 'quoted');
    if (terms.some((term) => (term.kind === 'date' ? !term.tags.has('#date') : !DATED.test(term.text))))
      return undefined;
    const dates = terms.map((term) => (term.kind === 'date' ? term.text : quote(term.text)));
    const letter = letterOf(match.groups[0]!);
    const since = `-newer${letter}t`;
    const [one, other] = dates;
    if (one === undefined) return undefined;
    if (how === 'between')
      return other === undefined
        ? undefined
        : { is: 'test', about: 'time', test: `${since} ${one} -not ${since} ${other}` };
    if (how === 'after') return { is: 'test', about: 'time', test: `${since} ${one}` };
    if (how === 'before') return { is: 'test', about: 'time', test: `-not ${since} ${one}` };
    return { is: 'test', about: 'time', test: `${since} ${one} -not ${since} '${one} +1 day'` };
  };

const newer =
  (sign: '' | '-not ') =>
  (match: Match): Part | undefined => {
    const name = match.terms(1)[0];
    const text = name && spelled(name);
    const entry = text === undefined ? undefined : match.world.lookup(text);
    if (
      text === undefined ||
      !(entry || name?.kind === 'path' || name?.kind === 'quoted') ||
      /[*?[\]\n]/.test(text)
    )
      return undefined;
    const letter = letterOf(match.groups[0]!.replace(/(?:than|after|since|before) .*$/, ''));
    return { is: 'test', about: 'time', test: `${sign}-${letter === 'm' ? '' : letter}newer ${quote(text)}` };
  };

const FILE = '(?: the| a)?(?: time of| modification time of)?(?: file| files)?';
const WAS = '(?: (?:was|were|has|had|been|last|modified|changed|updated|accessed|created))*';

export const timeClauses = (): readonly Clause[] => [
  {
    said: `(?:${VERB} )?(?:more than|over|older than|at least|greater than|before|earlier than) {D}${AGO} ?,?(?: and| but| or)? (?:more recently than|less than|within(?: the)?(?: last)?|newer than|not more than|no more than|younger than|fewer than|at most|after) {D}${AGO}`,
    means: bounded,
  },
  {
    said: `(?:${VERB} )?(?:less than|within(?: the)?(?: last)?|newer than|not more than|in the last|younger than|fewer than) {D}${AGO} ?,?(?: and| but| or)? (?:more than|over|older than|at least|greater than|before|earlier than) {D}${AGO}`,
    means: bounded,
  },
  { said: `(?:${VERB} )?(?:between|from|in the period) {D}${AGO} (?:and|to) {D}${AGO}`, means: both },
  {
    said: `(?:${VERB} )?(?:more than|over|older than|older|greater than|earlier than|before|prior to|not within(?: the)?(?: last| past)?|not in(?: the)?(?: last| past)?|not for)(?: the)?(?: last| past)? {D}${AGO}(?: or (?:more|older|earlier))?`,
    means: of('+'),
  },
  {
    said: `(?:${VERB} )?(?:at least|not less than|no less than) {D}${AGO}`,
    means: (match) => {
      const minutes = durations(match)[0]?.value ?? 0;
      // find rounds down: "+0" is a day or more.
      const unit = minutes % DAY === 0 ? DAY : 1;
      return minutes < 1 ? undefined : age(letterOf(spoken(match)), minutes - unit, '+', unit);
    },
  },
  { said: `${VERB} {D} or (?:more|longer|earlier)(?: ago)?`, means: of('+') },
  { said: `{D} or older|{D} (?:old )?or more`, means: of('+') },
  {
    said: `${VERB} (?:(?:in|within|during|over|for|since|at|less than|newer than|not more than|no more than|at most|fewer than|younger than|under|later than|after|more recently than|the|last|past|previous|only|recent|a|time|period|of|next|any) ?)*{D}(?<=(?:in|within|during|over|since|last|past|previous|less than|newer than|not more than|no more than|at most|younger than|fewer than|later than|after|more recently than|under) ‹d\\d+›)${AGO}(?: or (?:less|newer|later))?`,
    means: of('-'),
  },
  {
    said: `(?:(?:that|which|are|is|not) )*(?:less than|newer than|younger than|fewer than|not older than|no older than|at most|within(?: the)?(?: last| past)?) {D}${AGO}`,
    means: of('-'),
  },
  { said: `(?:in|within|during|over|from)(?: the)? (?:last|past|previous) {D}`, means: of('-') },
  { said: `${VERB} (?:exactly |about |precisely |just )?{D} (?:ago|back|old|earlier)`, means: of('') },
  { said: `(?:(?:that|which|are|is|exactly) )*{D} old`, means: of('') },
  {
    hint: /‹[tq]/,
    said: `(?:${VERB} )?(?:between|from) (?:‹[tq]\\d+›) (?:and|to|until) (?:‹[tq]\\d+›)`,
    means: dated('between'),
  },
  {
    hint: /‹[tq]/,
    said: `${VERB} (?:after|since|later than|from|on or after|newer than|starting from)(?: the)?(?: date)? (?:‹[tq]\\d+›)`,
    means: dated('after'),
  },
  { hint: /‹[tq]/, said: `newer than(?: the)?(?: date)? (?:‹[tq]\\d+›)`, means: dated('after') },
  {
    hint: /‹[tq]/,
    said: `${VERB} (?:before|until|prior to|earlier than|older than|up to)(?: the)?(?: date)? (?:‹[tq]\\d+›)`,
    means: dated('before'),
  },
  { hint: /‹[tq]/, said: `older than(?: the)?(?: date)? (?:‹[tq]\\d+›)`, means: dated('before') },
  {
    hint: /‹[tq]/,
    said: `${VERB} (?:on|at|in|exactly on)?(?: the)?(?: date)? ?(?:‹[tq]\\d+›)`,
    means: dated('on'),
  },
  {
    hint: /newer|recent|later|younger|after|since/,
    said: `(?:${VERB} )?(?:newer|(?:more )?recently|later|more recent|younger|after|since|earlier than) ?(?:modified |changed |accessed |updated )?(?:than)?${FILE} (‹[pq]\\d+›|[a-z_][\\w.+-]*)${WAS}`,
    means: (match) => (/earlier|[^a-z]since $/.test(match.groups[0]!) ? undefined : newer('')(match)),
  },
  {
    hint: /older|less|earlier|before/,
    said: `(?:${VERB} )?(?:older|less recently|earlier|before) ?(?:modified |changed |accessed |updated )?(?:than)?${FILE} (‹[pq]\\d+›|[a-z_][\\w.+-]*)${WAS}`,
    means: newer('-not '),
  },
  {
    hint: /today|this day|beginning|start|midnight/,
    said: `${VERB} (?:since )?(?:today|this day)(?: (?:from|since) the (?:start|beginning) of (?:the day|today))?|(?:${VERB} )(?:in |from |since )?(?:the )?(?:start|beginning) of (?:today|the day|the current day)|(?:${VERB}) (?:since )?midnight`,
    means: (match) => ({ is: 'daystart', test: `-${letterOf(match.groups[0]!)}time 0` }),
  },
  {
    hint: /yesterday/,
    said: `${VERB} (?:on )?yesterday`,
    means: (match) => ({ is: 'daystart', test: `-${letterOf(match.groups[0]!)}time 1` }),
  },
];
