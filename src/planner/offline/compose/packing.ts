import { takeSelection } from '../frames/selection.ts';
import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { isArchive, type Rule } from './archive.ts';
import { changing } from './changing.ts';
import { pathOf, takeBunch, targetsOf } from './targets.ts';

/** Packs: tar, zip, gzip, xz. */
export const compresses: Rule = (r) => {
  const grown = grows(r);
  if (grown) return grown;
  const verb =
    r.has('compress|zip|gzip|xz|bzip2|seven-zip') ||
    (r.has('create') && r.has('archive')) ||
    (r.has('backup') && r.terms.some(isArchive));
  if (
    !verb ||
    (r.has('extract|contains|find|show|count|checksum') && !r.has('file|archive|#ext|#path')) ||
    r.has('extract')
  )
    return undefined;
  if (r.has('show|ask|count|delete') && !r.has('create|compress')) return undefined;
  const out =
    r.terms.filter((term) => r.free(term) && isArchive(term) && term.entry === undefined).at(-1) ??
    r.terms
      .filter((term) => r.free(term) && isArchive(term) && ['to', 'as', 'named', 'in'].includes(term.role))
      .at(-1);
  r.mark(out);
  r.all('compress|archive|zip|gzip|xz|bzip2|seven-zip');
  const keep = r.all('keep|original').length > 0;
  const bunch = takeBunch(r);
  const sel = takeSelection(r, { noContent: true });
  r.may(
    'create',
    'backup',
    'p-to',
    'p-as',
    'p-named',
    'all',
    'file',
    'folder',
    'here',
    'with',
    'p-with',
    'it-ref',
    'put',
    'content',
    'recursive',
    'item',
    'format',
    'there',
    'level',
    'single',
    'join',
    'write',
    'p-in',
    'subfolder',
    'name',
    'but',
    'new',
  );
  const narrowed =
    sel.names.length + sel.tests.length > 0 || (sel.notNames.length > 0 && !(out && sel.roots.length === 1));
  const why = r.say('packs what is named', '打包所指的内容');
  r.mark(
    ...r.terms.filter(
      (term) =>
        term.kind === 'number' && term.value === 1 && r.at(term.index + 1)?.tags.has('archive') === true,
    ),
  );
  // "src but not *.py": the folder is packed and the packer is told what to leave out.
  const leavesOut =
    sel.notNames.length > 0 &&
    sel.names.length + sel.tests.length + sel.files.length === 0 &&
    sel.roots.length === 1;
  const targets = bunch
    ? { args: bunch.glob, find: undefined, guess: 0, single: undefined }
    : leavesOut
      ? folderTarget(r, sel.roots[0]!)
      : (targetsOf(r, sel) ??
        (narrowed
          ? undefined
          : sel.roots.length === 1
            ? folderTarget(r, sel.roots[0]!)
            : sel.roots.length > 1
              ? { args: sel.roots.map(pathArg).join(' '), find: undefined, guess: 0, single: undefined }
              : undefined));
  if (!targets) return undefined;
  const text = r.analysis.request.toLowerCase();
  const guess = sel.guess + targets.guess;
  // What is left out has to be said to the packer, or nothing is packed.
  const inner = (folder: string) =>
    r.world.lookup(folder) || !targets.single ? folder : `${targets.single}/${folder}`;
  const tarWithout = [
    ...sel.without.map((folder) => ` --exclude=${pathArg(inner(folder))}`),
    ...(targets.find ? [] : sel.notNames.map((name) => ` --exclude=${quote(name)}`)),
  ].join('');
  const zipWithout = [
    ...sel.without.map((folder) => quote(`${inner(folder)}/*`)),
    ...(targets.find ? [] : sel.notNames.map(quote)),
  ].join(' ');
  const kind = out ? undefined : kindNamed(text, r.has('archive'));
  const base = targets.single ?? (sel.roots.length === 1 ? sel.roots[0] : undefined);
  const made =
    kind && base !== undefined && r.world.lookup(base)?.type === 'dir'
      ? `${stemOf(base)}.${kind}`
      : undefined;
  const path = out ? pathOf(out) : made;
  if (tarWithout && (targets.find || !path || !/\.(?:zip|jar|tar(?:\.\w+)?|tgz|t[bx]z2?)$/.test(path)))
    return undefined;
  // Files packed one by one are no archive.
  if (kind && !path && (targets.single === undefined || kind === '7z')) return undefined;
  const risk = path && r.world.lookup(path) ? 'destroy' : 'write';
  if (path) {
    const name = pathArg(path);
    const guess = sel.guess + targets.guess + (out ? 0 : kind === 'tar.gz' && !/tar/.test(text) ? 0.2 : 0.1);
    if (path.endsWith('.7z'))
      return targets.find || tarWithout
        ? undefined
        : changing('archive', risk, `7z a -bso0 ${name} ${targets.args}`, why, guess);
    if (/\.(?:zip|jar)$/.test(path))
      return changing(
        'archive',
        risk,
        targets.find
          ? `${targets.find} | zip -q ${name} -@`
          : `zip -qr ${name} ${targets.args}${zipWithout ? ` -x ${zipWithout}` : ''}`,
        why,
        guess,
      );
    if (/\.tar(?:\.\w+)?$|\.tgz$|\.t[bx]z2?$/.test(path)) {
      const flag = /gz$/.test(path) ? 'z' : /xz$/.test(path) ? 'J' : /bz2?$|tbz/.test(path) ? 'j' : '';
      return changing(
        'archive',
        risk,
        targets.find
          ? `${targets.find} -print0 | tar -c${flag}f ${name} --null -T -`
          : `tar -c${flag}f ${name}${tarWithout} ${targets.args}`,
        why,
        guess,
      );
    }
    const tool = path.endsWith('.gz')
      ? 'gzip'
      : path.endsWith('.xz')
        ? 'xz'
        : path.endsWith('.bz2')
          ? 'bzip2'
          : undefined;
    if (!tool || !targets.single) return undefined;
    return changing(
      'archive',
      risk,
      path === `${targets.single}.${path.split('.').at(-1)}` && !keep
        ? `${tool} ${targets.args}`
        : `${tool} -c ${targets.args} > ${name}`,
      why,
      guess + (keep ? 0 : 0.1),
    );
  }
  const single = targets.single;
  const tool = /\bxz\b/.test(text)
    ? 'xz'
    : /bzip2|bz2/.test(text)
      ? 'bzip2'
      : /\bzip\b/.test(text) && !/gzip/.test(text)
        ? 'zip'
        : 'gzip';
  if (tool === 'zip')
    return single
      ? changing('archive', 'write', `zip -q ${pathArg(`${single}.zip`)} ${targets.args}`, why, guess + 0.25)
      : undefined;
  // "archive them" wants one file of all of them, whose name nobody said.
  if (/\barchiv|\bbundl|\bpack(?:age)? /.test(text) && !/compress|gzip|gz|xz|bz/.test(text)) return undefined;
  const unsaid = /gzip|gz|xz|bz/.test(text) ? 0 : 0.2;
  return changing(
    'archive',
    'write',
    targets.find
      ? `${targets.find} -exec ${tool} ${keep ? '-k ' : ''}{} +`
      : `${tool} ${keep ? '-k ' : ''}${targets.args}`,
    why,
    guess + unsaid,
  );
};

