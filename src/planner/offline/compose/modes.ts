import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './change.ts';
import { findCommand } from './find.ts';
import { overFiles, takeSource, withSource } from './source.ts';
import { isName, pathOf, takeDestination, targetsOf } from './targets.ts';
import { reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;

/** What a change of mode falls on: arguments, or a find command for whole trees. */
function objects(
  r: Reading,
): { args: string; find: string | undefined; directory: boolean; guess: number } | undefined {
  const to = r.terms.filter(
    (term) => r.free(term) && ['to', 'from'].includes(term.role) && term.entry !== undefined,
  );
  if (to.length > 0 && to.every((term) => term.entry!.type === 'file')) {
    r.mark(...to);
    return {
      args: to.map((term) => pathArg(pathOf(term))).join(' '),
      find: undefined,
      directory: false,
      guess: 0,
    };
  }
  const sel = takeSelection(r, { noContent: true });
  const filtered = sel.names.length + sel.tests.length > 0;
  const whole =
    sel.type !== undefined &&
    sel.files.length === 0 &&
    (r.has('all|recursive') || sel.type === 'd') &&
    (sel.roots.length > 0 || r.terms.some((term) => term.tags.has('here') || term.tags.has('recursive')));
  if (
    !filtered &&
    whole &&
    (sel.type === 'd' ? /\b(?:all|every|each)\b|所有|每个/i.test(r.analysis.request) : sel.depth === 'all')
  )
    return { args: '', find: findCommand(sel, '', 'all'), directory: true, guess: 0.05 };
  if (!filtered && sel.files.length === 0 && sel.roots.length === 1) {
    const every =
      /(?:all (?:the )?files|every file|everything) (?:in|under|inside|below)|(?:里|中|下)的?(?:所有|全部)文件/.test(
        r.analysis.request,
      );
    if (every || sel.depth === 'all')
      return {
        args: '',
        find: findCommand({ ...sel, type: every ? 'f' : undefined }).replace(
          ' -mindepth 1',
          every ? ' -mindepth 1' : '',
        ),
        directory: true,
        guess: 0.05,
      };
    return { args: pathArg(sel.roots[0]!), find: undefined, directory: true, guess: 0 };
  }
  if (sel.files.some((file) => !r.world.lookup(file))) return undefined;
  const targets = targetsOf(r, sel);
  if (!targets) return undefined;
  return { args: targets.args, find: targets.find, directory: false, guess: sel.guess + targets.guess };
}

/** chmod in words and in numbers. */
export const permissions: Rule = (r) => {
  if (
    r.has('find|count|copy|move|append|link|rename|delete') &&
    !r.has('set|grant|convert|revoke|permission')
  )
    return undefined;
  const asks = /^(?:which|what|show|list|who|find|are|is)\b/i.test(r.analysis.request);
  if (asks) return undefined;
  const mode =
    r.find('#mode', (term) => r.has('permission|set|change|grant|p-to') || term.kind === 'mode') ?? undefined;
  const words = r.has('make-executable|readable|writable|read-only|only-me|everyone|run');
  if (!mode && !words) return undefined;
  if (!r.has('set|convert|create|grant|revoke|permission|make-executable|let|change')) return undefined;
  if (r.has('find') && !r.has('set|convert|grant|change|append')) return undefined;
  r.may('append', 'find');
  r.mark(mode);
  const text = mode ? mode.text : modeFromWords(r);
  if (text === undefined) return undefined;
  const recursive = r.has('recursive');
  r.may(
    'set',
    'convert',
    'create',
    'grant',
    'revoke',
    'permission',
    'make-executable',
    'change',
    'p-to',
    'octal',
    'readable',
    'writable',
    'run',
    'read-only',
    'only-me',
    'everyone',
    'owner-class',
    'group-class',
    'script-noun',
    'exactly',
  );
  const target = objects(r);
  if (!target) return undefined;
  r.may(
    'all',
    'file',
    'only',
    'folder',
    'p-and',
    'by',
    'p-by',
    'it-ref',
    'here',
    'item',
    'not',
    'no',
    'user',
    'group',
    'recursive',
    'content',
    'command-noun',
    'value',
    'oneline-each',
    'own',
    'process',
    'but',
  );
  for (const term of r.terms)
    if (/^(?:but|execute|exec|read|write|access|else|可以|只能)$/.test(term.raw.toLowerCase())) r.mark(term);
  const why = r.say('changes who may do what', '修改权限');
  return changing(
    'permission',
    'write',
    target.find
      ? `${target.find} -exec chmod ${text} {} +`
      : `chmod ${recursive && target.directory ? '-R ' : ''}${text} ${target.args}`,
    why,
    target.guess,
  );
};

/** "only I can read and write", "everyone may read": a mode. */
function modeFromWords(r: Reading): string | undefined {
  const request = r.analysis.request.toLowerCase();
  const revoke =
    (r.has('revoke') && /remove|take away|revoke|deny|forbid|prevent|去掉|取消|移除|禁止/.test(request)) ||
    r.has('delete') ||
    /\bnot (?:be )?(?:writ|read|exec)|no longer|un(?:writ|read)|non-|不可/.test(request);
  const executable = r.has('make-executable') || /\bexecut|\brun\b|执行|运行/.test(request);
  const write = r.has('writable') || /\bwrit|可写|写/.test(request);
  const read = r.has('readable') || /\bread\b|\breadable|可读|读/.test(request);
  const me =
    r.has('only-me') ||
    /\bonly (?:me|i|the owner|owner)\b|\bjust me\b|nobody else|no one else|only readable by me|private|只有我|仅所有者|只有所有者/.test(
      request,
    );
  const everyone = r.has('everyone') && !/nobody else|no one else/.test(request);
  if (/read-?only|只读/.test(request) && !me) return /everyone|all|所有人/.test(request) ? 'a-w' : 'a-w';
  if (everyone && me && read && write) return executable ? '755' : '644';
  if (
    everyone &&
    /(?:everyone|others|anyone|所有人|其他人).{0,12}(?:read|读)/.test(request) &&
    /(?:only|but|只有|仅).{0,16}(?:me|i|owner|我|所有者).{0,16}(?:write|写)/.test(request)
  )
    return '644';
  if (me) {
    if (executable && (read || write)) return '700';
    if (read && !write) return '400';
    return read || write || r.has('permission') || /private/.test(request) ? '600' : undefined;
  }
  const classes = [
    /\bowner\b|所有者/.test(request) && !everyone ? 'u' : '',
    /\bgroup\b|组/.test(request) ? 'g' : '',
    /\bothers?\b|其他/.test(request) ? 'o' : '',
  ].join('');
  const who = classes || (everyone ? 'a' : '');
  const what = `${(read && !executable) || (read && /read/.test(request)) ? 'r' : ''}${write ? 'w' : ''}${executable ? 'x' : ''}`;
  if (what === '') return undefined;
  const clear = revoke ? '-' : '+';
  if (clear === '-' && who === '') return `${what === 'x' ? '' : 'a'}-${what}`;
  return `${who === '' && what !== 'x' ? (what === 'r' ? 'a' : 'u') : who}${clear}${what}`;
}

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

/** Symbolic and hard links. */
export const links: Rule = (r) => {
  const hard = r.find('hardlink');
  const soft = r.find('link', (term) => /link|链接|连接/.test(term.raw));
  if (!(hard || soft) || (r.has('find|delete|show|count|broken|follow|ask|link-target') && !r.has('create')))
    return undefined;
  if (r.has('find|count|broken')) return undefined;
  r.mark(hard, soft, ...r.all('link|hardlink'));
  const names = r.terms.filter((term) => r.free(term) && isName(term));
  if (names.length === 1) {
    const verb = (soft ?? hard)!;
    const other = [r.terms.find((term) => r.free(term) && term.role === 'named'), r.at(verb.index + 1)].find(
      (term) =>
        term &&
        r.free(term) &&
        !names.includes(term) &&
        term.kind === 'word' &&
        /^[\w.-]+$/.test(term.raw) &&
        !term.tags.has('stop') &&
        !term.tags.has('p-to') &&
        !term.tags.has('p-from') &&
        !term.tags.has('p-of') &&
        !term.tags.has('p-named'),
    );
    if (other) names.push(other);
  }
  if (names.length < 1 || names.length > 2) return undefined;
  const existing = names.filter((term) => term.entry || /^[/~]/.test(term.text));
  const fresh = names.filter((term) => !term.entry && !existing.includes(term));
  let target: Term | undefined;
  let link: Term | undefined;
  if (existing.length === 1 && fresh.length === 1) [target, link] = [existing[0], fresh[0]];
  else if (names.length === 2 && existing.length !== 1) {
    const to = names.find((term) => term.role === 'to' || term.role === 'of');
    if (!to) return undefined;
    target = to;
    link = names.find((term) => term !== to);
  } else if (existing.length === 2) {
    target = existing.find((term) => term.role === 'to') ?? existing[0];
    link = existing.find((term) => term !== target);
  }
  if (!target || !link) return undefined;
  r.mark(target, link);
  r.may(
    'create',
    'p-to',
    'p-named',
    'p-with',
    'folder',
    'file',
    'set',
    'here',
    'new',
    'point',
    'link-target',
    'name',
    'script-noun',
    'run',
    'log',
    'p-for',
  );
  const source = pathOf(target);
  const name = link.kind === 'quoted' ? link.text : link.raw;
  const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
  const depth =
    folder === '' || /^[/~]/.test(source)
      ? ''
      : '../'.repeat(folder.split('/').filter((part) => part !== '.').length);
  return changing(
    'link',
    r.world.lookup(name) ? 'destroy' : 'write',
    hard
      ? `ln ${pathArg(source)} ${pathArg(name)}`
      : `ln -s ${pathArg(depth + source.replace(/(.)\/+$/, '$1'))} ${pathArg(name)}`,
    r.say('makes the link', '创建链接'),
  );
};

/** chown, as root. */
export const owners: Rule = (r) => {
  if (!r.has('own') || !r.has('set|change|grant|create|replace') || r.has('find|show|ask')) return undefined;
  const user = r.terms.find(
    (term) =>
      r.free(term) &&
      term.role === 'to' &&
      term.kind === 'word' &&
      (term.tags.size === 0 || /^root$/.test(term.raw)),
  );
  if (!user || !/^[a-z_][\w.-]*$/.test(user.raw)) return undefined;
  r.mark(user);
  const group = r.find('group');
  r.mark(group);
  r.may('own', 'set', 'change', 'grant', 'owner-class', 'user', 'p-to', 'replace', 'create');
  const recursive = r.has('recursive');
  const target = objects(r);
  if (!target || target.find) return undefined;
  r.may('all', 'file', 'folder', 'sudo', 'item', 'content');
  return changing(
    'owner',
    'privilege',
    `sudo ${group ? 'chgrp' : 'chown'} ${recursive ? '-R ' : ''}${user.raw} ${target.args}`,
    r.say('changes the owner; needs root', '修改所有者；需要 root'),
    target.guess,
  );
};

const SUMS: readonly (readonly [string, string])[] = [
  ['sha256', 'sha256sum'],
  ['sha1', 'sha1sum'],
  ['md5', 'md5sum'],
  ['sha512', 'sha512sum'],
];

/** Checksums, and files that are the same. */
export const checksums: Rule = (r) => {
  const found = SUMS.find(([tag]) => r.has(tag));
  if (!found && !r.has('checksum')) return undefined;
  if (r.has('commits|commit-hash|commit-message') && !found) return undefined;
  r.may(...SUMS.map(([tag]) => tag), 'checksum');
  const tool = found?.[1] ?? 'sha256sum';
  const check = r.find('validate', (term) => /verify|check|校验|验证/.test(term.raw));
  const text = r.find('#quoted', (term) => !term.entry);
  r.may('calculate', 'show', 'show-light', 'ask', 'count', 'create', 'print', 'generate');
  if (text) {
    r.mark(text);
    r.may('text', 'p-of');
    return reading(
      'hash',
      `printf '%s' ${pathArg(text.text)} | ${tool}`,
      r.say('computes the checksum of the text', '计算文本的校验和'),
    );
  }
  const source = takeSource(r);
  if (!source) return undefined;
  r.may(
    'file',
    'all',
    'per',
    'p-of',
    'item',
    'number-noun',
    'find',
    'text',
    'value',
    'p-with',
    'only',
    'hex',
  );
  if (
    check &&
    /verify|校验|验证|against/.test(r.analysis.request) &&
    source.paths.length === 1 &&
    /sum|\.md5|\.sha/i.test(source.paths[0]!)
  ) {
    r.mark(check);
    return reading(
      'hash',
      `${tool} -c ${source.args}`,
      r.say('verifies the checksums', '校验'),
      source.guess,
    );
  }
  return reading(
    'hash',
    overFiles(tool, source),
    r.say('computes the checksum', '计算校验和'),
    source.guess + (found ? 0 : 0.15),
  );
};

/** Comparing two files line by line or as sets. */
export const comparisons: Rule = (r) => {
  if (
    !r.has('compare|common|missing|same|changes|unique|join|side-by-side') ||
    (r.has('count|git|branch|commits|staged|working-tree|sort') && !r.has('common|missing|compare|join'))
  )
    return undefined;
  const files = r.terms.filter(
    (term) => r.free(term) && term.tags.has('#path') && !(term.tags.has('#host') && !term.entry && false),
  );
  if (files.length !== 2) return undefined;
  const [first, second] = files;
  const [a, b] = [pathOf(first!), pathOf(second!)];
  r.mark(first, second);
  const guess = (first!.entry || /^[/~]/.test(a) ? 0 : 0.35) + (second!.entry || /^[/~]/.test(b) ? 0 : 0.35);
  const counting = r.all('count').length > 0;
  const tail = counting ? ' | wc -l' : '';
  const noun = r.terms.find(
    (term) => r.free(term) && term.kind === 'word' && (term.tags.size === 0 || term.tags.has('#bunch')),
  );
  r.may(
    'show',
    'ask',
    'find',
    'line',
    'file',
    'p-in',
    'all',
    'between',
    'item',
    'word',
    'name',
    'folder',
    'p-with',
    'text',
    'exist',
    'p-and',
    'content',
    'value',
    'show-light',
    'user',
    'not',
    'only',
    'each',
    'per',
    'host',
    'address',
  );
  const why = r.say('compares the two', '比较两者');
  const directories = first!.entry?.type === 'dir' && second!.entry?.type === 'dir';
  if (
    r.has('missing') ||
    (r.has('not') && r.has('p-in') && !r.has('compare|same')) ||
    /\bonly in\b|\bbut not\b|\bnot in\b|(?:不在|没有)/.test(r.analysis.request)
  ) {
    r.mark(noun);
    r.may('missing', 'unique', 'except', 'not', 'not-contains');
    if (directories) return undefined;
    const reversed =
      /missing (?:from|in)|absent from/.test(r.analysis.request) &&
      !/but (?:missing|absent|not)|that are missing|which are missing/.test(r.analysis.request) &&
      first!.index < second!.index;
    const [keep, drop] = reversed ? [b, a] : [a, b];
    return reading(
      'compare',
      `grep -Fxvf ${pathArg(drop)} ${pathArg(keep)}${tail}`,
      why,
      guess + (reversed ? 0.2 : 0),
    );
  }
  if (r.has('common') && !r.has('compare')) {
    r.mark(noun);
    r.may('common', 'same', 'contains', 'unique', 'shared');
    if (directories)
      return reading('compare', `comm -12 <(ls ${pathArg(a)}) <(ls ${pathArg(b)})`, why, guess + 0.1);
    return reading(
      'compare',
      `comm -12 <(sort -u ${pathArg(a)}) <(sort -u ${pathArg(b)})${tail}`,
      why,
      guess,
    );
  }
  if (r.has('side-by-side') || (r.has('join') && /paste|column|side/.test(r.analysis.request))) {
    r.may('side-by-side', 'join', 'compare', 'column', 'delimiter');
    if (r.has('compare')) return reading('compare', `diff -y ${pathArg(a)} ${pathArg(b)}`, why, guess);
    const comma = /comma|csv|逗号/.test(r.analysis.request);
    return reading('compare', `paste ${comma ? '-d, ' : ''}${pathArg(a)} ${pathArg(b)}`, why, guess);
  }
  if (r.has('join')) {
    r.may('join', 'put', 'p-and', 'write');
    if (r.find('#path')) return undefined;
    const field = r.find('column');
    if (field || /common (?:field|column|key)|first (?:field|column)/.test(r.analysis.request))
      return reading('compare', `join <(sort ${pathArg(a)}) <(sort ${pathArg(b)})`, why, guess + 0.2);
    return reading('text', `cat ${pathArg(a)} ${pathArg(b)}`, why, guess + 0.1);
  }
  if (
    r.has('same') &&
    !r.has('compare') &&
    /^(?:are|is|check|do|whether)|是否|吗|whether/i.test(r.analysis.request)
  ) {
    r.may('same', 'validate', 'show-light', 'compare');
    return reading(
      'compare',
      `cmp -s ${pathArg(a)} ${pathArg(b)} && echo same || echo different`,
      why,
      guess + 0.05,
    );
  }
  if (!r.has('compare|changes|unique|same')) return undefined;
  r.may('compare', 'changes', 'unique', 'same', 'change', 'modify-time', 'recursive');
  const unified = /unified|patch|统一格式/.test(r.analysis.request);
  for (const term of r.terms) if (/unified|patch/.test(term.raw)) r.mark(term);
  r.may('format');
  return reading(
    'compare',
    `diff ${directories ? '-rq ' : unified ? '-u ' : ''}${pathArg(a)} ${pathArg(b)}`,
    why,
    guess,
  );
};

/** Sizes of folders and files on disk. */
export const usage: Rule = (r) => {
  if (r.has('file') && !r.has('sum|disk-usage') && r.has('show|find')) return undefined;
  const mark =
    r.find('disk-usage') ??
    r.find('size', () => r.has('folder|subfolder|#dir|sum|here')) ??
    (r.has('sum') ? r.find('bytes|size') : undefined);
  if (
    !mark ||
    (r.has('largest|smallest|delete|count|more-than|less-than|sort|copy|process|memory') &&
      !r.has('per|sort|sum|all'))
  )
    return undefined;
  if (r.has('count|memory|free|mount')) return undefined;
  const sum = r.all('sum').length > 0;
  const bytes = r.all('bytes').length > 0;
  const human = r.all('human').length > 0;
  const sorted = r.all('sort|largest|reverse|sorted-size').length > 0;
  const each = r.find('per|all|subfolder', (term) => /each|every|per|每|各|sub/.test(term.raw));
  r.mark(mark, ...r.all('disk-usage|size|mega|kilo'));
  const destination = takeDestination(r, []);
  if (destination) return undefined;
  const sel = takeSelection(r, { noContent: true });
  r.may(
    'show',
    'ask',
    'show-light',
    'file',
    'folder',
    'subfolder',
    'here',
    'p-of',
    'all',
    'per',
    'it-ref',
    'disk',
    'content',
    'ascending',
    'descending',
    'p-by',
    'used',
    'item',
    'calculate',
    'find',
    'head',
    'count',
    'only',
    'fills',
  );
  const why = r.say('adds up sizes on disk', '统计占用空间');
  if (sel.names.length > 0 || sel.tests.length > 0) {
    return reading(
      'disk',
      `${findCommand({ ...sel, type: 'f' }, `-printf '%s\\n'`)} | awk '{ s += $1 } END { print s + 0 }'`,
      why,
      sel.guess + (bytes || sum ? 0 : 0.1),
    );
  }
  const places = [...sel.roots, ...sel.files].map(pathArg).join(' ');
  if (each || (sel.type === 'd' && !sum)) {
    const list = `du -h --max-depth=1 ${places || '.'}`;
    return reading('disk', sorted ? `${list} | sort -rh` : list, why, sel.guess + 0.15);
  }
  if (sel.files.length === 1 && sel.roots.length === 0)
    return reading(
      'disk',
      human ? `du -h ${places}` : bytes ? `stat -c %s ${places}` : `du -h ${places}`,
      why,
      sel.guess + (bytes || human ? 0 : 0.15),
    );
  if (sum && r.terms.some((term) => term.tags.has('file')) && sel.roots.length <= 1)
    return reading(
      'disk',
      `${findCommand({ ...sel, type: 'f' }, `-printf '%s\\n'`)} | awk '{ s += $1 } END { print s + 0 }'`,
      why,
      sel.guess + 0.05,
    );
  if (bytes && sum)
    return reading(
      'disk',
      `${findCommand({ ...sel, type: 'f' }, `-printf '%s\\n'`)} | awk '{ s += $1 } END { print s + 0 }'`,
      why,
      sel.guess + 0.05,
    );
  return reading('disk', `du -s${bytes ? 'b' : 'h'} ${places || '.'}`, why, sel.guess);
};

export const modeRules: readonly Rule[] = [permissions, stats, links, owners, checksums, comparisons, usage];
export { withSource };
