import type { Reading } from '../reading.ts';

export interface Modes {
  readonly ignoreCase: boolean;
  readonly invert: boolean;
  readonly numbers: boolean;
  readonly count: boolean;
  readonly times: boolean;
  readonly word: boolean;
  readonly only: boolean;
  /** Lines alone, without the file they come from. */
  readonly bare: boolean;
  readonly context: string | undefined;
  readonly limit: number | undefined;
}

export function takeModes(r: Reading): Modes {
  // "search for occurrences of X": the places, not their number.
  if (
    /^\W*(?:search|look|find|show|list|display|print|locate|grep)\b/i.test(r.analysis.request) &&
    !r.has('count')
  )
    r.mark(...r.terms.filter((term) => /^occurr?ences?(?: of)?$/i.test(term.raw)));
  const bare = takeBare(r);
  const times =
    r.all('frequency').length > 0 || (r.has('count') && /occurrence|times|次/.test(r.analysis.request));
  const context = takeContext(r);
  // "where do we have X" asks for places.
  const places = /^\W*where (?:do|does|did|is|are|was|were|can)\b/i.test(r.analysis.request);
  const numbers = r.all('number-lines|position').length > 0 || places;
  const limit = r.find('head') && r.find('#num');
  if (limit) r.mark(limit, r.find('head'));
  return {
    ignoreCase: r.all('case-insensitive').length > 0,
    invert: (!bare && r.all('not-contains').length > 0) || takeInversion(r),
    numbers,
    count: r.all('count').length > 0 || times,
    times,
    word: r.all('whole-word').length > 0,
    only:
      r.find('only') !== undefined &&
      /only the match|just the match|matching part|只.*匹配部分/.test(r.analysis.request),
    bare,
    context,
    limit: limit?.value,
  };
}

/** "without file names": said of how it is shown, not of what is sought. */
function takeBare(r: Reading): boolean {
  const match =
    /\b(?:without|no|omit(?:ting)?|hid(?:e|ing)|suppress(?:ing)?|but not) (?:the |any |showing |printing )*file ?names?\b|不(?:要|显示|带)文件名/i.exec(
      r.analysis.request,
    );
  if (!match) return false;
  r.mark(
    ...r.terms.filter(
      (term) =>
        term.start < match.index + match[0].length && term.end > match.index && !term.tags.has('#quoted'),
    ),
  );
  return true;
}

function takeInversion(r: Reading): boolean {
  const not = r.find('not', (term) =>
    ['contains', 'starts-with', 'ends-with', 'say'].some((tag) =>
      [1, 2].some((on) => r.at(term.index + on)?.tags.has(tag)),
    ),
  );
  const except = r.find(
    'except',
    (term) =>
      (r.has('line') ||
        [1, 2].some((on) =>
          ['error', 'warning', 'info-level', '#quoted', '#literal'].some((tag) =>
            r.at(term.index + on)?.tags.has(tag),
          ),
        )) &&
      !r.terms.some(
        (other) => other.index > term.index && (other.tags.has('#ext') || other.tags.has('#dir')),
      ),
  );
  r.mark(not, except);
  return not !== undefined || except !== undefined;
}

/** "with 2 lines after", "3 lines of context". */
function takeContext(r: Reading): string | undefined {
  const context = r.find('context-lines');
  const side = r.terms.find(
    (term) =>
      r.free(term) &&
      /^(?:after|before|around|following|preceding|above|below|后|前|之后|之前|前后|后面|前面)$/.test(
        term.raw.toLowerCase(),
      ) &&
      [r.at(term.index - 1), r.at(term.index - 2), r.at(term.index + 1), r.at(term.index + 2)].some(
        (other) =>
          other?.tags.has('line') || other?.kind === 'number' || /^one line$/i.test(other?.raw ?? ''),
      ),
  );
  const mark =
    context ?? side ?? r.find('previous', (term) => r.at(term.index + 1)?.tags.has('line') === true);
  if (!mark) return undefined;
  const one = side ? r.find('short-form', (term) => /^one line$/i.test(term.raw)) : undefined;
  const number = r.find('#num');
  if (one) {
    r.mark(one, side);
    r.may('per');
    return `-${/after|following|below/.test(side!.raw) ? 'A' : 'B'} 1`;
  }
  if (!number && !context && r.has('head|tail')) return undefined;
  if (!number && !context) {
    const near =
      /\b(?:the|one|its) (?:(following|next)|(preceding|previous)) line\b|\bthe line (?:(?:right |just |directly )?(?:(after|below|following|under)|(before|above|preceding)))\b/i.exec(
        r.analysis.request,
      );
    if (!near) return undefined;
    r.mark(side);
    r.may('line', 'p-and', 'since', 'until', 'previous', 'it-ref');
    for (const term of r.terms) if (/^(?:following|next|preceding|right)$/i.test(term.raw)) r.mark(term);
    return `-${(near[1] ?? near[3]) ? 'A' : 'B'} 1`;
  }
  r.mark(mark, number);
  const letter =
    /after|following|below|后/.test(mark.raw) && !/前后/.test(mark.raw)
      ? 'A'
      : /before|preceding|above|^之?前面?$/.test(mark.raw)
        ? 'B'
        : 'C';
  r.mark(side);
  return `-${letter} ${number?.value ?? 2}`;
}
