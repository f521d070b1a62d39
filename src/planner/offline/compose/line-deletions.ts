import { escapeBasic, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import { commentSign } from './comment-sign.ts';
import { reading } from './common.ts';
import type { Rule } from './edit.ts';
import { literalText, onScreen } from './literal.ts';
import { overFiles, takeSource, withSource } from './source.ts';

/** Deletes lines: by number, by content, blank ones, comments. */
export const lineDeletions: Rule = (r) => {
  if (
    !r.has('delete|dedupe') ||
    (!r.has('line|blank-line|comment|whitespace|duplicates|dedupe|character|trim') &&
      !/carriage return|回车符/i.test(r.analysis.request) &&
      !entryOf(r))
  )
    return undefined;
  if (r.has('branch|commits|rename')) return undefined;
  const returns = r.terms.filter((term) => /^(?:carriage|returns?|回车符?|crs?)$/i.test(term.raw));
  const screen = onScreen(r) || r.has('show|screen');
  const why = r.say('edits the file in place', '直接修改文件');
  r.all('delete|skip');
  const trailing = r.find(
    'whitespace|trim',
    (term) => /trailing|行尾|尾部|whitespace|end/.test(term.raw) || r.has('tail'),
  );
  const blank =
    r.find('blank-line') ?? r.find('empty', (term) => r.at(term.index + 1)?.tags.has('line') === true);
  const comment = r.find('comment');
  const duplicate = r.find('duplicates|dedupe');
  let script: string | undefined;
  let guess = 0;
  if (returns.length > 0 && /carriage return|回车/i.test(r.analysis.request)) {
    r.mark(...returns);
    script = 's/\\r//g';
  } else if (trailing && !blank) {
    r.mark(trailing);
    r.may('tail');
    script = 's/[[:space:]]*$//';
  } else if (blank || comment) {
    r.mark(blank, comment, ...r.all('comment|blank-line'));
    const file = r.find('#path', (term) => term.entry?.type === 'file');
    const sign = commentSign(file && r.world.peek(file.entry!.path));
    script =
      blank && comment
        ? `/^[[:space:]]*\\(${sign}.*\\)\\?$/d`
        : blank
          ? '/^[[:space:]]*$/d'
          : `/^[[:space:]]*${sign}/d`;
  } else if (duplicate) {
    r.mark(duplicate);
    const source = takeSource(r);
    if (!source || source.many || source.args === '') return undefined;
    const keep = r.has('keep|original|order') || /keep|order|顺序/.test(r.analysis.request);
    r.may('line', 'keep', 'all', 'file', 'edit', 'p-in', 'sort', 'original', 'head', 'only', 'item');
    for (const term of r.terms) if (/^orders?$/.test(term.raw)) r.mark(term);
    if (screen) return undefined;
    if (keep || r.has('edit'))
      return changing(
        'edit',
        'write',
        `awk '!seen[$0]++' ${source.args} > ${source.args}.tmp && mv ${source.args}.tmp ${source.args}`,
        why,
        source.guess + 0.15,
      );
    return undefined;
  } else {
    script = lineScript(r);
    if (script === undefined) return undefined;
  }
  const source = takeSource(r);
  if (!source) return undefined;
  r.may(
    'line',
    'all',
    'file',
    'edit',
    'p-in',
    'contains',
    'text',
    'word',
    'show',
    'screen',
    'per',
    'item',
    'keep',
    'starts-with',
    'ends-with',
  );
  guess += source.guess;
  if (screen || source.args === '')
    return source.recursive
      ? undefined
      : reading('edit', withSource(`sed ${quote(script)}`, source), why, guess);
  return changing('edit', 'write', overFiles(`sed -i ${quote(script)}`, source), why, guess);
};

/** "the line "eggs"": the one that reads so, and no other. */
function wholeLine(r: Reading, literal: Term): string | undefined {
  const named =
    r.at(literal.index - 1)?.tags.has('line') || /^(?:line|行)$/i.test(r.at(literal.index + 1)?.raw ?? '');
  if (!named) return undefined;
  r.mark(literal);
  return `/^${escapeBasic(literalText(literal), '/')}$/d`;
}

function lineScript(r: Reading): string | undefined {
  const range = r.find('#range');
  if (range) {
    r.mark(range);
    return `${range.text.replace('-', ',')}d`;
  }
  const numbers = r.terms.filter((term) => r.free(term) && term.kind === 'number');
  const head = r.find('head');
  const tail = r.find('tail');
  const entry = entryOf(r);
  if (entry) {
    r.mark(entry);
    r.may('item', 'line', 'p-of', 'host', 'user', 'key');
    const whole = r.terms.some(
      (term) => term.entry?.type === 'file' && r.world.peek(term.entry.path)?.split('\n').includes(entry.raw),
    );
    const text = escapeBasic(entry.raw, '/');
    return whole ? `/^${text}$/d` : `/${text}/d`;
  }
  const literal = r.find('#literal|#quoted', (term) => !term.entry);
  if (literal) {
    const mark =
      [1, 2, 3, 4]
        .map((back) => r.at(literal.index - back))
        .find(
          (term) =>
            term &&
            ['starts-with', 'ends-with', 'contains', 'not-contains'].some((tag) => term.tags.has(tag)),
        ) ?? r.find('contains|starts-with|ends-with|not-contains');
    if (!mark) return wholeLine(r, literal);
    r.mark(literal, mark);
    const text = escapeBasic(literalText(literal), '/');
    const flag = r.all('case-insensitive').length > 0 ? 'I' : '';
    if (mark.tags.has('not-contains')) return `/${text}/${flag}!d`;
    return `/${mark.tags.has('starts-with') ? '^' : ''}${text}${mark.tags.has('ends-with') ? '$' : ''}/${flag}d`;
  }
  const [first, second] = numbers;
  if (first && second) {
    r.mark(first, second);
    const between = r.terms
      .slice(first.index + 1, second.index)
      .some((term) => term.tags.has('p-to') || term.tags.has('until') || /^[-–]$/.test(term.raw));
    return between ? `${first.value},${second.value}d` : `${first.value}d;${second.value}d`;
  }
  if (first && head && !first.tags.has('nth')) {
    r.mark(first, head);
    return `1,${first.value}d`;
  }
  if (first && !tail) {
    r.mark(first);
    return `${first.value}d`;
  }
  const ordinal = r.find('second-ord|second|ordinal', () => r.has('line'));
  if (ordinal) {
    r.mark(ordinal);
    const place = {
      second: 2,
      '2nd': 2,
      third: 3,
      fourth: 4,
      fifth: 5,
      sixth: 6,
      seventh: 7,
      eighth: 8,
      ninth: 9,
      tenth: 10,
      第二: 2,
      第三: 3,
    }[ordinal.raw.toLowerCase()];
    return place === undefined ? undefined : `${place}d`;
  }
  if (head && !first) {
    r.mark(head);
    return '1d';
  }
  if (tail && !first) {
    r.mark(tail);
    return '$d';
  }
  return undefined;
}

/** "the printer entry of hosts": a word beside "entry" or "line" that stands in just one line of the file named. */
function entryOf(r: Reading): Term | undefined {
  const file = r.terms.find((term) => term.tags.has('#path') && term.entry?.type === 'file');
  const text = file && r.world.peek(file.entry!.path.startsWith('/') ? file.entry!.path : file.entry!.path);
  if (!text) return undefined;
  return r.terms.find((term) => {
    if (!r.free(term) || term === file || term.kind !== 'word') return false;
    if (!(term.tags.size === 0 || term.tags.has('#bunch') || term.tags.has('#literal'))) return false;
    const noun = [r.at(term.index - 1), r.at(term.index - 2), r.at(term.index + 1)].some(
      (other) => other?.tags.has('item') || other?.tags.has('line'),
    );
    return noun && text.split('\n').filter((line) => line.includes(term.raw)).length === 1;
  });
}
