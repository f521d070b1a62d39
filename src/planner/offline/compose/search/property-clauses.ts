import { sizeText } from '../../frames/filters.ts';
import { quote } from '../../quote.ts';
import type { Clause, Match, Part } from './clause.ts';
import { spelled } from './name-clauses.ts';

const test = (about: string, text: string): Part => ({ is: 'test', about, test: text });

const MORE = '(?:larger|bigger|greater|more|over|above|heavier|exceeding|exceeds?|older)(?: than)?';
const LESS = '(?:smaller|less|under|below|lower|lesser|fewer)(?: than)?';
const OF_SIZE =
  '(?:(?:that|which|whose|with|having|has|have|of|and|are|is|a|the|file|in|its|their) )*(?:(?:file )?sizes? )?(?:(?:is|are|of|that is|that are|which is|which are|being|was|were) )?';
const AFTER = '(?: in size| of size| large| big| or (?:larger|bigger|more|greater)| each)?';

const bytes = (match: Match, at = 0): number | undefined =>
  match.all.filter((term) => term.kind === 'size')[at]?.value;

export const sizeClauses = (): readonly Clause[] => [
  {
    said: `${OF_SIZE}(?:between|in the range(?: of)?|from) {S} (?:and|to) {S}${AFTER}`,
    means: (match) => {
      const [low, high] = [bytes(match, 0), bytes(match, 1)];
      return low === undefined || high === undefined || low >= high
        ? undefined
        : [test('size', `-size +${low - 1}c`), test('size-end', `-size -${high + 1}c`)];
    },
  },
  {
    said: `${OF_SIZE}(?:exactly|equal to|precisely) {S}${AFTER}`,
    means: (match) => test('size', `-size ${sizeText(bytes(match)!)}`),
  },
  {
    said: `${OF_SIZE}(?:at least|not less than|no less than|not smaller than|minimum(?: of)?|a minimum of) {S}${AFTER}`,
    means: (match) => test('size', `-size +${bytes(match)! - 1}c`),
  },
  {
    said: `${OF_SIZE}(?:at most|up to|not more than|no more than|not larger than|not bigger than|no larger than|maximum(?: of)?) {S}${AFTER}`,
    means: (match) => test('size', `-size -${bytes(match)! + 1}c`),
  },
  {
    said: `${OF_SIZE}${MORE} {S}${AFTER}`,
    means: (match) => test('size', `-size +${sizeText(bytes(match)!)}`),
  },
  // Whole units are rounded up by find: "smaller than 1M" has to be told in bytes.
  { said: `${OF_SIZE}${LESS} {S}${AFTER}`, means: (match) => test('size', `-size -${bytes(match)!}c`) },
  {
    hint: /empty|zero|‹[ns]/,
    said: `${OF_SIZE}(?:empty|(?:zero|0)[- ](?:length|sized?|bytes?)(?: (?:in size|long|files?))?(?= |$)|‹n\\d+› (?:bytes?|length)|‹s\\d+›(?: in (?:size|length)| long)?)(?=$| )`,
    means: (match) => {
      const number = match.all.find((term) => term.kind === 'number' || term.kind === 'size');
      if (number && number.value !== 0)
        return number.kind === 'size' && !/^‹/.test(match.groups[0]!)
          ? test('size', `-size ${sizeText(number.value!)}`)
          : undefined;
      return test('size', '-empty');
    },
  },
  { hint: /empty/, said: 'non-?empty', means: () => test('size', '-not -empty') },
];

const WITH =
  '(?:(?:that|which|whose|with|having|has|have|had|of|and|are|is|a|an|the|file|all|set|by|their|its|on|only|exactly|whom) )*';
const BITS: Readonly<Record<string, string>> = {
  read: 'r',
  readable: 'r',
  write: 'w',
  writable: 'w',
  writeable: 'w',
  execute: 'x',
  executable: 'x',
  executed: 'x',
  exec: 'x',
};

function whoOf(text: string): string | undefined {
  if (/\b(?:some(?:body|one)|any(?:body|one)?)\b/.test(text)) return '/a';
  if (/\b(?:all|everyone|everybody|world)\b/.test(text)) return 'a';
  if (/\bgroup\b/.test(text) && /\bothers?\b/.test(text)) return 'go';
  if (/\bowner\b/.test(text) && /\bgroup\b/.test(text)) return 'ug';
  if (/\bothers?\b/.test(text)) return 'o';
  if (/\bgroup\b/.test(text)) return 'g';
  if (/\b(?:owner|owning user)\b/.test(text)) return 'u';
  return undefined;
}

