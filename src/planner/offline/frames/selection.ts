import { nameIndex } from '../entities/names.ts';
import { escapeGlob } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { takeTime } from './ages.ts';
import { takeOwner, takePermission, takeSize } from './filters.ts';
import { isNegated, markNegation, takeNames } from './selected-names.ts';

/** Which files or folders are meant: the part of a request that find answers. */
export interface Selection {
  type: 'f' | 'd' | 'l' | undefined;
  /** Files and folders alike were asked for. */
  anyType: boolean;
  /** Patterns of names, any of them. */
  names: string[];
  notNames: string[];
  ignoreCase: boolean;
  /** Folders to look in; empty means here. */
  roots: string[];
  /** Single files named beside or instead of folders. */
  files: string[];
  depth: 'all' | 'one' | undefined;
  maxDepth: number | undefined;
  /** Tests of find, ready to use: "-size +50k". */
  tests: string[];
  /** Options of find that come first: "-daystart". */
  early: string[];
  /** Folders left out. */
  without: string[];
  hidden: 'only' | 'with' | 'without' | undefined;
  content: string | undefined;
  /** No file holds what is meant, or the way it was found is uncertain. */
  guess: number;
}

export interface SelectionOptions {
  /** "containing X" speaks of something else here. */
  readonly noContent?: boolean;
  /** Path terms with these roles are not where to look. */
  readonly skip?: (term: Term) => boolean;
}

/** Takes every term that narrows down files; what is left is for the action. */
export function takeSelection(r: Reading, options: SelectionOptions = {}): Selection {
  const sel: Selection = {
    type: undefined,
    anyType: false,
    names: [],
    notNames: [],
    ignoreCase: r.all('case-insensitive').length > 0,
    roots: [],
    files: [],
    depth: undefined,
    maxDepth: undefined,
    tests: [],
    early: [],
    without: [],
    hidden: undefined,
    content: undefined,
    guess: 0,
  };
  takeNames(r, sel, options);
  takeSize(r, sel);
  takeTime(r, sel);
  takeOwner(r, sel);
  takePermission(r, sel);
  takeDepth(r, sel);
  takePlacedGlobs(r, sel);
  takeRoots(r, sel, options);
  takeTypes(r, sel);
  if (!options.noContent) takeContent(r, sel);
  if (sel.type === undefined && !sel.anyType && sel.tests.length > 0 && !r.has('item|link')) sel.type = 'f';
  return sel;
}

function takeDepth(r: Reading, sel: Selection): void {
  if (r.all('not-recursive').length > 0) sel.depth = 'one';
  else if (r.all('recursive').length > 0) sel.depth = 'all';
  else if (
    r.terms.some(
      (term) =>
        /^(?:under|below|beneath|underneath|(?:under|in|at) and (?:below|under)|below and under)$/i.test(
          term.raw,
        ) &&
        [1, 2, 3].some((on) => ['here', '#dir', 'home'].some((tag) => r.at(term.index + on)?.tags.has(tag))),
    )
  )
    sel.depth = 'all';
  const level = r.find('level');
  if (level) {
    const number = r.terms.find(
      (term) => r.free(term) && term.kind === 'number' && Math.abs(term.index - level.index) <= 3,
    );
    if (number?.value !== undefined) {
      r.mark(level, number, ...r.all('level'));
      r.may('at-most', 'less-than', 'within');
      r.mark(r.find('exactly', (term) => Math.abs(term.index - number.index) <= 2));
      sel.maxDepth = number.value;
    }
  }
}

