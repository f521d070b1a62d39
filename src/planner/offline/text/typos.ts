/** Damerau–Levenshtein distance (neighbours may swap), given up above `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, before[j - 2]! + 1);
      row.push(value);
      best = Math.min(best, value);
    }
    if (best > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** Errors allowed in a word of this length: short words are more often other words than misspelt ones. */
export function allowance(word: string): number {
  return word.length < 4 ? 0 : word.length < 10 ? 1 : 2;
}

/**
 * The nearest word within the allowance. Of several equally near the one with the lowest rank wins; undefined when there is
 * none, or several and no rank tells them apart.
 */
export function nearest(
  word: string,
  candidates: ReadonlyMap<number, readonly string[]>,
  rank: (candidate: string) => number | undefined,
): string | undefined {
  const limit = allowance(word);
  if (limit === 0) return undefined;
  let found: { word: string; far: number; rank: number }[] = [];
  for (let length = word.length - limit; length <= word.length + limit; length += 1)
    for (const candidate of candidates.get(length) ?? []) {
      const best = found[0]?.far ?? limit;
      const far = distance(word, candidate, best);
      if (far > best) continue;
      // Of four letters a name is as likely as a misspelling: only a swap counts, or a letter doubled.
      if (word.length === 4 && !swapped(word, candidate)) continue;
      if (far < best) found = [];
      const first = candidate[0] === word[0] ? 0 : 500;
      // A letter lost, doubled or swapped is a slip of the fingers; another letter is more often another word.
      const other = candidate.length === word.length && letters(word) !== letters(candidate) ? 2500 : 0;
      found.push({ word: candidate, far, rank: (rank(candidate) ?? 2000) + first + other });
    }
  found.sort((a, b) => a.rank - b.rank);
  const [first, second] = found;
  return first && (!second || first.rank < second.rank) ? first.word : undefined;
}

const letters = (word: string): string => [...word].sort().join('');
const single = (word: string): string => word.replace(/(.)\1/, '$1');
const swapped = (word: string, candidate: string): boolean =>
  letters(word) === letters(candidate) || single(word) === candidate || word.length < candidate.length;
