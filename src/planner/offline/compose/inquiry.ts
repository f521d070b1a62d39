import { takeSelection } from '../frames/selection.ts';
import { escapeGlob, pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { type Rule, reading } from './common.ts';
import { findCommand } from './find.ts';
import { pathOf } from './targets.ts';

const COURTESY =
  'show|show-light|ask|find|exist|only|it-ref|screen|result|file|folder|here|item|script-noun|name|say';

const fileTerms = (r: Reading): Term[] =>
  r.terms.filter(
    (term) =>
      r.free(term) &&
      (term.tags.has('#path') || (term.kind === 'quoted' && /^[\w./-]+\.\w+$/.test(term.text))) &&
      term.kind !== 'word',
  );

/** "does config/prod.yaml exist", "is there a file called x": yes or no. */
const existence: Rule = (r) => {
  const request = r.analysis.request;
  const asked =
    /^(?:\W*(?:can you |could you )?(?:check|see|tell me|say|test)?\s*(?:whether|if)?\s*)(?:does|do|is|are)\b.*\b(?:exists?|there|present|around)\b/i.test(
      request,
    ) || /\b(?:whether|if)\b.*\bexists?\b|(?:存在|有没有|是否有|在不在)/.test(request);
  if (
    !asked ||
    r.has('delete|create|copy|move|append|insert|set|count|contains|line|user|process|group|package|running')
  )
    return undefined;
  const paths = fileTerms(r);
  const [path] = paths;
  if (!path || paths.length !== 1 || /[*?]/.test(path.text)) return undefined;
  const broad = path.role === 'in' && !r.terms.some((term) => term.role === 'named');
  if (broad) return undefined;
  r.mark(path);
  r.may(COURTESY, 'p-named', 'new', 'if-exists');
  for (const term of r.terms)
    if (/^(?:whether|check|yes|no|or|存在|是否|present|around)$/i.test(term.raw)) r.mark(term);
  return reading(
    'stat',
    `[ -e ${pathArg(pathOf(path))} ] && echo yes || echo no`,
    r.say('tells whether it is there', '检查是否存在'),
    0.05,
    1,
  );
};

/** "is there a README here": what is called so. */
const called: Rule = (r) => {
  if (!/^(?:is|are) there\b|有没有/i.test(r.analysis.request)) return undefined;
  const name = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      /^[A-Z][A-Za-z]+$/.test(term.raw) &&
      (term.tags.size === 0 || term.tags.has('#bunch') || term.tags.has('#path')),
  );
  if (!name || r.has('line|contains|#file|user|process|count')) return undefined;
  r.mark(name);
  const sel = takeSelection(r, { noContent: true });
  if (sel.names.length + sel.tests.length > 0) return undefined;
  r.may(COURTESY);
  return reading(
    'find',
    findCommand(
      { ...sel, names: [`${escapeGlob(name.raw)}*`], ignoreCase: true, type: undefined },
      '',
      sel.roots.length > 0 || !r.has('here') ? 'all' : 'one',
      true,
    ),
    r.say('looks for the name', '查找该名称'),
    0,
    1,
  );
};

