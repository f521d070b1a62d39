import { commonWords } from '../lexicon/common-words.ts';
import { englishWords } from '../lexicon/english-words.ts';
import { kindWords } from '../lexicon/filetypes.ts';
import { wholeEnglishLexicon } from '../lexicon/load.ts';
import { lemmas } from './lemma.ts';
import { nearest } from './typos.ts';

let known: Set<string> | undefined;
let candidates: Map<number, string[]> | undefined;
let ranks: Map<string, number> | undefined;
const remembered = new Map<string, string | undefined>();

/** Only words that are no English word themselves may be misspellings. */
export function correctable(word: string): boolean {
  known ??= new Set(englishWords().split(/\s+/));
  return word.length >= 4 && /^[a-z-]+$/.test(word) && !lemmas(word).some((form) => known!.has(form));
}

/** The word of our lexicon that was most likely meant. */
export function correction(word: string): string | undefined {
  if (remembered.has(word)) return remembered.get(word);
  if (!candidates) {
    const words = new Set<string>();
    const { words: single, phrases } = wholeEnglishLexicon();
    for (const form of single.keys()) if (/^[a-z-]{3,}$/.test(form)) words.add(form);
    for (const list of phrases.values())
      for (const phrase of list)
        for (const part of phrase.words) if (/^[a-z-]{4,}$/.test(part)) words.add(part);
    for (const form of [...words]) {
      if (form.length > 3 && !form.endsWith('s')) words.add(`${form}s`);
      if (/e$/.test(form)) words.add(`${form}d`);
    }
    ranks = new Map(
      commonWords()
        .trim()
        .split(/\s+/)
        .map((form, i) => [form, i]),
    );
    for (const form of ranks.keys()) if (form.length > 3) words.add(form);
    for (const form of kindWords()) if (/^[a-z]{6,}$/.test(form)) words.add(form);
    candidates = new Map();
    for (const form of words) {
      const list = candidates.get(form.length);
      if (list) list.push(form);
      else candidates.set(form.length, [form]);
    }
  }
  const found = nearest(word, candidates, (form) => ranks?.get(form));
  if (remembered.size > 2000) remembered.clear();
  remembered.set(word, found);
  return found;
}
