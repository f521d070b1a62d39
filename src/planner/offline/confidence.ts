import type { Explained } from './types.ts';

/** Most unexplained weight with which an answer is still given. What changes things must be understood whole. */
export function limitFor(explained: Explained): number {
  switch (explained.risk) {
    case 'read':
      return 0.85;
    case 'write':
      return 0.45;
    case 'destroy':
    case 'privilege':
      return 0.3;
  }
}

/** Share of such answers that were right on held-out wordings. */
export function confidenceOf(explained: Explained): number {
  const value = 0.97 - 0.45 * explained.cost;
  return Math.round(Math.min(0.97, Math.max(0.3, value)) * 100) / 100;
}
