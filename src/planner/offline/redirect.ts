import { analyse } from './analyse.ts';
import { pathArg } from './quote.ts';
import { restOf } from './rest-of.ts';
import type { Analysis, Explained, Term } from './types.ts';

const GREETING = 0.05;

/** "… and save it to X": the rest of the request is planned, its output goes to the file. */
export function redirected(
  analysis: Analysis,
  explain: (inner: Analysis) => readonly Explained[],
): Explained[] {
  const ofOutput = analysis.terms.some((term) => term.tags.has('result') || term.tags.has('it-ref'));
  const verb = analysis.terms.find(
    (term) => term.tags.has('write') || (ofOutput && (term.tags.has('append') || term.tags.has('put'))),
  );
  const target = analysis.terms
    .filter((term) => ['to', 'in', 'as'].includes(term.role) && isNewFile(term))
    .at(-1);
  if (!verb || !target || target.text.startsWith('/dev/')) return [];
  const removed = new Set<Term>([verb, target]);
  let at = target.index - 1;
  while (
    at >= 0 &&
    ['p-to', 'p-in', 'p-as', 'p-named', 'stop', 'file', 'new'].some((tag) =>
      analysis.terms[at]!.tags.has(tag),
    ) &&
    !analysis.terms[at]!.tags.has('#path')
  ) {
    removed.add(analysis.terms[at]!);
    at -= 1;
  }
  const after = analysis.terms[target.index + 1];
  if (after?.tags.has('file') && analysis.language === 'zh') removed.add(after);
  for (const term of analysis.terms)
    if ((term.tags.has('result') || term.tags.has('it-ref')) && Math.abs(term.index - verb.index) <= 2)
      removed.add(term);
  for (const near of [
    analysis.terms[verb.index - 1],
    analysis.terms[verb.index - 2],
    analysis.terms[verb.index + 1],
  ])
    if (
      near &&
      (near.tags.has('p-and') ||
        near.tags.has('and-then') ||
        near.raw === ',' ||
        near.raw === '，' ||
        near.tags.has('obj'))
    )
      removed.add(near);
  const text = restOf(analysis, removed);
  if (text === '' || text === analysis.request) return [];
  const path = target.kind === 'quoted' ? target.text : (target.entry?.path ?? target.raw);
  const sign = verb.tags.has('append') ? '>>' : '>';
  const there = analysis.world.lookup(path);
  if (there?.type === 'dir') return [];
  return explain(analyse(text, analysis.world))
    .filter(
      (inner) =>
        inner.risk === 'read' &&
        inner.steps.length === 1 &&
        inner.family !== 'calc' &&
        !inner.steps[0]!.interactive &&
        // The shell empties the target before anything reads it.
        !(there && inner.steps[0]!.command.split(/[\s<>|();]+/).includes(pathArg(path))),
    )
    .slice(0, 2)
    .map((inner) => ({
      ...inner,
      family: 'redirect',
      risk: there && sign === '>' ? 'destroy' : 'write',
      steps: [{ ...inner.steps[0]!, command: `${inner.steps[0]!.command} ${sign} ${pathArg(path)}` }],
      cost: inner.cost + GREETING,
      rank: (inner.rank ?? 0) + 1,
    }));
}

const isNewFile = (term: Term): boolean =>
  (term.tags.has('#path') && term.entry?.type !== 'dir') ||
  (term.kind === 'quoted' && /\.\w+$/.test(term.text)) ||
  (term.kind === 'word' && term.role === 'to' && term.tags.size === 0 && /^[a-z][\w-]*\d$/i.test(term.raw));
