import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';

export const read = (family: string, command: string, why: string, guess = 0, rank = 0): Proposal => ({
  family,
  steps: [{ command, why }],
  risk: 'read',
  guess,
  rank,
});

/** How many of the first to show: "the five largest"; undefined when all are meant. */
export function takeLimit(r: Reading): number | undefined {
  const number = r.find(
    '#num',
    (term) =>
      !term.tags.has('nth') && term.value! >= 1 && term.value! <= 10000 && Number.isInteger(term.value),
  );
  if (!number) return undefined;
  r.mark(number);
  return number.value;
}

export function emptySelection() {
  return {
    type: undefined as 'f' | 'd' | 'l' | undefined,
    anyType: false,
    names: [] as string[],
    notNames: [] as string[],
    ignoreCase: false,
    roots: [] as string[],
    files: [] as string[],
    depth: undefined as 'all' | 'one' | undefined,
    maxDepth: undefined as number | undefined,
    tests: [] as string[],
    early: [] as string[],
    without: [] as string[],
    hidden: undefined as 'only' | 'with' | 'without' | undefined,
    content: undefined as string | undefined,
    guess: 0,
  };
}

export const quoteArg = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
