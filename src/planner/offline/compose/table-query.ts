import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { amounts, columnFor, isKey } from './column-words.ts';
import { awkSeparator, isNumeric, type Table, tableOfSource } from './columns.ts';
import { reading } from './common.ts';
import { type Source, takeSource, withSource } from './source.ts';
import { labelled, repeated, rowNoun, superlative } from './table-marks.ts';
import { takeTests } from './table-rows.ts';

const CHANGES =
  'delete|move|copy|rename|replace|append|insert|compress|kill|create|commits|process|json|join|set|edit|convert|line-each|grep|write|common|missing|compare';
const COURTESY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|where|csv|file|only|p-and|than|header|exclude-header|p-with|used|contains|oneline-each|value|p-by';

/** Questions about the rows of a table with a header: which, how many, the most, in what order, per what, which columns of them. */
export const tableQueries = (r: Reading): Proposal | undefined => {
  const file = r.find(
    '#path',
    (term) => term.entry?.type === 'file' && /\.(?:csv|tsv|txt|psv)$/i.test(term.entry.path),
  );
  if (
    !file ||
    r.terms.some(
      (term) =>
        term !== file && term.entry?.type === 'file' && term.tags.has('#path') && term.kind !== 'word',
    )
  )
    return undefined;
  const source = takeSource(r, (term) => term !== file);
  if (!source || source.many || source.recursive) return undefined;
  const seen = tableOfSource(r, source);
  const table = seen && labelled(seen);
  if (!table || table.header.length < 2 || table.rows.length === 0) return undefined;
  const noun = rowNoun(r, file, table);
  r.mark(noun);
  const changes = (term: Term) => r.free(term) && CHANGES.split('|').some((tag) => term.tags.has(tag));
  if (r.terms.some((term) => changes(term) && columnFor(term, table) === undefined)) return undefined;
  return about(r, source, table, noun, seen.header.length > 0);
};

interface Column {
  readonly term: Term;
  readonly column: number;
}

