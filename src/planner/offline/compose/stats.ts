import { pathArg } from '../quote.ts';
import { reading } from './common.ts';
import type { Rule } from './modes.ts';
import { pathOf } from './targets.ts';

/** "who can write to app.log": its owner, group and rights. */
export const whoMay: Rule = (r) => {
  if (!/\bwho (?:can|may|is (?:allowed|able)|has)\b|谁(?:能|可以|有权|有)/i.test(r.analysis.request))
    return undefined;
  if (
    !r.has(
      'readable|writable|make-executable|write|permission|access-time|run|edit|change|modify-time|replace',
    )
  )
    return undefined;
  const paths = r.terms.filter((term) => r.free(term) && term.entry !== undefined);
  const [path] = paths;
  if (!path || paths.length !== 1) return undefined;
  r.mark(path);
  r.may('readable', 'writable', 'make-executable', 'write', 'permission', 'access-time', 'run', 'edit');
  r.may(
    'change',
    'modify-time',
    'replace',
    'show',
    'ask',
    'file',
    'folder',
    'user',
    'author',
    'item',
    'grant',
  );
  return reading(
    'stat',
    `ls -l${path.entry!.type === 'dir' ? 'd' : ''} ${pathArg(pathOf(path))}`,
    r.say('shows owner, group and rights', '显示所有者、组和权限'),
    0.05,
    1,
  );
};

/** Mode, owner, size, type and time of one thing. */
export const stats: Rule = (r) => {
  if (
    r.has('set|delete|copy|move|append|create|kill|find|sort|replace|grant|compress|largest|newest|count') &&
    !r.has('show|ask')
  )
    return undefined;
  if (
    r.has(
      'largest|smallest|sort|count|copy|process|memory|cpu|disk-usage|make-executable|commits|average|sum|git|free',
    )
  )
    return undefined;
  const mark = r.find(
    'permission|own|timestamp|mime|link-target|inode|octal|encoding|modify-time|size|absolute',
  );
  if (!mark) return undefined;
  const paths = r.terms.filter(
    (term) => r.free(term) && term.tags.has('#path') && (term.entry !== undefined || /^[/~]/.test(term.text)),
  );
  if (paths.length === 0 || paths.length > 3) return undefined;
  r.mark(mark, ...paths);
  const args = paths.map((term) => pathArg(pathOf(term))).join(' ');
  const why = r.say('shows what is recorded about it', '显示其属性');
  const octal = r.has('octal') || /octal|numeric|八进制|数字/.test(r.analysis.request);
  r.may(
    'show',
    'show-light',
    'ask',
    'permission',
    'octal',
    'file',
    'folder',
    'own',
    'group',
    'user',
    'timestamp',
    'modify-time',
    'mime',
    'size',
    'bytes',
    'p-with',
    'time',
    'date',
    'human',
    'only',
    'link',
    'path',
    'find',
    'number-noun',
    'name',
    'link-target',
    'tail',
    'item',
    'script-noun',
    'long',
    'length',
    'encoding',
    'text',
    'detail',
    'count',
    'owner-class',
    'absolute',
    'exist',
    'set',
  );
  const tags = (tag: string) => mark.tags.has(tag) || r.terms.some((term) => term.tags.has(tag));
  const single = paths[0]!.entry;
  if (tags('link-target')) return reading('stat', `readlink ${args}`, why);
  if (tags('absolute') && !tags('permission')) return reading('stat', `realpath ${args}`, why);
  if (tags('mime') || tags('encoding'))
    return reading(
      'stat',
      `file ${tags('encoding') || /mime/.test(r.analysis.request) ? '-i ' : ''}${args}`,
      why,
    );
  if (octal) return reading('stat', `stat -c %a ${args}`, why);
  if (mark.tags.has('inode')) return reading('stat', `stat -c %i ${args}`, why);
  if (tags('permission') && !tags('size'))
    return reading('stat', single?.type === 'dir' ? `ls -ld ${args}` : `ls -l ${args}`, why, 0.05);
  if (tags('own') || r.has('owner-class'))
    return reading(
      'stat',
      `stat -c ${/group|组/.test(r.analysis.request) ? (/own|所有者/.test(r.analysis.request) ? "'%U %G'" : '%G') : '%U'} ${args}`,
      why,
    );
  if (mark.tags.has('size'))
    return single?.type === 'dir'
      ? reading('disk', `du -sh ${args}`, why, 0.05)
      : reading(
          'stat',
          `stat -c %s ${args}`,
          why,
          /human|readable|易读/.test(r.analysis.request) ? 0.4 : 0.05,
        );
  if (
    tags('timestamp') ||
    (tags('modify-time') && /when|time|date|何时|时间|什么时候/.test(r.analysis.request))
  )
    return reading('stat', `stat -c %y ${args}`, why);
  return undefined;
};
