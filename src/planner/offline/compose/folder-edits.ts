import { takeSelection } from '../frames/selection.ts';
import { pathArg, quote } from '../quote.ts';
import { changing } from './changing.ts';
import type { Rule } from './common.ts';

/** "a folder for each year from 2020 to 2024": one of each number. */
const series: Rule = (r) => {
  if (
    !r.has('create') ||
    !r.has('folder') ||
    !/\b(?:for|per) (?:each|every)\b|\bfrom\b.*\bto\b|每/i.test(r.analysis.request)
  )
    return undefined;
  if (r.has('copy|move|delete|rename|#path')) return undefined;
  const range = r.find('#range');
  const numbers = r.terms.filter(
    (term) => r.free(term) && term.kind === 'number' && Number.isInteger(term.value),
  );
  const [low, high] = range ? range.text.split('-').map(Number) : numbers.map((term) => term.value);
  if (
    low === undefined ||
    high === undefined ||
    high <= low ||
    high - low > 60 ||
    (!range && numbers.length !== 2)
  )
    return undefined;
  r.mark(range, ...numbers);
  r.may(
    'create',
    'folder',
    'per',
    'year',
    'month',
    'date',
    'p-from',
    'p-to',
    'until',
    'number-noun',
    'p-of',
    'p-named',
    'between',
    'p-and',
    'single',
    'count-each',
    'here',
    'new',
  );
  const all = Array.from({ length: high - low + 1 }, (_, i) => String(low + i));
  return changing('create', 'write', `mkdir ${all.join(' ')}`, r.say('makes the folders', '创建目录'), 0, 1);
};

/** "a folder reports with subfolders daily and weekly": all of it in one go. */
const nested: Rule = (r) => {
  const match =
    /\b(?:folder|directory)\s+(?:called |named )?["'“]?([\w./-]+)["'”]?\s+(?:with|containing|that has|having)(?: the)?(?: two| three| four)? (?:sub-?folders?|sub-?directories|folders|directories)(?: (?:called|named))?:?\s+(.+?)(?:\s+in(?:side)? it)?\.?$/i.exec(
      r.analysis.request,
    );
  if (!match || !(r.has('create') || r.has('new')) || r.has('delete|copy|move')) return undefined;
  const items = match[2]!
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map((item) => item.trim().replace(/^["'“]|["'”]$/g, ''));
  if (items.length === 0 || items.some((item) => !/^[\w.-]+$/.test(item))) return undefined;
  r.mark(...r.terms.filter((term) => term.start >= match.index));
  r.may('create', 'new', 'folder');
  return changing(
    'create',
    'write',
    `mkdir -p ${items.map((item) => pathArg(`${match[1]!.replace(/\/+$/, '')}/${item}`)).join(' ')}`,
    r.say('makes the folders', '创建目录'),
    0,
    3,
  );
};

/** "todo.txt with three lines: one, two, three": each on a line of its own. */
const linesOf: Rule = (r) => {
  if (!r.has('create|write|put') || r.has('append|insert|replace|delete|copy|move|folder')) return undefined;
  const match =
    /\b(?:with|containing|holding)(?: the)?(?: \w+)? (?:lines?|rows?|entries|words)\b:?\s*(.+?)\.?$/i.exec(
      r.analysis.request,
    );
  if (!match) return undefined;
  const items = match[1]!
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*;\s*/)
    .map((item) => item.trim().replace(/^["']|["']$/g, ''))
    .filter(Boolean);
  if (
    !/:/.test(match[0]) &&
    !/\b(?:two|three|four|five|six|\d+) (?:lines?|rows?|entries|words)\b/i.test(match[0])
  )
    return undefined;
  if (items.length < 2 || items.some((item) => item.length > 80 || /[\n\0]/.test(item))) return undefined;
  const said = /\b(two|three|four|five|six|\d+) (?:lines?|rows?|entries|words)\b/i
    .exec(match[0])?.[1]
    ?.toLowerCase();
  const wanted =
    said === undefined
      ? items.length
      : ({ two: 2, three: 3, four: 4, five: 5, six: 6 }[said] ?? Number(said));
  if (wanted !== items.length) return undefined;
  const start = match.index;
  const file = r.terms.find(
    (term) =>
      r.free(term) &&
      term.end <= start + 1 &&
      (term.kind === 'path' || (term.kind === 'quoted' && /\.\w+$/.test(term.text))),
  );
  if (!file || file.entry) return undefined;
  r.mark(file, ...r.terms.filter((term) => term.start >= start));
  r.may('create', 'write', 'put', 'file', 'new', 'p-named');
  return changing(
    'create',
    'write',
    `printf '%s\\n' ${items.map(quote).join(' ')} > ${pathArg(file.kind === 'quoted' ? file.text : file.raw)}`,
    r.say('writes these lines', '写入这些行'),
    0,
    2,
  );
};

/** "replace spaces in file names with underscores": in names, not in texts. */
const namedAnew: Rule = (r) => {
  const match =
    /\b(?:replace|change|turn|convert|substitute|rename)\b.*\b(spaces?|blanks|underscores?|dashes|hyphens)\b.*\b(?:with|by|to|into|for)\b.*\b(underscores?|dashes|dash|hyphens?|spaces?|nothing|dots?)\b/i.exec(
      r.analysis.request,
    );
  if (!match || !/\bnames?\b|\bfile ?names?\b/i.test(r.analysis.request) || r.has('line|text|content|column'))
    return undefined;
  const sign = (word: string) =>
    /^(?:space|blank)/i.test(word)
      ? ' '
      : /^under/i.test(word)
        ? '_'
        : /^(?:dash|hyphen)/i.test(word)
          ? '-'
          : /^dot/i.test(word)
            ? '.'
            : '';
  const [from, to] = [sign(match[1]!), sign(match[2]!)];
  for (const term of r.terms)
    if (
      /^(?:spaces?|blanks|underscores?|dashes|dash|hyphens?|dots?|names?|file ?names?|nothing)$/i.test(
        term.raw,
      ) ||
      ['space-char', 'name', 'name-contains', 'rename', 'replace', 'convert', 'change', 'turn', 'set'].some(
        (tag) => term.tags.has(tag),
      )
    )
      r.mark(term);
  const sel = takeSelection(r, { noContent: true });
  if (
    sel.tests.length + sel.notNames.length + sel.files.length > 0 ||
    sel.roots.length > 1 ||
    sel.depth === 'all'
  )
    return undefined;
  r.may('all', 'file', 'here', 'p-with', 'p-to', 'p-in', 'p-by', 'whitespace', 'item', 'folder');
  const root = sel.roots[0] ? `${pathArg(sel.roots[0]).replace(/\/+$/, '')}/` : '';
  const pattern = from === ' ' ? '*\\ *' : `*${from}*`;
  const ending = sel.names.length === 1 && /^\*\.\w+$/.test(sel.names[0]!) ? sel.names[0]!.slice(1) : '';
  if (sel.names.length > 0 && ending === '') return undefined;
  return changing(
    'rename',
    'write',
    `for f in ${root}${pattern}${ending}; do [ -e "$f" ] || continue; n=$(basename -- "$f"); mv -n -- "$f" "$(dirname -- "$f")/\${n//${from === ' ' ? ' ' : from}/${to}}"; done`,
    r.say('renames, changing no content', '重命名，不改变内容'),
    0,
    2,
  );
};

export const folderEdits: readonly Rule[] = [nested, series, linesOf, namedAnew];
