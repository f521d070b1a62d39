import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import { overFiles, type Source, withSource } from './source.ts';

export const literalText = (term: Term): string =>
  term.kind === 'quoted' || term.kind === 'url' ? term.text : term.raw;

export const isValue = (r: Reading, term: Term): boolean =>
  r.free(term) &&
  term.kind !== 'punct' &&
  term.kind !== 'glob' &&
  !(term.entry && term.kind !== 'quoted' && term.role === 'in') &&
  (term.kind !== 'word' ||
    term.tags.size === 0 ||
    term.tags.has('#literal') ||
    term.tags.has('#bunch') ||
    term.tags.has('#path'));

export const onScreen = (r: Reading): boolean =>
  /on (?:the )?screen|to (?:the )?(?:screen|terminal|stdout)|\bprint(?:ed|ing|s)?\b|\bdisplay|\bshow|\boutput\b|without changing|without modifying|leave the file|显示|输出|打印|不修改/.test(
    r.analysis.request,
  ) && !/in[- ]?place/.test(r.analysis.request);

export function lineScope(r: Reading): string | undefined {
  const line = r.terms.find(
    (term) => r.free(term) && term.tags.has('line') && r.at(term.index + 1)?.kind === 'number',
  );
  if (!line) return undefined;
  const number = r.at(line.index + 1)!;
  r.mark(line, number);
  return String(number.value);
}

/** sed on the screen, or in place over the files. */
export function sedOver(
  _r: Reading,
  script: string,
  source: Source,
  screen: boolean,
  why: string,
  backup: string,
): Proposal | undefined {
  if (source.args === '' || screen) {
    if (source.recursive) return undefined;
    return reading('edit', withSource(`sed ${script}`, source), why, source.guess);
  }
  return changing('edit', 'write', overFiles(`sed -i${backup} ${script}`, source), why, source.guess);
}
