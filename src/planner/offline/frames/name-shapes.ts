import { escapeGlob } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { enumerates, isNegated } from './selected-names.ts';
import type { Selection } from './selection.ts';

/** "do not end in 1 and 2", "contain 'a' or 'b' in their names": one word for all of the list. */
export function takeJoined(r: Reading, sel: Selection, first: Term, mark: Term): void {
  const negated = isNegated(r, first);
  let last = first;
  for (;;) {
    const joiner = r.at(last.index + 1);
    const next = r.at(last.index + 2);
    if (!joiner || !next || !r.free(next) || !enumerates(joiner)) return;
    if (
      next.kind !== first.kind ||
      (next.kind === 'word' && !next.tags.has('#literal') && next.tags.size > 0)
    )
      return;
    const text = escapeGlob(next.kind === 'quoted' ? next.text : next.raw);
    const pattern = mark.tags.has('starts-with')
      ? `${text}*`
      : mark.tags.has('ends-with')
        ? `*${text}`
        : `*${text}*`;
    (negated ? sel.notNames : sel.names).push(pattern);
    r.mark(next);
    last = next;
  }
}

/** "with spaces in their names", "whose names are longer than 8 characters". */
export function takeNameShapes(r: Reading, sel: Selection): void {
  const inName = r.find('name-contains|name|p-named');
  const space =
    inName &&
    r.find(
      'space-char',
      () => r.has('name-contains') || /names? (?:with|contain|ha(?:s|ve))/.test(r.analysis.request),
    );
  if (space) {
    r.mark(space, inName);
    r.may('name-contains', 'name', 'contains');
    sel.names.push('* *');
    return;
  }
  const digit =
    inName && r.find('digit|number-noun', (term) => /digit|number/.test(term.raw) && !r.has('line|count'));
  if (digit) {
    r.mark(digit, inName);
    r.may('name-contains', 'name', 'contains');
    sel.names.push('*[0-9]*');
    return;
  }
  const characters = inName && r.find('character');
  const number =
    characters &&
    r.terms.find(
      (term) =>
        r.free(term) &&
        term.kind === 'number' &&
        term.index < characters.index &&
        characters.index - term.index <= 2,
    );
  const longer = number && r.find('more-than|at-least', (term) => term.index < number.index);
  if (!number || !longer || !(number.value! > 0 && number.value! < 100)) return;
  r.mark(inName, characters, number, longer);
  r.may('name', 'than', 'length', 'longest');
  sel.names.push(`${'?'.repeat(number.value! + (longer.tags.has('more-than') ? 1 : 0))}*`);
}
