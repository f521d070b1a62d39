import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { changing } from './changing.ts';
import { pathOf } from './targets.ts';

/** Cuts one file into several, by lines or by size. */
export const splits = (r: Reading): Proposal | undefined => {
  if (!r.has('split') || r.has('column|delimiter|word')) return undefined;
  const file = r.terms.find(
    (term) => r.free(term) && term.tags.has('#path') && term.role !== 'to' && term.entry?.type === 'file',
  );
  const amount = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'size' ||
        (term.kind === 'number' && [1, 2].some((on) => r.at(term.index + on)?.tags.has('line')))),
  );
  if (!file || !amount) return undefined;
  const mark = r.find('starts-with|p-named');
  const prefix =
    mark &&
    r.terms.find(
      (term) =>
        r.free(term) &&
        term.index > mark.index &&
        term !== file &&
        term !== amount &&
        term.kind !== 'punct' &&
        !term.tags.has('stop'),
    );
  const numeric = r.find('numerical|digit');
  r.mark(file, amount, mark, prefix, numeric);
  r.may(
    'split',
    'file',
    'line',
    'at-most',
    'per',
    'item',
    'p-to',
    'p-with',
    'bytes',
    'size',
    'ends-with',
    'create',
    'exactly',
    'number-noun',
  );
  const how = amount.kind === 'size' ? `-b ${amount.value}` : `-l ${amount.value}`;
  const name = prefix ? ` ${pathArg(prefix.kind === 'quoted' ? prefix.text : prefix.raw)}` : '';
  return changing(
    'split',
    'write',
    `split ${numeric ? '-d ' : ''}${how} ${pathArg(pathOf(file))}${name}`,
    r.say('cuts the file into pieces, keeping it', '把文件切成几块，保留原文件'),
    prefix ? 0 : 0.1,
    1,
  );
};

/** Sorts a file and keeps the result in it. */
export const sortsInPlace = (r: Reading): Proposal | undefined => {
  if (!r.has('sort') || !r.has('edit|in-place') || r.has('column|commits')) return undefined;
  const files = r.terms.filter(
    (term) => r.free(term) && term.tags.has('#path') && term.entry?.type === 'file',
  );
  if (files.length !== 1) return undefined;
  r.mark(files[0]);
  const flags = `${r.all('numerical').length > 0 ? 'n' : ''}${r.all('reverse').length > 0 ? 'r' : ''}${r.all('unique|dedupe').length > 0 ? 'u' : ''}${r.all('case-insensitive').length > 0 ? 'f' : ''}`;
  r.may(
    'sort',
    'edit',
    'change',
    'replace',
    'set',
    'it-ref',
    'line',
    'file',
    'alphabetical',
    'content',
    'write',
    'ascending',
  );
  const path = pathArg(pathOf(files[0]!));
  return changing(
    'edit',
    'write',
    `sort${flags ? ` -${flags}` : ''} -o ${path} ${path}`,
    r.say('sorts the file itself', '直接对文件排序'),
    0,
    1,
  );
};
