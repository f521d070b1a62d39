import { takeSelection } from '../frames/selection.ts';
import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { reading } from './common.ts';
import { findCommand } from './find.ts';
import type { Rule } from './modes.ts';
import { overFiles, takeSource } from './source.ts';
import { pathOf } from './targets.ts';

const SUMS: readonly (readonly [string, string])[] = [
  ['sha256', 'sha256sum'],
  ['sha1', 'sha1sum'],
  ['md5', 'md5sum'],
  ['sha512', 'sha512sum'],
];

/** "verify SHA256SUMS": the names in the list are relative to its folder. */
const verifies: Rule = (r) => {
  const list = r.find('#path', (term) => /(?:sha\d+|md5)(?:sums?)?(?:\.txt)?$/i.test(term.text));
  if (!list || !r.has('validate')) return undefined;
  const path = pathOf(list);
  const tool = `${/(sha\d+|md5)/i.exec(path)![1]!.toLowerCase()}sum`;
  r.mark(list);
  r.may(
    'validate',
    'checksum',
    'file',
    'all',
    'p-in',
    'show-light',
    'sha256',
    'md5',
    'sha1',
    'sha512',
    'p-with',
    'item',
  );
  const slash = path.lastIndexOf('/');
  const command = `${tool} -c ${pathArg(path.slice(slash + 1))}`;
  return reading(
    'hash',
    slash > 0 ? `cd ${pathArg(path.slice(0, slash))} && ${command}` : command,
    r.say('verifies the checksums', '校验'),
    list.entry || slash === 0 ? 0 : 0.1,
    2,
  );
};

/** Files with the same content, by their checksums. */
const sameFiles: Rule = (r) => {
  if (
    !r.has('duplicates|same') ||
    !r.has('file|#kind|#ext|#glob|image') ||
    r.has('line|delete|count|word|compare')
  )
    return undefined;
  if (!r.has('find|show|ask') || r.terms.filter((term) => term.entry?.type === 'file').length > 0)
    return undefined;
  if (/\bsame (?:base ?)?names?\b|\bnamesakes?\b/i.test(r.analysis.request)) return undefined;
  const sel = takeSelection(r, { noContent: true });
  r.may(
    'duplicates',
    'same',
    'find',
    'show',
    'ask',
    'content',
    'checksum',
    'md5',
    'sha256',
    'item',
    'bytes',
    'all',
    'exist',
  );
  for (const term of r.terms) if (/^(?:one|two|more|each|identical)$/i.test(term.raw)) r.mark(term);
  return reading(
    'hash',
    `${findCommand({ ...sel, type: 'f' }, '-exec md5sum {} +')} | sort | uniq -w32 -D | cut -c35-`,
    r.say('finds files with the same content', '查找内容相同的文件'),
    sel.guess,
  );
};

/** Checksums, and files that are the same. */
export const checksums: Rule = (r) => {
  const verified = verifies(r);
  if (verified) return verified;
  const twins = sameFiles(r);
  if (twins) return twins;
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
  // Two sums side by side say whether they are the same.
  if (source.paths.length === 2 && r.has('same')) r.may('same', 'validate', 'p-and', 'contains');
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

const liesIn = (term: Term, folder: Term): boolean =>
  folder.entry?.type === 'dir' &&
  term.entry?.type === 'file' &&
  term.entry.path.startsWith(`${folder.entry.path.replace(/\/+$/, '')}/`);

/** Comparing two files line by line or as sets. */
export const comparisons: Rule = (r) => {
  if (
    !r.has('compare|common|missing|same|changes|unique|join|side-by-side') ||
    (r.has('count|git|branch|commits|staged|working-tree|sort') && !r.has('common|missing|compare|join'))
  )
    return undefined;
  const paths = r.terms.filter((term) => r.free(term) && term.tags.has('#path'));
  // "n1.txt and n2.txt in docs": the folder only says where the two lie.
  const files =
    paths.length === 3
      ? paths.filter((term) => !paths.every((other) => other === term || liesIn(other, term)))
      : paths;
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
    if (directories) {
      if (!r.has('file|name|item')) return undefined;
      return reading('compare', `comm -23 <(ls ${pathArg(a)}) <(ls ${pathArg(b)})${tail}`, why, guess + 0.1);
    }
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
  const sharedLines =
    r.has('same') &&
    r.has('line') &&
    /\b(?:which|what) (?:lines|rows) are (?:the )?same\b|\b(?:same|identical) (?:lines|rows)\b|(?:相同|一样)的行|哪些行(?:是)?(?:相同|一样)/i.test(
      r.analysis.request,
    );
  if ((r.has('common') && !r.has('compare')) || sharedLines) {
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
  const matches = /^\W*(?:match|pair|line up)\b.*\b(?:field|column|key)s?\b/i.test(r.analysis.request);
  if (r.has('join') || matches) {
    r.may('join', 'put', 'p-and', 'write');
    if (matches) r.may('contains', 'p-by', 'per', 'not', 'sort', 'head', 'p-with', 'common');
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
    if (/\b(?:say|print|output|tell|answer)\b.*\bsame\b.*\bdifferent\b/i.test(r.analysis.request))
      r.may('say', 'show', 'unique', '#literal', 'p-or');
    return reading(
      'compare',
      `cmp -s ${pathArg(a)} ${pathArg(b)} && echo same || echo different`,
      why,
      guess + 0.05,
    );
  }
  if (!r.has('compare|changes|unique|same')) return undefined;
  const ignored = directories ? '' : takeIgnored(r);
  r.may('compare', 'changes', 'unique', 'same', 'change', 'modify-time', 'recursive');
  const unified = /unified|patch|统一格式/.test(r.analysis.request);
  for (const term of r.terms) if (/unified|patch/.test(term.raw)) r.mark(term);
  r.may('format');
  const differing = counting && !directories ? " | grep -c '^[<>]'" : tail;
  return reading(
    'compare',
    `diff ${directories ? '-rq ' : unified ? '-u ' : ''}${ignored}${pathArg(a)} ${pathArg(b)}${differing}`,
    why,
    guess,
  );
};

/** "ignoring case and whitespace": what is no difference, as flags of diff. */
function takeIgnored(r: Reading): string {
  const match =
    /\b(?:ignor(?:e|es|ing)|regardless of|disregard(?:ing)?)(?: (?:the|any|all|differences? in|changes in))* (?<what>(?:(?:case|(?:upper|lower) ?case|letter case|white ?space|spaces|blank lines|empty lines)(?: differences| changes)?(?: and |, |$|\W*$)?)+)|忽略(?<zh>(?:大小写|空白|空格|空行|和|与|、|字符)+)/i.exec(
      r.analysis.request,
    );
  if (!match) return '';
  const what = match.groups?.what ?? match.groups?.zh ?? '';
  r.mark(
    ...r.terms.filter(
      (term) => term.start < match.index + match[0].length && term.end > match.index && !term.entry,
    ),
  );
  const flags = `${/case|大小写/i.test(what) ? 'i' : ''}${/white ?space|spaces|空白|空格/i.test(what) ? 'w' : ''}${/lines|空行/i.test(what) ? 'B' : ''}`;
  return flags ? `-${flags} ` : '';
}