const bitsOf = (text: string): string =>
  ['r', 'w', 'x']
    .filter((bit) =>
      Object.entries(BITS).some(([word, letter]) => letter === bit && new RegExp(`\\b${word}\\b`).test(text)),
    )
    .join('');

function allowed(match: Match): Part | undefined {
  const text = match.groups[0]!;
  const who = whoOf(text.replace(/^.*?(?:readable|writable|writeable|executable|read|write|execute)/, ''));
  const bits = bitsOf(text);
  if (bits === '') return undefined;
  if (who === undefined) return undefined;
  return test('perm', who.startsWith('/') ? `-perm /a=${bits}` : `-perm -${who}=${bits}`);
}

const BIT = '(?:readable|writable|writeable|executable|read|write|execute|exec)';
const WHO =
  '(?:(?:its|their|the|all|for|by|both|every|any|or|and|,|owner|owners|group|others?|everyone|everybody|anyone|anybody|somebody|someone|world|users?|else|people|members) ?)+';

export const permissionClauses = (): readonly Clause[] => [
  // "SUID and SGID files" are files that have either.
  {
    hint: /uid/,
    said: `${WITH}(?:setuid|suid)(?: (?:and|or|,|and/or))+ (?:setgid|sgid)(?: bit| bits| set)*`,
    means: () => test('perm', '-perm /6000'),
  },
  {
    hint: /uid|user id/,
    said: `${WITH}(?:setuid|suid|set-?uid|set uid|set user id)(?: bit| permission| flag| set| on| enabled| files?(?= set))*`,
    means: () => test('perm', '-perm -4000'),
  },
  {
    hint: /gid|group id/,
    said: `${WITH}(?:setgid|sgid|set-?gid|set gid|set group id)(?: bit| permission| flag| set| on| enabled)*`,
    means: () => test('perm', '-perm -2000'),
  },
  {
    hint: /sticky/,
    said: `${WITH}sticky(?: bit| flag| set| on| enabled)*`,
    means: () => test('perm', '-perm -1000'),
  },
  {
    hint: /world/,
    said: `${WITH}world[- ](readable|writable|writeable|executable)`,
    means: (match) => test('perm', `-perm -o=${BITS[match.groups[1]!]}`),
  },
  {
    hint: /group[- ]/,
    said: `${WITH}group[- ](readable|writable|writeable|executable)`,
    means: (match) => test('perm', `-perm -g=${BITS[match.groups[1]!]}`),
  },
  {
    hint: /able/,
    said: `${WITH}(?:readable|writable|writeable|executable)(?:(?: ,| and| or)* (?:readable|writable|writeable|executable))* (?:by|for|to) ${WHO.replace(/ \?\)\+$/, '(?: |(?=$)))+?')}(?= |$)`,
    means: (match) => allowed(match),
  },
  {
    hint: /perm|access|right|bit/,
    said: `${WITH}${BIT}(?:(?: ,| and|/)* ${BIT})*(?: permissions?| access| rights?| bits?)+(?: set| enabled)* (?:for|by|to)(?: its| their| the| all| both| every)*((?: owner| owners| group| others?| everyone| everybody| anyone| world| users?| and| ,)+)`,
    means: (match) => {
      const who =
        /\ball\b|\bevery/.test(match.groups[0]!.slice(match.groups[0]!.search(/ (?:for|by|to) /))) &&
        !/owner|group|other/.test(match.groups[1]!)
          ? 'a'
          : whoOf(match.groups[1]!);
      const bits = bitsOf(match.groups[0]!);
      return who === undefined || bits === '' ? undefined : test('perm', `-perm -${who}=${bits}`);
    },
  },
  {
    hint: /perm|access|right/,
    said: `(?:for which |where |whose |to which )?(?:the |its |their )?(owner|owners|group|others?|everyone|everybody|other users|all users) (?:has|have|having|with)(?: the| both)* ${BIT}(?:(?: ,| and|/)* ${BIT})*(?: permissions?| access| rights?)+`,
    means: (match) => {
      const [who, bits] = [whoOf(match.groups[1]!), bitsOf(match.groups[0]!)];
      return who === undefined || bits === '' ? undefined : test('perm', `-perm -${who}=${bits}`);
    },
  },
  {
    hint: /perm|mode|right/,
    said: `${WITH}(?:permissions?|mode|perms?|permission bits?|access rights)(?: set| that| which| is| are| equal| of| as| to| exactly| bits?| value| mode| being| like)* ({MODE})`,
    means: (match) => mode(match),
  },
  {
    hint: /perm|mode/,
    said: `${WITH}({MODE}) (?:permissions?|mode|perms?|permission bits?)(?: set| on| bits?)*`,
    means: (match) => mode(match),
  },
  {
    hint: /executable/,
    said: `${WITH}(?:executable|executables)(?: by (?:me|you|the (?:current )?user))?`,
    means: () => test('perm', '-executable'),
  },
  {
    hint: /readable/,
    said: `${WITH}(?:readable)(?: by (?:me|you|the (?:current )?user))?`,
    means: () => test('perm', '-readable'),
  },
  {
    hint: /writ/,
    said: `${WITH}(?:writable|writeable)(?: by (?:me|you|the (?:current )?user))?`,
    means: () => test('perm', '-writable'),
  },
];

