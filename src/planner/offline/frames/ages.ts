import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import type { Selection } from './selection.ts';

const DAY = 1440;

export function takeTime(r: Reading, sel: Selection): void {
  const letter = r.has('access-time') && !r.has('modify-time') ? 'a' : 'm';
  const test = (minutes: number, sign: string) =>
    minutes % DAY === 0 && minutes > 0
      ? `-${letter}time ${sign}${minutes / DAY}`
      : `-${letter}min ${sign}${Number(minutes.toFixed(2))}`;
  const verbs = () => r.may('modify-time', 'access-time', 'timestamp', 'than', 'sorted-time');
  const durations = r.terms.filter((term) => r.free(term) && term.kind === 'duration');
  const between = r.find('between');
  if (durations.length === 2 && between) {
    const [low, high] = durations.map((term) => term.value!).sort((a, b) => a - b);
    sel.tests.push(test(low!, '+'), test(high!, '-'));
    r.mark(between, ...durations);
    verbs().may('ago', 'older', 'p-and', 'within');
    return;
  }
  for (const duration of durations) {
    const sign = ageSign(r, duration);
    if (sign === undefined) continue;
    sel.tests.push(test(duration.value!, sign));
    r.mark(duration);
    markAge(r, duration);
    verbs();
    if (r.all('create-time').length > 0) sel.guess += 0.2;
  }
  takeDays(r, sel, letter, verbs);
  takeDates(r, sel, letter, verbs);
  takeNewer(r, sel, verbs);
}

const AGE_WORDS = [
  'within',
  'newer',
  'older',
  'ago',
  'since',
  'more-than',
  'less-than',
  'at-least',
  'at-most',
  'until',
  'p-in',
  'exactly',
];

/** '+' older, '-' newer, '' exactly; undefined when the duration is no age. */
function ageSign(r: Reading, term: Term): '+' | '-' | '' | undefined {
  const before = [1, 2, 3].map((back) => r.at(term.index - back)).filter((other) => other !== undefined);
  const after = [1, 2].map((on) => r.at(term.index + on)).filter((other) => other !== undefined);
  const has = (list: readonly Term[], tag: string) => list.some((other) => other.tags.has(tag));
  if (r.analysis.language === 'zh') {
    const words = [...before, ...after].map((other) => other.raw);
    if (words.some((word) => /^(?:最近|过去|以内|之内|内|近|过去的|最近的)$/.test(word))) return '-';
    if (has(before, 'more-than') || has(after, 'more-than')) return '+';
    if (has(before, 'less-than') || has(before, 'at-most')) return '-';
    if (words.some((word) => /^(?:前|以前|之前|早于|前的|以前的|之前的)$/.test(word))) return '+';
    if (has(before, 'older')) return '+';
    // 一个月没动过
    if (has(after, 'not')) return '+';
    return undefined;
  }
  const negated = has(before, 'not');
  if (has(before, 'more-than') || has(before, 'at-least')) return negated ? '-' : '+';
  if (has(before, 'older') && !has(before, 'within')) return negated ? '-' : '+';
  if (has(before, 'less-than') || has(before, 'at-most') || has(before, 'newer')) return '-';
  if (has(after, 'older')) return '+';
  if (has(before, 'within')) return negated ? '+' : '-';
  if (has(after, 'ago')) return has(before, 'since') ? '-' : '';
  if (has(before, 'since') || has(before, 'p-in')) return negated && has(before, 'p-of') ? '+' : '-';
  if (negated) return '+';
  return undefined;
}

function markAge(r: Reading, term: Term): void {
  for (const other of r.terms) {
    if (Math.abs(other.index - term.index) > 3) continue;
    if (
      AGE_WORDS.some((tag) => other.tags.has(tag)) ||
      (other.tags.has('not') &&
        (other.index < term.index || (r.analysis.language === 'zh' && other.index === term.index + 1)))
    )
      r.mark(other);
  }
}

