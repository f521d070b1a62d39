import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const GREEDY = 'show|show-light|find|ask|exist|all|screen|it-ref|result|content|item|text|only';

export const reading = (family: string, command: string, why: string, guess = 0, rank = 0): Proposal => ({
  family,
  steps: [{ command, why }],
  risk: 'read',
  guess,
  rank,
});

export const CHANGES =
  'delete|copy|move|rename|compress|extract|append|insert|replace|kill|create|write|set|backup|convert';

export const integer = (term: Term) =>
  term.kind === 'number' && Number.isInteger(term.value) && term.value! >= 0;
