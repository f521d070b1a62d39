import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { near } from './near.ts';
import type { Selection } from './selection.ts';

const KIB = 1024;

/** find's own notation for a size in bytes. */
export function sizeText(bytes: number): string {
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
  r.may('than');
  const own = (word: Term) => sizes.some((size) => measures(r, word, size));
  while (r.take('size|bytes|disk-usage', own));
  takeEmpty(r, sel);
}

/** "of size 4k", "larger than 4k in size"; not "larger than 4k, and print their sizes". */
const measures = (r: Reading, word: Term, size: Term): boolean =>
  Math.abs(word.index - size.index) <= 4 &&
  !r.terms
    .slice(size.index + 1, word.index)
    .some((term) => ['show', 'show-light', 'p-and'].some((tag) => term.tags.has(tag)));

function takeEmpty(r: Reading, sel: Selection): void {
  const full = r.terms.find((term) => r.free(term) && /^non-?empty$/i.test(term.raw));
  if (full) {
    r.mark(full);
    sel.tests.push('-not -empty');
    return;
  }
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
  takeSpecialBits(r, sel);
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
    const world = (everyone || /^world/.test(word.raw)) && /writ|read|exec/.test(word.raw);
    const group = r.find('group-class', (term) => Math.abs(term.index - word.index) <= 3 && !r.has('own'));
    if (group && !world) {
      r.mark(word, group);
      r.may('p-by');
      sel.tests.push(`${r.at(word.index - 1)?.tags.has('not') ? '-not ' : ''}-perm -g=${letter}`);
      r.mark(r.at(word.index - 1)?.tags.has('not') ? r.at(word.index - 1) : undefined);
      continue;
    }
    const before = r.at(word.index - 1);
    const negative = before?.tags.has('not') ? '-not ' : '';
    if (negative) r.mark(before);
    r.mark(word, world ? everyone : undefined);
    sel.tests.push(`${negative}${world ? `-perm -o=${letter}` : plain}`);
    r.may('p-by');
  }
}

const SPECIAL: readonly (readonly [RegExp, string])[] = [
  [/^(?:suid|setuid|set-uid|set-user-id)$/i, '4000'],
  [/^(?:sgid|setgid|set-gid|set-group-id)$/i, '2000'],
  [/^sticky$/i, '1000'],
];

/** "with the suid bit set". */
function takeSpecialBits(r: Reading, sel: Selection): void {
  for (const term of r.terms) {
    const bit = r.free(term) ? SPECIAL.find(([name]) => name.test(term.raw))?.[1] : undefined;
    if (bit === undefined || !r.has('find|show|ask|count')) continue;
    r.mark(term, ...r.terms.filter((other) => /^(?:bits?|set|enabled|on|turned on)$/i.test(other.raw)));
    r.may('permission');
    sel.tests.push(`-perm -${bit}`);
  }
}