/** "where is users.js": its path. */
const whereabouts: Rule = (r) => {
  if (
    !/^\W*(?:where(?:'s|s| is| are| can i find| do i find| did i put)?|in which (?:folder|directory) (?:is|are|do|does)|which (?:folder|directory) (?:has|holds|contains|is))\b|在哪|哪里|哪个(?:目录|文件夹)/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  if (r.has('link-target|line|word|contains|where-am-i|process|user|delete|copy|move|#quoted|text'))
    return undefined;
  const paths = fileTerms(r);
  if (paths.length !== 1) return undefined;
  const path = paths[0]!;
  if (path.text.includes('/') || /[*?]/.test(path.text)) return undefined;
  r.mark(path);
  const sel = takeSelection(r, { noContent: true });
  if (sel.names.length + sel.tests.length + sel.files.length > 0) return undefined;
  r.may(COURTESY, 'contains', 'put', 'where', 'which-cmd', 'command-noun');
  for (const term of r.terms)
    if (/^(?:where|in which|which|located|live|lives|wheres)$/i.test(term.raw)) r.mark(term);
  return reading(
    'find',
    findCommand({ ...sel, type: 'f', names: [escapeGlob(path.text)] }),
    r.say('finds where it lies', '查找其位置'),
    0,
    1,
  );
};

/** "how old is X", "when was X last changed": its time. */
const ages: Rule = (r) => {
  const request = r.analysis.request;
  const old = /\bhow old\b|多(?:旧|老|久)/i.test(request);
  const when =
    /\bwhen\b|\bwhat (?:time|date|day)\b|\bhow long ago\b|\b(?:date|time) of\b|什么时候|何时/i.test(request);
  if (!old && !when) return undefined;
  if (
    r.has(
      'delete|copy|move|append|insert|find-text|commits|sort|count|boot|uptime|largest|user|process|line|git',
    )
  )
    return undefined;
  const paths = fileTerms(r);
  const [path] = paths;
  if (!path || paths.length !== 1) return undefined;
  const access = r.all('access-time').length > 0 && !r.has('modify-time');
  const born = r.all('create-time').length > 0;
  const changed =
    r.all('modify-time|timestamp|change|changes|newest|edit').length > 0 ||
    r.terms.some((term) => /^last$/i.test(term.raw));
  if (!old && !access && !born && !changed) return undefined;
  r.mark(path);
  r.may(
    COURTESY,
    'tail',
    'within',
    'time',
    'date',
    'older',
    'today',
    'set',
    'replace',
    'convert',
    'create',
    'write',
    'p-of',
    'ago',
    'long',
    'length',
    'frequency',
    'changes',
  );
  for (const term of r.terms)
    if (/^(?:when|how|old|long|what time|what|last|was|were)$/i.test(term.raw)) r.mark(term);
  return reading(
    'stat',
    `stat -c %${access ? 'x' : born ? 'w' : 'y'} ${pathArg(pathOf(path))}`,
    r.say('shows its time', '显示其时间'),
    born ? 0.3 : 0,
    1,
  );
};

/** "does orders.csv mention Bergen?", "is the word legacy anywhere in api": the lines that do. */
const mentions: Rule = (r) => {
  if (
    !/^\W*(?:in (?:which|what) files? (?:does|do|is|are)|which files? (?:is|are|does|do))\b/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  if (!/\b(?:appear|occur|turn up|show up|mentioned|used|found|come up|stand)/i.test(r.analysis.request))
    return undefined;
  const word = r.terms.find(
    (term) =>
      r.free(term) &&
      (term.kind === 'quoted' ||
        term.tags.has('#literal') ||
        (term.kind === 'word' && (term.tags.size === 0 || term.tags.has('#bunch')) && term.raw.length > 2)),
  );
  if (!word) return undefined;
  r.mark(word);
  const sel = takeSelection(r, { noContent: true });
  if (sel.files.length + sel.tests.length + sel.notNames.length > 0) return undefined;
  const flags = r.all('case-insensitive').length > 0 ? 'i' : '';
  r.may(COURTESY, 'word', 'text', 'used', 'contains', 'access-time', 'listen', 'frequency', 'p-in');
  for (const term of r.terms)
    if (/^(?:in which|which|appears?|occurs?|mentioned|found|used|come|comes|up)$/i.test(term.raw))
      r.mark(term);
  const include = sel.names.map((name) => `--include='${name}' `).join('');
  const text = word.kind === 'quoted' ? word.text : word.raw;
  return reading(
    'grep-files',
    `grep -r${flags}lF ${include}-e ${quote(text)} ${sel.roots.length > 0 ? sel.roots.map(pathArg).join(' ') : '.'}`,
    r.say('searches the text', '搜索文本'),
    0,
    1,
  );
};

/** "is cover.txt part of album.zip": the member, if it is there. */
const members: Rule = (r): Proposal | undefined => {
  if (!/^\W*(?:is|are|does|do|check|whether|has)\b|是否|有没有/i.test(r.analysis.request)) return undefined;
  const paths = fileTerms(r);
  const archive = paths.find((term) => /\.(?:zip|jar|tar|tgz|tar\.\w+)$/i.test(term.text));
  const member = paths.find((term) => term !== archive);
  if (!archive || !member || paths.length !== 2 || r.has('extract|delete|create|compress|copy|same|newer'))
    return undefined;
  r.mark(archive, member);
  r.may(COURTESY, 'contains', 'inside-archive', 'archive', 'zip', 'member', 'p-of');
  for (const term of r.terms)
    if (/^(?:part|included|packed|inside|check|whether|has)$/i.test(term.raw)) r.mark(term);
  const path = pathArg(pathOf(archive));
  return reading(
    'archive',
    `${/\.(?:zip|jar)$/i.test(archive.text) ? `unzip -Z1 ${path}` : `tar -tf ${path}`} | grep -F ${quote(member.text)}`,
    r.say('looks for it in the archive', '在归档中查找'),
    0.1,
    2,
  );
};

/** "all links with their targets", "symbolic links and where they point". */
const targets: Rule = (r) => {
  if (
    !/\b(?:links|symlinks|shortcuts)\b.*\b(?:targets?|where (?:they|each|it)|point|lead|destinations?|what they)\b|\b(?:targets?|destinations?) of (?:all |the |every )*(?:\w+ )?(?:links|symlinks)\b/i.test(
      r.analysis.request,
    )
  )
    return undefined;
  if (r.has('create|delete|copy|move|broken|count')) return undefined;
  const links = r.find('link');
  if (!links) return undefined;
  r.mark(links);
  const sel = takeSelection(r, { noContent: true });
  if (sel.files.length + sel.names.length > 0) return undefined;
  r.may(COURTESY, 'link', 'link-target', 'p-and', 'p-to', 'p-with', 'per', 'recursive');
  for (const term of r.terms)
    if (/^(?:targets?|point|points|lead|destinations?|where|they)$/i.test(term.raw)) r.mark(term);
  return reading(
    'link',
    findCommand({ ...sel, type: 'l' }, "-printf '%p -> %l\\n'"),
    r.say('lists the links with their targets', '列出链接及其目标'),
    0,
    1,
  );
};

/** "is build.sh executable", "does it have execute permission": yes or no. */
const able: Rule = (r) => {
  if (!/^\W*(?:is|are|does|do|can i|may i|can anyone|check|whether)\b|是否|吗/i.test(r.analysis.request))
    return undefined;
  const right = r.find('make-executable|writable|readable');
  const paths = fileTerms(r);
  if (
    !right ||
    paths.length !== 1 ||
    !paths[0]!.entry ||
    r.has('everyone|group-class|grant|set|delete|copy|find|count')
  )
    return undefined;
  const letter = right.tags.has('make-executable') ? 'x' : right.tags.has('writable') ? 'w' : 'r';
  r.mark(right, paths[0]);
  r.may(COURTESY, 'permission', 'contains', 'script-noun', 'own', 'run', 'make-executable', 'p-by', 'set');
  for (const term of r.terms) if (/^(?:have|has|can|may|i|check|whether|be)$/i.test(term.raw)) r.mark(term);
  return reading(
    'stat',
    `[ -${letter} ${pathArg(pathOf(paths[0]!))} ] && echo yes || echo no`,
    r.say('tells whether it may be done', '检查权限'),
    0.05,
    1,
  );
};

export const inquiryRules: readonly Rule[] = [
  existence,
  called,
  whereabouts,
  ages,
  mentions,
  members,
  able,
  targets,
];
