import type { Reading } from '../reading.ts';
import type { Proposal, Risk } from '../types.ts';

export const COURTESY = 'new|all|it-ref|file|folder|item|here|script-noun';

export const changing = (
  family: string,
  risk: Risk,
  command: string | readonly string[],
  why: string,
  guess = 0,
  rank = 0,
): Proposal => ({
  family,
  steps: [command].flat().map((text) => ({ command: text, why })),
  risk,
  guess,
  rank,
});

export const exists = (r: Reading, path: string) => r.world.lookup(path) !== undefined;

/** A path outside the folder that we cannot see into may still exist; a relative one that is missing does not. */
export const mayExist = (r: Reading, path: string) => exists(r, path) || /^[/~]/.test(path);
