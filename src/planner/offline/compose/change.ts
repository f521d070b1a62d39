import { takeSelection } from '../frames/selection.ts';
import { globArg, pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Risk, Term } from '../types.ts';
import { findCommand } from './find.ts';
import { isName, pathOf, takeBunch, takeDestination, targetsOf } from './targets.ts';

type Rule = (r: Reading) => Proposal | undefined;
const COURTESY = 'new|all|it-ref|file|folder|item|here|script-noun';

export const changing = (
  family: string,
  risk: Risk,
  command: string | readonly string[],
  why: string,
  guess = 0,
  rank = 0,
): Proposal => ({
  family,
  steps: [command].flat().map((text) => ({ command: text, why })),
  risk,
  guess,
  rank,
});

const exists = (r: Reading, path: string) => r.world.lookup(path) !== undefined;
/** A path outside the folder that we cannot see into may still exist; a relative one that is missing does not. */
const mayExist = (r: Reading, path: string) => exists(r, path) || /^[/~]/.test(path);

/** Removes files, folders or what a selection finds. */
export const deletes: Rule = (r) => {
  if (
    !r.has('delete') ||
    (r.has(
      'replace|line|blank-line|comment|branch|tag|package|user|column|character|word|duplicates|dedupe|process|stash|commits|permission|whitespace|extension|variable|key|cron|print|show|remote|staged|whitespace|space-char|container|discard',
    ) &&
      !r.has('delete'))
  )
    return undefined;
  if (
    r.has(
      'line|blank-line|comment|branch|tag|package|user|column|character|word|dedupe|process|stash|commits|permission|whitespace|key|cron|remote|sort|make-executable|uninstall|spaces|space-char',
    ) &&
    !r.has('file|folder|#ext|#kind|#glob')
  )
    return undefined;
  if (r.has('line|column|branch|duplicates|whitespace|user|word|blank-line|comment|replace|rename'))
    return undefined;
  r.all('delete');
  const risk: Risk = 'destroy';
  const why = r.say('deletes what is named, and nothing else', '删除所指的内容，不动其他文件');
  const bunch = r.has('#ext|#glob|#kind') ? undefined : takeBunch(r);
  if (bunch) {
    r.may(COURTESY, 'p-in');
    takeSelection(r);
    return changing('delete', risk, `rm ${bunch.glob}`, why, 0.05);
  }
  const sel = takeSelection(r, { noContent: true });
  r.may(COURTESY, 'recursive', 'content', 'only', 'force');
  if (
    sel.files.length + sel.roots.length === 1 &&
    sel.names.length + sel.tests.length + sel.notNames.length === 0 &&
    sel.hidden === undefined
  ) {
    const path = (sel.files[0] ?? sel.roots[0])!;
    const entry = r.world.lookup(path);
    if (/^(?:\/|~|\.|\.\.|\*)\/?$/.test(path) || r.has('everywhere') || !mayExist(r, path)) return undefined;
    const directory = entry ? entry.type === 'dir' : sel.roots.length === 1;
    const inside =
      directory &&
      !/with everything|and everything|including|along with|及其|连同|和其/.test(r.analysis.request) &&
      /(?:content|everything|all (?:the )?files|files) (?:of|in|inside|from|under)|里的(?:所有|全部)|中的(?:所有|全部)|清空/.test(
        r.analysis.request,
      );
    if (inside)
      return changing(
        'delete',
        risk,
        `find ${pathArg(path)} -mindepth 1 ${r.has('file') ? `${sel.depth === 'all' ? '' : '-maxdepth 1 '}-type f ` : ''}-delete`,
        why,
        0.05,
      );
    const empty =
      directory &&
      r.world.entries.every((other) => !other.path.startsWith(`${path}/`)) &&
      r.world.complete &&
      entry !== undefined &&
      !/^[/~]/.test(path);
    return changing(
      'delete',
      risk,
      directory ? (empty ? `rmdir ${pathArg(path)}` : `rm -r ${pathArg(path)}`) : `rm ${pathArg(path)}`,
      why,
      sel.guess,
    );
  }
  if (sel.files.length > 1 && sel.names.length + sel.tests.length === 0) {
    if (sel.roots.length > 0) {
      const inRoot = sel.files.every((file) =>
        sel.roots.some((root) => file.startsWith(root.replace(/\/+$/, ''))),
      );
      if (!inRoot) return undefined;
    }
    return changing('delete', risk, `rm ${sel.files.map(pathArg).join(' ')}`, why, sel.guess);
  }
  if (sel.files.length > 0 || sel.roots.includes('/') || sel.roots.includes('~')) return undefined;
  const missing = sel.roots.find((root) => !mayExist(r, root));
  if (missing !== undefined) return undefined;
  if (sel.tests.length > 0 || sel.notNames.length > 0 || sel.hidden !== undefined || sel.without.length > 0) {
    if (sel.names.length + sel.tests.length === 0) return undefined;
    return changing(
      'delete',
      risk,
      findCommand({ ...sel, type: sel.type ?? 'f' }, '-delete'),
      why,
      sel.guess,
    );
  }
  if (sel.names.length === 0) return undefined;
  if (sel.type === 'd')
    return changing('delete', risk, findCommand(sel, '-prune -exec rm -r {} +'), why, sel.guess);
  const targets = targetsOf(r, sel);
  if (!targets) return undefined;
  return changing(
    'delete',
    risk,
    targets.find ? `${targets.find} -delete` : `rm ${targets.args}`,
    why,
    sel.guess + targets.guess,
  );
};

