import { comparison } from '../frames/filters.ts';
import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { findCommand, known, rootsOf } from './find.ts';
import { quoteArg, read, takeLimit } from './list-common.ts';
import { GREEDY, listFiles, why } from './listing.ts';

export type Rule = (r: Reading) => Proposal | undefined;

/** How many files, folders, entries. */
export const countFiles: Rule = (r) => {
  if (!r.has('count')) return undefined;
  if (
    r.has('line|word|character|commits|process|user|core|bytes|package|column|branch|blank-line') &&
    !r.has('file|#kind|#ext|folder')
  )
    return undefined;
  if (r.has('line|word|character') && !r.has('contains')) return undefined;
  if (r.has('extension') && r.has('per')) return undefined;
  r.all('count');
  const sel = takeSelection(r);
  if (sel.files.length > 0) return undefined;
  r.may(GREEDY, 'sum', 'per');
  const item = r.world.stdin;
  if (item === 'data') return undefined;
  const filtered = sel.names.length + sel.tests.length + sel.notNames.length > 0;
  // "posts in the posts folder": the word before the place only says what is counted.
  const noun = r.find('#bunch|#path', (term) =>
    sel.roots.some((root) => root === term.entry?.path || root.endsWith(term.raw)),
  );
  r.mark(noun);
  if (
    !r.has('file|folder|subfolder|item|#kind|#ext|#glob|hidden|link|here|contains') &&
    sel.roots.length === 0
  )
    return undefined;
  const subtree =
    sel.depth ?? (filtered || r.has('sum|all') || (sel.roots.length === 0 && !r.has('here')) ? 'all' : 'one');
  const here = known(sel, r.world);
  const agree = here.below === 0 && here.sure;
  const guess = sel.guess + (sel.depth === undefined && !agree ? 0.25 : 0);
  const text = r.say('counts what matches', '统计符合条件的数量');
  if (sel.content !== undefined) {
    const include = sel.names.map((name) => `--include='${name}'`).join(' ');
    return read(
      'count',
      `grep -rlF${sel.ignoreCase ? 'i' : ''} ${include ? `${include} ` : ''}-e ${quoteArg(sel.content)} ${rootsOf(sel)} | wc -l`,
      text,
      guess,
    );
  }
  const command = findCommand(sel, '', subtree);
  return read('count', `${command} | wc -l`, text, guess);
};

/** Largest, smallest, newest, oldest files. */
export const rankFiles: Rule = (r) => {
  // A folder's own size says nothing: what is in it is added up here, and only here.
  const weighs = r.has('sorted-size') && r.has('folder|subfolder') && !r.has('file');
  if (r.has('sort|sorted-size|sorted-time') && !r.has('#num|head') && !weighs) return undefined;
  const key = r.find(
    'largest|smallest|newest|oldest',
    (term) => !(term.tags.has('within') && r.has('#dur|today|yesterday')),
  );
  if (
    !key ||
    r.has('delete|move|copy|commits|branch|process|compress|value|commit|head-ref|line|column|word')
  )
    return undefined;
  if (r.has('tag') && r.world.git) return undefined;
  r.mark(...r.all('largest|smallest|newest|oldest'));
  const limit = takeLimit(r);
  const sel = takeSelection(r);
  if (sel.files.length > 0 || sel.content !== undefined) return undefined;
  if (!r.has('file|folder|subfolder|item|#kind|#ext|#glob') && sel.roots.length === 0) return undefined;
  r.may(
    GREEDY,
    'sort',
    'sorted-size',
    'sorted-time',
    'size',
    'human',
    'disk-usage',
    'modify-time',
    'timestamp',
    'only',
    'head',
    'max',
    'detail',
    'bytes',
    'reverse',
    'date',
    'most-frequent',
    'fills',
    'disk',
  );
  const onlyName = r.all('only-name').length > 0;
  const bySize = key.tags.has('largest') || key.tags.has('smallest');
  const up = key.tags.has('smallest') || key.tags.has('oldest');
  const plural = /files|documents|folders|directories|items|文件们/.test(r.analysis.request);
  const count = limit ?? (plural && !/(?:一个|1个)/.test(r.analysis.request) && bySize ? 10 : 1);
  const guess = sel.guess + (limit === undefined && plural ? 0.3 : 0);
  const text = bySize
    ? r.say('ranks files by size', '按大小排列文件')
    : r.say('ranks files by time of change', '按修改时间排列文件');
  // "all files, largest first": an order, and no one is left out.
  const whole = limit === undefined && key.tags.has('reverse') && (weighs || r.has('all') || r.has('per'));
  if (sel.type === 'd' && bySize) {
    const root = sel.roots.length ? sel.roots.map(pathArg).join(' ') : '.';
    const sort = `sort -${up ? '' : 'r'}h${whole ? '' : ` | head -n ${count}`}`;
    return read(
      'disk',
      `find ${root} -mindepth 1 ${sel.depth === 'all' ? '' : '-maxdepth 1 '}-type d -exec du -sh {} + | ${sort}`,
      text,
      guess,
    );
  }
  const type = sel.type ?? 'f';
  const withSize = bySize && r.has('size|human|disk-usage') && !r.has('only-path');
  const field = bySize ? '%s' : '%T@';
  const path = onlyName ? '%f' : '%p';
  const order = `sort -${up ? '' : 'r'}n${whole ? '' : ` | head -n ${count}`}`;
  const here = known({ ...sel, type }, r.world);
  const nearOnly =
    sel.depth === undefined && !bySize && (sel.roots.length > 0 || r.has('here')) && here.near > 0;
  const scope = sel.depth ?? (nearOnly ? 'one' : 'all');
  const doubt =
    sel.depth === undefined && here.below > 0 && (sel.roots.length > 0 || r.has('here')) ? 0.15 : 0;
  const command = `${findCommand({ ...sel, type }, `-printf '${field} ${path}\\n'`, scope)} | ${order}`;
  return read('rank', withSize ? command : `${command} | cut -d' ' -f2-`, text, guess + doubt);
};

