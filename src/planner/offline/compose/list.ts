import { comparison } from '../frames/filters.ts';
import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { findCommand, findTests, globs, isPlainGlob, known, rootsOf } from './find.ts';

type Rule = (r: Reading) => Proposal | undefined;

const read = (family: string, command: string, why: string, guess = 0, rank = 0): Proposal => ({
  family,
  steps: [{ command, why }],
  risk: 'read',
  guess,
  rank,
});

/** How many of the first to show: "the five largest"; undefined when all are meant. */
export function takeLimit(r: Reading): number | undefined {
  const number = r.find(
    '#num',
    (term) =>
      !term.tags.has('nth') && term.value! >= 1 && term.value! <= 10000 && Number.isInteger(term.value),
  );
  if (!number) return undefined;
  r.mark(number);
  return number.value;
}

const GREEDY =
  'show|show-light|find|ask|exist|need|all|item|only-path|path|name|oneline-each|screen|result|it-ref|machine';

/** find and ls: which files and folders are there. */
export const listFiles: Rule = (r) => {
  const ordered =
    r.has('sort|sorted-size|sorted-time') &&
    !r.has('delete|copy|move|rename|count|replace|compress|line|#file');
  if (
    !ordered &&
    r.has(
      'delete|copy|move|rename|create|replace|compress|extract|count|frequency|sum|largest|smallest|newest|oldest|kill|append|insert|set|write|backup',
    )
  ) {
    if (!r.has('show|find|ask') || r.has('count|largest|smallest|newest|oldest|frequency|disk-usage'))
      return undefined;
    if (r.has('delete|copy|move|rename|compress|extract|kill|backup|append|replace')) return undefined;
  }
  const sel = takeSelection(r);
  if (
    r.has('find') &&
    sel.files.length > 0 &&
    sel.names.length === 0 &&
    sel.content === undefined &&
    sel.files.every((file) => !file.includes('/'))
  )
    sel.names.push(...sel.files.splice(0));
  const missing = r.has('find')
    ? r.find(
        '#path',
        (term) =>
          !term.entry && !term.text.includes('/') && ['none', 'object', 'named', 'of'].includes(term.role),
      )
    : undefined;
  if (missing && sel.names.length === 0) {
    r.mark(missing);
    sel.names.push(missing.text);
    sel.type ??= 'f';
  }
  if (sel.files.length > 0) return undefined;
  const logs = sel.tests.length > 0 || r.has('recursive') ? r.find('log') : undefined;
  if (logs) {
    r.mark(logs);
    if (!sel.roots.some((root) => /log/.test(root))) sel.names.push('*.log');
    sel.type ??= 'f';
  }
  const filtered =
    sel.names.length + sel.tests.length + sel.notNames.length > 0 ||
    sel.hidden !== undefined ||
    sel.type === 'l' ||
    sel.content !== undefined ||
    sel.maxDepth !== undefined;
  const anything =
    r.has(
      r.has('show|ask|find')
        ? 'file|folder|subfolder|item|link|here|tree|hidden'
        : 'file|folder|subfolder|link|here|tree|hidden',
    ) ||
    sel.roots.length > 0 ||
    sel.names.length > 0;
  if (!filtered && !anything) return undefined;
  const onlyName = r.all('only-name').length > 0;
  const detail = r.all('detail|permission').length > 0 || r.find('size|own|timestamp') !== undefined;
  if (detail) r.may('size|own|timestamp');
  const absolute = r.all('absolute').length > 0;
  const sort = takeSort(r);
  r.may(GREEDY, 'human', 'per');
  if (sel.content !== undefined) return undefined;
  if (r.has('tree') && !filtered && r.need('tree')) return treeOf(r, sel.roots);
  const verbFind = r.has('find');
  if (sel.anyType && !filtered && verbFind && sel.depth !== 'one')
    return read('find', findCommand(sel), why(r), sel.guess);
  if (!filtered && sel.type !== 'd' && sel.depth !== 'all' && !(verbFind && r.has('all') && false)) {
    if (sel.type === 'f' && !detail && !sort) {
      const { below } = known({ ...sel, type: 'f' }, r.world);
      const folders = known({ ...sel, type: 'd' }, r.world);
      if (verbFind)
        return read('find', findCommand(sel, onlyName ? `-printf '%f\\n'` : ''), why(r), sel.guess);
      if (folders.near === 0 || below === 0 || sel.depth === 'one')
        return read('list', lsOrFind(r, sel, onlyName), why(r), sel.guess);
      return read(
        'list',
        sel.depth === undefined && r.has('here') === false && sel.roots.length > 0
          ? lsOrFind(r, sel, onlyName)
          : findCommand(sel, onlyName ? `-printf '%f\\n'` : '', 'one'),
        why(r),
        sel.guess + 0.1,
      );
    }
    const flags = `${sel.hidden === 'with' ? 'A' : ''}${detail ? 'l' : ''}${detail && r.has('human|size') ? 'h' : ''}${sort ?? ''}`;
    return read(
      'list',
      ['ls', flags ? `-${flags}` : '', ...sel.roots.map(pathArg)].filter(Boolean).join(' '),
      why(r),
      sel.guess,
    );
  }
  if (sel.hidden === 'with' && sel.names.length + sel.tests.length === 0)
    return read(
      'list',
      ['ls', `-A${detail ? 'l' : ''}${sort ?? ''}`, ...sel.roots.map(pathArg)].join(' '),
      why(r),
      sel.guess,
    );
  if (sel.hidden === 'only' && sel.depth !== 'all' && sel.names.length + sel.tests.length === 0) {
    return read('find', findCommand(sel, '', verbFind ? 'all' : 'one'), why(r), sel.guess + 0.1);
  }
  if (sort !== undefined) {
    const field = sort.includes('S') ? '%s' : '%T@';
    const order = sort.includes('r') ? '-n' : '-rn';
    if (isPlainGlob(sel) && sel.depth !== 'all' && known(sel, r.world).below === 0)
      return read(
        'list',
        `ls -${detail ? 'l' : ''}${sort}d ${globs(sel).join(' ')}`.replace('-Sd', '-S').replace('-td', '-t'),
        why(r),
        sel.guess,
      );
    return read(
      'find',
      `${findCommand(sel, `-printf '${field} %p\\n'`)} | sort ${order} | cut -d' ' -f2-`,
      why(r),
      sel.guess,
    );
  }
  if (detail && sel.type !== 'd')
    return read('find', findCommand(sel, '-exec ls -lh {} +'), why(r), sel.guess);
  const depth = foldersDepth(r, sel);
  const limit = r.has('head') ? takeHead(r) : undefined;
  const tail = onlyName ? `-printf '%f\\n'` : '';
  const command = findCommand(
    absolute && sel.roots.length === 0 ? { ...sel, roots: ['"$PWD"'] } : sel,
    tail,
    depth,
  ).replace(`'"$PWD"'`, '"$PWD"');
  return read('find', limit ? `${command} | head -n ${limit}` : command, why(r), sel.guess);
};

