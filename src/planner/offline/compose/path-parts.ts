import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { type Rule, reading } from './common.ts';

const pathTerm = (r: Reading): Term | undefined =>
  r.terms.find(
    (term) =>
      (term.kind === 'path' || term.kind === 'quoted' || term.tags.has('#path')) && /\//.test(term.text),
  );

/** "the file name of /var/log/syslog", "directory part of a/b/c.txt", "a/b/c.txt without its ending": parts of a path that is written out. */
const parts: Rule = (r) => {
  const request = r.analysis.request;
  const path = pathTerm(r);
  if (
    !path ||
    r.has('delete|move|copy|rename|create|line|count|find|compress|extract|largest|newest|permission|own')
  )
    return undefined;
  if (r.terms.some((term) => term !== path && term.tags.has('#path') && term.kind !== 'word'))
    return undefined;
  const base =
    /\b(?:base ?name|file ?name|last (?:part|component|element))\b(?: (?:of|from|in|out of)\b|.*\bwithout (?:the |its |any )?(?:path|director|folder|leading)|.*\bpart\b)|\bonly the (?:file )?name\b/i.test(
      request,
    );
  const folder =
    /\b(?:dir(?:ectory)? ?name|parent (?:directory|folder|path)|(?:directory|folder|path) (?:part|portion|component)|containing (?:directory|folder))\b(?: (?:of|from|in)\b)?/i.test(
      request,
    );
  if (base === folder) return undefined;
  const ending = /\bwithout (?:the |its )?(?:["'“]?(\.\w{1,8})["'”]? )?(?:extension|ending|suffix)\b/i.exec(
    request,
  );
  const suffix = ending ? (ending[1] ?? /\.\w{1,8}$/.exec(path.text)?.[0]) : undefined;
  r.mark(path, ...r.terms.filter((term) => WORDS.test(term.raw) || (ending !== null && term.kind === 'ext')));
  r.may(
    'show|show-light|ask|only|name|folder|file|path|extension|not-contains|skip|without|parent|parents|base|p-of|p-from|text|item|find|ends-with',
  );
  const arg = pathArg(path.text);
  return reading(
    'shell',
    folder ? `dirname ${arg}` : `basename ${arg}${suffix ? ` ${quote(suffix)}` : ''}`,
    r.say('takes the path apart', '拆分路径'),
    0.05,
    1,
  );
};

/** What names a part of a path or the sign between numbers, and is accounted for by it. */
const WORDS =
  /^(?:base|base ?name|basename|dirname|file ?name|names?|directory|folder|parent|containing|part|portion|component|element|last|leading|without|path|extension|ending|suffix|specified|removing|separated|space|spaces|comma|commas|semicolons?|on|one|single|line|from|to|through|numbers?|integers?|sequence|space-separated|comma-separated|space separated|comma separated|by|its|the)$/i;

/** "numbers from 1 to 10 separated by commas", "1 to 10 on one line". */
const rows: Rule = (r) => {
  const match =
    /\b(?:numbers?|integers?|sequence)\b.*?\b(?:from )?(-?\d+) (?:to|through|until) (-?\d+)\b/i.exec(
      r.analysis.request,
    );
  if (!match || r.has('file|#path|create|sum|average|random-number|even|folder')) return undefined;
  const sign = /\bcomma/i.test(r.analysis.request)
    ? ','
    : /\bspace[- ]separated\b|\bseparated by (?:a )?spaces?\b|\bon (?:one|a single) line\b/i.test(
          r.analysis.request,
        )
      ? ' '
      : /\bsemicolon/i.test(r.analysis.request)
        ? ';'
        : undefined;
  if (sign === undefined || /\bstep|\bevery\b|\bodd\b|\beven\b|\bper line\b/i.test(r.analysis.request))
    return undefined;
  r.mark(
    ...r.terms.filter((term) => term.kind === 'number' || term.kind === 'punct' || WORDS.test(term.raw)),
  );
  r.may(
    'show|show-light|ask|number-noun|sequence|space-char|delimiter|p-from|p-to|until|p-by|short-form|line|write|screen|all|exact',
  );
  return reading(
    'calc',
    `seq -s ${quote(sign)} ${match[1] === '1' ? '' : `${match[1]} `}${match[2]}`,
    r.say('writes a row of numbers', '输出数字序列'),
    0,
    3,
  );
};

/** "display 798 backwards", "reverse the text abc". */
const mirrored: Rule = (r) => {
  const match =
    /^\W*(?:display|print|show|write|output|reverse)(?: the (?:text|string|word|number))? ["'“]?([\w ]{1,40}?)["'”]?(?: (?:backwards|in reverse|reversed))?\W*$/i.exec(
      r.analysis.request,
    );
  if (!match || !r.has('reverse') || r.terms.some((term) => term.entry || term.tags.has('#path')))
    return undefined;
  if (!/\d|["'“]/.test(r.analysis.request)) return undefined;
  r.mark(...r.terms);
  return reading('text', `echo ${quote(match[1]!)} | rev`, r.say('mirrors the text', '反转文本'), 0.05, 1);
};

export const pathParts: readonly Rule[] = [parts, rows, mirrored];
