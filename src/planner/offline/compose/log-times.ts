import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { reading } from './common.ts';
import { peekSource, type Source, takeSource, withSource } from './source.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const GREEDY =
  'show|show-light|ask|find|all|line|item|log|message|screen|contains|request-noun|file|result|p-in|only';

/** Lines of a log of one day, and between two times of day. */
export const logTimes = (r: Reading): Proposal | undefined => {
  const spans = daysApart(r);
  if (spans) return spans;
  const day = r.find('#date|#monthday');
  const clocks = r.terms.filter((term) => r.free(term) && term.kind === 'clock');
  if (!day && clocks.length === 0) return undefined;
  if (r.has('delete|copy|move|replace|append|commits|frequency|most-frequent|per|sort|modify-time|convert'))
    return undefined;
  r.mark(day, ...clocks);
  const level = r.find('error|warning|info-level');
  const count = r.all('count').length > 0;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const text = peekSource(r, source);
  const row = text?.split('\n').find(Boolean)?.trim().split(/\s+/);
  const tests: string[] = [];
  const head = day ? prefix(day, text) : undefined;
  if (day && head === undefined) return undefined;
  if (clocks.length > 0) {
    const column = row ? row.findIndex((cell) => /^\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?$/.test(cell)) + 1 : 0;
    if (column === 0) return undefined;
    const [from, to] = clocks.map(({ text: clock }) =>
      clock.padStart(clock.length === 4 ? 5 : clock.length, '0'),
    );
    const between = r.has('between') || clocks.length === 2;
    if (between && to) tests.push(`$${column} >= "${from}"`, `$${column} < "${to}"`);
    else if (r.has('since|newer|more-than')) tests.push(`$${column} >= "${from}"`);
    else if (r.has('until|older|less-than')) tests.push(`$${column} < "${from}"`);
    else tests.push(`index($${column}, "${from}") == 1`);
  }
  r.may(GREEDY, 'between', 'p-and', 'since', 'newer', 'until', 'older', 'time', 'date', 'p-from', 'p-of');
  const why = r.say('picks lines by time', '按时间筛选行');
  const cell = level && text ? levelCell(level, text) : undefined;
  if (cell) {
    r.mark(level);
    if (tests.length === 0)
      return reading(
        'log',
        `${withSource(`awk '/${head!.replaceAll('/', '\\/')}/ && /${cell}/'`, source)}${count ? ' | wc -l' : ''}`,
        why,
        source.guess,
        1,
      );
    tests.push(`/${cell}/`);
  }
  if (tests.length === 0)
    return reading('log', withSource(`grep ${count ? '-c ' : ''}'${head}'`, source), why, source.guess, 1);
  const all = [...(head ? [`/${head!.replaceAll('/', '\\/')}/`] : []), ...tests].join(' && ');
  return reading(
    'log',
    `${withSource(`awk '${all}'`, source)}${count ? ' | wc -l' : ''}`,
    why,
    source.guess,
    1,
  );
};

