import { nameIndex } from '../entities/names.ts';
import type { Selection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term, WorldEntry } from '../types.ts';
import { findCommand, globs, isPlainGlob, known } from './find.ts';

/** Path a term stands for. */
export const pathOf = (term: Term): string =>
  term.entry?.path ?? (term.kind === 'quoted' ? term.text : term.text);

/** "the old entries" where there are folders old and entries: the first may only tell which of the second. */
export const describes = (r: Reading, path: string): boolean =>
  r.terms.some((term) => {
    const next = r.at(term.index + 1);
    if (term.entry?.path !== path || term.kind !== 'word' || !next || next.kind === 'punct') return false;
    const noun = (nameIndex(r.world).byName.get(next.raw) ?? []).find(({ type }) => type === 'dir');
    return noun !== undefined && noun.path !== path && !path.startsWith(`${noun.path}/`);
  });

/** A word that can be the name of something new or old: quoted, a path, an unknown word, a number. */
export function isName(term: Term): boolean {
  if (term.kind === 'quoted' || term.kind === 'path') return true;
  if (term.tags.has('#path') || term.tags.has('#literal')) return true;
  return (
    term.kind === 'word' &&
    (term.tags.size === 0 ||
      [...term.tags].every((tag) => tag === '#bunch' || tag === '#kind' || tag === '#commit')) &&
    /^[\p{L}\p{N}._-]+$/u.test(term.raw)
  );
}

/** The term that says where to or what it shall be called: role to, as or named, last one first. */
export function takeDestination(
  r: Reading,
  roles: readonly string[] = ['to', 'as', 'named'],
): Term | undefined {
  for (const role of roles) {
    const found = r.terms.filter((term) => r.free(term) && term.role === role && isName(term)).at(-1);
    if (found) {
      r.mark(found);
      return found;
    }
  }
  return undefined;
}

export interface Targets {
  /** Arguments for a command that takes many paths; already quoted. */
  readonly args: string;
  /** The find command whose results are meant, when arguments cannot say it. */
  readonly find: string | undefined;
  readonly entries: readonly WorldEntry[];
  /** Exactly one file or folder, as named. */
  readonly single: string | undefined;
  readonly guess: number;
}

/** The entries a selection stands for, as arguments where the shell can expand them, as find otherwise. */
export function targetsOf(r: Reading, sel: Selection): Targets | undefined {
  const none: readonly WorldEntry[] = [];
  if (sel.files.length > 0 && sel.names.length === 0 && sel.tests.length === 0) {
    // "a.txt in docs", "episodes e1.txt": the folder says where the files lie, it is not meant too.
    const around = (root: string) =>
      sel.files.every((file) => file.startsWith(`${root.replace(/\/+$/, '')}/`)) &&
      !r.terms.some((term) => term.entry?.path === root && r.at(term.index + 1)?.tags.has('p-and'));
    const many = [...sel.files, ...sel.roots.filter((root) => !around(root))];
    const entries = many.map((path) => r.world.lookup(path)).filter((entry) => entry !== undefined);
    return {
      args: many.map(pathArg).join(' '),
      find: undefined,
      entries,
      single: many.length === 1 ? many[0]! : undefined,
      guess: 0,
    };
  }
  if (
    sel.names.length === 0 &&
    sel.tests.length === 0 &&
    sel.notNames.length === 0 &&
    sel.hidden === undefined
  )
    return undefined;
  const here = known(sel, r.world);
  if (isPlainGlob(sel) && sel.depth !== 'all' && (here.near > 0 || !here.sure)) {
    // Both readings of "in this folder" agree only when nothing lies deeper.
    const guess = here.below > 0 && sel.depth === undefined ? 0.25 : 0;
    return { args: globs(sel).join(' '), find: undefined, entries: none, single: undefined, guess };
  }
  if (here.sure && here.near + here.below === 0) return undefined;
  return { args: '', find: findCommand(sel), entries: none, single: undefined, guess: 0 };
}

/** Takes a word like "drafts" that means several files with one beginning; gives a glob in their one folder. */
export function takeBunch(r: Reading): { glob: string; entries: readonly WorldEntry[] } | undefined {
  const term = r.find('#bunch');
  if (!term?.group) return undefined;
  const folders = new Set(term.group.map((entry) => entry.path.slice(0, entry.path.lastIndexOf('/') + 1)));
  if (folders.size !== 1) return undefined;
  r.mark(term);
  if (term.group.length === 1) return { glob: pathArg(term.group[0]!.path), entries: term.group };
  const names = term.group.map((entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1));
  const ending = /\.[A-Za-z0-9]+$/.exec(names[0]!)?.[0] ?? '';
  let length = 0;
  while (names.every((name) => name[length] === names[0]![length] && length < name.length)) length += 1;
  const common = ending !== '' && names.every((name) => name.endsWith(ending)) ? ending : '';
  const prefix = names[0]!.slice(0, length).replace(/\d+$/, '');
  return { glob: `${pathArg([...folders][0]! + prefix)}*${common}`, entries: term.group };
}