/** Copies and moves, also into a folder that is new. */
export const transfers: Rule = (r) => {
  const move = r.has('move') || (r.has('put') && !r.has('copy|write|compress|append|insert|link|line'));
  const copy = r.has('copy') || r.has('backup');
  if (
    !(move || copy) ||
    r.has(
      'replace|compress|extract|branch|line|column|download|permission|archive|cron|database|upload|commits',
    )
  )
    return undefined;
  const fold = r.terms.find(
    (term) => term.tags.has('create') && [1, 2, 3].some((on) => r.at(term.index + on)?.tags.has('folder')),
  );
  const verb = copy ? 'copy' : 'move';
  r.all('move|copy|put|backup');
  const preserve = r.all('keep').length > 0;
  if (preserve) r.may('timestamp', 'permission', 'p-and', 'own');
  const structure = /structure|hierarchy|目录结构/.test(r.analysis.request);
  const destination = takeDestination(r) ?? (r.has('here') ? undefined : takeDestination(r, ['in']));
  if (destination && fold) r.mark(fold);
  if (destination)
    for (const term of r.terms)
      if (
        term.tags.has('folder') &&
        term.index < destination.index &&
        destination.index - term.index <= 2 &&
        !r.at(term.index + 1)?.tags.has('p-to')
      )
        r.mark(term);
  const intoHere =
    destination === undefined &&
    r.find('here', (term) => [1, 2].some((back) => r.at(term.index - back)?.tags.has('p-to')));
  const up = destination === undefined && r.terms.find((term) => /parent|上级|上一级/.test(term.raw));
  const bunch = r.has('#ext|#glob') ? undefined : takeBunch(r);
  const sel = takeSelection(r, { noContent: true, skip: (term) => term === destination });
  r.may(
    COURTESY,
    'recursive',
    'p-to',
    'p-named',
    'create',
    'name',
    'whole',
    'subfolder',
    'parents',
    'same',
    'content',
    'p-as',
  );
  if (structure) for (const term of r.terms) if (/structure|hierarchy/.test(term.raw)) r.mark(term);
  const targets = bunch
    ? { args: bunch.glob, find: undefined, single: undefined, guess: 0.05, entries: bunch.entries }
    : (targetsOf(r, sel) ??
      (sel.names.length + sel.tests.length + sel.notNames.length > 0
        ? undefined
        : wholeFolder(r, sel.roots)));
  if (!targets) return undefined;
  if (up) r.mark(up);
  let to: string;
  if (destination) to = pathOf(destination);
  else if (intoHere) to = '.';
  else if (up) to = '..';
  else if (copy && targets.single && (r.has('backup') || /backup|备份|\.bak/.test(r.analysis.request)))
    to = `${targets.single.replace(/\/+$/, '')}.bak`;
  else return undefined;
  if (destination?.tags.has('#ext')) to = `${targets.single}.${destination.text}`;
  const toEntry = r.world.lookup(to);
  const isFolder =
    toEntry?.type === 'dir' ||
    to.endsWith('/') ||
    to === '.' ||
    to === '..' ||
    (fold !== undefined && !toEntry);
  const many = targets.single === undefined;
  const makeFolder =
    !toEntry &&
    (fold !== undefined || many || (to.endsWith('/') && !/^[/~]/.test(to)) || folderWord(r, destination));
  if (toEntry && toEntry.type !== 'dir' && many) return undefined;
  const overwrites = toEntry?.type === 'file';
  const into =
    isFolder || makeFolder || folderWord(r, destination)
      ? `${pathArg(to).replace(/\/+$/, '')}/`
      : pathArg(to);
  const directory = targets.entries.some((entry) => entry.type === 'dir');
  const tool =
    verb === 'copy' ? `cp${preserve ? (directory ? ' -a' : ' -p') : directory ? ' -r' : ''}` : 'mv';
  const action = targets.find
    ? `${targets.find} -exec ${tool} -t ${into} {} +`
    : `${tool} ${targets.args} ${into}`;
  const guess =
    targets.guess +
    sel.guess +
    (makeFolder && !fold && !folderWord(r, destination) && !to.endsWith('/') ? 0.1 : 0);
  const why =
    verb === 'copy'
      ? r.say('copies what is named', '复制所指的内容')
      : r.say('moves what is named', '移动所指的内容');
  const command =
    makeFolder && into.endsWith('/') ? `mkdir -p ${into.replace(/\/+$/, '')} && ${action}` : action;
  return changing(verb, overwrites ? 'destroy' : 'write', command, why, guess);
};

