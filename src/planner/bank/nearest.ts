import type { Example } from '../prompt.ts';
import { PAIRS } from './pairs.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words in lower case, cut to their stem's length so that "files" and "file" meet; Chinese by its own words. */
function terms(text: string): readonly string[] {
  return [...segmenter.segment(text.toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => (/^[a-z]{5,}$/.test(segment) ? segment.replace(/(?:ing|ed|es|s)$/, '') : segment));
}

let index:
  | { readonly pairs: readonly (readonly string[])[]; readonly rarity: ReadonlyMap<string, number> }
  | undefined;

function bank() {
  if (index) return index;
  const pairs = PAIRS.map(({ request }) => terms(request));
  const seen = new Map<string, number>();
  for (const words of pairs) for (const word of new Set(words)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const rarity = new Map([...seen].map(([word, count]) => [word, Math.log(1 + pairs.length / count)]));
  index = { pairs, rarity };
  return index;
}

/** The worked examples that share the most telling words with a request, best first; those that share none are left out. */
export function nearest(request: string, limit: number): readonly Example[] {
  const { pairs, rarity } = bank();
  const asked = new Set(terms(request));
  const scored = pairs.map((words, at) => {
    const shared = [...new Set(words)].filter((word) => asked.has(word));
    const weight = shared.reduce((sum, word) => sum + rarity.get(word)!, 0);
    return { at, score: weight / Math.sqrt(words.length) };
  });
  return scored
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, limit)
    .map(({ at }) => PAIRS[at]!);
}

/** Below this only a common word is shared, such as "file". */
const LEAST = 1;
