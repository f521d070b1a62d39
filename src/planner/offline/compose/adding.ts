import { nameIndex } from '../entities/names.ts';
import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import { takeText } from './creating.ts';
import type { Rule } from './edit.ts';
import { lineScope } from './literal.ts';
import { pathOf } from './targets.ts';

const ARCHIVE =
  /\.(?:tar|tgz|tar\.\w+|tbz2?|txz|zip|jar|gz|xz|bz2|zst|7z|rar|png|jpe?g|gif|pdf|docx?|xlsx?|mp[34]|exe|so|db|sqlite3?)$/i;

/** Where in the file: no end and no beginning. */
const PLACE =
  /\b(?:before|after|above|below|beneath|underneath|between) (?:the |its |each |every |all )?(?:first|last|second|third|\w+ ?line|line)\b|\bone (?:per|on each|on its own) line\b|\beach on (?:its|a) (?:own )?line\b|一行一个|每行一个/i;

/** "add two.c to one.c", "add Heron to a.txt and Gannet to b.txt": bare words that hold the name of another file here. */
const namesAnother = (r: Reading, text: string, file: Term): boolean =>
  !/["'“「]/.test(r.analysis.request) &&
  r.terms.some(
    (term) =>
      term !== file &&
      term.kind === 'path' &&
      text.includes(term.raw) &&
      (term.entry?.type === 'file' || nameIndex(r.world).byName.has(term.raw)),
  );

/** The request without the text that it adds. */
const beside = (r: Reading, text: string): string =>
  /["'“「]/.test(r.analysis.request) ? r.analysis.request.replace(text, ' ') : r.analysis.request;

/** Adds a line at the end, the beginning or a place in between. */
export const additions: Rule = (r) => {
  const verb = r.find('append|insert|write|put');
  if (
    !verb ||
    (r.has(
      'branch|user|permission|starts-with|git|copy|move|commits|column|archive|tag|package|group|make-executable',
    ) &&
      !r.has('line|text|say|#quoted'))
  )
    return undefined;
  if (r.has('stage|archive|make-executable|user|group|starts-with|remote|sequence|count|sort|find'))
    return undefined;
  const file = r.terms
    .filter(
      (term) =>
        r.free(term) &&
        term.tags.has('#path') &&
        (term.kind !== 'quoted' || term.role === 'to') &&
        ['to', 'in', 'of', 'as', 'object', 'named', 'none'].includes(term.role) &&
        (term.entry?.type ?? 'file') === 'file',
    )
    .at(-1);
  if (!file) return undefined;
  const path = pathOf(file);
  // Text at the end of an archive breaks it.
  if (ARCHIVE.test(path)) return undefined;
  const entry = r.world.lookup(path);
  r.mark(file, verb, ...r.all('append|insert|put'));
  const text = additionText(r, file);
  if (text === undefined) return undefined;
  const top =
    (r.has('insert') && !r.has('append')) ||
    /(?:top|beginning|start|front|first line|开头|开始|最前|第一行)/.test(r.analysis.request);
  const place = lineScope(r);
  const after = /\bafter\b|之后|后面/.test(r.analysis.request);
  const create = r.all('create').length > 0;
  const unsaid = verb.tags.has('write') && !/["'“「]/.test(r.analysis.request) && !r.has('say') ? 0.4 : 0;
  r.may(
    'line',
    'text',
    'say',
    'p-to',
    'head',
    'tail',
    'file',
    'it-ref',
    'new',
    'item',
    'p-in',
    'p-at',
    'p-of',
    'word',
    'since',
    'older',
    'contains',
    'name',
    'write',
    'content',
    'keep',
  );
  const dated = /^(?:the )?(?:current |today's )?date(?: and time)?$|^(?:当前)?日期$/i.test(text.trim());
  if (dated && !top && !place)
    return changing(
      'edit',
      'write',
      `date >> ${pathArg(path)}`,
      r.say('adds the date at the end', '在末尾添加日期'),
      0.05,
    );
  const vague =
    !/["'“「]/.test(r.analysis.request) && /^(?:the|all|every|its?|a list|contents?)\b/i.test(text) ? 0.6 : 0;
  const value = quote(text);
  if (place) {
    if (/[\n\\]/.test(text)) return undefined;
    return changing(
      'edit',
      'write',
      `sed -i ${quote(`${place}${after ? 'a' : 'i'}\\${text}`)} ${pathArg(path)}`,
      r.say('adds the line there', '在该处添加一行'),
      0.05,
    );
  }
  if (top && /top|begin|start|front|prepend|first line|开头|开始|最前|第一行/.test(r.analysis.request)) {
    if (/[\n\\]/.test(text)) return undefined;
    return changing(
      'edit',
      'write',
      `sed -i ${quote(`1i\\${text}`)} ${pathArg(path)}`,
      r.say('adds the line at the top', '在开头添加一行'),
    );
  }
  // "append the contents of a.txt to b.txt": the text, not the words for it.
  const inner = /^(?:the )?(?:contents?|text|lines) (?:of|in|from) (?:the )?(?:file )?(\S+)$/i.exec(
    text.trim(),
  )?.[1];
  if (
    inner !== undefined &&
    r.world.lookup(inner)?.type === 'file' &&
    !r.has('insert') &&
    (verb.tags.has('append') || r.has('append'))
  )
    return changing(
      'edit',
      'write',
      `cat ${pathArg(inner)} >> ${pathArg(path)}`,
      r.say('adds the text at the end', '在末尾追加内容'),
    );
  // "put milk at the bottom", 把 milk 放到最后, "before the last line": a place that no command below has.
  const moves =
    verb.tags.has('put') &&
    entry !== undefined &&
    r.terms.every((term) => !term.tags.has('append') && !term.tags.has('insert')) &&
    r.terms.some((term) => term.tags.has('tail') || term.tags.has('head'));
  if (moves) return undefined;
  if (PLACE.test(beside(r, text))) return undefined;
  const overwrite = !verb.tags.has('append') && !verb.tags.has('insert') && !r.has('append');
  // "append a.txt to b.txt": what stands in the file, not its name.
  const holds =
    !/["'“「]/.test(r.analysis.request) &&
    !r.has('line|text|word|name') &&
    !path.endsWith('ignore') &&
    r.world.lookup(text)?.type === 'file';
  if (!holds && !path.endsWith('ignore') && namesAnother(r, text, file)) return undefined;
  const echo = holds
    ? `cat ${pathArg(text)}`
    : /^[\w ./:=@,+-]+$/.test(text) && !text.startsWith('-')
      ? `echo ${value}`
      : `printf '%s\\n' ${value}`;
  const risk = overwrite && (entry || create === undefined) ? (entry ? 'destroy' : 'write') : 'write';
  return changing(
    'edit',
    risk,
    `${echo} ${overwrite ? '>' : '>>'} ${pathArg(path)}`,
    overwrite ? r.say('writes the file', '写入文件') : r.say('adds the line at the end', '在末尾添加一行'),
    vague + unsaid + (entry || overwrite || /^\//.test(path) ? 0 : 0.2),
  );
};

/** Quoted, or what stands between the verb or "saying" and "to FILE". */
function additionText(r: Reading, file: Term): string | undefined {
  const text = takeText(r);
  if (text && text.kind === 'quoted') return text.text;
  const say = r.terms.find(
    (term) =>
      ['say', 'contains', 'text', 'line'].some((tag) => term.tags.has(tag)) && term.index < file.index,
  );
  const verb = r.terms.find((term) => ['append', 'insert', 'write', 'put'].some((tag) => term.tags.has(tag)));
  const says = r.terms.filter((term) => ['say', 'contains'].some((tag) => term.tags.has(tag))).at(-1);
  const start = says ?? (say?.tags.has('line') ? say : (say ?? verb));
  if (!start || r.analysis.language === 'zh') return zhText(r, file);
  const joiner = r.terms
    .filter(
      (term) =>
        term.index < file.index &&
        term.index > start.index &&
        ['p-to', 'p-in'].some((tag) => term.tags.has(tag)),
    )
    .at(-1);
  let first = r.terms[start.index + 1];
  while (first && (first.raw === ':' || first === start)) first = r.terms[first.index + 1];
  let last: Term | undefined;
  if (start.index > file.index) last = r.terms.at(-1);
  else if (joiner) last = r.terms[joiner.index - 1];
  if (!first || !last || last.index < first.index) return undefined;
  while (last.tags.has('tail') || last.tags.has('p-of') || /^(?:at|the|end|in)$/.test(last.raw)) {
    const before: Term | undefined = r.terms[last.index - 1];
    if (!before || before.index < first.index) break;
    last = before;
  }
  if (
    first.index === start.index + 1 &&
    /^(?:the|a|an)$/.test(first.raw) &&
    r.terms[first.index + 1]?.tags.has('line')
  )
    first = r.terms[first.index + 2] ?? first;
  while (first.tags.has('line') || first.tags.has('text') || first.tags.has('word'))
    first = r.terms[first.index + 1] ?? first;
  const span = r.terms.slice(first.index, last.index + 1);
  if (span.some((term) => term === file)) return undefined;
  r.mark(text, say, ...span);
  return r.analysis.request.slice(first.start, last.end);
}

function zhText(r: Reading, file: Term): string | undefined {
  const candidates = r.terms.filter(
    (term) =>
      r.free(term) &&
      term !== file &&
      term.kind !== 'punct' &&
      (term.kind !== 'word' || term.tags.size === 0 || term.tags.has('#literal')),
  );
  const first = candidates[0];
  const last = candidates.at(-1);
  if (!first || !last) return undefined;
  const span = r.terms.slice(first.index, last.index + 1);
  if (
    span.includes(file) ||
    span.some((term) => term.kind === 'word' && /\p{Script=Han}/u.test(term.raw) && term.tags.size > 0)
  )
    return undefined;
  r.mark(...span);
  return r.analysis.request.slice(first.start, last.end);
}
