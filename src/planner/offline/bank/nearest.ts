import { analyse } from '../analyse.ts';
import type { Analysis } from '../types.ts';
import { EXAMPLES } from './examples.ts';

const SHOWN = 3;
const FAINT = new Set([
  'stop',
  'punct',
  'show',
  'show-light',
  'all',
  'ask',
  'find',
  'p-in',
  'p-of',
  'p-to',
  'p-from',
  'p-with',
  'p-and',
]);

/** Worked examples of our own that share most concepts with a request nobody understood; at most three. */
export function nearestExamples(analysis: Analysis): string[] {
  const wanted = conceptsOf(analysis);
  if (wanted.size === 0) return [];
  const scored = EXAMPLES.flatMap((example, order) => {
    const chinese = /\p{Script=Han}/u.test(example);
    if (chinese !== (analysis.language === 'zh')) return [];
    const concepts = conceptsOf(analyse(example, analysis.world));
    const shared = [...concepts].filter((tag) => wanted.has(tag)).length;
    return shared === 0 ? [] : [{ example, order, score: shared / Math.sqrt(concepts.size) }];
  });
  scored.sort((a, b) => b.score - a.score || a.order - b.order);
  return scored.slice(0, SHOWN).map(({ example }) => example);
}

function conceptsOf(analysis: Analysis): Set<string> {
  const tags = new Set<string>();
  for (const term of analysis.terms) for (const tag of term.tags) if (!FAINT.has(tag)) tags.add(tag);
  return tags;
}
