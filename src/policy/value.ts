import type { Arg } from './spec.ts';

/** A piece of a word after expansion. */
export type Piece =
  | { readonly t: 'lit'; readonly s: string }
  /** An active wildcard; `one`: the word is a single match of it (a quoted loop variable). */
  | { readonly t: 'glob'; readonly s: string; readonly one?: boolean }
  /** Not known before it runs; `q`: quoted, hence exactly one word. */
  | { readonly t: 'any'; readonly q: boolean }
  /** A blank at which an unquoted value splits. */
  | { readonly t: 'sep' };

export type Pieces = readonly Piece[];
/** One word of the result. */
export type Field = Pieces;

export const lit = (s: string): Piece => ({ t: 'lit', s });
export const any = (q: boolean): Piece => ({ t: 'any', q });

/** Splits at separators; what came from nothing but empty unquoted values is no word. */
export function fieldsOf(pieces: Pieces): readonly Field[] {
  const fields: Field[] = [];
  let current: Piece[] = [];
  for (const piece of pieces) {
    if (piece.t !== 'sep') current.push(piece);
    else if (current.length > 0) {
      fields.push(current);
      current = [];
    }
  }
  if (current.length > 0) fields.push(current);
  return fields;
}

/** A literal that went through an unquoted expansion: it splits at blanks and its wildcards are active. */
export function unquoted(text: string): Pieces {
  const pieces: Piece[] = [];
  for (const [token] of text.matchAll(/[ \t\n]+|[*?]|\[[^\]]*\]|[^ \t\n*?[]+|\[/g)) {
    if (/^[ \t\n]/.test(token)) pieces.push({ t: 'sep' });
    else if (token === '*' || token === '?' || /^\[.+\]$/s.test(token)) pieces.push({ t: 'glob', s: token });
    else pieces.push(lit(token));
  }
  return pieces;
}

const escapeGlob = (text: string) => text.replace(/[\\*?[\](){}|!@+]/g, '\\$&');

export function toArg(field: Field): Arg {
  let text = '';
  let exact = true;
  let glob = false;
  let unknown = false;
  let many = false;
  let pattern = '';
  for (const piece of field) {
    if (piece.t === 'lit') {
      if (exact) text += piece.s;
      pattern += escapeGlob(piece.s);
    } else if (piece.t === 'glob') {
      exact = false;
      glob = true;
      pattern += piece.s;
      if (!piece.one) many = true;
    } else {
      exact = false;
      unknown = true;
      if (piece.t === 'any' && !piece.q) many = true;
    }
  }
  return { text, exact, many, ...(glob && !unknown ? { glob: pattern } : {}) };
}

/** All ways to pick one of each, at most `cap`; undefined when there are more. */
export function product<T>(choices: readonly (readonly T[])[], cap: number): T[][] | undefined {
  let result: T[][] = [[]];
  for (const choice of choices) {
    if (result.length * choice.length > cap) return undefined;
    result =
      choice.length === 1
        ? result.map((head) => [...head, choice[0]!])
        : result.flatMap((head) => choice.map((item) => [...head, item]));
  }
  return result;
}
