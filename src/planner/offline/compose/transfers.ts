import { type Selection, takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import type { Rule } from './change.ts';
import { COURTESY, changing } from './changing.ts';
import { findCommand } from './find.ts';
import { describes, pathOf, takeBunch, takeDestination, targetsOf } from './targets.ts';

/** Copies and moves, also into a folder that is new. */
export const transfers: Rule = (r) => {
  const put = r.find('put');
  const twin = put !== undefined && r.find('same', (term) => term.index > put.index) !== undefined;
  const move =
    r.has('move') ||
    (put !== undefined &&
      !r.has('copy|compress|append|insert|link|line') &&
      !r.terms.some((term) => term !== put && term.tags.has('write')));
  const copy = twin || r.has('copy') || r.find('backup', (term) => !/s$/.test(term.raw)) !== undefined;
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
  const destination =
    takeDestination(r) ?? (r.has('here') || said(r) ? undefined : takeDestination(r, ['in']));
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
        : (everyFile(r, sel, destination) ?? wholeFolder(r, sel.roots))));
  if (!targets || (sel.without.length > 0 && !targets.find)) return undefined;
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
  const wholeDir = targets.single !== undefined && r.world.lookup(targets.single)?.type === 'dir';
  if (wholeDir && describes(r, targets.single)) return undefined;
  const makeFolder =
    !toEntry &&
    (fold !== undefined ||
      many ||
      (to.endsWith('/') && !/^[/~]/.test(to)) ||
      (folderWord(r, destination) && !(wholeDir && destination?.role === 'as')));
  if (toEntry && toEntry.type !== 'dir' && many) return undefined;
  // "keep only the drafts in posts": into the folder where they lie already.
  if (bunch?.entries.every(({ path }) => path.replace(/\/?[^/]*$/, '') === to.replace(/\/+$/, '')))
    return undefined;
  // "a copy of a.txt in docs under the name b.txt": a name with an ending is no new folder for several.
  if (makeFolder && many && !fold && /\.[A-Za-z]\w{0,4}$/.test(to)) return undefined;
  const overwrites = toEntry?.type === 'file';
  const into =
    isFolder || makeFolder || (folderWord(r, destination) && !wholeDir)
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

/** A word for the way stands there: then nothing but what follows it is the destination. */
const said = (r: Reading): boolean =>
  r.terms.some(
    (term) => term.tags.has('p-to') && !term.tags.has('p-in') && /^(?:to|into|onto|over to)$/i.test(term.raw),
  );

const folderWord = (r: Reading, term: Term | undefined): boolean =>
  term !== undefined &&
  [
    r.at(term.index - 1),
    // "the letters folder called y": the word belongs to the one that is copied.
    r.at(term.index - 1)?.tags.has('p-to') || r.at(term.index - 3)?.entry?.type === 'dir'
      ? undefined
      : r.at(term.index - 2),
    r.at(term.index + 1),
  ].some((other) => other?.tags.has('folder') === true);

function wholeFolder(r: Reading, roots: readonly string[]) {
  const root = roots[0];
  if (r.has('#ext|#kind|#glob')) return undefined;
  if (roots.length !== 1 || root === undefined) return undefined;
  const entry = r.world.lookup(root);
  const inside =
    /(?:\bfiles|everything|contents?|every file) (?:in|from|of|inside|under)\b|[里中下]的?(?:全部|所有)?文件|所有文件|全部文件|里的所有|中的所有|所有内容/.test(
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

/** "all regular files from this tree to DIR": every file, wherever it lies, but not those in DIR already. */
function everyFile(r: Reading, sel: Selection, destination: Term | undefined) {
  if (sel.type !== 'f' || sel.depth !== 'all' || sel.roots.length > 1 || !destination) return undefined;
  if (!r.has('all|recursive')) return undefined;
  const to = pathOf(destination).replace(/\/+$/, '');
  const inside = sel.roots.length === 0 && !/^[/~.]/.test(to);
  const test = `-not -path ${pathArg(`./${to}/*`)}`;
  const find = findCommand({ ...sel, tests: inside ? [...sel.tests, test] : sel.tests });
  return { args: '', find, single: undefined, guess: 0.1, entries: [] };
}