function mode(match: Match): Part | undefined {
  const text = match.terms(1)[0]?.text;
  if (text === undefined || !/^[0-7]{3,4}$|^[ugoa]*[=+][rwxst]+(?:,[ugoa]*[=+][rwxst]+)*$/.test(text))
    return undefined;
  // "set the permissions to 755" is an order, and not which files are meant.
  if (
    /(?:^| )(?:set|change|changes|modify|make|give|grant|assign|update|chmod|apply|add)(?: (?:the|their|its|all|file|directory))*$/.test(
      match.before,
    )
  )
    return undefined;
  return test('perm', `-perm ${/at least/.test(match.groups[0]!) || !/^\d/.test(text) ? '-' : ''}${text}`);
}

export const ownerClauses = (): readonly Clause[] => [
  {
    hint: /owner|user|group/,
    said: `${WITH}(?:no (?:valid |existing )?(user|group|owner)|not (?:owned by|belonging to|belong to) (?:any|a|valid)(?: valid| existing)? (user|group)|without (?:an? |valid )*(user|owner|group))(?: owner)?`,
    means: (match) =>
      test(
        'owner',
        (match.groups[1] ?? match.groups[2] ?? match.groups[3]) === 'group' ? '-nogroup' : '-nouser',
      ),
  },
  {
    hint: /owned|belong/,
    said: `${WITH}(?:owned|belongs?|belonging)(?: by| to)(?: the| a)?(?: (user|group|owner))?(?: (?:with )?(?:id|name|named|called))* ({MODE}|{X})(?: user| (group))?`,
    means: (match) => owner(match),
  },
  {
    hint: /user|group|owner/,
    said: `${WITH}(user|group|owner|username)(?: owner| name| id| is| named| equal to| called)* ({MODE}|‹[qw]\\d+›|[a-z_][\\w-]*)(?: (group))?(?= |$)`,
    means: (match) =>
      / (?:owned by|of|owner|is|id|name|named|with|belonging to|owned) |^(?:owned|of|with|whose|user|group)/.test(
        match.groups[0]!,
      )
        ? owner(match)
        : undefined,
  },
];

function owner(match: Match): Part | undefined {
  const term = match.terms(2)[0];
  if (!term) return undefined;
  const name = spelled(term);
  if (
    !/^[A-Za-z_][\w.-]*$|^\d+$/.test(name) ||
    /^(?:and|or|in|the|a|any|all|name|names|id|is|to|of|has|have|with|read|write|execute|permission|permissions|only|others?|who|which|that|files?|me|current|root's)$/i.test(
      name,
    )
  )
    return undefined;
  return test(
    'owner',
    `${match.groups[1] === 'group' || match.groups.at(-1) === 'group' ? '-group' : '-user'} ${name}`,
  );
}

export const linkClauses = (): readonly Clause[] => [
  {
    hint: /link/,
    said: `${WITH}(?:(more than|greater than|at least|less than|fewer than|exactly|only) )?({N}) (?:hard ?-?)?links?(?: to (?:it|them))?`,
    means: (match) => {
      const count = match.terms(2)[0]!.value!;
      const how = match.groups[1] ?? '';
      return test(
        'links',
        `-links ${/more|greater/.test(how) ? `+${count}` : /least/.test(how) ? `+${count - 1}` : /less|fewer/.test(how) ? `-${count}` : count}`,
      );
    },
  },
  {
    hint: /link|names/,
    said: `(?:all |any |every |the )*(?:hard ?-?links?|other names)(?: to| of| for)(?: the)?(?: same)?(?: file| inode)?(?: as)? {X}`,
    means: (match) =>
      match.world.lookup(spelled(match.terms(1)[0]!))
        ? test('links', `-samefile ${quote(spelled(match.terms(1)[0]!))}`)
        : undefined,
  },
  {
    hint: /inode/,
    said: `${WITH}inode(?: number| num)?(?: is| of| equal to| as)* ({N})`,
    means: (match) => test('inode', `-inum ${match.terms(1)[0]!.value}`),
  },
];
