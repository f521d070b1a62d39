import type { Term } from '../../types.ts';

/** The request as one line of words, in which every name, number and date is a mark: "find ‹g1› files larger than ‹s5›". */
export interface Wording {
  readonly text: string;
  /** The term that stands at this place of the text. */
  at(place: number): Term | undefined;
  /** Terms that lie wholly in this stretch. */
  within(start: number, end: number): readonly Term[];
}

const LETTERS: Readonly<Record<string, string>> = {
  quoted: 'q',
  path: 'p',
  glob: 'g',
  ext: 'e',
  number: 'n',
  size: 's',
  duration: 'd',
  date: 't',
  clock: 'c',
  mode: 'm',
  variable: 'v',
  range: 'r',
};

export function wordingOf(terms: readonly Term[]): Wording {
  const spans: { readonly start: number; readonly end: number; readonly term: Term }[] = [];
  let text = '';
  for (const term of terms) {
    if (text !== '') text += ' ';
    const start = text.length;
    text += written(term);
    spans.push({ start, end: text.length, term });
  }
  return {
    text,
    at: (place) => spans.find(({ start, end }) => start <= place && place < end)?.term,
    within: (from, to) =>
      spans.filter(({ start, end }) => from <= start && end <= to).map(({ term }) => term),
  };
}

function written(term: Term): string {
  // Quotes around a word of permissions make no name of it.
  if (term.kind === 'quoted' && /^(?:others?|group|owner)$/.test(term.text)) return term.text;
  const letter = LETTERS[term.kind];
  if (letter !== undefined)
    return `‹${term.kind === 'number' && term.tags.has('nth') ? 'o' : letter}${term.index}›`;
  return (term.typo ? term.text : term.raw).toLowerCase();
}