/** "scans/*.log older than a week": the shell's own pattern cannot hold a test, so the folder and the pattern go apart. */
function takePlacedGlobs(r: Reading, sel: Selection): void {
  if (sel.names.length > 0) return;
  const placed = r.terms.filter((term) => r.free(term) && term.kind === 'glob' && term.text.includes('/'));
  const match = /^(.+)\/([^/]+)$/.exec(placed[0]?.text ?? '');
  if (placed.length !== 1 || !match || /[*?[]/.test(match[1]!)) return;
  if (r.world.lookup(match[1]!)?.type !== 'dir') return;
  r.mark(placed[0]);
  sel.roots.push(match[1]!);
  sel.names.push(match[2]!);
  sel.depth = 'one';
}

function takeRoots(r: Reading, sel: Selection, options: SelectionOptions): void {
  for (const term of r.terms) {
    if (!r.free(term) || options.skip?.(term) || !term.tags.has('#path')) continue;
    if (
      (term.role === 'to' &&
        !(r.at(term.index - 1)?.tags.has('p-in') && !r.has('copy|move|write|extract|compress|link|put'))) ||
      term.role === 'as' ||
      term.role === 'than' ||
      term.role === 'named'
    )
      continue;
    const isDir = term.tags.has('#dir') || term.entry?.type === 'dir';
    const path = term.entry?.path ?? term.text;
    // "but the jpegs in photos": a place for what is left out, not left out itself.
    const holds =
      r.at(term.index - 1)?.tags.has('p-in') === true &&
      ['#kind', '#ext', '#glob'].some((tag) => r.at(term.index - 2)?.tags.has(tag)) &&
      isNegated(r, r.at(term.index - 2)!);
    if (holds && isDir) sel.guess += 0.5;
    else if (isNegated(r, term) && isDir) {
      markNegation(r, term);
      r.mark(term);
      sel.without.push(path.replace(/\/+$/, ''));
      continue;
    }
    if (term.role === 'except') continue;
    if (!term.entry && isBelow(r, term)) {
      r.mark(term);
      sel.names.push(escapeGlob(term.text));
      continue;
    }
    if (isDir || (!term.entry && /^[/~]/.test(term.text) && !/\.[a-z0-9]{1,5}$/i.test(term.text))) {
      r.mark(term);
      if (!sel.roots.includes(path)) sel.roots.push(path);
    } else if (term.entry) {
      r.mark(term);
      if (!sel.files.includes(path)) sel.files.push(path);
    }
  }
  if (r.all('home').length > 0 && sel.roots.length === 0) sel.roots.push('~');
  if (r.all('everywhere').length > 0 && sel.roots.length === 0) sel.roots.push('/');
  if (sel.roots.length === 0) r.may('here');
  else if (r.find('here')) r.may('here');
}

/** "all Thumbs.db files": a bare name that several folders below hold. */
const isBelow = (r: Reading, term: Term): boolean =>
  !term.text.includes('/') && (nameIndex(r.world).byName.get(term.text)?.length ?? 0) > 1;

function takeTypes(r: Reading, sel: Selection): void {
  const links = r.find('link', () => !r.has('create|hardlink'));
  if (links) {
    r.mark(links);
    if (r.all('broken').length > 0) sel.tests.push('-xtype l');
    else sel.type = 'l';
    r.may('file');
    return;
  }
  const folders = r.terms.filter(
    (term) => r.free(term) && (term.tags.has('folder') || term.tags.has('subfolder')),
  );
  const labels = folders.filter((term) => isLabel(r, term));
  r.mark(...labels);
  const objects = folders.filter((term) => !labels.includes(term) && !isPlaceUnnamed(r, term, sel));
  const hiddenTerm = r.find('hidden');
  const slashed = r.terms.some((term) =>
    /^(?:files?|director(?:y|ies)|folders?)\/(?:files?|director(?:y|ies)|folders?)$/i.test(term.raw),
  );
  const files = r.all('file');
  if (objects.length > 0 && files.length === 0) {
    sel.type = 'd';
    r.mark(...objects);
  } else if (objects.length > 0) {
    // "files and folders", or "files in all folders"
    const first = objects[0]!;
    if (r.at(first.index - 1)?.tags.has('p-and') || r.at(first.index + 1)?.tags.has('p-and')) {
      sel.type = undefined;
      sel.anyType = true;
    } else if (
      first.tags.has('p-in') ||
      r.at(first.index - 1)?.tags.has('p-in') ||
      r.at(first.index - 2)?.tags.has('p-in')
    ) {
      sel.type = 'f';
      if (first.tags.has('subfolder')) sel.depth = 'all';
    } else if (
      files[0]!.index < first.index &&
      r.at(first.index - 1)?.tags.has('all') === false &&
      /\b(?:of (?:its|it.s)|its|it['’]s|their) (?:sub-?)?(?:director|folder)/i.test(r.analysis.request)
    ) {
      // "files … in all of its subdirectories": where, and not what.
      sel.type = 'f';
      sel.depth = 'all';
    } else sel.type = 'd';
    r.mark(...objects);
  } else if (slashed) sel.anyType = true;
  else if (files.length > 0 || sel.names.length > 0) sel.type = 'f';
  if (hiddenTerm) {
    r.all('hidden');
    const word = hiddenTerm;
    sel.hidden =
      isNegated(r, word) || /^(?:non-?hidden|not hidden|visible)$/i.test(word.raw)
        ? 'without'
        : /includ|包括|too|also/.test(word.raw) ||
            /\bhidden(?: files| ones| entries)?,? (?:too|also|as well|included)\b/i.test(
              r.analysis.request,
            ) ||
            (r.has('all') && /includ/.test(r.analysis.request))
          ? 'with'
          : 'only';
    if (sel.hidden === 'without') markNegation(r, word);
  }
}

/** "files in a given directory": a place nobody named is no kind of what is looked for; the word stays unexplained. */
function isPlaceUnnamed(r: Reading, term: Term, sel: Selection): boolean {
  if (!/^(?:directory|folder)$/i.test(term.raw) || sel.names.length === 0) return false;
  return (
    [2, 3].some((back) => r.at(term.index - back)?.tags.has('p-in')) &&
    /^(?:specified|given|certain|particular|another|different)$/i.test(r.at(term.index - 1)?.raw ?? '')
  );
}

/** "the folder posts", "posts folder", "in this directory": a label of a place that is named otherwise. */
function isLabel(r: Reading, term: Term): boolean {
  // "how many directories does web have": what is counted.
  if (/(?:s|ies)$/i.test(term.raw) && [1, 2].some((back) => r.at(term.index - back)?.tags.has('count')))
    return false;
  for (const other of [r.at(term.index - 1), r.at(term.index + 1), r.at(term.index + 2)]) {
    if (!other) continue;
    if (
      other.tags.has('#path') &&
      (other.tags.has('#dir') || other.entry?.type === 'dir' || !other.entry) &&
      other.role !== 'named'
    )
      return true;
    if (other.index === term.index + 1 && !other.tags.has('p-named') && !other.tags.has('stop')) break;
  }
  return term.tags.has('p-in');
}

function takeContent(r: Reading, sel: Selection): void {
  const mark = r.find('contains');
  if (!mark) return;
  const value = r.terms.find(
    (term) =>
      r.free(term) &&
      term.index > mark.index &&
      term.index <= mark.index + 4 &&
      (term.kind === 'quoted' ||
        term.tags.has('#literal') ||
        term.tags.size === 0 ||
        term.tags.has('#email') ||
        term.tags.has('#ip') ||
        term.tags.has('#url') ||
        term.tags.has('#num')),
  );
  if (!value) return;
  r.mark(mark, value);
  r.may('text', 'word');
  sel.content = value.kind === 'word' ? value.raw : value.text;
}
