import { bunch, entryNamed, nameLike } from './entities/names.ts';
import { monthOf, numberOf, ordinalOf, sizeUnit, timeUnit } from './entities/numbers.ts';
import { endingsOf } from './lexicon/filetypes.ts';
import { englishLexicon, type Lexicon, otherLexicon } from './lexicon/load.ts';
import type { Atom } from './text/atoms.ts';
import { lemmas } from './text/lemma.ts';
import { correctable, correction } from './text/vocabulary.ts';
import type { World, WorldEntry } from './types.ts';

/** A term while it is being made. */
export interface Draft {
  atom: Atom;
  tags: Set<string>;
  entry?: WorldEntry;
  group?: readonly WorldEntry[];
  typo: boolean;
}

/** English, unless more words are known in another language than in English. */
export function lexiconFor(atoms: readonly Atom[]): readonly Lexicon[] {
  const english = englishLexicon();
  const plain = atoms.filter((atom) => !atom.shape && !atom.chinese);
  const strange = plain.filter((atom) => !lemmas(atom.lower).some((form) => english.words.has(form)));
  if (strange.length < 2) return [english];
  const other = otherLexicon();
  const known = plain.length - strange.length;
  const foreign = strange.filter(
    (atom) => other.words.has(atom.lower) || other.phrases.has(atom.lower),
  ).length;
  return foreign >= 2 && foreign >= known ? [other, english] : [english];
}

export function readWords(atoms: readonly Atom[], lexicons: readonly Lexicon[]): Draft[] {
  const drafts: Draft[] = [];
  for (let i = 0; i < atoms.length; ) {
    const phrase = phraseAt(atoms, i, lexicons);
    if (phrase && !overtaken(atoms, i, phrase, lexicons)) {
      const parts = atoms.slice(i, i + phrase.length);
      const { shape: _shape, ...first } = parts[0]!;
      const raw = parts.map((part) => (part.typo ? part.lower : part.raw)).join(' ');
      drafts.push({
        atom: { ...first, raw, text: raw, lower: raw.toLowerCase(), end: parts.at(-1)!.end },
        tags: new Set(phrase.tags),
        typo: phrase.typo,
      });
      i += phrase.length;
      continue;
    }
    drafts.push(readWord(atoms[i]!, lexicons));
    i += 1;
  }
  return drafts;
}

/** "the most recent error": a phrase that begins with an article gives way to a longer one right behind the article. */
function overtaken(
  atoms: readonly Atom[],
  i: number,
  phrase: { readonly length: number },
  lexicons: readonly Lexicon[],
): boolean {
  if (!/^(?:the|a|an)$/.test(atoms[i]!.lower)) return false;
  const next = atoms[i + 1] && phraseAt(atoms, i + 1, lexicons);
  return next !== undefined && next.length + 1 > phrase.length;
}

function phraseAt(
  atoms: readonly Atom[],
  i: number,
  lexicons: readonly Lexicon[],
): { length: number; tags: ReadonlySet<string>; typo: boolean } | undefined {
  const first = atoms[i]!;
  if (first.chinese || first.shape?.kind === 'quoted' || first.shape?.kind === 'path') return undefined;
  for (const lexicon of lexicons) {
    for (const form of lemmas(first.lower)) {
      for (const phrase of lexicon.phrases.get(form) ?? []) {
        const matches = phrase.words.every((word, k) => {
          const atom = atoms[i + k];
          if (!atom || atom.chinese || atom.shape?.kind === 'quoted') return false;
          return atom.lower === word || (k === 0 && form === word) || (k > 0 && atom.lower === `${word}s`);
        });
        if (matches)
          return {
            length: phrase.words.length,
            tags: phrase.tags,
            typo: atoms.slice(i, i + phrase.words.length).some((atom) => atom.typo),
          };
      }
    }
  }
  return undefined;
}

function readWord(atom: Atom, lexicons: readonly Lexicon[]): Draft {
  const shape = atom.shape;
  if (shape)
    return { atom, tags: new Set(shape.tags), typo: false, ...(shape.entry ? { entry: shape.entry } : {}) };
  if (atom.tags && atom.tags.size > 0) return { atom, tags: new Set(atom.tags), typo: false };
  for (const form of lemmas(atom.lower)) {
    // The name of a command has no plural: "cats" are no cat.
    if (form !== atom.lower && COMMAND.test(form)) continue;
    const tags = new Set<string>();
    for (const lexicon of lexicons) for (const tag of lexicon.words.get(form) ?? []) tags.add(tag);
    if (tags.size > 0) return { atom, tags, typo: atom.typo === true };
  }
  if (CONTRARY.test(atom.lower)) return { atom, tags: new Set(['not']), typo: false };
  return { atom, tags: new Set(), typo: atom.typo === true };
}

const COMMAND = /^(?:cat|ls|nl|wc|less)$/;

/** "hasn't", "shouldn’t", "havent": every contracted verb of English with its "not". */
const CONTRARY =
  /^(?:is|are|was|were|has|have|had|do|does|did|ca|could|wo|would|should|must|need|might)n['’]?t$/;

/** A word that is nothing else becomes the word of the lexicon it resembles. */
export function correctTypo(atom: Atom, lexicons: readonly Lexicon[], world: World, request: string): Atom {
  if (atom.shape || atom.chinese || /[A-Z]{2}/.test(atom.raw)) return atom;
  const known = lemmas(atom.lower).some((form) =>
    lexicons.some((lexicon) => lexicon.words.has(form) || lexicon.phrases.has(form)),
  );
  if (known) return atom;
  if ([numberOf, ordinalOf, timeUnit, sizeUnit, monthOf].some((read) => read(atom.lower) !== undefined))
    return atom;
  // A word that stands in a path of the request too is a name.
  if (request.indexOf(atom.lower) !== request.lastIndexOf(atom.lower)) return atom;
  if (!correctable(atom.lower) || CONTRARY.test(atom.lower)) return atom;
  if (endingsOf(atom.lower) || entryNamed(atom.text, world) || bunch(atom.lower, world).length > 0)
    return atom;
  // What is looked for in files is meant as it stands.
  const sought =
    /\b(?:mention\w*|contain\w*|includ\w*|sa(?:y|ys|id|ying)|words?|text|string|phrase|about|grep|search(?: for)?|look(?:ing)? for|(?:start|begin|end)\w* (?:in|with))(?: the| a| an)? ["'“]?$/.test(
      request.slice(0, Math.max(0, request.indexOf(atom.lower))),
    );
  const makes =
    sought ||
    /\b(?:creat|mak|mkdir|new\b|renam|called|named|append|add|writ|touch|branch|tag|copy|duplicate|link)/.test(
      request,
    );
  const name = makes ? undefined : nameLike(atom.lower, world);
  if (name !== undefined) return { ...atom, text: name, raw: name, lower: name.toLowerCase(), typo: true };
  const word = correction(atom.lower);
  return word === undefined ? atom : { ...atom, lower: word, typo: true };
}
