import { comparison } from '../frames/filters.ts';
import { quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { reading } from './common.ts';
import { logQueries } from './log-query.ts';
import { logMessages, logTimes } from './log-times.ts';
import { mined, sudoers } from './mined.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';

type Rule = (r: Reading) => Proposal | undefined;

const LEVEL = /^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|CRIT)\]?:?$/i;
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['level-log', LEVEL],
  ['address|ip|hostname', /^\d{1,3}(?:\.\d{1,3}){3}:?$/],
  ['status-code|status', /^[1-5]\d\d$/],
  ['date|today', /^\[?\d{4}-\d{2}-\d{2}(?:T.*)?$|^\[?\d{1,2}\/\w{3}\/\d{4}/],
  ['url-noun|path', /^\/\S*$|^https?:/],
  ['method', /^"?(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS)$/],
  ['user', /^[a-z][\w-]*$/],
];

/** Columns of a log are found by what their cells look like: levels, addresses, status codes, days. */
export const logGroups: Rule = (r) => {
  if (r.has('delete|copy|move|replace|append|compress|sort-only')) return undefined;
  if (!r.has('frequency|most-frequent|count|per|unique|least-frequent')) return undefined;
  // "the first request of each client" is one line for each, not a count.
  if (r.has('head|tail') && r.has('per') && !r.has('#num|most-frequent|count')) return undefined;
  const kind = KINDS.find(([tags]) => r.has(tags));
  if (!kind) return undefined;
  if (
    kind[0].startsWith('status') &&
    !r.has('frequency|most-frequent|per|unique') &&
    r.find('#num', (term) => term.value! >= 100 && term.value! < 600)
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.recursive) return undefined;
  const text = peekSource(r, source);
  if (text === undefined) return undefined;
  const rows = text
    .split('\n')
    .filter(Boolean)
    .slice(0, 200)
    .map((line) => line.trim().split(/\s+/));
  const width = Math.max(...rows.map((row) => row.length));
  let column = 0;
  for (let i = 0; i < Math.min(width, 20) && column === 0; i += 1)
    if (rows.length > 0 && rows.filter((row) => kind[1].test(row[i] ?? '')).length >= rows.length * 0.9)
      column = i + 1;
  if (column === 0) return kind[0].startsWith('address') ? addresses(r, source, text) : undefined;
  const top = r.has('most-frequent');
  const number = r.find('#num', (term) => !(term.value! >= 100 && term.value! < 600 && r.has('status-code')));
  const filterTerm = filterOf(r, rows);
  const unique = r.has('unique') && !r.has('frequency|per');
  const count = r.has('count');
  r.mark(number, filterTerm?.term);
  for (const [tags] of KINDS) if (tags === kind[0]) r.all(tags);
  r.may(
    'numerical',
    'frequency',
    'most-frequent',
    'count',
    'per',
    'unique',
    'show',
    'show-light',
    'ask',
    'find',
    'line',
    'item',
    'log',
    'head',
    'sort',
    'reverse',
    'p-with',
    'p-by',
    'all',
    'request-noun',
    'message',
    'sum',
    'result',
    'level-log',
    'file',
    'number-noun',
    'contains',
    'access-time',
    'make',
    'create',
    'hostname',
    'name',
    'group',
    'value',
    'max',
    'largest',
    'least-frequent',
    'only',
    'ip',
    'address',
  );
  const part = kind[0].startsWith('date') ? `substr($${column}, 1, 10)` : `$${column}`;
  const field = withSource(
    `awk '${filterTerm ? `$${filterTerm.column} == ${JSON.stringify(filterTerm.value)} ` : ''}{ print ${kind[0].startsWith('date') && /T/.test(rows[0]?.[column - 1] ?? '') ? part : `$${column}`} }'`,
    source,
  );
  const why = r.say('groups the lines by that field', '按该字段分组统计');
  if (unique) return reading('log', `${field} | sort -u${count ? ' | wc -l' : ''}`, why, source.guess, 2);
  const plural = /addresses|ips|codes|levels|pages|urls|clients|visitors|users/i.test(r.analysis.request);
  const limit = number
    ? ` | head -n ${number.value}`
    : top && !(plural && r.has('head'))
      ? plural
        ? ' | head -n 10'
        : ' | head -n 1'
      : '';
  const onlyValue =
    top &&
    !r.has('count|frequency') &&
    /only the (?:address|ip|code|name)|just the (?:address|ip)/.test(r.analysis.request);
  return reading(
    'log',
    `${field} | sort | uniq -c${top || number || r.has('sort') ? ' | sort -rn' : ''}${limit}${onlyValue ? ` | awk '{ print $2 }'` : ''}`,
    why,
    source.guess + (top && plural && !number ? 0.2 : 0),
    2,
  );
};

/** Addresses anywhere in the lines, of all lines or of those with a word that the log has: "failed". */
function addresses(r: Reading, source: Source, text: string): Proposal | undefined {
  if (!/(?:\d{1,3}\.){3}\d{1,3}/.test(text)) return undefined;
  const word = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      term.raw.length > 3 &&
      new RegExp(`\\b${term.raw}\\b`, 'i').test(text) &&
      /^[a-z]+$/i.test(term.raw),
  );
  r.mark(word);
  const cased = word && new RegExp(`\\b${word.raw}\\b`, 'i').exec(text)![0];
  const number = r.find('#num');
  r.mark(number);
  const top = r.has('most-frequent') || /\bmost\b/.test(r.analysis.request);
  const unique = r.has('unique') && !r.has('frequency|count');
  for (const term of r.terms) if (/^most$/i.test(term.raw)) r.mark(term);
  r.may(
    'address',
    'ip',
    'most-frequent',
    'frequency',
    'count',
    'per',
    'unique',
    'show',
    'ask',
    'find',
    'all',
    'line',
    'log',
    'request-noun',
    'user',
    'p-with',
    'sort',
    'reverse',
    'head',
    'logged-in',
  );
  const grep = `grep -oE '([0-9]{1,3}\\.){3}[0-9]{1,3}'`;
  const field = cased ? `${withSource(`grep ${quote(cased)}`, source)} | ${grep}` : withSource(grep, source);
  return reading(
    'log',
    unique
      ? `${field} | sort -u`
      : `${field} | sort | uniq -c | sort -rn${number ? ` | head -n ${number.value}` : top ? ' | head -n 1' : ''}`,
    r.say('groups the lines by address', '按地址分组统计'),
    source.guess,
    2,
  );
}

/** "with status 404": a second field that narrows the lines. */
function filterOf(r: Reading, rows: readonly (readonly string[])[]) {
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || term.raw.length < 3) continue;
    const wanted = term.tags.has('error')
      ? 'error'
      : term.tags.has('warning')
        ? 'warn'
        : term.raw.toLowerCase();
    for (let i = 0; i < 20; i += 1) {
      const cell = rows.find(
        (row) =>
          row[i]
            ?.replace(/^["[]/, '')
            .replace(/[\]:]$/, '')
            .toLowerCase()
            .replace(/^warning$/, 'warn') === wanted,
      )?.[i];
      if (
        cell &&
        (term.kind === 'number' || term.kind === 'ip' || LEVEL.test(cell) || /^[A-Z]{3,}$/.test(term.raw))
      )
        return { term, column: i + 1, value: cell };
    }
  }
  return undefined;
}