function takeDays(r: Reading, sel: Selection, letter: string, verbs: () => void): void {
  const day = r.find(
    'today|yesterday|this-week|this-month',
    (term) => !term.tags.has('date') || r.has('modify-time|access-time|newer|file|create-time'),
  );
  if (!day || !r.has('modify-time|access-time|create-time|newer|file|folder|item|#kind|#ext|since|older'))
    return;
  r.mark(day);
  if (day.tags.has('today')) {
    sel.early.push('-daystart');
    const before = r.at(day.index - 1);
    if (before?.tags.has('older') || before?.tags.has('until')) {
      r.mark(before);
      sel.tests.push(`-${letter}time +0`);
    } else sel.tests.push(`-${letter}time 0`);
  } else if (day.tags.has('yesterday')) {
    sel.early.push('-daystart');
    const before = r.at(day.index - 1);
    if (before?.tags.has('since')) {
      r.mark(before);
      sel.tests.push(`-${letter}time -2`);
    } else sel.tests.push(`-${letter}time 1`);
  } else {
    sel.tests.push(
      day.tags.has('this-month') ? `-newermt "$(date +%Y-%m-01)"` : `-newermt "$(date -d 'last monday' +%F)"`,
    );
    sel.guess += 0.2;
  }
  verbs();
  if (r.find('create-time')) r.may('create-time');
}

function takeDates(r: Reading, sel: Selection, letter: string, verbs: () => void): void {
  const dates = r.terms.filter((term) => r.free(term) && term.tags.has('#date'));
  if (dates.length === 0 || !r.has('modify-time|access-time|create-time|newer|older|file|#kind|#ext')) return;
  const reference = letter === 'a' ? '-newerat' : '-newermt';
  const [first, second] = dates;
  const between = r.find('between');
  if (between && first && second) {
    sel.tests.push(`${reference} ${first.text}`, `-not ${reference} ${second.text}`);
    r.mark(between, first, second);
    verbs();
    return;
  }
  if (!first) return;
  const before = [r.at(first.index - 1), r.at(first.index - 2)].filter((term) => term !== undefined);
  const zhAfter = r.at(first.index + 1);
  const is = (tag: string) =>
    before.some((term) => term.tags.has(tag)) ||
    (r.analysis.language === 'zh' && zhAfter?.tags.has(tag) === true);
  if (is('older') || is('until') || /^(?:之前|以前)$/.test(zhAfter?.raw ?? ''))
    sel.tests.push(`-not ${reference} ${first.text}`);
  else if (is('since') || is('newer')) sel.tests.push(`${reference} ${first.text}`);
  else sel.tests.push(`${reference} ${first.text}`, `-not ${reference} '${first.text} +1 day'`);
  r.mark(first);
  for (const term of [...before, zhAfter])
    if (term && ['older', 'until', 'since', 'newer', 'p-in', 'more-than'].some((tag) => term.tags.has(tag)))
      r.mark(term);
  verbs();
}

function takeNewer(r: Reading, sel: Selection, verbs: () => void): void {
  const mark =
    r.find(
      'newer|older',
      (term) => /than|于|比/.test(term.raw) || r.at(term.index + 1)?.tags.has('than') === true,
    ) ?? afterFile(r);
  const file =
    mark &&
    r.terms.find(
      (term) =>
        r.free(term) && term.tags.has('#path') && term.index > mark.index && term.index <= mark.index + 4,
    );
  if (!mark || !file) return;
  const path = file.entry?.path ?? file.text;
  r.mark(mark, file);
  if (mark.tags.has('since') || mark.tags.has('until')) r.may('file');
  verbs();
  const quoted = /^[A-Za-z0-9_/.-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  sel.tests.push(
    mark.tags.has('newer') || mark.tags.has('since')
      ? `-newer ${quoted}`
      : `-not -newer ${quoted} -not -samefile ${quoted}`,
  );
}

/** "modified after the file /etc/passwd was": a file beside "after" or "before" gives the time. */
function afterFile(r: Reading): Term | undefined {
  if (!r.has('modify-time')) return undefined;
  return r.find('since|until', (term) =>
    [1, 2, 3].some((on) => {
      const other = r.at(term.index + on);
      return other?.entry?.type === 'file' && other.tags.has('#path');
    }),
  );
}
