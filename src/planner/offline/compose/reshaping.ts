import { pathArg, quote } from '../quote.ts';
import type { Proposal } from '../types.ts';
import { changing } from './changing.ts';
import { awkSeparator, tableOfSource } from './columns.ts';
import { type Rule, reading } from './common.ts';
import { jqPath, names, parse, placesOf } from './json-places.ts';
import { takeSource, withSource } from './source.ts';
import { pathOf, takeDestination } from './targets.ts';

const COURTESY =
  'show|show-light|find|ask|all|screen|it-ref|result|line|file|text|item|csv|json|content|p-as|p-to|only|convert|replace|turn|format|set|change|swap';

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:tabs?|tab[- ]separated|tsv)\b|制表符/i, '\t'],
  [/\b(?:semicolons?|semicolon[- ]separated)\b|分号/i, ';'],
  [/\b(?:pipes?|pipe[- ]separated)\b|竖线/i, '|'],
  [/\b(?:commas?|comma[- ]separated)\b|逗号/i, ','],
  [/\b(?:spaces?|space[- ]separated)\b|空格/i, ' '],
];

/** "orders.csv as tab separated text": another sign between the columns, printed. */
const separators: Rule = (r) => {
  if (
    !/\bas\b|\binto\b|\bto\b|\bwith\b/i.test(r.analysis.request) ||
    r.has('delete|copy|move|append|insert|sort|count|join|edit|in-place|write|sum')
  )
    return undefined;
  if (!/\b(?:separated|tsv|delimited)\b/i.test(r.analysis.request)) return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive || source.args === '') return undefined;
  const table = tableOfSource(r, source);
  if (!table || table.delimiter === ' ') return undefined;
  const sign = SIGNS.map(([words, text]) => (words.test(r.analysis.request) ? text : undefined)).find(
    (text) => text !== undefined && text !== table.delimiter,
  );
  if (sign === undefined) return undefined;
  r.may(COURTESY, 'delimiter', 'tab', 'space-char', 'column', 'p-with', 'value');
  for (const term of r.terms)
    if (/^(?:tabs?|tsv|separated|delimited|tab[- ]separated|semicolons?|commas?|pipes?)$/i.test(term.raw))
      r.mark(term);
  return reading(
    'csv',
    withSource(
      `tr ${quote(table.delimiter === '\t' ? '\\t' : table.delimiter)} ${quote(sign === '\t' ? '\\t' : sign)}`,
      { ...source, args: `< ${source.args}` },
    ),
    r.say('prints it with the other sign', '以另一种分隔符打印'),
    source.guess,
    2,
  );
};

/** "swap the first two columns", "columns in the order 3, 1, 2". */
const swapped: Rule = (r) => {
  if (
    !r.has('swap|replace') ||
    !r.has('column') ||
    !/\b(?:swap|exchange|switch)\b|交换/i.test(r.analysis.request)
  )
    return undefined;
  const source = takeSource(r);
  if (!source || source.many || source.recursive) return undefined;
  const table = tableOfSource(r, source);
  const numbers = r.terms.filter((term) => r.free(term) && term.kind === 'number').map((term) => term.value!);
  const first = /\bfirst two\b|前两/i.test(r.analysis.request);
  const pair = first ? [1, 2] : numbers.length === 2 ? numbers : undefined;
  if (!table || !pair) return undefined;
  const named = r.terms.filter(
    (term) =>
      r.free(term) &&
      (term.kind === 'number' || ['head', 'second-ord', 'ordinal', 'nth'].some((tag) => term.tags.has(tag))),
  );
  r.mark(...named);
  r.may(COURTESY, 'column', 'p-and', 'p-with', 'head');
  const [a, b] = pair;
  const sep = awkSeparator(table);
  const out =
    table.delimiter === ' ' ? '' : ` -v OFS=${quote(table.delimiter === '\t' ? '\\t' : table.delimiter)}`;
  return reading(
    'csv',
    withSource(`awk${sep}${out} '{ t = $${a}; $${a} = $${b}; $${b} = t; print }'`, source),
    r.say('exchanges the two columns', '交换两列'),
    source.guess,
    2,
  );
};

