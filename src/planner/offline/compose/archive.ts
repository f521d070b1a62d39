import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './change.ts';
import { pathOf, takeBunch, takeDestination, targetsOf } from './targets.ts';
import { reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;

const ARCHIVE = /\.(?:tar|tgz|tar\.\w+|tbz2?|txz|zip|jar|gz|xz|bz2|zst|7z)$/i;
const isArchive = (term: Term): boolean =>
  (term.kind === 'path' || term.kind === 'quoted') && ARCHIVE.test(term.text);

/** Lists what an archive holds. */
export const archiveLists: Rule = (r) => {
  if (r.has('delete|move|copy|rename|compress|checksum|size') && !r.has('show|contains')) return undefined;
  const file = r.terms.find((term) => r.free(term) && isArchive(term));
  if (
    !file ||
    !r.has('show|ask|contains|inside-archive|find|count|item') ||
    (r.has('extract') && !r.has('not-contains|skip|not')) ||
    r.has('create|delete|checksum')
  )
    return undefined;
  const path = pathOf(file);
  r.mark(file);
  const compressedText = !/\.tar\.|\.tgz|\.tar$|\.t[bx]z2?$|\.zip$|\.jar$/.test(path);
  if (compressedText) {
    if (!/\.(?:gz|xz|bz2)$/.test(path)) return undefined;
    return zcat(r, path);
  }
  if (r.has('head|tail|grep|line|word') && !r.has('file')) return undefined;
  const counting = r.all('count').length > 0;
  const search = r.find('#literal');
  if (search) return undefined;
  r.may(
    'show',
    'ask',
    'contains',
    'inside-archive',
    'find',
    'archive',
    'item',
    'file',
    'without',
    'extract',
    'p-in',
    'not',
    'zip',
    'gzip',
    'all',
    'name',
    'list',
    'it-ref',
    'exist',
    'only-name',
    'not-contains',
    'show-light',
    'folder',
    'compress',
  );
  const list = /\.(?:zip|jar)$/.test(path) ? `unzip -Z1 ${pathArg(path)}` : `tar -tf ${pathArg(path)}`;
  return reading(
    'archive',
    counting ? `${list} | grep -vc '/$'` : list,
    r.say('lists what the archive holds', '列出归档内容'),
    r.world.lookup(path) || /^[/~]/.test(path) ? 0 : 0.3,
    1,
  );
};

function zcat(r: Reading, path: string): Proposal | undefined {
  const tool = path.endsWith('.gz') ? 'zcat' : path.endsWith('.xz') ? 'xzcat' : 'bzcat';
  const grep = r.find('#quoted|#literal');
  r.may(
    'show',
    'find',
    'contains',
    'line',
    'content',
    'text',
    'without',
    'extract',
    'p-in',
    'compress',
    'gzip',
    'file',
    'screen',
    'item',
    'not-contains',
    'skip',
    'not',
    'show-light',
    'ask',
    'it-ref',
  );
  if (grep) {
    r.mark(grep);
    const flags = `${r.all('case-insensitive').length ? 'i' : ''}${r.all('count').length ? 'c' : ''}`;
    return reading(
      'archive',
      `${tool} ${pathArg(path)} | grep ${flags ? `-${flags} ` : ''}-e ${pathArg(grep.kind === 'quoted' ? grep.text : grep.raw)}`,
      r.say('searches inside the compressed file', '在压缩文件中搜索'),
      0,
      1,
    );
  }
  if (r.has('count') && r.has('line') && r.need('count'))
    return reading(
      'archive',
      `${tool} ${pathArg(path)} | wc -l`,
      r.say('counts its lines', '统计行数'),
      0,
      1,
    );
  const part = r.find('head|tail');
  const number = r.find('#num');
  r.mark(part, number);
  const tail = part ? ` | ${part.tags.has('tail') ? 'tail' : 'head'} -n ${number?.value ?? 10}` : '';
  return reading(
    'archive',
    `${tool} ${pathArg(path)}${tail}`,
    r.say('shows the text inside', '显示其中的文本'),
    0.05,
    1,
  );
}

/** Unpacks. */
export const extracts: Rule = (r) => {
  const file = r.terms.find((term) => r.free(term) && isArchive(term) && term.role !== 'to');
  if (!file || !r.has('extract') || (r.has('show') && r.has('without|not-contains'))) return undefined;
  if (r.has('delete') && !r.has('keep')) return undefined;
  const path = pathOf(file);
  const known = r.world.lookup(path) !== undefined || /^[/~]/.test(path);
  r.mark(file, ...r.all('extract'));
  const keep = r.all('keep').length > 0;
  const destination = takeDestination(r, ['to', 'named', 'in', 'as']);
  const folder = destination ? pathOf(destination) : undefined;
  const only = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'path' || term.kind === 'quoted') &&
      term !== destination &&
      (r.has('only') || term.role === 'none' || term.role === 'object'),
  );
  if (only && only.entry?.type !== 'dir') r.mark(only);
  const inner = only && only !== destination ? ` ${pathArg(only.raw.replace(/^['"]|['"]$/g, ''))}` : '';
  r.may(
    'archive',
    'file',
    'folder',
    'here',
    'zip',
    'gzip',
    'xz',
    'original',
    'p-to',
    'p-in',
    'content',
    'all',
    'create',
    'it-ref',
    'only',
    'item',
    'compress',
    'bzip2',
    'there',
    'force',
    'p-named',
    'p-from',
    'but',
    'new',
  );
  const exists = folder === undefined || r.world.lookup(folder)?.type === 'dir' || /^[/~]/.test(folder);
  const make = exists || folder === undefined ? '' : `mkdir -p ${pathArg(folder)} && `;
  const why = r.say('unpacks the archive', '解压归档');
  const guess = known ? 0 : 0.4;
  if (/\.(?:zip|jar)$/.test(path))
    return changing(
      'archive',
      'write',
      `unzip -q ${pathArg(path)}${inner}${folder ? ` -d ${pathArg(folder)}` : ''}`,
      why,
      guess,
    );
  if (/\.tar(?:\.\w+)?$|\.tgz$|\.t[bx]z2?$/.test(path))
    return changing(
      'archive',
      'write',
      `${make}tar -xf ${pathArg(path)}${folder ? ` -C ${pathArg(folder)}` : ''}${inner}`,
      why,
      guess,
    );
  const tool = path.endsWith('.gz')
    ? 'gunzip'
    : path.endsWith('.xz')
      ? 'unxz'
      : path.endsWith('.bz2')
        ? 'bunzip2'
        : undefined;
  if (!tool) return undefined;
  if (folder) {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    const target = r.world.lookup(folder)?.type === 'dir' ? `${folder.replace(/\/+$/, '')}/${name}` : folder;
    return changing(
      'archive',
      'write',
      `${tool} -c ${pathArg(path)} > ${pathArg(target)}`,
      why,
      guess + 0.05,
    );
  }
  return changing('archive', 'write', `${tool} ${keep ? '-k ' : ''}${pathArg(path)}`, why, guess);
};

