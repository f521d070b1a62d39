import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { type Rule, reading } from './common.ts';
import { type Shape, shapeOf } from './log-shape.ts';
import { FILLER, takeTests } from './log-tests.ts';
import { peekSource, takeSource, withSource } from './source.ts';

const CHANGES =
  'delete|move|copy|rename|replace|append|insert|compress|kill|create|edit|commits|extract|json|#url|number-lines|context-lines|whole-word|regex|column|starts-with|ends-with|longest|shortest|shuffle';
const COURTESY =
  'show|show-light|find|ask|all|screen|it-ref|result|line|log|item|file|exist|message|where|contains|p-with|only|machine|p-and|than|access-time|run|time|takes|used|make|request-noun|per-light';

/** Questions about a log whose lines have a known form: which lines, how many, per what, the most, the last. */
export const logQueries: Rule = (r) => {
  if (r.has(CHANGES)) return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const text = peekSource(r, source);
  const shape = text === undefined ? undefined : shapeOf(text);
  if (!shape || text === undefined) return undefined;
  const count = r.all('count').length > 0;
  const frequency = r.all('frequency').length > 0;
  const unique = r.all('unique').length > 0;
  const most = takeMost(r);
  const order = r.all('sort|reverse').length > 0;
  const limit = takeLimit(r, most !== undefined);
  const group = takeGroup(r, shape);
  const tests = takeTests(r, shape, text);
  const wanted = group ? undefined : takeField(r, shape, most !== undefined || unique || count || frequency);
  const messages =
    r.find('message', (term) => r.has('only') || (r.at(term.index + 1)?.tags.has('p-of') ?? false)) ??
    r.terms.find((term) => r.free(term) && /^messages?(?: of)?$/i.test(term.raw) && r.has('only'));
  if (tests.length === 0 && !group && !wanted && !limit) return undefined;
  if (limit && tests.length === 0 && !group && !wanted) return undefined;
  r.may(COURTESY);
  if (group || wanted) r.may('p-by');
  for (const term of r.terms) if (FILLER.test(term.raw) && r.free(term) && term.tags.size < 2) r.mark(term);
  const rule = tests.map((test) => test).join(' && ');
  const awk = (program: string) => withSource(`awk '${program.trim().replaceAll("'", `'\\''`)}'`, source);
  const pick = (expression: string) => awk(`${rule} { print ${expression} }`);
  const done = (command: string, guess = 0) =>
    reading('log', command, r.say('asks the log', '查询日志'), source.guess + guess, 2);
  const tail = limit ? ` | ${limit.last ? 'tail' : 'head'} -n ${limit.count}` : '';
  const volume = r.has('bytes|size|disk-usage') || /\b(?:traffic|volume|data)\b/i.test(r.analysis.request);
  if (r.has('sum') || r.has('average') || (count && r.has('bytes') && shape.bytes)) {
    const bytes = volume ? shape.bytes : undefined;
    if (!bytes || group || wanted) return undefined;
    const average = r.all('average').length > 0;
    r.all('sum|bytes|size|disk-usage');
    for (const term of r.terms)
      if (/^(?:sent|traffic|transferred|served|volume|delivered|download(?:ed)?|data)$/i.test(term.raw))
        r.mark(term);
    return done(
      awk(
        average
          ? `${rule} { s += ${bytes}; n++ } END { if (n) print s / n }`
          : `${rule} { s += ${bytes} } END { print s + 0 }`,
      ),
    );
  }
  const field = group ?? wanted;
  if (group && limit && limit.count === 1) return undefined;
  if (field) {
    const list = pick(field.expression);
    if (most) {
      const rank = `${list} | sort | uniq -c | sort -rn | head -n ${limit?.count ?? most.count ?? (field.plural ? 10 : 1)}`;
      return done(
        most.low ? rank.replace('sort -rn', 'sort -n') : rank,
        field.plural && !limit && !most.count ? 0.2 : 0,
      );
    }
    if (group || frequency || (count && !field.plural && !unique)) {
      const ranked = order || limit ? ` | sort -rn${limit ? ` | head -n ${limit.count}` : ''}` : '';
      return done(`${list} | sort | uniq -c${ranked}`);
    }
    if (count) return done(`${list} | sort -u | wc -l`, unique ? 0 : 0.1);
    return done(`${list} | sort -u${tail}`, 0.02);
  }
  if (messages && /^-f/.test(shape.message)) {
    r.mark(messages, ...r.all('message|only|level-log|date|time|commit-message'));
    r.may('not-contains', 'except', 'name', 'not');
    return done(`${awk(rule)} | cut -d' ' ${shape.message}${tail}`, 0.02);
  }
  if (count || frequency) return done(awk(`${rule} { n++ } END { print n + 0 }`));
  if (unique) return undefined;
  if (most) return undefined;
  return done(`${awk(rule)}${tail}`, 0.01);
};

function takeMost(r: Reading): { count: number | undefined; low: boolean } | undefined {
  const marks = r.all('most-frequent|least-frequent|max|busiest');
  const plain = r.terms.filter((term) => r.free(term) && /^(?:the )?(?:most|least|fewest)$/i.test(term.raw));
  r.mark(...plain);
  const mark = marks[0] ?? plain[0];
  if (!mark) return undefined;
  const number = [1, 2, -1]
    .map((on) => r.at(mark.index + on))
    .find((term) => term?.kind === 'number' && r.free(term) && term.value! < 100);
  r.mark(number);
  return { count: number?.value, low: mark.tags.has('least-frequent') || /least|fewest/i.test(mark.raw) };
}

function takeLimit(r: Reading, most: boolean): { count: number; last: boolean } | undefined {
  const mark = r.find('tail|head|newest|oldest', (term) =>
    /^(?:the )?(?:very )?(?:last|first|latest|newest|most recent|oldest|earliest|final|top|最后|最近|最新的?)$/i.test(
      term.raw,
    ),
  );
  if (!mark) return undefined;
  const number = r.at(mark.index + 1);
  if (number?.kind === 'duration' || number?.tags.has('hour') || number?.tags.has('minute')) return undefined;
  const counted = number?.kind === 'number' && r.free(number) ? number : undefined;
  const noun = r.at(mark.index + (counted ? 2 : 1));
  if (most && !counted) return undefined;
  const plural = counted === undefined && noun !== undefined && /s$/.test(noun.raw) && !/ss$/.test(noun.raw);
  if (plural) return undefined;
  r.mark(mark, counted);
  return { count: counted?.value ?? 1, last: /last|latest|newest|recent|final|最/i.test(mark.raw) };
}

interface Field {
  readonly expression: string;
  readonly plural: boolean;
}

/** Words for the parts of a line. */
function partOf(term: Term, shape: Shape): string | undefined {
  const word = term.raw.toLowerCase();
  if (term.tags.has('level-log') || /^(?:log )?(?:levels?|severit(?:y|ies))$/.test(word)) return shape.level;
  if (term.tags.has('status-code') || /^(?:status(?:es)?|codes?|response codes?|return codes?)$/.test(word))
    return shape.status;
  if (term.tags.has('method') || /^(?:http )?methods?$/.test(word)) return shape.method;
  if (
    term.tags.has('address') ||
    term.tags.has('ip') ||
    /^(?:ips?|clients?|visitors?|hosts?|addresses|address|callers?)$/.test(word)
  )
    return shape.ip;
  if (
    term.tags.has('url-noun') ||
    /^(?:pages?|paths?|urls?|routes?|endpoints?|resources?|files?)$/.test(word)
  )
    return shape.url;
  if (/^(?:hours?|小时)$/.test(word) || term.tags.has('hour')) return shape.hour || undefined;
  if (/^minutes?$/.test(word)) return shape.minute || undefined;
  if (/^(?:days?|dates?|daily|天|日期)$/.test(word)) return shape.day;
  if (/^(?:programs?|process(?:es)?|services?|daemons?)$/.test(word)) return shape.program;
  return undefined;
}

/** "per hour", "by level", "of each status code". */
function takeGroup(r: Reading, shape: Shape): Field | undefined {
  for (const term of r.terms) {
    if (!r.free(term)) continue;
    const expression = partOf(term, shape);
    if (expression === undefined) continue;
    const marks = [1, 2]
      .map((back) => r.at(term.index - back))
      .filter((other): other is Term => other !== undefined);
    const mark =
      marks.find((other) => other.tags.has('per') || (other.tags.has('p-by') && !r.has('sort'))) ??
      (/^(?:hourly|daily)$/i.test(term.raw) ? term : undefined);
    if (!mark || (mark === marks[1] && !marks[0]!.tags.has('stop'))) continue;
    r.mark(term, mark);
    return { expression, plural: false };
  }
  return undefined;
}

/** The part asked for: "which page was requested most", "addresses that got a 404". */
function takeField(r: Reading, shape: Shape, counted: boolean): Field | undefined {
  for (const term of r.terms) {
    if (!r.free(term) || term.tags.has('#path')) continue;
    const expression = partOf(term, shape);
    if (expression === undefined) continue;
    const next = r.at(term.index + 1);
    // "the ip 203.0.113.20", "status 404": the number behind says which.
    if (next && (next.kind === 'ip' || next.kind === 'number' || next.kind === 'date')) continue;
    const asked =
      counted || /\b(?:which|what|list|show|all|every)\b|哪/i.test(r.analysis.request) || term.index < 3;
    if (!asked) continue;
    r.mark(term);
    for (const other of r.terms) if (r.free(other) && partOf(other, shape) === expression) r.mark(other);
    return { expression, plural: /s$/i.test(term.raw) && !/ss$/i.test(term.raw) };
  }
  return undefined;
}