/** JSON on one line; a key taken out of it. */
const jsonShapes: Rule = (r): Proposal | undefined => {
  const file = r.find('#path', (term) => /\.json$/i.test(term.text) && term.entry?.type === 'file');
  if (!file) return undefined;
  const path = pathArg(pathOf(file));
  const compact =
    /\b(?:compact|minif(?:y|ied)|single line|one line|without (?:any )?(?:whitespace|line breaks|indentation))\b|压缩成一行|一行/i.test(
      r.analysis.request,
    );
  if (compact && !r.has('delete|set|count|value|key|find')) {
    r.mark(file);
    r.may(
      COURTESY,
      'short-form',
      'whitespace',
      'without',
      'not-contains',
      'skip',
      'newline',
      'join',
      'p-in',
      'compress',
    );
    for (const term of r.terms)
      if (/^(?:compact|minify|minified|single|one|onto|line)$/i.test(term.raw) || term.value === 1)
        r.mark(term);
    return reading('json', `jq -c . ${path}`, r.say('prints it on one line', '以一行打印'), 0, 2);
  }
  if (!r.has('delete') || r.has('line|file|copy|move|replace|array')) return undefined;
  const document = parse(r.world.peek(pathOf(file)));
  if (document === undefined || document === null || typeof document !== 'object') return undefined;
  const keys = placesOf(document).filter((place) => !place.steps.includes('[]'));
  const terms = r.terms.filter(
    (term) =>
      r.free(term) &&
      term !== file &&
      term.kind !== 'punct' &&
      !term.tags.has('delete') &&
      !term.tags.has('key') &&
      keys.some((place) => names(term, place.key) || term.raw === place.steps.join('.')),
  );
  const term = terms[0];
  if (!term || terms.length !== 1) return undefined;
  const found = keys.filter((place) => names(term, place.key) || term.raw === place.steps.join('.'));
  if (found.length !== 1) return undefined;
  r.mark(file, term);
  r.may('delete', 'key', 'p-from', 'value', 'config', 'item', 'json', 'file', 'changes');
  return changing(
    'edit',
    'write',
    `jq ${quote(`del(${jqPath(found[0]!.steps)})`)} ${path} > ${pathArg(`${pathOf(file)}.new`)} && mv ${pathArg(`${pathOf(file)}.new`)} ${path}`,
    r.say('takes the key out', '删除该键'),
    0,
    3,
  );
};

/** "all.txt should hold a.txt followed by b.txt", "join a.txt and b.txt into c.txt". */
const concatenated: Rule = (r) => {
  if (
    !r.has('join|and-then|append|contains|put|write') ||
    r.has('sort|unique|line|column|compare|common|missing|delete|copy|move|compress|side-by-side')
  )
    return undefined;
  const existing = r.terms.filter(
    (term) => r.free(term) && term.entry?.type === 'file' && term.tags.has('#path') && term.kind !== 'word',
  );
  if (existing.length < 2) return undefined;
  const fresh = r.terms.find(
    (term) => r.free(term) && term.kind === 'path' && !term.entry && !term.text.includes('*'),
  );
  const holds = fresh && /^\S+ (?:should|shall|must|ought to)\b/i.test(r.analysis.request);
  const destination = holds ? fresh : r.has('join') ? takeDestination(r, ['to', 'in', 'as']) : undefined;
  if (!destination || destination.entry) return undefined;
  r.mark(destination, ...existing);
  r.may(
    'join',
    'and-then',
    'append',
    'contains',
    'content',
    'file',
    'p-to',
    'p-and',
    'single',
    'short-form',
    'create',
    'new',
    'write',
    'put',
    'it-ref',
    'result',
    'all',
    'text',
  );
  for (const term of r.terms) if (term.value === 1 || /^holds?$/i.test(term.raw)) r.mark(term);
  return changing(
    'redirect',
    'write',
    `cat ${existing.map((term) => pathArg(pathOf(term))).join(' ')} > ${pathArg(pathOf(destination))}`,
    r.say('writes one after the other', '依次写入'),
    0,
    2,
  );
};

export const reshapingRules: readonly Rule[] = [separators, swapped, jsonShapes, concatenated];
