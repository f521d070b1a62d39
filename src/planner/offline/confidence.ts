import { WEIGHTS } from './gate.ts';
import type { Analysis, Explained } from './types.ts';

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

/** Told of an age, a size, rights or an owner, "files" may mean folders too, unless it says regular ones. */
const NARROWED =
  /^find\b.* -type f\b.* -(?:[amc]time|[amc]min|size|empty|perm|user|group|newer\w*|links|readable|writable|executable) ?/;
/** Folders have no endings. */
const ENDING = /-i?name '\*\./;
/** Long orders about files in the manner of collections of how-to answers. */
const HOW_TO =
  /^(?:recursively )?(?:find|search|display|print|locate|list|show|get|count|delete|remove|change|save|sort|create|make|copy|move|replace)s?\b.*\b(?:files?|director(?:y|ies)|folders?|file ?system)\b/i;
const LONG = 5 / 12;

/** What a reading looked like, each part between 0 and about 1. */
export function featuresOf(best: Explained, rivals: readonly Explained[], analysis: Analysis): number[] {
  const command = (explained: Explained) => explained.steps.map((step) => step.command).join('\n');
  const other = rivals.find((rival) => command(rival) !== command(best));
  const gap = other === undefined ? 1 : Math.min(1, Math.max(0, other.cost - best.cost));
  const content = analysis.terms.filter((term) => term.kind !== 'punct' && !term.tags.has('stop'));
  const unknown = content.filter((term) => term.kind === 'word' && term.tags.size === 0).length;
  const howTo = content.length / 12 >= LONG && HOW_TO.test(analysis.request);
  return [
    1,
    best.cost,
    gap,
    unknown / Math.max(1, content.length),
    best.risk === 'read' ? 0 : 1,
    Math.min(1, content.length / 12),
    /^(?:csv|json|log|users|text)/.test(best.family) ? 1 : 0,
    /^(?:grep|find|list|count)/.test(best.family) ? 1 : 0,
    howTo &&
    NARROWED.test(command(best)) &&
    !ENDING.test(command(best)) &&
    !/\b(?:regular|normal)\b/i.test(analysis.request)
      ? 1
      : 0,
    howTo ? 1 : 0,
  ];
}

/** Share of answers that looked like this one and were right, on wordings nobody had read; trained by test/eval/train-gate.ts. */
export function confidenceOf(best: Explained, rivals: readonly Explained[], analysis: Analysis): number {
  const z = featuresOf(best, rivals, analysis).reduce((sum, value, i) => sum + value * WEIGHTS[i]!, 0);
  return Math.round(Math.min(0.97, Math.max(0.05, 1 / (1 + Math.exp(-z)))) * 100) / 100;
}
