import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';

/** A bare name of a program, user, service or host: unknown to the lexicon or quoted. */
export function bareName(r: Reading, test: (term: Term) => boolean = () => true): Term | undefined {
  const found = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'quoted' ||
        (term.kind === 'word' &&
          (term.tags.size === 0 ||
            term.tags.has('#literal') ||
            term.tags.has('#bunch') ||
            term.tags.has('#kind') ||
            term.tags.has('#path')))) &&
      /^[A-Za-z0-9][\w.@+-]*$/.test(term.text) &&
      test(term),
  );
  r.mark(found);
  return found;
}

/** The word before or after "process" although the lexicon knows it: "sleep process". */
export function besides(r: Reading, tags: string): Term | undefined {
  const wanted = tags.split('|');
  for (const noun of r.terms.filter((term) => wanted.some((tag) => term.tags.has(tag)))) {
    for (const other of [r.at(noun.index - 1), r.at(noun.index + 1)]) {
      if (!other || !r.free(other) || other.kind !== 'word' || !/^[a-z][\w.-]+$/i.test(other.raw)) continue;
      if (
        [
          'stop',
          'all',
          'running',
          'kill',
          'p-in',
          'p-of',
          'p-by',
          'p-with',
          'show',
          'count',
          'memory',
          'cpu',
          'ask',
          'find',
          'p-named',
          'most-frequent',
          'used',
          'own',
          'user',
          'where',
          'now',
          'head',
          'largest',
          'max',
          'pid',
          'force',
        ].some((tag) => other.tags.has(tag))
      )
        continue;
      r.mark(other);
      return other;
    }
  }
  return undefined;
}