function folderTarget(r: Reading, root: string) {
  const entry = r.world.lookup(root);
  if (!entry && !/^[/~]/.test(root)) return undefined;
  return { args: pathArg(root.replace(/(.)\/+$/, '$1')), find: undefined, guess: 0, single: root };
}

const stemOf = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1)!;

/** The sort of archive that words ask for, where no name of one is given. */
function kindNamed(text: string, archive: boolean): string | undefined {
  if (/\b7z(?:ip)?\b/.test(text)) return '7z';
  if (/\bzip(?:s|ped)?\b/.test(text) && !/gzip/.test(text)) return 'zip';
  if (/\btar\.xz\b|\btxz\b/.test(text)) return 'tar.xz';
  if (/\btar\.bz2\b|\btbz2?\b/.test(text)) return 'tar.bz2';
  return archive || /\btar(?:ball|red)?\b|\btgz\b|打包|归档/.test(text) ? 'tar.gz' : undefined;
}

/** "add notes.txt to photos.zip": an archive that is here gets one more member. */
function grows(r: Reading): Proposal | undefined {
  if (!r.has('append|insert|put') || r.has('line|text|say|delete|extract|copy|move')) return undefined;
  const archive = r.terms.find(
    (term) =>
      r.free(term) && isArchive(term) && term.entry?.type === 'file' && ['to', 'in'].includes(term.role),
  );
  const members = r.terms.filter((term) => r.free(term) && term !== archive && term.entry !== undefined);
  if (!archive || members.length === 0 || members.some(isArchive)) return undefined;
  const path = pathOf(archive);
  const args = members.map((term) => pathArg(pathOf(term))).join(' ');
  const command = /\.(?:zip|jar)$/.test(path)
    ? `zip -qr ${pathArg(path)} ${args}`
    : path.endsWith('.tar')
      ? `tar -rf ${pathArg(path)} ${args}`
      : undefined;
  if (!command) return undefined;
  r.mark(archive, ...members);
  r.may(
    'append',
    'insert',
    'put',
    'file',
    'folder',
    'archive',
    'zip',
    'p-to',
    'p-in',
    'it-ref',
    'plus',
    'compress',
  );
  return changing('archive', 'write', command, r.say('adds to the archive', '加入归档'), 0.05);
}
