import { nameIndex } from '../entities/names.ts';
import { endingsOf } from '../lexicon/filetypes.ts';
import { escapeGlob } from '../quote.ts';
import type { Reading } from '../reading.ts';
import { lemmas } from '../text/lemma.ts';
import type { Term } from '../types.ts';
import { takeJoined, takeNameShapes } from './name-shapes.ts';
import { near } from './near.ts';
import type { Selection, SelectionOptions } from './selection.ts';

/** Endings that a kind word means here: those that exist when all is known, all of them otherwise. */
export function endingsFor(word: string, _r: Reading): readonly string[] {
  const form = [word, ...lemmas(word)].find((candidate) => endingsOf(candidate));
  const all = form === undefined ? [word] : endingsOf(form)!;
  return all.length === 1 ? all : all;
}

/** "images in gif or png format": the general word says nothing that the endings do not. */
const isGeneric = (term: Term): boolean => ['image', 'video', 'music'].some((tag) => term.tags.has(tag));

/** 没动过的日志: what was not done to a file leaves no name out. */
const isNot = (term: Term): boolean => term.tags.has('not') && !term.tags.has('modify-time');

const patternsOfKind = (r: Reading, term: Term, sel: Selection): string[] =>
  endingsFor(
    term.tags.has('log')
      ? 'log'
      : !term.typo && (term.tags.size > 1 || term.entry)
        ? term.raw.toLowerCase()
        : term.text.toLowerCase(),
    r,
  ).map((ending) => `*.${sel.ignoreCase ? ending : asWritten(ending, r)}`);

/** Every ending named is left out, and this word is not part of what leaves it out, as in "except the jpg images". */
const isHeadOfTheRest = (r: Reading, term: Term): boolean =>
  r.terms.every(
    (other) =>
      !(other.tags.has('#ext') || (other.tags.has('#kind') && !isGeneric(other))) || isNegated(r, other),
  ) &&
  (!isNegated(r, term) || (r.analysis.language === 'zh' && r.at(term.index - 1)?.raw === '的'));

export const isNegated = (r: Reading, term: Term): boolean => {
  for (let at = term.index - 1; at >= Math.max(0, term.index - 8); at -= 1) {
    const before = r.at(at)!;
    if (before.tags.has('except') || isNot(before) || isWithout(before, term)) return true;
    const passes =
      [
        'stop',
        'file',
        'p-named',
        'p-and',
        'p-or',
        'ends-with',
        'all',
        '#ext',
        '#glob',
        '#kind',
        'path',
        'p-in',
        'folder',
        'p-with',
        'own',
        'show-light',
        'item',
      ].some((tag) => before.tags.has(tag)) ||
      before.raw === ',' ||
      (before.tags.has('#dir') && enumerates(r.at(at + 1))) ||
      before.raw === "'s";
    if (!passes) break;
  }
  // 除了 X 以外
  const after = r.at(term.index + 1);
  const later = r.at(term.index + 2);
  return (
    r.analysis.language === 'zh' &&
    [after, later].some(
      (next) => next?.tags.has('exclude-mark') || /^(?:以外|之外|除外)$/.test(next?.raw ?? ''),
    )
  );
};

/** "src without the *.py files". */
const isWithout = (before: Term, term: Term): boolean =>
  /^without$/i.test(before.raw) && (term.kind === 'ext' || term.kind === 'glob' || term.tags.has('#kind'));

/** The sign between the members of one list: "excluding docs, tmp and src". */
export const enumerates = (term: Term | undefined): boolean =>
  term !== undefined && (term.raw === ',' || term.tags.has('p-and') || term.tags.has('p-or'));

export function markNegation(r: Reading, term: Term): void {
  for (let at = term.index - 1; at >= Math.max(0, term.index - 8); at -= 1) {
    const before = r.at(at)!;
    if (before.tags.has('except') || before.tags.has('not') || isWithout(before, term)) {
      r.mark(before);
      break;
    }
  }
  for (const next of [r.at(term.index + 1), r.at(term.index + 2)])
    if (next && r.analysis.language === 'zh' && (next.tags.has('except') || next.tags.has('exclude-mark')))
      r.mark(next);
}

