import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import { reading } from './common.ts';
import { findCommand } from './find.ts';
import type { Rule } from './modes.ts';
import { takeDestination } from './targets.ts';

/** Sizes of folders and files on disk. */
export const usage: Rule = (r) => {
  if (r.has('file') && !r.has('sum|disk-usage') && r.has('show|find')) return undefined;
  const mark =
    r.find('disk-usage') ??
    r.find('size', () => r.has('folder|subfolder|#dir|sum|here')) ??
    (r.has('sum') ? r.find('bytes|size') : undefined);
  if (
    !mark ||
    (r.has('largest|smallest|delete|count|more-than|less-than|sort|copy|process|memory') &&
      !r.has('per|sort|sum|all'))
  )
    return undefined;
  if (r.has('count|memory|free|mount')) return undefined;
  const sum = r.all('sum').length > 0;
  const bytes = r.all('bytes').length > 0;
  const human = r.all('human').length > 0;
  const up = r.has('ascending');
  const sorted = r.all('sort|largest|reverse|sorted-size').length > 0;
  const each = r.find('per|all|subfolder', (term) => /each|every|per|每|各|sub/.test(term.raw));
  r.mark(mark, ...r.all('disk-usage|size|mega|kilo'));
  const destination = takeDestination(r, []);
  if (destination) return undefined;
  const sel = takeSelection(r, { noContent: true });
  r.may(
    'show',
    'ask',
    'show-light',
    'file',
    'folder',
    'subfolder',
    'here',
    'p-of',
    'all',
    'per',
    'it-ref',
    'disk',
    'content',
    'ascending',
    'descending',
    'p-by',
    'used',
    'item',
    'calculate',
    'find',
    'head',
    'count',
    'only',
    'fills',
  );
  const why = r.say('adds up sizes on disk', '统计占用空间');
  if (bytes && sum && r.has('item') && sel.roots.length === 1)
    return reading(
      'disk',
      `${findCommand({ ...sel, type: 'f' })} -printf '%s\\n' | awk '{ s += $1 } END { print s + 0 }'`,
      why,
      sel.guess,
      1,
    );
  if (sel.names.length > 0 || sel.tests.length > 0) {
    return reading(
      'disk',
      `${findCommand({ ...sel, type: 'f' }, `-printf '%s\\n'`)} | awk '{ s += $1 } END { print s + 0 }'`,
      why,
      sel.guess + (bytes || sum ? 0 : 0.1),
    );
  }
  const places = [...sel.roots, ...sel.files].map(pathArg).join(' ');
  if (each || (sel.type === 'd' && !sum)) {
    const list = `du -h --max-depth=1 ${places || '.'}`;
    return reading('disk', sorted ? `${list} | sort -${up ? '' : 'r'}h` : list, why, sel.guess + 0.15);
  }
  if (sel.files.length === 1 && sel.roots.length === 0)
    return reading(
      'disk',
      human ? `du -h ${places}` : bytes ? `stat -c %s ${places}` : `du -h ${places}`,
      why,
      sel.guess + (bytes || human ? 0 : 0.15),
    );
  if (sum && r.terms.some((term) => term.tags.has('file')) && sel.roots.length <= 1)
    return reading(
      'disk',
      `${findCommand({ ...sel, type: 'f' }, `-printf '%s\\n'`)} | awk '{ s += $1 } END { print s + 0 }'`,
      why,
      sel.guess + 0.05,
    );
  if (bytes && sum)
    return reading(
      'disk',
      `${findCommand({ ...sel, type: 'f' }, `-printf '%s\\n'`)} | awk '{ s += $1 } END { print s + 0 }'`,
      why,
      sel.guess + 0.05,
    );
  return reading('disk', `du -s${bytes ? 'b' : 'h'} ${places || '.'}`, why, sel.guess);
};
