import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import { compresses } from './packing.ts';
import { takePatterns } from './patterns.ts';
import { pathOf, takeDestination } from './targets.ts';

export type Rule = (r: Reading) => Proposal | undefined;

const ARCHIVE = /\.(?:tar|tgz|tar\.\w+|tbz2?|txz|zip|jar|gz|xz|bz2|zst|7z)$/i;

export const isArchive = (term: Term): boolean =>
  (term.kind === 'path' || term.kind === 'quoted') && ARCHIVE.test(term.text);

/** Lists what an archive holds. */
export const archiveLists: Rule = (r) => {
  const packed = r.find('compress', (term) =>
    /^(?:compressed|gzipped|zipped|packed)$/.test(term.raw.toLowerCase()),
  );
  if (r.has('delete|move|copy|rename|compress|checksum|size') && !r.has('show|contains') && !packed)
    return undefined;
  r.mark(packed);
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
  const inside = r.terms.find(
    (term) =>
      r.free(term) && term.kind === 'path' && !isArchive(term) && term.role !== 'to' && term.role !== 'in',
  );
  if (inside && r.has('show|content|ask')) {
    r.mark(inside);
    r.may(
      'show',
      'content',
      'not-contains',
      'skip',
      'extract',
      'it-ref',
      'p-from',
      'archive',
      'zip',
      'without',
      'not',
      'file',
      'disk',
    );
    return reading(
      'archive',
      /\.(?:zip|jar)$/.test(path)
        ? `unzip -p ${pathArg(path)} ${pathArg(inside.text)}`
        : `tar -xOf ${pathArg(path)} ${pathArg(inside.text)}`,
      r.say('prints one file of the archive', '打印归档中的一个文件'),
      0,
      2,
    );
  }
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
  const [grep] = takePatterns(r);
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
    r.mark(...grep.terms);
    r.may('disk', 'grep', 'frequency', 'log', 'message', 'request-noun');
    const soft = grep.soft && grep.terms[0]!.tags.size > 0;
    const flags = `${r.all('case-insensitive').length || soft ? 'i' : ''}${r.all('count').length ? 'c' : ''}`;
    return reading(
      'archive',
      `${tool} ${pathArg(path)} | grep ${flags ? `-${flags} ` : ''}-e ${pathArg(grep.anchor === '^' ? `^${grep.text}` : grep.text)}`,
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
  // Chinese says where to with 到; what stands after 里的 lies in the archive.
  const destination = takeDestination(
    r,
    r.analysis.language === 'zh' ? ['to', 'named', 'as'] : ['to', 'named', 'in', 'as'],
  );
  const folder = destination ? pathOf(destination) : undefined;
  const only = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'path' || term.kind === 'quoted') &&
      term !== destination &&
      (r.has('only') ||
        ['none', 'object'].includes(term.role) ||
        (r.analysis.language === 'zh' && term.role === 'in')),
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
  // Archives write members as x/y or ./x/y; the pattern fits both.
  const plain = only === undefined ? '' : only.raw.replace(/^['"]|['"]$/g, '');
  const member =
    inner && r.world.platform === 'linux' && !/[*?[\]\\]/.test(plain)
      ? ` --wildcards --no-anchored ${pathArg(plain)}`
      : inner;
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
      `${make}tar -xf ${pathArg(path)}${folder ? ` -C ${pathArg(folder)}` : ''}${member}`,
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

export const archiveRules: readonly Rule[] = [archiveLists, extracts, compresses];