function about(
  r: Reading,
  source: Source,
  table: Table,
  noun: Term | undefined,
  headed: boolean,
): Proposal | undefined {
  const orders = r.all('sort');
  const order = orders[0];
  const turned = r.terms.some((term) => r.free(term) && term.tags.has('reverse'));
  const raised = r.terms.some((term) => r.free(term) && term.tags.has('ascending'));
  if (order || turned || raised) r.all('reverse|ascending|numerical|alphabetical');
  if (turned || raised)
    r.mark(
      ...r.terms.filter(
        (term) =>
          /^(?:from|to|first|highest|lowest|descending|ascending)$/i.test(term.raw) &&
          (term.tags.has('p-from') || term.tags.has('p-to') || order !== undefined),
      ),
    );
  const sorting = order !== undefined || turned || raised;
  const unique = r.all('unique').length > 0;
  const frequency = r.all('frequency').length > 0;
  const counts = r.terms.filter(
    (term) => r.free(term) && term.tags.has('count') && columnFor(term, table) === undefined,
  );
  r.mark(...counts);
  const count = counts.length > 0 || frequency;
  const average = r.all('average').length > 0;
  const sum = r.all('sum').length > 0;
  const median = r.all('median').length > 0;
  if (median) return undefined;
  const group = groupOf(r, table);
  r.mark(group?.term, group?.mark);
  const mark = sorting || average ? undefined : superlative(r, table);
  const number =
    mark &&
    r.find(
      '#num',
      (term) =>
        Math.abs(term.index - mark.term.index) <= 2 && Number.isInteger(term.value) && !term.tags.has('nth'),
    );
  r.mark(mark?.term, number);
  const having = havingCount(r, noun);
  const tests = takeTests(r, table, noun);
  const wanted = columnsNamed(r, table);
  r.mark(...wanted.map(({ term }) => term));
  const without = r.find('not-contains|except|skip|not', () => r.has('column'));
  r.may(COURTESY, 'column');
  markNouns(r);
  const sep = awkSeparator(table);
  const awk = (program: string) => withSource(`awk${sep} '${program.replaceAll("'", `'\\''`)}'`, source);
  const rule = () => [...(headed ? ['NR > 1'] : []), ...tests.map((test) => test.text)].join(' && ');
  const done = (command: string, guess = 0): Proposal =>
    reading('csv', command, r.say('asks the table', '查询表格'), source.guess + guess, 2);
  const key =
    table.delimiter === ' '
      ? ''
      : ` -t${table.delimiter === '\t' ? `$'\\t'` : table.delimiter === ',' ? ',' : `'${table.delimiter}'`}`;
  const numeric = wanted.filter(({ column }) => isNumeric(column, table) && !isKey(column, table));
  const tested = new Set(tests.map((test) => test.column));
  const only = amounts(table).length === 1 ? amounts(table)[0] : undefined;
  const print = (columns: readonly number[]) =>
    columns.length === 0 ? '' : ` { print ${columns.map((n) => `$${n}`).join(', ')} }`;
  const down = turned && !raised;
  if (without && wanted.length > 0 && tests.length === 0 && !sorting && !mark) {
    r.mark(without);
    const rest = table.header
      .map((_, i) => i + 1)
      .filter((column) => !wanted.some((other) => other.column === column));
    if (table.delimiter.length !== 1 || rest.length === 0) return undefined;
    return done(
      withSource(
        `cut -d${table.delimiter === '\t' ? `$'\\t'` : table.delimiter === ',' ? ',' : `'${table.delimiter}'`} -f${rest.join(',')}`,
        source,
      ),
    );
  }
  if (having) {
    const by = wanted.find(({ column }) => !isNumeric(column, table) || isKey(column, table));
    if (!by) return undefined;
    return done(
      `${awk(`${rule()} { n[$${by.column}]++ } END { for (k in n) if (n[k] ${having}) print k }`)}`,
    );
  }
  if (mark?.groups) {
    // "which city has the most orders", "which city brings in the most money": rows or an amount, group by group.
    const entity =
      group ??
      wanted.find(
        ({ column, term }) =>
          column !== mark.column &&
          term.index < mark.term.index &&
          (!isNumeric(column, table) || isKey(column, table)),
      );
    if (!entity) return undefined;
    const tail = `sort -k1,1${mark.up ? 'gr' : 'g'} | head -n ${number?.value ?? 1}`;
    const program = mark.column
      ? `${rule()} { s[$${entity.column}] += $${mark.column} } END { for (k in s) print s[k], k }`
      : `${rule()} { s[$${entity.column}]++ } END { for (k in s) print s[k], k }`;
    const bare = /\b(?:which|who|what|name)\b/i.test(r.analysis.request) && !count;
    return done(`${awk(program)} | ${tail}${bare ? " | cut -d' ' -f2-" : ''}`, 0.05);
  }
  if (mark?.both) {
    const measure = (numeric[0] ?? (only ? { column: only } : undefined))?.column;
    if (measure === undefined || noun) return undefined;
    const print = mark.up ? 'print max, min' : 'print min, max';
    return done(
      awk(
        `${rule()} { if (n++ == 0 || $${measure} > max) max = $${measure}; if (n == 1 || $${measure} < min) min = $${measure} } END { ${print} }`,
      ),
      0.05,
    );
  }
  if (mark) {
    const measure =
      mark.column ?? (numeric.find(({ term }) => term.index > mark.term.index) ?? numeric[0])?.column ?? only;
    if (measure === undefined) return undefined;
    const rest = wanted
      .map(({ column }) => column)
      .filter((column) => column !== measure && !tested.has(column));
    const question = /\b(?:which|who|whose)\b|哪|谁/i.test(r.analysis.request);
    const direct = numeric.find(({ column }) => column === measure);
    const rank = `sort${key} -k${measure},${measure}${mark.up ? 'gr' : 'g'} | head -n ${number?.value ?? 1}`;
    if (rest.length > 0) return done(`${awk(rule() || '1')} | ${rank} | awk${sep} '${print(rest).trim()}'`);
    if (question && !noun && !number) {
      const who = repeated(table);
      if (who && mark.summed && !numeric.some(({ column }) => column !== measure))
        return done(
          `${awk(`${rule()} { s[$${who}] += $${measure} } END { for (k in s) print s[k], k }`)} | sort -k1,1${mark.up ? 'gr' : 'g'} | head -n 1 | cut -d' ' -f2-`,
          0.1,
        );
      const label =
        table.header.findIndex(
          (_, i) => !isNumeric(i + 1, table) && !isKey(i + 1, table) && i + 1 !== measure,
        ) + 1 || 1;
      return done(`${awk(rule() || '1')} | ${rank} | awk${sep} '{ print $${label} }'`, 0.1);
    }
    if (direct && !noun && !number && !question && direct.term.index > mark.term.index)
      return done(`${awk(`${rule()}${print([measure])}`)} | sort -${mark.up ? 'gr' : 'g'} | head -n 1`);
    return done(`${awk(rule() || '1')} | ${rank}`, number || noun ? 0 : 0.1);
  }
  if (average || sum) {
    const measure = (
      numeric.find(({ column }) => column !== group?.column) ?? (only ? { column: only } : undefined)
    )?.column;
    if (measure === undefined) return undefined;
    const guess = numeric.length > 0 ? 0 : 0.1;
    if (!group) {
      if (sorting) return undefined;
      return average
        ? done(awk(`${rule()} { s += $${measure}; n++ } END { if (n) print s / n }`), guess)
        : done(awk(`${rule()} { s += $${measure} } END { print s + 0 }`), guess);
    }
    const value = average ? 's[k] / n[k]' : 's[k]';
    const counted = average ? `; n[$${group.column}]++` : '';
    const tail = sorting || turned ? ` | sort -k2,2${down ? 'gr' : 'g'}` : '';
    const spaced = tail !== '' && table.rows.some((row) => /\s/.test(row[group.column - 1] ?? ''));
    return done(
      spaced
        ? `${awk(`${rule()} { s[$${group.column}] += $${measure}${counted} } END { for (k in s) print ${value}, k }`)} | sort -k1,1${down ? 'gr' : 'g'}`
        : `${awk(`${rule()} { s[$${group.column}] += $${measure}${counted} } END { for (k in s) print k, ${value} }`)}${tail}`,
      guess,
    );
  }
  if (group && (count || !sorting)) {
    if (!count && !noun && wanted.length > 0) return undefined;
    return done(
      `${awk(`${rule()}${print([group.column])}`)} | sort | uniq -c${sorting ? ` | sort -${down ? 'r' : ''}n` : ''}`,
      count ? 0 : 0.1,
    );
  }
  const plain = wanted
    .map(({ column }) => column)
    .filter((column) => !tested.has(column) || wanted.length === 1);
  if (count) {
    if (unique && plain[0]) return done(`${awk(`${rule()}${print([plain[0]])}`)} | sort -u | wc -l`);
    if (frequency && plain[0]) return done(`${awk(`${rule()}${print([plain[0]])}`)} | sort | uniq -c`);
    if (plain.length > 0 && noun === undefined && tests.length === 0) return undefined;
    if (!noun && tests.length === 0) return undefined;
    return done(awk(`${rule()} { n++ } END { print n + 0 }`));
  }
  // "which cameras are used": each value once.
  const which =
    /^(?:which|what)\b/i.test(r.analysis.request) &&
    tests.length === 0 &&
    plain.length === 1 &&
    /s$/i.test(wanted[0]!.term.raw);
  if (unique || which) return plain[0] ? done(`${awk(`${rule()}${print(plain)}`)} | sort -u`) : undefined;
  if (sorting) {
    const by = order ? wanted.filter(({ term }) => term.index > order.index) : wanted;
    const keys = (by.length > 0 ? by : order ? [] : wanted).map(({ column }) => column);
    const shown = wanted.map(({ column }) => column).filter((column) => !keys.includes(column));
    const limit = r.find('#num', (term) => r.at(term.index - 1)?.tags.has('head') === true);
    if (limit) r.mark(limit, r.at(limit.index - 1));
    const tail = limit ? ` | head -n ${limit.value}` : '';
    if (keys.length > 1) r.may('and-then');
    if (keys.length === 0 && only === undefined) return undefined;
    const chosen = keys.length > 0 ? keys : [only!];
    if (!order && !noun && wanted.length === 1) {
      const flag = isNumeric(chosen[0]!, table) ? `g${down ? 'r' : ''}` : down ? 'r' : '';
      return done(`${awk(`${rule()}${print(chosen)}`)} | sort${flag ? ` -${flag}` : ''}${tail}`);
    }
    const flags = chosen
      .map((column) => `-k${column},${column}${isNumeric(column, table) ? 'g' : ''}${down ? 'r' : ''}`)
      .join(' ');
    const rows =
      tests.length > 0
        ? awk(rule() || '1')
        : headed
          ? withSource('tail -n +2', source)
          : withSource('cat', source);
    return done(
      `${rows} | sort${key} ${flags}${tail}${shown.length > 0 ? ` | awk${sep} '${print(shown).trim()}'` : ''}`,
      tests.length > 0 || shown.length > 0 ? 0.02 : 0.06,
    );
  }
  if (tests.length > 0) return done(awk(`${rule()}${print(rowsMeant(r, wanted, noun) ? [] : plain)}`));
  return undefined;
}

/** "customers from Oslo" are rows where nothing else says what the rows are; "names of the customers" is the column. */
const rowsMeant = (r: Reading, wanted: readonly Column[], noun: Term | undefined): boolean =>
  noun === undefined &&
  wanted.length === 1 &&
  wanted[0]!.column === 1 &&
  /s$/.test(wanted[0]!.term.raw) &&
  !/\b(?:which|who|whose|only|just|names?)\b|哪|谁|只/i.test(r.analysis.request) &&
  !/^of\b/i.test(r.at(wanted[0]!.term.index + 1)?.raw ?? '');

function groupOf(r: Reading, table: Table): (Column & { mark: Term }) | undefined {
  for (const term of r.terms) {
    const column = r.free(term) ? columnFor(term, table) : undefined;
    if (column === undefined) continue;
    for (const back of [1, 2]) {
      const before = r.at(term.index - back);
      if (!before || (back === 2 && !r.at(term.index - 1)!.tags.has('stop'))) continue;
      if (
        before.tags.has('per') ||
        (before.tags.has('p-by') &&
          !r.terms.some((other) => other.tags.has('sort') && other.index < term.index))
      )
        return { term, column, mark: before };
    }
  }
  return undefined;
}

/** "with more than one order": rows counted for each value. */
function havingCount(r: Reading, noun: Term | undefined): string | undefined {
  if (!noun) return undefined;
  const number = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'number' &&
      (r.at(term.index + 1) === noun || r.at(term.index + 2) === noun),
  );
  const word =
    number &&
    [1, 2]
      .map((back) => r.at(number.index - back))
      .find(
        (term) =>
          term &&
          ['more-than', 'at-least', 'less-than', 'exactly', 'only', 'at-most'].some((tag) =>
            term.tags.has(tag),
          ),
      );
  if (!number || !word || !r.free(word)) return undefined;
  r.mark(number, word);
  r.may('where', 'p-with', 'contains');
  const sign = word.tags.has('more-than')
    ? '>'
    : word.tags.has('at-least')
      ? '>='
      : word.tags.has('less-than')
        ? '<'
        : word.tags.has('at-most')
          ? '<='
          : '==';
  return `${sign} ${number.value}`;
}

function columnsNamed(r: Reading, table: Table): Column[] {
  const found: Column[] = [];
  for (const term of r.terms) {
    if (!r.free(term) || term.kind === 'punct' || (term.tags.has('stop') && term.raw.length < 4)) continue;
    if (term.tags.has('#path') && term.entry?.type === 'file' && term.kind === 'path') continue;
    const column = columnFor(term, table);
    if (column === undefined) continue;
    if (found.some((other) => other.column === column)) r.mark(term);
    else found.push({ term, column });
  }
  // "customers … names only": the name is the label of what is listed already.
  const only = r.find('only-name|name', (term) =>
    /^(?:just the |only the |the )?names?(?: only)?$|^(?:only|just) (?:the )?names$/i.test(term.raw),
  );
  if (only) {
    const label = found.find(({ column }) => !isNumeric(column, table));
    const guess =
      table.header.findIndex((name) =>
        /^(?:name|customer|person|user|employee|student|title|product)$/i.test(name),
      ) + 1;
    if (label || guess > 0) {
      r.mark(only);
      if (!label) found.push({ term: only, column: guess });
    }
  }
  return found;
}

/** What was done with the rows says nothing about which they are. */
const DONE =
  /^(?:used|taken|placed|listed|recorded|made|done|shot|registered|based|reported|received|measured|readings?|data|entries|rows|got|gotten|given)$/i;

/** One plural that nobody knows says what the rows are. */
function markNouns(r: Reading): void {
  r.may('item', 'line');
  for (const term of r.terms) if (DONE.test(term.raw)) r.mark(term);
  const noun = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      (term.tags.size === 0 ||
        ['#bunch', 'user', 'member', 'image', 'machine'].some((tag) => term.tags.has(tag))) &&
      /(?:s|people|person|everyone|anyone)$/i.test(term.raw),
  );
  r.mark(noun);
}
