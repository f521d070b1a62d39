import type { Analysis } from '../types.ts';

/** Worked examples of our own that are nearest to a request nobody understood; at most three. */
export function nearestExamples(_analysis: Analysis): string[] {
  return [];
}