export function takeNames(r: Reading, sel: Selection, options: SelectionOptions): void {
  const put = (term: Term, patterns: readonly string[]) => {
    if (isNegated(r, term)) {
      markNegation(r, term);
      sel.notNames.push(...patterns);
    } else sel.names.push(...patterns);
    r.mark(term);
  };
  const rests: string[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || options.skip?.(term)) continue;
    if (
      term.role === 'to' &&
      !term.tags.has('#bunch') &&
      !isAfter(r, term, 'starts-with|ends-with|name-contains')
    )
      continue;
    const mark = affixMark(r, term);
    if (
      mark &&
      (term.kind !== 'word' || term.tags.has('#literal') || term.tags.size === 0 || term.tags.has('#path'))
    ) {
      const text = escapeGlob(
        term.kind === 'ext'
          ? `.${term.text}`
          : term.kind === 'path' || term.tags.has('#literal') || term.kind === 'word'
            ? term.raw.replace(/^['"]|['"]$/g, '')
            : term.text,
      );
      const pattern = mark.tags.has('starts-with')
        ? `${text}*`
        : mark.tags.has('ends-with')
          ? `*${text}`
          : `*${text}*`;
      r.mark(mark);
      put(term, [pattern]);
      takeJoined(r, sel, term, mark);
      r.may('name-contains');
      continue;
    }
    if (
      term.kind === 'path' &&
      !term.entry &&
      !term.text.includes('/') &&
      (r.at(term.index + 1)?.tags.has('file') === true || r.has('everywhere')) &&
      (nameIndex(r.world).byName.get(term.text)?.length ?? 0) > 1
    ) {
      put(term, [escapeGlob(term.text)]);
      continue;
    }
    // "excluding error_log files": a name nobody knows right behind the word that leaves it out.
    if (
      term.kind === 'word' &&
      term.tags.size === 0 &&
      (r.at(term.index - 1)?.tags.has('except') === true ||
        (r.at(term.index - 1)?.tags.has('stop') === true &&
          r.at(term.index - 2)?.tags.has('except') === true)) &&
      /^[\w.-]{3,}$/.test(term.raw) &&
      (/[_.\d-]/.test(term.raw) || /^files?$/i.test(r.at(term.index + 1)?.raw ?? ''))
    ) {
      // "except those in node_modules": a folder, here or not.
      const word = [r.at(term.index - 1), r.at(term.index - 2)].find((other) => other?.tags.has('except'));
      if (word && /\b(?:in|under|inside|below)$/i.test(word.raw)) {
        r.mark(word, term);
        sel.without.push(term.raw);
      } else put(term, [escapeGlob(term.raw)]);
      continue;
    }
    if (term.kind === 'glob' && term.text.includes('/')) continue;
    if (term.kind === 'glob') put(term, [term.text]);
    else if (term.kind === 'ext')
      put(
        term,
        term.text.split(',').map((ending) => `*.${ending}`),
      );
    else if (
      term.tags.has('#kind') &&
      isGeneric(term) &&
      r.terms.some((other) => other.tags.has('#ext') || (other.tags.has('#kind') && !isGeneric(other)))
    ) {
      // "images except gifs", 除了 HEIC 的照片: where all endings are left out, the general word says of what.
      if (isHeadOfTheRest(r, term)) rests.push(...patternsOfKind(r, term, sel));
      r.mark(term);
    } else if (term.tags.has('#kind')) put(term, patternsOfKind(r, term, sel));
  }
  // "jpg but not JPG": the same left out as asked for.
  if (sel.notNames.some((name) => sel.names.includes(name))) sel.guess += 1;
  const left = new Set(
    sel.notNames.flatMap((name) => (/^\*\.jpe?g$/i.test(name) ? ['*.jpg', '*.jpeg'] : [name])),
  );
  sel.names.push(...rests.filter((name) => !left.has(name)));
  // "files with extension log", "ending in log": the ending without its dot.
  if (r.has('extension')) {
    const word =
      r.find('#literal', (term) => term.text.length <= 6) ??
      r.find(
        '#quoted',
        (term) => /^\.?[A-Za-z0-9]{1,6}$/.test(term.text) && !term.entry && near(r, term, 'extension', 3),
      ) ??
      r.terms.find(
        (term) =>
          r.free(term) && term.tags.size === 0 && term.text.length <= 5 && near(r, term, 'extension', 3),
      );
    if (word) {
      put(word, [`*.${escapeGlob((word.kind === 'quoted' ? word.text : word.raw).replace(/^\./, ''))}`]);
      r.may('extension', 'ends-with', 'p-named');
    } else if (sel.names.length + sel.notNames.length > 0) r.may('extension');
  }
  takeExactNames(r, sel, options);
  takeNameShapes(r, sel);
  if (sel.names.length + sel.notNames.length > 0)
    r.may('format', 'source-code', 'script-noun', 'image', 'ends-with');
  sel.names = joined(r, [...new Set(sel.names)]);
}

/** "with extension log whose names start with app": both must hold, so one pattern says both. */
function joined(r: Reading, names: readonly string[]): string[] {
  const prefixes = names.filter((name) => /^[^*?[]+\*$/.test(name));
  const endings = names.filter((name) => /^\*\.[^*?[]+$/.test(name));
  const apart = r.terms.some((term) => /^(?:or|either|或|或者)$/i.test(term.raw));
  return prefixes.length === 1 &&
    endings.length > 0 &&
    prefixes.length + endings.length === names.length &&
    !apart
    ? endings.map((ending) => prefixes[0] + ending.slice(1))
    : [...names];
}

/** "named X", "called X": the whole name, when X is nothing that stands here as a place. */
function takeExactNames(r: Reading, sel: Selection, options: SelectionOptions): void {
  for (const term of r.terms) {
    if (!r.free(term) || options.skip?.(term) || (term.role !== 'named' && !soughtFile(r, term))) continue;
    if (!['quoted', 'path', 'word', 'number'].includes(term.kind)) continue;
    if (term.kind === 'word' && term.tags.size > 0 && !term.tags.has('#literal') && !term.tags.has('#path'))
      continue;
    const text = term.kind === 'quoted' ? term.text : term.raw;
    if (text.includes('/')) continue;
    const pattern = /[*?]/.test(text)
      ? text
      : /^\.[A-Za-z]\w{0,4}$/.test(text)
        ? `*${text}`
        : escapeGlob(text);
    if (isNegated(r, term)) {
      markNegation(r, term);
      sel.notNames.push(pattern);
    } else sel.names.push(pattern);
    r.mark(term);
    r.all('p-named');
  }
}

function isAfter(r: Reading, term: Term, tags: string): boolean {
  const wanted = tags.split('|');
  return [1, 2, 3].some((back) => wanted.some((tag) => r.at(term.index - back)?.tags.has(tag)));
}

/** The "starting with", "ending in" or "with … in the name" that belongs to this term. */
function affixMark(r: Reading, term: Term): Term | undefined {
  const isMark = (other: Term | undefined) =>
    other !== undefined &&
    r.free(other) &&
    ['starts-with', 'ends-with', 'name-contains'].some((tag) => other.tags.has(tag))
      ? other
      : undefined;
  if (r.analysis.language === 'zh') {
    for (const next of [r.at(term.index + 1), r.at(term.index + 2)])
      if (next && /^(?:开头|为开头|打头|结尾|为结尾|结束|以开头|以结尾)$/.test(next.raw)) return isMark(next);
  }
  for (let at = term.index - 1; at >= Math.max(0, term.index - 4); at -= 1) {
    const before = r.at(at)!;
    const mark = isMark(before);
    if (mark)
      return r.has('line') && !r.has('file|name|folder') && !mark.tags.has('name-contains')
        ? undefined
        : mark;
    if (
      !['stop', 'text', 'word', 'character', 'name', 'number-noun', 'digit', '#literal'].some((tag) =>
        before.tags.has(tag),
      ) &&
      before.kind !== 'quoted'
    )
      break;
  }
  // "with X in the name", "that contain 'a' or 'b' in their names"
  for (let at = term.index + 1; at <= term.index + 5; at += 1) {
    const next = r.at(at);
    if (next?.tags.has('name-contains') && /\b(?:in|of)\b/.test(next.raw)) {
      r.may('contains');
      return isMark(next);
    }
    if (
      at > term.index + 1 &&
      !(
        next &&
        (next.kind === 'quoted' || enumerates(next) || next.tags.has('stop') || next.tags.has('#literal'))
      )
    )
      break;
  }
  return undefined;
}

/** The ending as the files here write it: "CR2" where no file ends in "cr2". */
function asWritten(ending: string, r: Reading): string {
  const upper = ending.toUpperCase();
  const has = (form: string) => r.world.entries.some((entry) => entry.path.endsWith(`.${form}`));
  return r.world.complete && !has(ending) && has(upper) ? upper : ending;
}

/**
 * `search for the file "process.txt"`, `find "a.md" in docs`: a quoted name right after "file" or the verb is the name of what is
 * sought, unless it is a file that a text is sought in.
 */
export const soughtFile = (r: Reading, term: Term): boolean =>
  term.kind === 'quoted' &&
  /^[\w.*?-]+\.[A-Za-z]\w{0,5}$/.test(term.text) &&
  [1, 2].some((back) => ['file', 'find'].some((tag) => r.at(term.index - back)?.tags.has(tag))) &&
  r.has('find') &&
  !r.has('contains|not-contains|text|word|line|grep|replace|count|frequency|in|delete|copy|move') &&
  !r.terms.some((other) => other !== term && other.entry?.type === 'file');