const folderWord = (r: Reading, term: Term | undefined): boolean =>
  term !== undefined &&
  [
    r.at(term.index - 1),
    r.at(term.index - 1)?.tags.has('p-to') ? undefined : r.at(term.index - 2),
    r.at(term.index + 1),
  ].some((other) => other?.tags.has('folder') === true);

function wholeFolder(r: Reading, roots: readonly string[]) {
  const root = roots[0];
  if (r.has('#ext|#kind|#glob')) return undefined;
  if (roots.length !== 1 || root === undefined) return undefined;
  const entry = r.world.lookup(root);
  const inside =
    /(?:all (?:the )?files|everything|contents?|every file) (?:in|from|of|inside|under)|所有文件|全部文件|里的所有|中的所有|所有内容/.test(
      r.analysis.request,
    );
  if (inside)
    return {
      args: `${pathArg(root).replace(/\/+$/, '')}/*`,
      find: undefined,
      single: undefined,
      guess: 0.05,
      entries: [],
    };
  return entry
    ? {
        args: pathArg(root.replace(/(.)\/+$/, '$1')),
        find: undefined,
        single: root,
        guess: 0,
        entries: [entry],
      }
    : undefined;
}

/** Renames one thing, or the endings of many. */
export const renames: Rule = (r) => {
  if (!r.has('rename') && !(r.has('change|convert|replace|move') && r.has('extension'))) return undefined;
  if (r.has('branch|column|key|user|variable|commits')) return undefined;
  const why = r.say('renames, changing no content', '重命名，不改变内容');
  const endings = r.terms.filter((term) => r.free(term) && (term.kind === 'ext' || term.tags.has('#kind')));
  const request = r.analysis.request;
  r.all('rename');
  r.may('change', 'convert', 'move', 'replace', 'extension');
  if (r.has('uppercase|lowercase')) {
    const upper = r.all('uppercase').length > 0;
    r.all('lowercase');
    const sel = takeSelection(r, { noContent: true });
    r.may(COURTESY, 'name', 'p-to', 'convert', 'character');
    const targets =
      targetsOf(r, sel) ??
      (sel.roots.length <= 1
        ? { args: sel.roots[0] ? `${pathArg(sel.roots[0])}/*` : '*', find: undefined, guess: 0.05 }
        : undefined);
    if (!targets || targets.find) return undefined;
    const transform = upper ? `tr '[:lower:]' '[:upper:]'` : `tr '[:upper:]' '[:lower:]'`;
    return changing(
      'rename',
      'write',
      `for f in ${targets.args}; do [ -f "$f" ] || continue; n=$(basename -- "$f" | ${transform}); [ "$(basename -- "$f")" = "$n" ] || mv -n -- "$f" "$(dirname -- "$f")/$n"; done`,
      why,
      sel.guess + targets.guess,
    );
  }
  const affix = addAffix(r, why);
  if (affix) return affix;
  if (endings.length >= 2 && endings.at(-1)!.role !== 'none') {
    const to = endings.at(-1)!;
    const from = endings.at(-2)!;
    r.mark(to);
    const sel = takeSelection(r, { noContent: true, skip: (term) => term === to });
    r.may(COURTESY, 'p-to', 'p-from', 'recursive', 'ends-with', 'name', 'instead');
    const old = from.text.toLowerCase();
    const next = to.kind === 'ext' ? to.text : to.text.toLowerCase();
    const targets = targetsOf(r, { ...sel, names: [`*.${old}`] });
    if (!targets) return undefined;
    if (targets.find)
      return changing(
        'rename',
        'write',
        `${targets.find} -exec sh -c 'for f; do mv -n -- "$f" "\${f%.${old}}.${next}"; done' sh {} +`,
        why,
        sel.guess,
      );
    return changing(
      'rename',
      'write',
      `for f in ${targets.args}; do mv -n -- "$f" "\${f%.${old}}.${next}"; done`,
      why,
      sel.guess + targets.guess,
    );
  }
  const destination = takeDestination(r);
  if (!destination) return undefined;
  const source = r.terms.filter(
    (term) => r.free(term) && isName(term) && term.index !== destination.index && mayExist(r, pathOf(term)),
  );
  if (source.length !== 1) return undefined;
  r.mark(...source);
  r.may(COURTESY, 'p-to', 'p-as', 'p-named', 'name');
  const from = pathOf(source[0]!);
  const name = destination.kind === 'quoted' ? destination.text : destination.raw;
  const folder = from.includes('/') && !name.includes('/') ? from.slice(0, from.lastIndexOf('/') + 1) : '';
  const target = folder + name;
  const there = r.world.lookup(target);
  if (there?.type === 'dir' || (/[*?]/.test(request) && /[*?]/.test(name))) return undefined;
  return changing('rename', there ? 'destroy' : 'write', `mv ${pathArg(from)} ${pathArg(target)}`, why);
};

