import { quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { type Rule, reading } from './common.ts';
import { peekSource, takeSource, withSource } from './source.ts';

interface Piece {
  /** Concepts and words that name it. */
  readonly tags: string;
  readonly words?: RegExp;
  /** The text must hold this for it to be there. */
  readonly seen: RegExp;
  /** Takes it out of lines on standard input. */
  readonly take: string;
}

const PIECES: readonly Piece[] = [
  {
    tags: 'none',
    words: /^(?:senders?|发件人)$/i,
    seen: /\bfrom=<[^>]*>/,
    take: `grep -o 'from=<[^>]*>'`,
  },
  {
    tags: 'none',
    words: /^(?:recipients?|receivers?|收件人)$/i,
    seen: /\bto=<[^>]*>/,
    take: `grep -o 'to=<[^>]*>' | grep -v '^from'`,
  },
  {
    tags: 'user',
    seen: / for (?:invalid user )?\S+ from /,
    take: `sed -nE 's/.* for (invalid user )?([^ ]+) from .*/\\2/p'`,
  },
  {
    tags: 'address|ip',
    seen: /\b\d{1,3}(?:\.\d{1,3}){3}\b/,
    take: `grep -oE '([0-9]{1,3}\\.){3}[0-9]{1,3}'`,
  },
];

/** "who ran sudo": the names that sudo wrote into the log. */
export const sudoers: Rule = (r) => {
  const word = r.find('sudo') ?? r.terms.find((term) => r.free(term) && /^sudo$/i.test(term.raw));
  if (!word || !r.has('ask|user|count|show')) return undefined;
  const source = takeSource(r);
  const text = source && peekSource(r, source);
  if (!source || source.many || text === undefined || !/\bsudo(?:\[\d+\])?: +\S+ :/.test(text))
    return undefined;
  r.mark(word);
  const commands = r.all('command-noun').length > 0 && !r.has('user|author');
  const count = r.all('count|frequency|per').length > 0;
  r.may(
    'ask|user|show|show-light|run|used|line|log|all|item|author|p-with|executed|command-noun|uid|unique|name|access-time',
  );
  const take = commands
    ? `sed -nE 's/.*sudo(\\[[0-9]+\\])?: .*COMMAND=(.*)/\\2/p'`
    : `sed -nE 's/.*sudo(\\[[0-9]+\\])?: +([^ ]+) :.*/\\2/p'`;
  return reading(
    'log',
    `${withSource(take, source)}${commands ? '' : ` | sort${count ? ' | uniq -c' : ' -u'}`}`,
    r.say('takes the names from the log', '从日志中提取用户名'),
    source.guess,
    1,
  );
};

/** Text that stands for an event in the log. */
const EVENTS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:fail(?:ed|ing|ures?)?|失败的?)$/i, /\bFailed\b/],
  [/^(?:accepted|success(?:ful|fully)?|succeeded|成功的?)$/i, /\bAccepted\b/],
  [/^(?:errors?|错误)$/i, /\bERROR\b|\berror\b/],
];

/** Addresses, users, senders inside the lines of a log: which, how often, most often; perhaps of some lines only. */
export const mined: Rule = (r) => {
  if (
    r.has('delete|replace|copy|move|append|json|csv|column|status-code|dns|interface|machine') ||
    r.has('#dir|#glob')
  )
    return undefined;
  if (r.has('head|tail') && r.has('per') && !r.has('#num|most-frequent|count')) return undefined;
  const addresses = PIECES.at(-1)!;
  const piece = r.has('address')
    ? addresses
    : PIECES.find(
        (one) => r.has(one.tags) || (one.words && r.terms.some((term) => one.words!.test(term.raw))),
      );
  const nouns = piece
    ? r.terms.filter(
        (term) =>
          r.free(term) &&
          (piece.tags.split('|').some((tag) => term.tags.has(tag)) || piece.words?.test(term.raw)),
      )
    : [];
  if (!piece || nouns.length === 0) return undefined;
  const source = takeSource(r);
  const text = source && peekSource(r, source);
  if (!source || source.many || text === undefined || !piece.seen.test(text)) return undefined;
  r.mark(...nouns);
  const filter = eventOf(r, text);
  r.mark(
    ...r.terms.filter(
      (term) =>
        term.tags.has('logged-in') || /^log(?:in|on)s?$|^logins?$|^attempts?$|^passwords?$/i.test(term.raw),
    ),
  );
  const most =
    r.all('most-frequent|max').length > 0 ||
    r.terms.some((term) => r.free(term) && /^(?:the )?most$/.test(term.raw));
  r.mark(...r.terms.filter((term) => /^(?:the )?most$/.test(term.raw)));
  const often =
    r.has('frequency') ||
    r.terms.some(
      (term) => term.tags.has('per') && !r.at(term.index + 1)?.tags.has('#path') && term.raw !== 'every',
    );
  r.may('frequency', 'per');
  const count = r.all('count').length > 0;
  const number = r.find('#num');
  r.mark(number);
  r.may(
    'unique|show|show-light|ask|find|line|log|message|all|item|sort|reverse|head|contains|file|p-with|from|hostname|request-noun|only|alphabetical|user|occur|where|access-time|name|create|extract|machine',
  );
  const head = filter
    ? `${withSource(`grep ${quote(filter)}`, source)} | ${piece.take}`
    : inFile(piece.take, source.args);
  const plural = /addresses|users|senders|ips|recipients|clients|visitors/i.test(r.analysis.request);
  const why = r.say('takes these out of the lines', '从各行中提取');
  const guess = source.guess + 0.05;
  if (most)
    return reading(
      'log',
      `${head} | sort | uniq -c | sort -rn | head -n ${number?.value ?? (plural ? 10 : 1)}`,
      why,
      guess + (plural && !number ? 0.2 : 0),
      1,
    );
  if (often || (count && !plural)) return reading('log', `${head} | sort | uniq -c`, why, guess, 1);
  return reading('log', `${head} | sort -u${count ? ' | wc -l' : ''}`, why, guess, 1);
};

const inFile = (take: string, args: string): string => {
  const [first, ...rest] = take.split(' | ');
  return [args === '' ? first : `${first} ${args}`, ...rest].join(' | ');
};

function eventOf(r: Reading, text: string): string | undefined {
  let found: string | undefined;
  for (const term of r.terms) {
    if (!r.free(term)) continue;
    const event = EVENTS.find(([words]) => words.test(term.raw));
    const hit = event?.[1].exec(text)?.[0];
    if (hit) {
      found ??= hit;
      r.mark(term);
    } else if (isText(term) && text.includes(term.raw)) {
      found ??= term.raw;
      r.mark(term);
    }
  }
  return found;
}

const isText = (term: Term): boolean =>
  term.kind === 'quoted' || term.tags.has('#literal') || /^[A-Z]{3,}$/.test(term.raw);
