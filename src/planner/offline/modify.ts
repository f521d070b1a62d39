import { analyse } from './analyse.ts';
import { restOf } from './rest-of.ts';
import type { Analysis, Explained, Term } from './types.ts';

const COST = 0.1;
/** Commands that print one line for each thing found. */
const LINES =
  /^(?:find|grep|zgrep|awk|sed|cut|jq|comm|sort|cat|zcat|ls(?! -\w*l)|git (?:log|branch|tag|ls-files|diff --name-only|status -s)|getent|dpkg-query|tar -tf|unzip -Z1|pgrep|tr|tail -n \+2)\b/;
const NOT_LINES =
  /\bwc -|END \{|\bhead -n|\btail -n \d|\bgrep -\w*[cq]|\blength$|\| (?:add|max|min|length)\b|-exec (?:sed|cp|mv|rm)/;
const COUNTED = /\buniq -c\b/;

interface Change {
  readonly removed: readonly Term[];
  readonly tail: string;
  readonly counts?: boolean;
}

/**
 * How many, the first five, without duplicates, in alphabetical order: what may be asked of any list. The request without those
 * words is planned, and what it prints goes through one filter more.
 */
export function modified(
  analysis: Analysis,
  explain: (inner: Analysis) => readonly Explained[],
): Explained[] {
  const change = limitOf(analysis) ?? countOf(analysis) ?? orderOf(analysis);
  if (!change) return [];
  const text = restOf(analysis, new Set(change.removed));
  if (text === '' || text.length < 4) return [];
  return explain(analyse(text, analysis.world))
    .filter(
      (inner) =>
        inner.risk === 'read' &&
        inner.steps.length === 1 &&
        !inner.steps[0]!.interactive &&
        LINES.test(inner.steps[0]!.command) &&
        !NOT_LINES.test(inner.steps[0]!.command) &&
        // A JSON value printed over several lines is one thing.
        !(/^jq\b/.test(inner.steps[0]!.command) && !/\[\]/.test(inner.steps[0]!.command)) &&
        !(change.counts && COUNTED.test(inner.steps[0]!.command)),
    )
    .slice(0, 2)
    .map((inner) => ({
      ...inner,
      steps: [{ ...inner.steps[0]!, command: `${inner.steps[0]!.command} | ${change.tail}` }],
      cost: inner.cost + COST,
    }));
}

const is = (term: Term | undefined, ...tags: readonly string[]): boolean =>
  term !== undefined && tags.some((tag) => term.tags.has(tag));

/** "the first five", "last", "top 3", with the words that only lead up to them. */
function limitOf(analysis: Analysis): Change | undefined {
  const { terms } = analysis;
  const end = terms.find(
    (term) =>
      /^(?:the )?(?:very )?(?:first|last|top|final|latest|newest|most recent|最后|最近|前|最新的?|首)$/i.test(
        term.raw,
      ) && is(term, 'head', 'tail', 'newest', 'within'),
  );
  if (!end) return undefined;
  // "the first request of each client" is one of each, not one of all.
  if (/\b(?:of|per|for|by|in) (?:each|every)\b|\bper\b/i.test(analysis.request)) return undefined;
  // "coldest first" is an order.
  if (/^first$/i.test(end.raw) && /(?:est|most|best|worst)$/i.test(terms[end.index - 1]?.raw ?? ''))
    return undefined;
  const next = terms[end.index + 1];
  if (is(next, '#dur', 'line', 'column', 'character', 'word', 'modify-time', 'commits')) return undefined;
  const number =
    next?.kind === 'number' && !next.tags.has('nth') && Number.isInteger(next.value) ? next : undefined;
  const after = number ? terms[number.index + 1] : next;
  if (number && is(after, 'column', 'character', 'word', 'bytes')) return undefined;
  const newest = is(end, 'newest') && !/^(?:first|last|top)/.test(end.raw);
  // The newest of a log is at its end; of anything else nobody knows where.
  if (newest && !terms.some((term) => /\.log\b|\/log\//.test(term.text))) return undefined;
  const removed = [end, number, ...terms.slice(Math.max(0, end.index - 1), end.index)].filter(
    (term): term is Term => term !== undefined && (term === end || term === number || term.tags.has('stop')),
  );
  if (after && /^(?:ones?|of)$/.test(after.raw)) removed.push(after);
  const from = newest || (is(end, 'tail') && !is(end, 'head')) || /last|最后|最近/.test(end.raw);
  return { removed, tail: `${from ? 'tail' : 'head'} -n ${number?.value ?? 1}` };
}

function countOf(analysis: Analysis): Change | undefined {
  const counts = analysis.terms.filter((term) => is(term, 'count'));
  const count = counts[0];
  if (!count || counts.length > 1 || analysis.terms.some((term) => is(term, 'per', 'frequency', 'sum')))
    return undefined;
  return { removed: [count], tail: 'wc -l', counts: true };
}

function orderOf(analysis: Analysis): Change | undefined {
  const sorts = analysis.terms.filter((term) =>
    is(term, 'sort', 'alphabetical', 'unique', 'reverse', 'numerical'),
  );
  if (sorts.length === 0 || sorts.some((term) => is(term, 'sorted-size', 'sorted-time', 'delete')))
    return undefined;
  const has = (tag: string) => sorts.some((term) => is(term, tag));
  if (has('reverse') && !has('sort') && !has('alphabetical')) return undefined;
  const flags = `${has('numerical') ? 'n' : ''}${has('reverse') ? 'r' : ''}${has('unique') ? 'u' : ''}`;
  const near = sorts.flatMap((term) => [analysis.terms[term.index - 1]]).filter((term) => is(term, 'p-and'));
  return {
    removed: [...sorts, ...near.filter((term): term is Term => term !== undefined)],
    tail: `sort${flags ? ` -${flags}` : ''}`,
  };
}
