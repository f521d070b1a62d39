/** A probe that has not ended by now is killed; what it printed until then counts. */
export const LONGEST_MS = 10_000;
