import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { findCommand, globs, isPlainGlob, known } from './find.ts';
import type { Rule } from './list.ts';
import { emptySelection, read, takeLimit } from './list-common.ts';

export const GREEDY =
  'show|show-light|find|ask|exist|need|all|item|only-path|path|name|oneline-each|screen|result|it-ref|machine';

/** find and ls: which files and folders are there. */
export const listFiles: Rule = (r) => {
  // Questions about what the files hold or weigh are no lists.
  if (r.has('same|duplicates') && !r.has('line')) return undefined;
  if (r.has('size|disk-usage') && r.has('per|sum') && r.has('folder|subfolder') && !r.has('file'))
    return undefined;
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
    sel.names.length + sel.tests.length + sel.notNames.length + sel.without.length > 0 ||
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
  if (sort?.startsWith('S') && sel.type === 'd') return undefined;
  r.may(GREEDY, 'human', 'per');
  if (sel.content !== undefined) return undefined;
  const verbFind = r.has('find');
  if (r.has('tree') && !filtered && r.need('tree') && !(verbFind && sel.type)) return treeOf(r, sel.roots);
  if (sel.anyType && !filtered && verbFind && sel.depth !== 'one')
    return read('find', findCommand(sel, '', sel.depth, true), why(r), sel.guess);
  if (!filtered && sel.type !== 'd' && sel.depth !== 'all') {
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
    sel.tests.length > 0 || sel.names.length > 0 || r.has('find|recursive'),
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

export const why = (r: Reading) =>
  r.say('lists what matches, changing nothing', '列出符合条件的内容，不做任何改动');