/** "add the prefix old_ to every txt file", "append .bak to the names". */
function addAffix(r: Reading, why: string): Proposal | undefined {
  const mark = r.find('starts-with|ends-with', (term) => /prefix|suffix|前缀|后缀/.test(term.raw));
  if (!mark || !r.has('append|insert|rename|set')) return undefined;
  const text = r.terms.find(
    (term) =>
      r.free(term) &&
      Math.abs(term.index - mark.index) <= 3 &&
      term.index !== mark.index &&
      (term.kind === 'quoted' || term.tags.has('#literal') || term.kind === 'path' || term.tags.size === 0),
  );
  if (!text) return undefined;
  const value = text.kind === 'quoted' ? text.text : text.raw;
  if (value.includes('/') || value.includes("'")) return undefined;
  r.mark(mark, text);
  r.may('append', 'insert', 'set');
  const sel = takeSelection(r, { noContent: true });
  r.may(COURTESY, 'name', 'p-to');
  const targets = targetsOf(r, sel);
  if (!targets || targets.find) return undefined;
  const name = mark.tags.has('starts-with')
    ? `"$(dirname -- "$f")/"${pathArg(value)}"$(basename -- "$f")"`
    : `"$f"${pathArg(value)}`;
  return changing(
    'rename',
    'write',
    `for f in ${targets.args}; do mv -n -- "$f" ${name}; done`,
    why,
    sel.guess + targets.guess,
  );
}

