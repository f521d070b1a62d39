import { pathArg } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './changing.ts';
import { type Table, tableOf } from './columns.ts';
import { type Rule, reading } from './common.ts';
import { isName, pathOf } from './targets.ts';

const FORMATS = ['csv', 'tsv', 'json'] as const;
type Format = (typeof FORMATS)[number];

const COURTESY =
  'convert|replace|change|turn|format|p-to|p-as|p-from|file|create|write|show|it-ref|result|content|screen|item|set|p-named|put|new|encoding|text|stop|obj|generate|array|table';

/** Encodings by the names people write and the one iconv knows. */
const ENCODINGS: readonly (readonly [RegExp, string])[] = [
  [/^utf-?8$/i, 'UTF-8'],
  [/^utf-?16$/i, 'UTF-16'],
  [/^utf-?16-?le$/i, 'UTF-16LE'],
  [/^utf-?16-?be$/i, 'UTF-16BE'],
  [/^(?:latin-?1|iso-?8859-?1)$/i, 'ISO-8859-1'],
  [/^(?:latin-?9|iso-?8859-?15)$/i, 'ISO-8859-15'],
  [/^(?:windows-?1252|cp-?1252)$/i, 'WINDOWS-1252'],
  [/^(?:windows-?1251|cp-?1251)$/i, 'WINDOWS-1251'],
  [/^gbk$/i, 'GBK'],
  [/^gb-?2312$/i, 'GB2312'],
  [/^gb-?18030$/i, 'GB18030'],
  [/^big-?5$/i, 'BIG5'],
  [/^shift[-_]?jis$|^sjis$/i, 'SHIFT_JIS'],
  [/^euc-?jp$/i, 'EUC-JP'],
  [/^euc-?kr$/i, 'EUC-KR'],
  [/^koi8-?r$/i, 'KOI8-R'],
  [/^(?:us-?)?ascii$/i, 'ASCII'],
];

const encodingOf = (term: Term): string | undefined =>
  ENCODINGS.find(([name]) => name.test(term.raw.trim()))?.[1];

const formatOf = (name: string): Format | undefined =>
  FORMATS.find((format) => name.toLowerCase().endsWith(format));

/** What the result goes to: a file that is new, or the screen. */
function written(r: Reading, command: string, target: Term | undefined, why: string, guess = 0): Proposal {
  if (!target) return reading('convert', command, why, guess, 2);
  const path = target.kind === 'quoted' ? target.text : target.raw;
  return changing(
    'convert',
    r.world.lookup(path) ? 'destroy' : 'write',
    `${command} > ${pathArg(path)}`,
    why,
    guess,
  );
}

const sourceOf = (r: Reading): Term | undefined => {
  const files = r.terms.filter(
    (term) => r.free(term) && term.entry?.type === 'file' && term.role !== 'to' && term.role !== 'as',
  );
  return files.length === 1 ? files[0] : undefined;
};

const takeTarget = (r: Reading, source: Term): Term | undefined => {
  const target = r.terms.find(
    (term) =>
      r.free(term) &&
      term !== source &&
      (term.kind === 'path' || term.kind === 'quoted') &&
      ['to', 'as', 'named', 'in'].includes(term.role) &&
      term.entry?.type !== 'dir' &&
      pathOf(term) !== pathOf(source) &&
      isName(term),
  );
  r.mark(target);
  return target;
};