/** Files per ending. */
export const perExtension: Rule = (r) => {
  if (!r.has('extension') || !r.has('per|count|frequency|unique')) return undefined;
  const sel = takeSelection(r);
  if (sel.names.length > 0) return undefined;
  r.may(
    'extension',
    'per',
    'count',
    'frequency',
    'unique',
    GREEDY,
    'sort',
    'file',
    'group',
    'sum',
    'most-frequent',
  );
  const onlyList = !r.has('count|frequency|per') || (r.has('unique') && !r.has('count|frequency'));
  const source =
    r.world.stdin === 'data' ? '' : `${findCommand({ ...sel, type: 'f' }, `-name '*.*' -printf '%f\\n'`)} | `;
  const tail = onlyList ? 'sort -u' : 'sort | uniq -c | sort -rn';
  return read(
    'count',
    `${source}sed -n 's#.*\\.\\([^./]*\\)$#\\1#p' | ${tail}`,
    r.say('counts files by their ending', '按扩展名统计文件数'),
    sel.guess,
    2,
  );
};

/** Files with more than N lines, and entries whose count is compared. */
export const filesByLines: Rule = (r) => {
  if (!r.has('line') || !r.has('more-than|less-than|at-least|at-most|exactly') || !r.has('file|#kind|#ext'))
    return undefined;
  const number = r.find('#num');
  if (!number || !r.at(number.index + 1)?.tags.has('line')) return undefined;
  const { sign, word } = comparison(r, number);
  r.mark(number, word);
  const sel = takeSelection(r, { noContent: true });
  r.may('line', 'contains', 'than', 'length', GREEDY);
  const operator = sign === '=' ? '==' : sign;
  return read(
    'find',
    `${findCommand(
      { ...sel, type: 'f' },
      `-exec awk -v n=${number.value} 'ENDFILE { if (FNR ${operator} n) print FILENAME }' {} +`,
    )
      .replace(
        /awk -v n=(\d+) 'ENDFILE.*?' \{\} \+/,
        `sh -c 'for f; do [ "$(wc -l < "$f")" ${shellSign(operator)} $1 ] && printf "%s\\n" "$f"; done' sh {} +`,
      )
      .replace(/sh -c '(.*?)\$1 \](.*?)' sh \{\}/, `sh -c '$1${number.value} ]$2' sh {}`)}`,
    why(r),
    sel.guess,
    1,
  );
};

const shellSign = (operator: string) =>
  ({ '>': '-gt', '<': '-lt', '>=': '-ge', '<=': '-le', '==': '-eq' })[operator] ?? '-eq';

export const listRules: readonly Rule[] = [listFiles, countFiles, rankFiles, perExtension, filesByLines];
