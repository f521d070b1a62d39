import type { Analysis, Term } from './types.ts';

/** The request as it reads without some of its terms. */
export function restOf(analysis: Analysis, removed: ReadonlySet<Term>): string {
  let text = '';
  let end = -1;
  for (const term of analysis.terms) {
    if (removed.has(term)) continue;
    text += (end >= 0 && term.start > end ? ' ' : '') + analysis.request.slice(term.start, term.end);
    end = term.end;
  }
  return text.trim();
}
