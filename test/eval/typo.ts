/** A small generator of repeatable random numbers in [0, 1). */
function random(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The request with one plain English word of five letters or more misspelt: a letter lost, doubled or swapped. */
export function withTypo(request: string, seed: number): string {
  const next = random(seed);
  const words = [...request.matchAll(/(?<![\w./"'$-])[a-z]{5,}(?![\w./"'-])/g)];
  if (words.length === 0) return request;
  const word = words[Math.floor(next() * words.length)]!;
  const at = 1 + Math.floor(next() * (word[0].length - 2));
  const letters = [...word[0]];
  const kind = next();
  if (kind < 0.34) letters.splice(at, 1);
  else if (kind < 0.67) letters.splice(at, 0, letters[at]!);
  else [letters[at], letters[at + 1]] = [letters[at + 1]!, letters[at]!];
  return request.slice(0, word.index) + letters.join('') + request.slice(word.index + word[0].length);
}
