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
  return word.length < 4 ? 0 : word.length < 9 ? 1 : 2;
}

/** The one nearest word within the allowance; undefined when there is none or two are equally near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let limit = allowance(word);
  if (limit === 0) return undefined;
  let best: string | undefined;
  let tied = false;
  for (const candidate of candidates) {
    if (candidate.length < 3) continue;
    const found = distance(word, candidate, limit);
    if (found > limit) continue;
    if (best !== undefined && found === limit && distance(word, best, limit) === found) {
      // Between equals prefer the one with the same first letter, as people rarely miss that.
      const bestFirst = best[0] === word[0];
      const thisFirst = candidate[0] === word[0];
      if (bestFirst === thisFirst) {
        if (candidate.length === word.length && best.length !== word.length) best = candidate;
        else if (!(best.length === word.length && candidate.length !== word.length)) tied = true;
        continue;
      }
      if (bestFirst) continue;
    }
    best = candidate;
    limit = found;
    tied = false;
  }
  return tied ? undefined : best;
}
