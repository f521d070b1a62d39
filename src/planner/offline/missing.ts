import { endingsOf } from './lexicon/filetypes.ts';
import { lemmas } from './text/lemma.ts';
import type { Analysis, Term } from './types.ts';

export interface Missing {
  /** Names in the request of what is not there. */
  readonly names: readonly string[];
  /** Endings of a kind of files that is to be worked on, of which there is none. */
  readonly endings: readonly string[];
}

/** What is made by the action lies where these words point; two things that are compared are both there before. */
const RESULT: ReadonlySet<Term['role']> = new Set(['to', 'as', 'named']);
const TAKES_FILES = ['compress', 'archive', 'delete', 'move', 'copy', 'rename', 'convert'];

/** What a request speaks of that is not here. What it wants made is no such thing. */
export function missingIn({ terms, world }: Analysis): Missing {
  const has = (...tags: readonly string[]) => terms.some((term) => tags.some((tag) => term.tags.has(tag)));
  const makes = !has('compare');
  const names = terms
    .filter(({ kind, entry, text }) => kind === 'path' && !entry && !world.lookup(text))
    .filter(({ role }) => !(makes && RESULT.has(role)))
    .map(({ text }) => text);
  if (names.length > 0 || !world.complete || !has(...TAKES_FILES)) return { names, endings: [] };
  const wanted = terms.find(
    (term) => (term.tags.has('#kind') || term.tags.has('log')) && endingsMeant(term).length > 0,
  );
  const endings = wanted ? endingsMeant(wanted) : [];
  const there = world.entries.some(({ path }) =>
    endings.some((ending) => path.toLowerCase().endsWith(`.${ending}`)),
  );
  return { names, endings: there ? [] : endings };
}

/** "log files", "logs", "日志文件": the word for files says nothing of the kind. */
function endingsMeant({ text }: Term): readonly string[] {
  const word = text.toLowerCase().replace(/ files?$|文件$/, '');
  return [word, ...lemmas(word)].map(endingsOf).find((found) => found !== undefined) ?? [];
}