function takeHead(r: Reading): number | undefined {
  const limit = takeLimit(r);
  if (limit) r.may('head');
  return limit;
}

/** Folders "of X" are those directly in it; "all folders", "find folders" are all. */
function foldersDepth(
  r: Reading,
  sel: {
    type: string | undefined;
    depth: 'all' | 'one' | undefined;
    tests: readonly string[];
    names: readonly string[];
  },
): 'all' | 'one' {
  if (sel.depth) return sel.depth;
  if (/\b(?:all|every)\b.*\b(?:under|below|beneath|tree)\b|\band below\b/i.test(r.analysis.request))
    return 'all';
  if (sel.type === 'd' && sel.tests.length === 0 && sel.names.length === 0 && !r.has('find')) return 'one';
  return 'all';
}

function lsOrFind(
  r: Reading,
  sel: { roots: readonly string[]; type: string | undefined },
  onlyName: boolean,
): string {
  const folders = known({ ...emptySelection(), roots: [...sel.roots], type: 'd' }, r.world);
  if (sel.type === 'f' && folders.near > 0) {
    return `find ${sel.roots.length ? sel.roots.map(pathArg).join(' ') : '.'} -maxdepth 1 -type f${onlyName ? ` -printf '%f\\n'` : ''}`;
  }
  return ['ls', ...sel.roots.map(pathArg)].join(' ');
}

export function emptySelection() {
  return {
    type: undefined as 'f' | 'd' | 'l' | undefined,
    anyType: false,
    names: [] as string[],
    notNames: [] as string[],
    ignoreCase: false,
    roots: [] as string[],
    files: [] as string[],
    depth: undefined as 'all' | 'one' | undefined,
    maxDepth: undefined as number | undefined,
    tests: [] as string[],
    early: [] as string[],
    without: [] as string[],
    hidden: undefined as 'only' | 'with' | 'without' | undefined,
    content: undefined as string | undefined,
    guess: 0,
  };
}

/** ls flags for an order asked for: "S", "t", with "r" for the other way round. */
function takeSort(r: Reading): string | undefined {
  if (r.find('alphabetical') && r.has('sort')) {
    r.may('alphabetical', 'sort', 'name');
    return r.all('reverse').length > 0 ? 'r' : '';
  }
  const bySize = r.find('sorted-size') ?? (r.has('sort') ? r.find('size') : undefined);
  const byTime =
    r.find('sorted-time') ?? (r.has('sort') ? r.find('timestamp|modify-time|date|time') : undefined);
  const mark = bySize ?? byTime;
  if (!mark) return undefined;
  r.mark(mark);
  r.may('sort', 'size', 'p-by', 'timestamp', 'modify-time', 'date', 'time');
  const up = r.all('ascending|smallest').length > 0 || /oldest first|smallest first/.test(r.analysis.request);
  r.may('largest', 'newest', 'oldest', 'reverse');
  return `${bySize ? 'S' : 't'}${up ? 'r' : ''}`;
}

function treeOf(r: Reading, roots: readonly string[]): Proposal {
  const root = roots.length ? roots.map(pathArg).join(' ') : '.';
  r.may('tree', 'show');
  const command = r.world.tools?.has('tree') === true ? `tree ${root}` : `find ${root} | sort`;
  return read('list', command, r.say('shows the folder tree', '显示目录树'), 0.1);
}

const why = (r: Reading) => r.say('lists what matches, changing nothing', '列出符合条件的内容，不做任何改动');

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

const quoteArg = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Largest, smallest, newest, oldest files. */
export const rankFiles: Rule = (r) => {
  if (r.has('sort|sorted-size|sorted-time') && !r.has('#num|head')) return undefined;
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
  if (sel.type === 'd' && bySize) {
    const root = sel.roots.length ? sel.roots.map(pathArg).join(' ') : '.';
    const sort = `sort -${up ? '' : 'r'}h | head -n ${count}`;
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
  const order = `sort -${up ? '' : 'r'}n | head -n ${count}`;
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
export { findTests };
