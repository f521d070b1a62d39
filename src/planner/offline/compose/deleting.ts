import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Risk } from '../types.ts';
import type { Rule } from './change.ts';
import { COURTESY, changing, mayExist } from './changing.ts';
import { findCommand } from './find.ts';
import { describes, pathOf, takeBunch, targetsOf } from './targets.ts';

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
      'line|blank-line|comment|branch|tag|package|user|column|character|word|dedupe|process|stash|commits|permission|whitespace|key|cron|remote|sort|make-executable|spaces|space-char',
    ) &&
    !r.has('file|folder|#ext|#kind|#glob')
  )
    return undefined;
  if (r.has('line|column|branch|duplicates|whitespace|user|word|blank-line|comment|replace|rename'))
    return undefined;
  // "remove all executable permissions from …" takes rights, not files.
  if (takesRights(r)) return undefined;
  r.all('delete');
  const risk: Risk = 'destroy';
  const why = r.say('deletes what is named, and nothing else', '删除所指的内容，不动其他文件');
  const every = foldersNamed(r);
  if (every)
    return changing('delete', risk, `find . -type d -name ${pathArg(every)} -prune -exec rm -r {} +`, why);
  const bunch = r.has('#ext|#glob|#kind') ? undefined : takeBunch(r);
  if (bunch) {
    r.may(COURTESY, 'p-in');
    // "delete Omar from names.txt": a line of that file, whatever else is called so.
    const around = takeSelection(r);
    if (around.files.length > 0) return undefined;
    // "the drafts from posts and public": those of one folder are not all that was meant.
    const holds = (root: string) =>
      bunch.entries.every(({ path }) => root === '.' || path.startsWith(`${root.replace(/\/+$/, '')}/`));
    if (!around.roots.every(holds)) return undefined;
    return changing('delete', risk, `rm ${bunch.glob}`, why, 0.05);
  }
  const sel = takeSelection(r, { noContent: true });
  // "logs older than a week": files that end in .log.
  const logs =
    sel.tests.length > 0 && sel.names.length === 0
      ? r.find('log', (term) => term.kind === 'word')
      : undefined;
  if (logs && !sel.roots.some((root) => /log/.test(root))) sel.names.push('*.log');
  r.mark(logs);
  r.may(COURTESY, 'recursive', 'content', 'only', 'force');
  // "a.tmp from tmp": the folder says where it lies.
  if (sel.files.length > 0 && sel.names.length + sel.tests.length === 0)
    sel.roots = sel.roots.filter(
      (root) => !sel.files.every((file) => file.startsWith(`${root.replace(/\/+$/, '')}/`)),
    );
  // "the empty folder spare" is one folder, of which it is said that it is empty.
  const one = /\bthe empty (?:folder|directory) (\S+?)[.!]?$/i.exec(r.analysis.request)?.[1];
  if (
    one !== undefined &&
    sel.roots.length === 1 &&
    sel.roots[0]!.replace(/\/+$/, '') === one.replace(/\/+$/, '')
  )
    return changing('delete', risk, `rmdir ${pathArg(sel.roots[0]!)}`, why, 0);
  if (
    sel.files.length + sel.roots.length === 1 &&
    sel.names.length + sel.tests.length + sel.notNames.length === 0 &&
    sel.hidden === undefined
  ) {
    const path = (sel.files[0] ?? sel.roots[0])!;
    const entry = r.world.lookup(path);
    if ((entry?.type === 'file' && isWhere(r, path)) || describes(r, path)) return undefined;
    if (/^(?:\/|~|\.|\.\.|\*)\/?$/.test(path) || r.has('everywhere') || !mayExist(r, path)) return undefined;
    const directory = entry ? entry.type === 'dir' : sel.roots.length === 1;
    const inside =
      directory &&
      !/with everything|and everything|including|along with|及其|连同|和其/.test(r.analysis.request) &&
      (/(?:content|everything|all (?:the )?files|files) (?:of|in|inside|from|under)|里的(?:所有|全部)|中的(?:所有|全部)|清空/.test(
        r.analysis.request,
      ) ||
        r.terms.some((term) => term.entry?.path === path && r.at(term.index + 1)?.tags.has('file') === true));
    if (
      inside &&
      /keep(?:ing)? the (?:folder|directory)|but not the (?:folder|directory)|leave the (?:folder|directory)|保留(?:目录|文件夹)/i.test(
        r.analysis.request,
      )
    )
      r.may('keep', 'but', 'not', 'itself', 'except');
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
      findCommand({ ...sel, type: sel.tests.includes('-xtype l') ? 'l' : (sel.type ?? 'f') }, '-delete'),
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

/** "the visits of cats from visits.csv", "visits.csv 里的…": what is to go stands in the file, which stays. */
const isWhere = (r: Reading, path: string): boolean =>
  r.terms.some((term) => {
    if (term.entry?.path !== path) return false;
    if (r.analysis.language === 'zh' && r.at(term.index + 1)?.tags.has('p-in')) return true;
    const before = [1, 2, 3]
      .map((back) => r.at(term.index - back))
      .find((other) => other && !/^(?:the|my|our|this|that|file)$/i.test(other.raw));
    return (
      before !== undefined &&
      /^(?:from|in|inside|within|out of)$/i.test(before.raw) &&
      r.terms
        .slice(0, before.index)
        .some((other) => other.kind !== 'punct' && !other.tags.has('stop') && !other.tags.has('delete'))
    );
  });

/** "the __pycache__ directories": a bare name said to be of several folders, which lie below this one. */
function foldersNamed(r: Reading): string | undefined {
  if (!/\b(?:folders|directories|dirs)\b/i.test(r.analysis.request)) return undefined;
  const named = r.terms.filter((term) => r.free(term) && term.entry);
  const [term] = named;
  if (
    !term ||
    named.length !== 1 ||
    term.entry!.type !== 'dir' ||
    /[/*?]/.test(term.raw) ||
    /^[~.]+$/.test(term.raw)
  )
    return undefined;
  const nouns = r.terms.filter((other) => other.tags.has('folder') || other.tags.has('subfolder'));
  if (
    nouns.length !== 1 ||
    Math.abs(nouns[0]!.index - term.index) > 1 ||
    r.has('file|empty|#dur|#size|older|newer|not|except')
  )
    return undefined;
  const below = term.entry!.path.split('/').length > 1 && term.entry!.path.split('/').at(-1) === term.raw;
  if (!below) return undefined;
  r.mark(term, ...nouns);
  r.may(COURTESY, 'recursive', 'everywhere', 'content');
  return term.raw;
}

const takesRights = (r: Reading): boolean =>
  r.has('permission') ||
  r.terms.some(
    (term) =>
      ['make-executable', 'writable', 'readable'].some((tag) => term.tags.has(tag)) &&
      /permission|access|rights?\b|\bbits?\b|权限/i.test(term.raw),
  );

const KEPT = /^(?:keep|keeping|leave|leaving|spare|but|except|保留|留下|留着)$/i;

/** Empties a file, keeping it. */
export const clears: Rule = (r) => {
  const verb =
    r.find('clear') ??
    r.find('empty', (term) => term.index <= 2 && !r.has('find|show|delete|count')) ??
    // "make X empty but don't remove it": an order whose contrary is ruled out in the same breath.
    (/^(?:\W*(?:please|kindly|could you|can you|would you))?\W*(?:make|leave|have|set)\b/i.test(
      r.analysis.request,
    )
      ? r.find('empty', () => !r.has('find|count|folder'))
      : undefined) ??
    (r.has('delete') ? r.find('content') : undefined);
  const word = verb ?? (/清空/.test(r.analysis.request) ? r.find('clear') : undefined);
  if (!word) return undefined;
  if (/^(?:content|contents|内容)$/.test(word.raw) && !r.has('delete|clear|empty')) return undefined;
  r.mark(word);
  r.may('delete', 'content', 'item', 'p-of');
  const files = r.terms.filter(
    (term) => r.free(term) && term.tags.has('#path') && !term.tags.has('#dir') && term.entry?.type !== 'dir',
  );
  const folder =
    files.length === 0 && verb?.tags.has('empty') === true && verb.index <= 2 ? emptied(r) : undefined;
  if (folder) return folder;
  if (files.length === 0 || !files.every((term) => mayExist(r, pathOf(term)))) return undefined;
  // "empty tmp but keep README": another one is emptied.
  if (files.some((term) => [1, 2].some((back) => KEPT.test(r.at(term.index - back)?.raw ?? ''))))
    return undefined;
  r.mark(...files);
  r.may('file', 'keep', 'log', 'it-ref', 'size', 'bytes', 'p-to', 'without');
  for (const term of r.terms) if (term.kind === 'number' && term.value === 0) r.mark(term);
  const spared =
    /\b(?:but|and|without) (?:do not |don['’]t |not |never )?(?:remov|delet|eras)\w+ (?:it|the file|them)\b/i.test(
      r.analysis.request,
    );
  if (spared) r.may('not', 'but', 'delete', 'uninstall', 'except', 'create', 'set', 'without');
  r.may('create');
  if (r.has(spared ? 'line' : 'not|except|line')) return undefined;
  return changing(
    'clear',
    'destroy',
    `truncate -c -s 0 ${files.map((term) => pathArg(pathOf(term))).join(' ')}`,
    r.say('empties the file and keeps it', '清空文件内容，保留文件'),
    /delete/.test(word.raw) ? 0.1 : 0,
  );
};

/** "empty the trash folder": all that is in it, the folder stays. */
function emptied(r: Reading): Proposal | undefined {
  // "empty logs in …" asks for logs that are empty: only "the", "my" or the word for folder make it an order.
  if (
    !/^\W*(?:please |now |then )?empty (?:out )?(?:(?:the|my|this|that) [^\s,]+(?: folder| directory| dir)?|[^\s,]+ (?:folder|directory))(?: (?:completely|entirely))?\W*$/i.test(
      r.analysis.request,
    ) ||
    r.analysis.request.includes('?') ||
    r.has('file|find|show|count|not|except')
  )
    return undefined;
  const [term, ...more] = r.terms.filter((other) => r.free(other) && other.entry?.type === 'dir');
  if (!term || more.length > 0 || /^(?:[.~/]+|\.\.)$/.test(pathOf(term))) return undefined;
  r.mark(term);
  r.may('folder', 'keep', 'itself', 'but');
  return changing(
    'clear',
    'destroy',
    `find ${pathArg(pathOf(term))} -mindepth 1 -delete`,
    r.say('deletes what is in the folder and keeps it', '清空目录，保留目录本身'),
    0,
    2,
  );
}
