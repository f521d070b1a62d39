import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { GREEDY, integer, type Rule, reading } from './common.ts';
import { takeSource, withSource } from './source.ts';

const CHANGES = 'delete|move|copy|rename|replace|append|insert|compress|kill|create|edit|set';

/** "three random lines from X", "a random tag". */
const randomLines: Rule = (r) => {
  const random = r.find('shuffle|random-number');
  if (!random || r.has(`${CHANGES}|password|between`)) return undefined;
  const number = r.find('#num', integer);
  r.mark(random, number);
  const source = takeSource(r);
  if (!source || source.recursive || source.args === '') return undefined;
  if (!number && /lines|rows|entries/.test(r.analysis.request) && !/\ba\b|\bone\b/i.test(r.analysis.request))
    return undefined;
  r.may('line', GREEDY, 'p-from', 'word', 'name', 'pick', 'number-noun');
  markNoun(r);
  if (!number && !r.terms.some((term) => /^(?:a|one|single)$/i.test(term.raw))) return undefined;
  return reading(
    'text',
    withSource(`shuf -n ${number?.value ?? 1}`, source),
    r.say('picks lines by chance', '随机选取若干行'),
    source.guess,
    2,
  );
};

/** The line in the middle of a file. */
const middleLine: Rule = (r) => {
  const middle = r.find('middle');
  if (!middle || !r.has('line') || r.has(CHANGES)) return undefined;
  r.mark(middle);
  const source = takeSource(r);
  if (!source || source.many || source.args === '') return undefined;
  r.may('line', GREEDY, 'p-of');
  return reading(
    'text',
    withSource(`awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'`, source),
    r.say('prints the middle line', '打印中间一行'),
    source.guess,
    1,
  );
};

/** "every second line", "every third line starting with the first". */
const everyNth: Rule = (r) => {
  const request = r.analysis.request;
  const match =
    /\b(?:every|each) (other|second|2nd|third|3rd|fourth|4th|fifth|5th|tenth|10th|(\d+)(?:th|rd|nd)) (?:line|row|entry|word|\w+)|\b(odd|even)(?:[- ]numbered)? (?:lines?|rows?)|(奇数|偶数)行|每隔一行/i.exec(
      request,
    );
  if (!match || r.has(CHANGES)) return undefined;
  const names: Readonly<Record<string, number>> = {
    other: 2,
    second: 2,
    '2nd': 2,
    third: 3,
    '3rd': 3,
    fourth: 4,
    '4th': 4,
    fifth: 5,
    '5th': 5,
    tenth: 10,
    '10th': 10,
  };
  const word = match[1]?.toLowerCase();
  const parity = (match[3] ?? match[4])?.toLowerCase();
  const n = parity ? 2 : match[2] ? Number(match[2]) : word ? names[word] : 2;
  if (!n) return undefined;
  const first = parity
    ? /odd|奇/.test(parity)
    : word === 'other' ||
      match[0].startsWith('每隔') ||
      /\bstarting (?:with|from|at) the first\b/i.test(request);
  for (const term of r.terms)
    if (
      ['every-nth', 'per', 'all', 'second-ord', 'ordinal', 'nth', 'second'].some((tag) =>
        term.tags.has(tag),
      ) ||
      /^(?:odd|even|other|numbered|odd-numbered|even-numbered|奇数|偶数)$/i.test(term.raw)
    )
      r.mark(term);
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  r.may('line', GREEDY, 'number-noun', 'not', 'head', 'starts-with');
  markNoun(r);
  return reading(
    'text',
    withSource(`awk 'NR % ${n} == ${first ? 1 % n : 0}'`, source),
    r.say('picks lines by their number', '按行号选取'),
    source.guess + (word === 'other' ? 0.05 : 0),
    2,
  );
};

/** "everything after the second line", "all but the first 3 lines", "without the last line". */
const outside: Rule = (r) => {
  const request = r.analysis.request;
  if (!/after|past|beyond|following|first|last/i.test(request)) return undefined;
  const count = (text: string | undefined) =>
    text === undefined ? 1 : (NUMBERS[text.toLowerCase()] ?? Number(text));
  const after =
    /\b(?:after|past|beyond|following) (?:the )?(?:line (\d+)|(first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))(?: (?:line|row)))/i.exec(
      request,
    );
  const but =
    /\b(?:everything|all|all lines|every line|lines?)?\s*(?:but|except|without|minus|leaving out|skipping|omitting|not|drop(?:ping)?)(?: for)? (?:the )?(first|last)(?: (\d+|two|three|four|five|six|ten))?(?: (?:lines?|rows?|entr\w+|records?))?/i.exec(
      request,
    );
  if (
    (!after && !but) ||
    r.has(
      'delete|move|copy|rename|replace|append|insert|compress|kill|create|edit|set|sort|column|contains|count',
    )
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  r.may(
    'line',
    GREEDY,
    'skip',
    'except',
    'not',
    'not-contains',
    'head',
    'tail',
    'since',
    'nth',
    'second-ord',
    'ordinal',
    'second',
    'but',
    'within',
    'exclude-header',
    'all',
    'item',
  );
  for (const term of r.terms)
    if (term.kind === 'number' || /^(?:after|past|beyond|following|first|without|minus|but)$/i.test(term.raw))
      r.mark(term);
  const n = after ? count(after[1] ?? after[2]) : count(but![2]);
  if (!Number.isInteger(n)) return undefined;
  const command = after
    ? `tail -n +${n + 1}`
    : /first/i.test(but![1]!)
      ? `tail -n +${n + 1}`
      : `head -n -${n}`;
  return reading(
    'text',
    withSource(command, source),
    r.say('prints the rest', '打印其余部分'),
    source.guess,
    2,
  );
};

/** Numbers and places in words. */
export const NUMBERS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  '5th': 5,
};

function markNoun(r: Reading): void {
  const noun: Term | undefined = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      (term.tags.size === 0 || term.tags.has('#bunch') || term.tags.has('tag') || term.tags.has('user')),
  );
  r.mark(noun);
}

export const linePicks: readonly Rule[] = [randomLines, middleLine, everyNth, outside];
