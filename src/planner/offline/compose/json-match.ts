import { comparison } from '../frames/filters.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { inEnglish, type Json, jqPath, names, type Place, parse } from './json-places.ts';

/** The array whose elements are spoken of: steps up to and with "[]". */
export function arrayOf(document: Json, place: Place | undefined): string[] | undefined {
  if (place) {
    const at = place.steps.lastIndexOf('[]');
    return at < 0 ? undefined : place.steps.slice(0, at + 1);
  }
  return Array.isArray(document) ? ['[]'] : undefined;
}

/** Keys named by the request; of keys with one name the one whose parents are named too wins. */
export function matchPlaces(r: Reading, places: readonly Place[]): { place: Place; terms: Term[] }[] {
  const free = r.terms.filter(
    (term) =>
      r.free(term) &&
      term.kind !== 'punct' &&
      term.kind !== 'number' &&
      !(term.tags.has('stop') && term.raw.length < 3),
  );
  const scored = places.flatMap((place) => {
    const own = free.filter((term) => names(term, place.key) || initial(term, place, places));
    if (own.length === 0) return [];
    const parents = place.steps.slice(0, -1).filter((step) => step !== '[]');
    const parentTerms = free.filter(
      (term) => !own.includes(term) && parents.some((parent) => names(term, parent)),
    );
    return [
      {
        place,
        terms: [...own, ...parentTerms],
        score: own.length + parentTerms.length - 0.1 * place.steps.length,
        order: own[0]!.index,
      },
    ];
  });
  scored.sort((a, b) => b.score - a.score);
  const chosen: typeof scored = [];
  for (const candidate of scored) {
    if (chosen.some((other) => candidate.terms.some((term) => other.terms.includes(term)))) continue;
    chosen.push(candidate);
  }
  return chosen.sort((a, b) => a.order - b.order);
}

/** Keys of one letter are named by a word that begins with it: "names" for "n". */
function initial(term: Term, place: Place, places: readonly Place[]): boolean {
  const word = inEnglish(term.raw).toLowerCase();
  if (place.key.length !== 1 || word.length < 3 || !/^[a-z]+$/.test(word)) return false;
  if (!term.tags.has('name') && term.tags.size > 0) return false;
  return (
    word.startsWith(place.key.toLowerCase()) &&
    !places.some((other) => other.key.length > 1 && names(term, other.key))
  );
}

export function takeCondition(
  r: Reading,
  places: readonly Place[],
): { place: Place; test: string } | undefined {
  const inArray = places.filter((place) => place.steps.includes('[]'));
  const within = (place: Place) => jqPath(place.steps.slice(place.steps.lastIndexOf('[]') + 1));
  const number = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'number' || term.kind === 'size') &&
      comparison(r, term).word !== undefined,
  );
  if (number) {
    const { sign, word } = comparison(r, number);
    const before = r.terms.filter((term) => r.free(term) && term.index < number.index).reverse();
    for (const term of [...before, ...r.terms.slice(number.index + 1)]) {
      const place = inArray.find(
        (candidate) =>
          typeof candidate.value === 'number' && (names(term, candidate.key) || term.raw === candidate.key),
      );
      if (!place) continue;
      r.mark(number, word, term);
      r.may('than', 'where');
      return { place, test: `${within(place)} ${sign === '=' ? '==' : sign} ${number.value}` };
    }
    const numeric = inArray.filter((place) => typeof place.value === 'number');
    if (numeric.length === 1) {
      r.mark(number, word);
      return {
        place: numeric[0]!,
        test: `${within(numeric[0]!)} ${sign === '=' ? '==' : sign} ${number.value}`,
      };
    }
  }
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || (term.tags.has('stop') && term.raw.length < 4)) continue;
    const text = term.kind === 'quoted' ? term.text : term.raw;
    const flag = inArray.find((place) => typeof place.value === 'boolean' && names(term, place.key));
    if (flag && r.has('where|ask|find|count|not|p-of|show')) {
      const negative = [1, 2].map((back) => r.at(term.index - back)).find((other) => other?.tags.has('not'));
      const said = [1, 2, 3]
        .map((on) => r.at(term.index + on))
        .find((other) => /^(?:true|false|yes|no)$/i.test(other?.raw ?? ''));
      r.mark(term, negative, said);
      const wanted = said ? /true|yes/i.test(said.raw) : negative === undefined;
      return { place: flag, test: `${within(flag)} == ${wanted}` };
    }
    const holder = inArray.find(
      (place) =>
        typeof place.value === 'string' &&
        allValues(r, place).some((value) => value.toLowerCase() === text.toLowerCase()),
    );
    if (holder) {
      const keyTerm = r.terms.find(
        (other) =>
          r.free(other) &&
          other !== term &&
          names(other, holder.key) &&
          Math.abs(other.index - term.index) <= 3,
      );
      const negative = [1, 2]
        .map((back) => r.at(term.index - back))
        .find((other) => other?.tags.has('not') || other?.tags.has('except'));
      r.mark(term, keyTerm, negative);
      const value = allValues(r, holder).find((candidate) => candidate.toLowerCase() === text.toLowerCase())!;
      return { place: holder, test: `${within(holder)} ${negative ? '!=' : '=='} ${JSON.stringify(value)}` };
    }
  }
  return undefined;
}

/** Values of one key over all elements, as far as the first file read shows them. */
function allValues(r: Reading, place: Place): string[] {
  const file = r.terms.find((term) => /\.json$/i.test(term.text));
  const document = parse(file ? r.world.peek(file.entry?.path ?? file.text) : r.world.stdinSample);
  const found: string[] = [];
  const walk = (value: Json, at: number) => {
    if (found.length > 500) return;
    const step = place.steps[at];
    if (step === undefined) {
      if (typeof value === 'string') found.push(value);
    } else if (step === '[]') {
      if (Array.isArray(value)) for (const item of value) walk(item, at + 1);
    } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const member = value[step];
      if (member !== undefined) walk(member, at + 1);
    }
  };
  if (document !== undefined) walk(document, 0);
  return found;
}