/** Lines with one status code, or errors of several logs. */
export const logLines: Rule = (r) => {
  if (
    !r.has('status-code|status|request-noun') ||
    r.has('git|commits|service|frequency|most-frequent|per|working-tree|#url')
  )
    return undefined;
  const number = r.find('#num', (term) => term.value! >= 100 && term.value! < 600);
  if (!number) return undefined;
  const bound = comparison(r, number);
  const sign = bound.word && /^[<>]=?$/.test(bound.sign) ? bound.sign : '==';
  r.mark(number, sign === '==' ? undefined : bound.word);
  if (sign !== '==') r.may('machine', 'than');
  const source = takeSource(r);
  if (!source || source.recursive) return undefined;
  const count = r.all('count').length > 0;
  r.may(
    'status-code',
    'status',
    'show',
    'show-light',
    'ask',
    'find',
    'line',
    'item',
    'log',
    'request-noun',
    'p-with',
    'all',
    'contains',
    'where',
    'result',
    'access-time',
    'ends-with',
    'p-named',
    'frequency',
    'error',
    'code',
    'ends-with',
    'starts-with',
  );
  const text = peekSource(r, source);
  const row = text?.split('\n')[0]?.trim().split(/\s+/);
  const column = row ? row.findIndex((cell) => /^[1-5]\d\d$/.test(cell)) + 1 : 0;
  if (column === 0 && !r.has('status-code|status')) return undefined;
  if (column > 0)
    return reading(
      'log',
      `${withSource(`awk '$${column} ${sign} ${number.value}'`, source)}${count ? ' | wc -l' : ''}`,
      r.say('picks lines by status', '按状态码筛选'),
      source.guess,
      1,
    );
  if (sign !== '==') return undefined;
  return reading(
    'log',
    withSource(
      `grep -${count ? 'c' : ''}E ${quote(`(^|[^0-9])${number.value}([^0-9]|$)`)}`.replace('-E', '-E'),
      source,
    ),
    r.say('picks lines by status', '按状态码筛选'),
    source.guess + 0.2,
    1,
  );
};

export const logRules: readonly Rule[] = [
  logQueries,
  logGroups,
  logLines,
  logTimes,
  logMessages,
  mined,
  sudoers,
];