/** Packs: tar, zip, gzip, xz. */
export const compresses: Rule = (r) => {
  const verb =
    r.has('compress|zip|gzip|xz|bzip2') ||
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
  r.all('compress|archive|zip|gzip|xz|bzip2');
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
  const narrowed = sel.names.length + sel.tests.length + sel.notNames.length > 0;
  const why = r.say('packs what is named', '打包所指的内容');
  const targets = bunch
    ? { args: bunch.glob, find: undefined, guess: 0, single: undefined }
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
  const risk = out?.entry ? 'destroy' : 'write';
  if (out) {
    const path = pathOf(out);
    const name = pathArg(path);
    if (/\.(?:zip|jar)$/.test(path))
      return changing(
        'archive',
        risk,
        targets.find ? `${targets.find} | zip -q ${name} -@` : `zip -qr ${name} ${targets.args}`,
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
          : `tar -c${flag}f ${name} ${targets.args}`,
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
  const entry = single ? r.world.lookup(single) : undefined;
  if (entry?.type === 'dir') {
    const base = single!.replace(/\/+$/, '').split('/').at(-1)!;
    if (/zip/.test(text) && !/gzip|gz/.test(text))
      return changing(
        'archive',
        'write',
        `zip -qr ${pathArg(`${base}.zip`)} ${targets.args}`,
        why,
        guess + 0.1,
      );
    return changing(
      'archive',
      'write',
      `tar -czf ${pathArg(`${base}.tar.gz`)} ${targets.args}`,
      why,
      guess + 0.2,
    );
  }
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

export const archiveRules: readonly Rule[] = [archiveLists, extracts, compresses];