/** Makes folders and empty files. */
export const creates: Rule = (r) => {
  if (
    !r.has('create|write') ||
    (r.has(
      'copy|move|rename|replace|delete|branch|archive|link|hardlink|commits|tag|make-executable|sequence|compress|zip|backup|user|uppercase|lowercase|password|service|alias|checksum|line|append|git|readable|permission|cron|json|count|list|sum|sort|column',
    ) &&
      !r.has('folder'))
  )
    return undefined;
  if (
    r.has('archive|link|branch|compress|make-executable|copy|move|rename|backup|delete|permission|sequence')
  )
    return undefined;
  if (r.has('count|find|sort|largest|sum')) return undefined;
  const folders =
    r.has('folder|subfolder') &&
    !(
      r.has('file') &&
      /\bfile\b.*\b(?:in|inside|under)\b.*\b(?:folder|directory)\b|(?:文件夹|目录).*(?:里|中|下).*(?:创建|新建).*文件/.test(
        r.analysis.request,
      )
    );
  const inside = r.terms.find(
    (term) => r.free(term) && term.role === 'in' && (term.tags.has('#dir') || term.entry?.type === 'dir'),
  );
  const content = r.has('contains|say|p-with|text|#quoted') ? takeText(r) : undefined;
  const able = r.terms.filter(
    (term) =>
      r.free(term) &&
      term !== inside &&
      term !== content &&
      isName(term) &&
      !(term.tags.has('#kind') && !term.entry) &&
      term.role !== 'from',
  );
  const names = enumerated(r, able);
  if (names.length === 0 || names.length > 8) return undefined;
  if (content && folders) return undefined;
  const looksFolder =
    names.every((term) => term.kind === 'path' && term.text.endsWith('/')) ||
    /\bmkdir\b/.test(r.analysis.request);
  r.all('create|write');
  r.mark(...names, inside);
  r.may(
    'folder',
    'subfolder',
    'file',
    'p-named',
    'p-and',
    'empty',
    'parents',
    'p-with',
    'p-in',
    'here',
    'all',
    'if-exists',
    'recursive',
    'name',
    'contains',
    'say',
    'content',
    'text',
    'item',
    'nested',
    'not',
    'exist',
    'new',
  );
  for (const term of r.terms) if (term.kind === 'number' && term.value === names.length) r.mark(term);
  const prefix = inside ? `${pathOf(inside).replace(/\/+$/, '')}/` : '';
  const paths = names.map((term) => prefix + (term.kind === 'quoted' ? term.text : term.raw));
  if (folders || looksFolder || r.has('parents')) {
    if (paths.some((path) => r.world.lookup(path)?.type === 'file')) return undefined;
    const deep = paths.some((path) => path.replace(/\/+$/, '').includes('/'));
    return changing(
      'create',
      'write',
      `mkdir ${deep || r.has('parents') ? '-p ' : ''}${paths.map(pathArg).join(' ')}`,
      r.say('makes the folder', '创建目录'),
    );
  }
  if (!r.has('file') && !names.every((term) => term.kind === 'path' || term.kind === 'quoted'))
    return undefined;
  const there = paths.some((path) => exists(r, path));
  if (content) {
    if (paths.length !== 1) return undefined;
    return changing(
      'create',
      there ? 'destroy' : 'write',
      `printf '%s\\n' ${quoteText(content)} > ${pathArg(paths[0]!)}`,
      r.say('writes the file', '写入文件'),
    );
  }
  const parent = paths[0]!.includes('/') ? paths[0]!.slice(0, paths[0]!.lastIndexOf('/')) : '';
  const make = parent && !exists(r, parent) && !/^[/~]/.test(parent) ? `mkdir -p ${pathArg(parent)} && ` : '';
  return changing(
    'create',
    'write',
    `${make}touch ${paths.map(pathArg).join(' ')}`,
    r.say('makes the file, empty', '创建空文件'),
  );
};

