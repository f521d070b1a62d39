import { nameIndex } from '../entities/names.ts';
import { isThing } from '../entities/nouns-here.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';

export interface Pattern {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly regex: boolean;
  readonly anchor: '' | '^' | '$';
  /** The wording leaves upper and lower case open: "errors". */
  readonly soft: boolean;
}

const SOFT: Readonly<Record<string, string>> = {
  error: 'error',
  warning: 'warn',
  'info-level': 'info',
  failed: 'failed',
};

/** What is searched for: quoted, after "containing", or a word like "errors". */
export function takePatterns(r: Reading): Pattern[] {
  const patterns: Pattern[] = [];
  const quoted = r.terms.filter(
    (term) =>
      r.free(term) &&
      (term.kind === 'quoted' || term.tags.has('#literal')) &&
      !(term.entry && term.role === 'in') &&
      term.role !== 'to',
  );
  for (const term of quoted) {
    if (patterns.length > 0 && !joinedTo(r, patterns.at(-1)!.terms.at(-1)!, term)) continue;
    patterns.push(patternOf(r, term, phraseFrom(r, term)));
  }
  if (patterns.length > 0) return patterns;
  const after = r.terms.find(
    (term) =>
      (term.tags.has('not-contains') || r.free(term)) &&
      ['contains', 'not-contains', 'grep', 'starts-with', 'ends-with'].some((tag) => term.tags.has(tag)),
  );
  if (after) {
    for (let at = after.index + 1; at <= after.index + 3; at += 1) {
      const term = r.at(at);
      if (
        term &&
        r.free(term) &&
        ['number', 'ip', 'email', 'url', 'date', 'variable', 'path', 'clock'].includes(term.kind) &&
        !term.entry &&
        term.role !== 'in'
      )
        return [patternOf(r, term, undefined)];
      if (term && r.free(term) && term.kind === 'word' && term.tags.size === 0)
        return [patternOf(r, term, phraseFrom(r, term))];
    }
  }
  // "how many console.log calls in src": what looks like a name but is none here is the text meant.
  const called = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'path' &&
      !term.entry &&
      !term.text.includes('/') &&
      term.role !== 'to' &&
      r.world.complete &&
      r.has('count|find|grep|show') &&
      r.terms.some((other) => other !== term && other.entry !== undefined),
  );
  if (called) {
    const call = r.find('run', (term) => term.index === called.index + 1);
    return [
      { text: called.raw, terms: call ? [called, call] : [called], regex: false, anchor: '', soft: false },
    ];
  }
  const soft = Object.keys(SOFT)
    .map((tag) => r.find(tag))
    .find((term) => term !== undefined);
  if (soft) {
    const tag = Object.keys(SOFT).find((name) => soft.tags.has(name))!;
    const upper = /^[A-Z]{3,}$/.test(soft.raw);
    return [
      {
        text: upper ? soft.raw : SOFT[tag]!,
        terms: [soft, ...r.terms.filter((term) => term !== soft && r.free(term) && term.tags.has(tag))],
        regex: false,
        anchor: '',
        soft: !upper,
      },
    ];
  }
  // "console.log": the shape of a name, but nothing here is called so.
  const dotted = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'path' &&
      !term.entry &&
      !/[/~]/.test(term.text) &&
      term.role !== 'to' &&
      r.world.complete &&
      !nameIndex(r.world).byName.has(term.text) &&
      r.terms.some((other) => other.entry !== undefined && other !== term),
  );
  if (dotted && r.has('contains|not-contains|count|frequency|find|grep|line|ask'))
    return [patternOf(r, dotted, undefined)];
  const capital = r.terms.find(
    (term) =>
      r.free(term) &&
      /^[A-Z][A-Z_]{2,}$/.test(term.raw) &&
      !term.entry &&
      !term.tags.has('#path') &&
      !term.tags.has('#kind'),
  );
  if (capital) return [patternOf(r, capital, undefined)];
  const mark = r.terms.find((term) =>
    ['find', 'grep', 'show', 'ask', 'count', 'frequency', 'number-lines', 'position'].some((tag) =>
      term.tags.has(tag),
    ),
  );
  const unknown = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      term.tags.size === 0 &&
      !term.entry &&
      mark !== undefined &&
      term.index > mark.index &&
      (!isThing(term.raw) || r.at(term.index - 1)?.tags.has('find') === true),
  );
  if (unknown) {
    const asked = [1, 2].some((back) => r.at(unknown.index - back)?.tags.has('frequency'));
    return [{ ...patternOf(r, unknown, undefined), soft: !asked }];
  }
  return [];
}

const joinedTo = (r: Reading, a: Term, b: Term): boolean => {
  const between = r.terms.slice(a.index + 1, b.index);
  return between.every(
    (term) =>
      ['p-and', 'p-or', 'stop', 'contains', 'text', 'word', 'not'].some((tag) => term.tags.has(tag)) ||
      term.raw === ',' ||
      term.raw === '、',
  );
};

/** "draft: true" unquoted: the rest of the clause belongs to the text searched for. */
function phraseFrom(r: Reading, term: Term): readonly Term[] | undefined {
  if (term.kind !== 'word') return undefined;
  const more: Term[] = [];
  let at = term.index + 1;
  while (r.at(at) && (r.at(at)!.raw === ':' || r.at(at)!.raw === '=') && r.at(at + 1)) {
    more.push(r.at(at)!, r.at(at + 1)!);
    at += 2;
  }
  while (more.length === 0 && r.free(r.at(at)) && r.at(at)!.kind === 'word' && r.at(at)!.tags.size === 0) {
    // "grep JAM events": what the lines are, not what stands in them, where it stands in none.
    if (/^(?:events?|entries|records?|occurrences?|mentions?|hits)$/i.test(r.at(at)!.raw)) {
      r.mark(r.at(at));
      break;
    }
    more.push(r.at(at)!);
    at += 1;
  }
  return more.length > 0 ? more : undefined;
}

function patternOf(r: Reading, term: Term, more: readonly Term[] | undefined): Pattern {
  const terms = [term, ...(more ?? [])];
  const end = terms.at(-1)!.end;
  const text =
    term.kind === 'quoted' ? term.text : more ? r.analysis.request.slice(term.start, end) : term.raw;
  const before = [1, 2, 3, 4]
    .map((back) => r.at(term.index - back))
    .find((other) => other && ['starts-with', 'ends-with'].some((tag) => other.tags.has(tag)));
  const after =
    r.analysis.language === 'zh'
      ? [1, 2]
          .map((on) => r.at(term.index + on))
          .find((other) => other && ['starts-with', 'ends-with'].some((tag) => other.tags.has(tag)))
      : undefined;
  const mark = before ?? after;
  const anchor = mark?.tags.has('starts-with') ? '^' : mark?.tags.has('ends-with') ? '$' : '';
  return { text, terms: mark ? [...terms, mark] : terms, regex: r.has('regex'), anchor, soft: false };
}