/** The day as this log writes it; undefined when no line begins with a day so written. */
function prefix(day: Term, text: string | undefined): string | undefined {
  const [month, date] = day.text.split('-').slice(-2).map(Number);
  if (!month || !date) return undefined;
  const name = MONTHS[month - 1]!;
  const padded = String(date).padStart(2, '0');
  const year = day.text.length === 10 ? day.text.slice(0, 4) : undefined;
  const sample = text?.split('\n').find(Boolean) ?? '';
  if (/^[A-Z][a-z]{2} {1,2}\d{1,2} /.test(sample))
    return `^${name} ${/^\w{3} {2}/m.test(text ?? '') ? ' *' : ''}${/^\w{3} 0\d/m.test(text ?? '') ? padded : date} `;
  if (/\[\d\d\/[A-Z][a-z]{2}\/\d{4}/.test(sample)) return `\\[${padded}/${name}/${year ?? ''}`;
  if (/^\[?\d{4}\/\d\d\/\d\d/.test(sample))
    return `^\\[*${year ?? '[0-9]*'}/${String(month).padStart(2, '0')}/${padded}`;
  if (/^\[?\d{4}-\d\d-\d\d/.test(sample))
    return `^\\[*${year ?? '[0-9]*'}-${String(month).padStart(2, '0')}-${padded}`;
  return undefined;
}

/** The level a word asks for, as this log writes it. */
function levelCell(level: Term, text: string): string | undefined {
  const wanted = level.tags.has('warning') ? /^WARN/i : level.tags.has('error') ? /^ERR/i : /^INFO/i;
  return text
    .split('\n')
    .slice(0, 500)
    .flatMap((line) => line.split(/[\s[\]:]+/))
    .find((cell) => wanted.test(cell) && LEVEL.test(cell));
}

const LEVEL = /^\[?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL)\]?:?$/i;

/** How often each message of a log occurs, of one level or of all. */
export const logMessages = (r: Reading): Proposal | undefined => {
  if (!r.has('message|error|warning') || !r.has('most-frequent|frequency|unique')) return undefined;
  if (r.has('delete|copy|move|replace|level-log|commits|journal|column|address|status-code'))
    return undefined;
  const level = r.find('error|warning|info-level');
  const number = r.find('#num');
  r.mark(level, number);
  const source: Source | undefined = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const rows = (peekSource(r, source) ?? '')
    .split('\n')
    .filter(Boolean)
    .slice(0, 100)
    .map((line) => line.split(' '));
  const column = (rows[0] ?? []).findIndex((cell) => LEVEL.test(cell)) + 1;
  if (column === 0 || !rows.every((row) => LEVEL.test(row[column - 1] ?? ''))) return undefined;
  const wanted = level?.tags.has('warning') ? /warn/i : level?.tags.has('error') ? /err/i : /info/i;
  const cell = level && rows.find((row) => wanted.test(row[column - 1]!))?.[column - 1];
  if (level && !cell) return undefined;
  const top = r.has('most-frequent');
  const unique = r.has('unique') && !r.has('frequency');
  r.may(
    GREEDY,
    'most-frequent',
    'frequency',
    'unique',
    'per',
    'count',
    'commit-message',
    'sort',
    'reverse',
    'head',
    'error',
    'warning',
  );
  const pick = level
    ? withSource(`awk '$${column} == ${JSON.stringify(cell)}'`, source)
    : withSource('cat', source);
  const messages = `${pick} | cut -d' ' -f${column + 1}-`;
  const limit = number
    ? ` | head -n ${number.value}`
    : top && !/messages/.test(r.analysis.request)
      ? ' | head -n 1'
      : '';
  return reading(
    'log',
    unique ? `${messages} | sort -u` : `${messages} | sort | uniq -c | sort -rn${limit}`,
    r.say('counts equal messages', '统计相同的消息'),
    source.guess,
    2,
  );
};

/** "between 2026-06-01 09:00 and 2026-06-02 11:00": two moments, both within. */
function daysApart(r: Reading): Proposal | undefined {
  const days = r.terms.filter((term) => r.free(term) && term.kind === 'date' && term.text.length === 10);
  const clocks = r.terms.filter((term) => r.free(term) && term.kind === 'clock');
  if (days.length !== 2 || (clocks.length !== 0 && clocks.length !== 2) || !r.has('between|p-to|until'))
    return undefined;
  if (r.has('delete|copy|move|replace|append|commits|frequency|most-frequent|per|sort|modify-time|convert'))
    return undefined;
  r.mark(...days, ...clocks);
  const count = r.all('count').length > 0;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const line = peekSource(r, source)?.split('\n').find(Boolean) ?? '';
  const form = /^\[?\d{4}-\d\d-\d\d([T ])\d\d:\d\d/.exec(line);
  if (!form) return undefined;
  const open = line.startsWith('[') ? 2 : 1;
  const width = clocks.length === 2 ? 16 : 10;
  const [from, to] = days.map((day, i) =>
    clocks.length === 2 ? `${day.text}${form[1]}${clocks[i]!.text.padStart(5, '0').slice(0, 5)}` : day.text,
  );
  const part = `substr($0, ${open}, ${width})`;
  r.may(GREEDY, 'between', 'p-and', 'until', 'time', 'date', 'p-from', 'p-of', 'p-to', 'since');
  return reading(
    'log',
    `${withSource(`awk '${part} >= "${from}" && ${part} <= "${to}"'`, source)}${count ? ' | wc -l' : ''}`,
    r.say('picks lines by time', '按时间筛选行'),
    source.guess,
    2,
  );
}