/** Names of one enumeration: "a, b and c". A further word elsewhere is no name. */
function enumerated(r: Reading, able: readonly Term[]): Term[] {
  const first = able.find((term) => term.role === 'named') ?? able[0];
  if (!first) return [];
  const names = [first];
  for (const term of able.slice(able.indexOf(first) + 1)) {
    const between = r.terms.slice(names.at(-1)!.index + 1, term.index);
    const joins = between.every((other) => other.kind === 'punct' || other.tags.has('p-and') || other.raw === '、');
    if (!joins) break;
    names.push(term);
  }
  return names;
}

const quoteText = (term: Term) =>
  `'${(term.kind === 'quoted' ? term.text : term.raw).replaceAll("'", `'\\''`)}'`;

/** The text a new file or line shall hold. */
export function takeText(r: Reading): Term | undefined {
  const quoted = r.terms.find(
    (term) =>
      r.free(term) && term.kind === 'quoted' && term.role !== 'named' && term.role !== 'to' && !term.entry,
  );
  if (quoted) {
    r.mark(quoted);
    return quoted;
  }
  const literal = r.find('#literal', (term) =>
    [1, 2, 3, 4].some((back) => ['contains', 'say'].some((tag) => r.at(term.index - back)?.tags.has(tag))),
  );
  if (literal) {
    r.mark(literal);
    return literal;
  }
  return undefined;
}

/** Empties a file, keeping it. */
export const clears: Rule = (r) => {
  const verb =
    r.find('clear') ??
    r.find('empty', (term) => term.index <= 2 && !r.has('find|show|delete|count')) ??
    (r.has('delete') ? r.find('content') : undefined);
  const word = verb ?? (/清空/.test(r.analysis.request) ? r.find('clear') : undefined);
  if (!word) return undefined;
  if (/^(?:content|contents|内容)$/.test(word.raw) && !r.has('delete|clear|empty')) return undefined;
  r.mark(word);
  r.may('delete', 'content', 'item', 'p-of');
  const files = r.terms.filter(
    (term) => r.free(term) && term.tags.has('#path') && !term.tags.has('#dir') && term.entry?.type !== 'dir',
  );
  if (files.length === 0 || !files.every((term) => mayExist(r, pathOf(term)))) return undefined;
  r.mark(...files);
  r.may('file', 'keep', 'log', 'it-ref', 'size', 'bytes', 'p-to', 'without');
  for (const term of r.terms) if (term.kind === 'number' && term.value === 0) r.mark(term);
  if (r.has('not|except|line')) return undefined;
  return changing(
    'clear',
    'destroy',
    `truncate -c -s 0 ${files.map((term) => pathArg(pathOf(term))).join(' ')}`,
    r.say('empties the file and keeps it', '清空文件内容，保留文件'),
    /delete/.test(word.raw) ? 0.1 : 0,
  );
};

/** Sets times: touch. */
export const touches: Rule = (r) => {
  if (
    !r.has('timestamp|modify-time') ||
    !r.has('set|change|upgrade|touch|create|edit') ||
    r.has('find|show|sort|ask|list')
  )
    return undefined;
  const file = r.terms.filter((term) => r.free(term) && term.entry !== undefined && term.tags.has('#path'));
  if (file.length === 0) return undefined;
  r.mark(...file);
  const date = r.find('#date|yesterday');
  r.mark(date);
  r.may(
    'timestamp',
    'modify-time',
    'set',
    'change',
    'upgrade',
    'p-to',
    'now',
    'file',
    'create',
    'time',
    'date',
    'today',
    'edit',
    'content',
  );
  const when = date ? `-d ${date.tags.has('#date') ? date.text : 'yesterday'} ` : '';
  return changing(
    'touch',
    'write',
    `touch ${when}${file.map((term) => pathArg(pathOf(term))).join(' ')}`,
    r.say('sets the time of change', '设置修改时间'),
  );
};

export const changeRules: readonly Rule[] = [deletes, transfers, renames, creates, clears, touches];
export { globArg };
