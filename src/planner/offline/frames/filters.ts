import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { near, type Selection } from './selection.ts';

const KIB = 1024;

/** find's own notation for a size in bytes. */
function sizeText(bytes: number): string {
  for (const [unit, letter] of [
    [KIB ** 3, 'G'],
    [KIB ** 2, 'M'],
    [KIB, 'k'],
  ] as const)
    if (bytes >= unit && bytes % unit === 0) return `${bytes / unit}${letter}`;
  return `${bytes}c`;
}

/** The comparison that belongs to a quantity: the nearest word of comparison before it, or right after it. */
export function comparison(
  r: Reading,
  term: Term,
): { sign: '>' | '<' | '>=' | '<=' | '='; word: Term | undefined } {
  const tags = [
    ['at-least', '>='],
    ['at-most', '<='],
    ['more-than', '>'],
    ['less-than', '<'],
    ['older', '>'],
    ['newer', '<'],
    ['exactly', '='],
  ] as const;
  const negated = (at: number) => r.at(at - 1)?.tags.has('not') === true;
  for (const at of [term.index - 1, term.index - 2, term.index - 3, term.index + 1, term.index + 2]) {
    const word = r.at(at);
    if (!word || (!r.free(word) && at > term.index)) continue;
    const found = tags.find(([tag]) => word.tags.has(tag));
    if (!found) {
      if (
        at < term.index &&
        !word.tags.has('stop') &&
        !word.tags.has('than') &&
        !word.tags.has('size') &&
        !word.tags.has('p-in') &&
        !word.tags.has('exist')
      )
        continue;
      continue;
    }
    if (negated(at)) {
      r.mark(r.at(at - 1));
      return { sign: found[1] === '>' ? '<=' : found[1] === '<' ? '>=' : found[1], word };
    }
    return { sign: found[1], word };
  }
  return { sign: '=', word: undefined };
}

export function takeSize(r: Reading, sel: Selection): void {
  const sizes = r.terms.filter((term) => r.free(term) && term.kind === 'size');
  if (sizes.length === 0) {
    takeEmpty(r, sel);
    return;
  }
  const between = r.find('between');
  if (between && sizes.length === 2) {
    r.mark(between, ...sizes);
    sel.tests.push(
      `-size +${sizeText(sizes[0]!.value! - 1)}`.replace(/\+(\d+)c$/, '+$1c'),
      `-size -${sizes[1]!.value! + 1}c`,
    );
    r.may('size', 'p-and', 'bytes');
    return;
  }
  for (const size of sizes) {
    const { sign, word } = comparison(r, size);
    const bytes = size.value!;
    r.mark(size, word);
    if (sign === '>') sel.tests.push(`-size +${sizeText(bytes)}`);
    else if (sign === '>=') sel.tests.push(`-size +${bytes - 1}c`);
    else if (sign === '<') sel.tests.push(`-size -${bytes}c`);
    else if (sign === '<=') sel.tests.push(`-size -${bytes + 1}c`);
    else {
      sel.tests.push(`-size ${sizeText(bytes)}`);
      if (!word) sel.guess += 0.3;
    }
  }
  r.may('size', 'bytes', 'than', 'disk-usage');
  takeEmpty(r, sel);
}

function takeEmpty(r: Reading, sel: Selection): void {
  const empty = r.find('empty', (term) => {
    const after = r.at(term.index + 1);
    return !after?.tags.has('line') && !term.tags.has('space-char');
  });
  if (!empty) return;
  r.mark(empty);
  const before = r.at(empty.index - 1);
  if (before?.tags.has('not') || /^non-?empty$/.test(empty.raw)) {
    r.mark(before);
    sel.tests.push('-not -empty');
  } else sel.tests.push('-empty');
}

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
    if (AGE_WORDS.some((tag) => other.tags.has(tag)) || (other.tags.has('not') && other.index < term.index))
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
  const mark = r.find(
    'newer|older',
    (term) => /than|于|比/.test(term.raw) || r.at(term.index + 1)?.tags.has('than') === true,
  );
  const file =
    mark &&
    r.terms.find(
      (term) =>
        r.free(term) && term.tags.has('#path') && term.index > mark.index && term.index <= mark.index + 4,
    );
  if (!mark || !file) return;
  const path = file.entry?.path ?? file.text;
  r.mark(mark, file);
  verbs();
  const quoted = /^[A-Za-z0-9_/.-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  sel.tests.push(
    mark.tags.has('newer') ? `-newer ${quoted}` : `-not -newer ${quoted} -not -samefile ${quoted}`,
  );
}

export function takeOwner(r: Reading, sel: Selection): void {
  const mark = r.find('own|user', (term) => term.tags.has('own') || r.has('file|folder|#kind|#ext'));
  if (!mark || !r.has('file|folder|item|#kind|#ext|#glob|everything')) return;
  const isGroup = r.find('group', (term) => Math.abs(term.index - mark.index) <= 4);
  const name = r.terms.find(
    (term) =>
      r.free(term) &&
      term.index !== mark.index &&
      Math.abs(term.index - mark.index) <= 4 &&
      term.index > mark.index - 3 &&
      (term.tags.size === 0 ||
        term.tags.has('#literal') ||
        term.raw === 'root' ||
        term.kind === 'quoted' ||
        (term.kind === 'number' && r.has('uid|gid|user'))),
  );
  if (!name) {
    const me = r.terms.find(
      (term) => /^(?:me|i|myself|我)$/i.test(term.raw) && Math.abs(term.index - mark.index) <= 3,
    );
    if (me && mark.tags.has('own')) {
      r.mark(mark);
      sel.tests.push('-user "$USER"');
    }
    return;
  }
  const before = r.at(mark.index - 1);
  const negative = before?.tags.has('not') ? '-not ' : '';
  if (negative) r.mark(before);
  r.mark(mark, name, isGroup);
  r.may('user', 'owner-class');
  sel.tests.push(
    `${negative}${isGroup ? '-group' : '-user'} ${/^[\w.-]+$/.test(name.text) ? name.text : 'nobody'}`,
  );
}

export function takePermission(r: Reading, sel: Selection): void {
  const mode = r.find('#mode', (term) => near(r, term, 'permission', 4) && !r.has('set|change'));
  if (mode) {
    r.mark(mode);
    r.may('permission', 'octal', 'exactly', 'p-with');
    sel.tests.push(`-perm ${/^\d+$/.test(mode.text) ? mode.text : `-${mode.text}`}`);
    return;
  }
  const everyone = r.find('everyone');
  for (const [tag, letter, plain] of [
    ['make-executable', 'x', '-executable'],
    ['writable', 'w', '-writable'],
    ['readable', 'r', '-readable'],
  ] as const) {
    const word = r.find(
      tag,
      () =>
        !r.has('grant|set') &&
        !(tag === 'make-executable' && r.has('convert|create|run') && !r.has('find|ask|count')),
    );
    if (!word) continue;
    const world = everyone && /writ|read|exec/.test(word.raw);
    const before = r.at(word.index - 1);
    const negative = before?.tags.has('not') ? '-not ' : '';
    if (negative) r.mark(before);
    r.mark(word, world ? everyone : undefined);
    sel.tests.push(`${negative}${world ? `-perm -o=${letter}` : plain}`);
    r.may('p-by');
  }
}
