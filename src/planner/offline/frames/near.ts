import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';

export function near(r: Reading, term: Term, tags: string, distance: number): boolean {
  const wanted = tags.split('|');
  return r.terms.some(
    (other) =>
      other !== term &&
      Math.abs(other.index - term.index) <= distance &&
      wanted.some((tag) => other.tags.has(tag)),
  );
}