/** A table or a list of records in another notation. */
const notations: Rule = (r) => {
  if (!r.has('convert|replace|change|turn|write|create|format|p-to|p-as')) return undefined;
  if (r.has('sort|count|sum|where|delete|append|insert|column|line|per|key|unique|head|tail|compress'))
    return undefined;
  const source = sourceOf(r);
  const from = source && formatOf(pathOf(source));
  if (!source || !from) return undefined;
  r.mark(source);
  const target = takeTarget(r, source);
  const word = r.terms.find(
    (term) =>
      r.free(term) &&
      FORMATS.some((format) => format === term.raw.toLowerCase()) &&
      (['to', 'as', 'in'].includes(term.role) || r.at(term.index - 1)?.tags.has('p-to') === true),
  );
  const to = word ? formatOf(word.raw) : target && formatOf(target.text);
  if (!to || to === from) return undefined;
  r.mark(word);
  // "convert csv file people.csv to json"
  r.mark(...r.terms.filter((term) => r.free(term) && term.raw.toLowerCase() === from));
  r.may(COURTESY);
  const path = pathArg(pathOf(source));
  const text = r.world.peek(pathOf(source));
  const why = r.say('writes it in the other notation', '转换为另一种格式');
  if (from === 'json') {
    const filter = text === undefined ? undefined : rowsOf(text, to);
    return filter ? written(r, `jq -r '${filter}' ${path}`, target, why) : undefined;
  }
  // A quoted cell may hold the sign that parts the cells: a plain cut would be wrong.
  const table = text === undefined || text.includes('"') ? undefined : tableOf(text);
  if (!table || table.header.length === 0) return undefined;
  if (table.delimiter !== ',' && table.delimiter !== '\t' && table.delimiter !== ';') return undefined;
  if (to === 'json') return written(r, `jq -Rn '${recordsOf(table)}' ${path}`, target, why);
  const [sign, other] = to === 'tsv' ? [table.delimiter, '\\t'] : ['\\t', ','];
  if (to === 'csv' && text!.includes(',')) return undefined;
  return written(r, `tr '${sign}' '${other}' < ${path}`, target, why);
};

/** jq's own text for lines into records; cells that are numbers stay numbers. */
function recordsOf(table: Table): string {
  const sign = table.delimiter === '\t' ? '\\t' : table.delimiter;
  const cut = `rtrimstr("\\r") | split("${sign}")`;
  const cell = 'if test("^-?(0|[1-9][0-9]*)([.][0-9]+)?$") then tonumber else . end';
  return `(input | ${cut}) as $names | [inputs | select(. != "") | ${cut} | map(${cell}) | [$names, .] | transpose | map({(.[0]): .[1]}) | add]`;
}

/** The filter that makes rows of a list of records; undefined when it is no such list. */
function rowsOf(text: string, to: Format): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const isRecord = (item: unknown): item is object =>
    typeof item === 'object' && item !== null && !Array.isArray(item);
  if (!value.every(isRecord)) return undefined;
  const nested = value.some((item) =>
    Object.values(item).some((cell) => typeof cell === 'object' && cell !== null),
  );
  const first = Object.keys(value[0] as object);
  const alike = value.every((item) => Object.keys(item).every((key) => first.includes(key)));
  const names = alike ? '(.[0] | keys_unsorted)' : '(map(keys_unsorted) | add | unique)';
  const cell = nested ? ' | if type == "object" or type == "array" then tojson else . end' : '';
  return `${names} as $names | $names, (.[] | [.[$names[]]${cell}]) | @${to}`;
}

/** From one encoding of characters to another. */
const encodings: Rule = (r) => {
  const named = r.terms.filter((term) => r.free(term) && encodingOf(term) !== undefined);
  if (named.length === 0 || named.length > 2) return undefined;
  const source = sourceOf(r);
  if (!source || r.has('count|find|grep|delete|line')) return undefined;
  const to = named.find((term) => term.role === 'to' || term.role === 'as') ?? named[1];
  const from = named.find((term) => term !== to);
  if (!from || !to) return undefined;
  r.mark(source, from, to);
  const target = takeTarget(r, source);
  r.may(COURTESY);
  return written(
    r,
    `iconv -f ${encodingOf(from)} -t ${encodingOf(to)} ${pathArg(pathOf(source))}`,
    target,
    r.say('writes it in the other encoding', '转换编码'),
  );
};

export const conversionRules: readonly Rule[] = [notations, encodings];
