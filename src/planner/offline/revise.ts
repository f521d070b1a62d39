import { analyse } from './analyse.ts';
import { suspicious } from './text/scan.ts';
import { plainChinese } from './text/zh-plain.ts';
import type { Analysis, Term, World } from './types.ts';

const OPENING =
  /^(?:no|nope|not quite|actually|sorry|i meant|i mean|rather|please|but|and|ok|okay|instead|不|不对|不是|不要|应该是|改成|只|我是说)[,，:：;\s]*/i;

/** Kinds of terms of which a request holds one: a new one takes the place of the old. */
const SLOTS: readonly (readonly string[])[] = [
  ['#ext', '#glob', '#kind'],
  ['#size'],
  ['#dur', '#date', 'today', 'yesterday'],
  ['#num', '#range'],
  ['largest', 'smallest'],
  ['newest', 'oldest'],
  ['head', 'tail'],
  ['reverse', 'ascending'],
  ['recursive', 'not-recursive'],
  ['sum', 'average', 'max', 'min'],
  ['line', 'word', 'character', 'bytes'],
  ['file', 'folder'],
  ['delete', 'move', 'copy', 'show', 'count', 'compress'],
];

/**
 * The request with the replies worked in: what a reply names takes the place of the same kind of thing in what was said
 * before, the rest stays. Undefined when a reply says nothing that fits.
 */
export function revised(request: string, replies: readonly string[], world: World): Analysis | undefined {
  let text = request;
  for (const reply of replies) {
    const next = merge(text, reply, world);
    if (next === undefined) return undefined;
    text = next;
  }
  return analyse(plainChinese(text, world), world);
}

function merge(text: string, reply: string, world: World): string | undefined {
  if (suspicious(reply) || reply.length > 1000) return undefined;
  let said = reply.trim();
  while (OPENING.test(said)) said = said.replace(OPENING, '');
  if (said === '') return undefined;
  const before = analyse(text, world);
  const now = analyse(said, world);
  const removed = new Set<Term>();
  for (const slot of SLOTS) {
    const fresh = now.terms.filter((term) => slot.some((tag) => term.tags.has(tag)));
    if (fresh.length === 0) continue;
    const old = before.terms.filter((term) => slot.some((tag) => term.tags.has(tag)));
    if (slot.includes('file') && fresh.every((term) => isWordOnly(term)) && old.length === fresh.length) {
      for (const term of old) removed.add(term);
      continue;
    }
    for (const term of old) removed.add(term);
  }
  replacePaths(before, now, removed);
  const kept = before.terms.filter((term) => !removed.has(term) && !isLoneBefore(term, before, removed));
  const base = join(text, kept);
  return `${base.replace(/[?.!。？！]+$/, '')} ${said}`;
}

const isWordOnly = (term: Term): boolean => term.kind === 'word';

/** A new place or file replaces the old one that plays the same part. */
function replacePaths(before: Analysis, now: Analysis, removed: Set<Term>): void {
  for (const term of now.terms) {
    if (!term.tags.has('#path')) continue;
    for (const old of before.terms)
      if (
        old.tags.has('#path') &&
        (old.role === term.role || term.role === 'none') &&
        old.entry?.type === term.entry?.type
      )
        removed.add(old);
  }
}

/** The preposition or comparison of something that was taken out goes with it. */
function isLoneBefore(term: Term, analysis: Analysis, removed: ReadonlySet<Term>): boolean {
  const next = analysis.terms[term.index + 1];
  if (!next || !removed.has(next)) return false;
  return [
    'p-in',
    'p-to',
    'p-from',
    'more-than',
    'less-than',
    'within',
    'older',
    'newer',
    'at-least',
    'at-most',
    'p-named',
  ].some((tag) => term.tags.has(tag));
}

function join(text: string, terms: readonly Term[]): string {
  let result = '';
  let end = -1;
  for (const term of terms) {
    const gap = end >= 0 && term.start > end ? ' ' : '';
    result += gap + text.slice(term.start, term.end);
    end = term.end;
  }
  return result;
}
