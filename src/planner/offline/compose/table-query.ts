import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { boundedTotal } from './aggregate.ts';
import { amounts, columnFor, isKey } from './column-words.ts';
import { awkSeparator, isNumeric, type Table, tableOfSource } from './columns.ts';
import { reading } from './common.ts';
import { type Source, takeSource, withSource } from './source.ts';
import { LOW, labelled, repeated, rowNoun, superlative } from './table-marks.ts';
import { takeTests } from './table-rows.ts';
import { columnsNamed, groupOf, havingCount, markNouns, rowsMeant } from './table-words.ts';

/** "how much did we spend on food": amounts are added up. */
const SPENT = /^\W*how much\b[^?]*\b(?:spend|spent|earn(?:ed)?|paid|pay|went|goes)\b/i;
const CHANGES =
  'delete|move|copy|rename|replace|append|insert|compress|kill|create|commits|process|json|join|set|edit|convert|line-each|grep|write|common|missing|compare';
const COURTESY =
  'show|show-light|find|ask|exist|all|screen|it-ref|result|where|csv|file|only|p-and|than|header|exclude-header|p-with|used|contains|oneline-each|value|p-by';

const TABLE = /\.(?:csv|tsv|txt|psv)$/i;

/** "expenses above 100" where expenses.csv is the one file of that name. */
const onlyTable = (r: Reading): Term | undefined =>
  r.find('#bunch', (term) => term.group?.length === 1 && /\.(?:csv|tsv|psv)$/i.test(term.group[0]!.path));

/** Questions about the rows of a table with a header: which, how many, the most, in what order, per what, which columns of them. */
export const tableQueries = (r: Reading): Proposal | undefined => {
  const file =
    r.find('#path', (term) => term.entry?.type === 'file' && TABLE.test(term.entry.path)) ?? onlyTable(r);
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

function about(
  r: Reading,
  source: Source,
  table: Table,
  noun: Term | undefined,
  headed: boolean,
): Proposal | undefined {
  const orders = r.all('sort');
  const order = orders[0];
  // "coldest first": an order, by what the word says of the column.
  const edge = r.terms.find(
    (term) =>
      r.free(term) && /^[a-z]{3,}est$/i.test(term.raw) && /^first$/i.test(r.at(term.index + 1)?.raw ?? ''),
  );
  if (edge) r.mark(edge, r.at(edge.index + 1));
  const upward = edge !== undefined && LOW.test(edge.raw);
  const turned =
    (edge !== undefined && !upward) || r.terms.some((term) => r.free(term) && term.tags.has('reverse'));
  const raised = upward || r.terms.some((term) => r.free(term) && term.tags.has('ascending'));
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
  // "with the columns reversed" turns the columns, not the rows.
  if (sorting && !order && !edge && r.has('column')) return undefined;
  const unique = r.all('unique').length > 0;
  const frequency = r.all('frequency').length > 0;
  const counts = r.terms.filter(
    (term) =>
      r.free(term) &&
      term.tags.has('count') &&
      !/^how much$/i.test(term.raw) &&
      columnFor(term, table) === undefined,
  );
  r.mark(...counts);
  const count = counts.length > 0 || frequency;
  const average = r.all('average').length > 0;
  const spent = SPENT.test(r.analysis.request);
  if (spent)
    for (const term of r.terms)
      if (/^(?:spend|spent|earn(?:ed)?|paid|pay|made|went|goes|cost)$/i.test(term.raw)) r.mark(term);
  const sum = r.all('sum').length > 0 || spent;
  const median = r.all('median').length > 0;
  if (median || boundedTotal(r)) return undefined;
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
  // "biggest customer by total amount": the rows of each are added up first.
  const totalled = mark && sum && !mark.groups && !mark.both ? (numeric[0]?.column ?? only) : undefined;
  if (mark && (mark.groups || totalled !== undefined)) {
    // "which city has the most orders", "which city brings in the most money": rows or an amount, group by group.
    const entity =
      group ??
      wanted.find(
        ({ column, term }) =>
          column !== (totalled ?? mark.column) &&
          (totalled !== undefined || term.index < mark.term.index) &&
          (!isNumeric(column, table) || isKey(column, table)),
      );
    if (!entity) return undefined;
    const tail = `sort -k1,1${mark.up ? 'gr' : 'g'} | head -n ${number?.value ?? 1}`;
    const added = totalled ?? mark.column;
    const program = added
      ? `${rule()} { s[$${entity.column}] += $${added} } END { for (k in s) print s[k], k }`
      : `${rule()} { s[$${entity.column}]++ } END { for (k in s) print s[k], k }`;
    const bare =
      (totalled !== undefined || /\b(?:which|who|what|name)\b/i.test(r.analysis.request)) && !count;
    return done(`${awk(program)} | ${tail}${bare ? " | cut -d' ' -f2-" : ''}`, 0);
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
    // "the highest salary in each city": one for each value, not one of all.
    if (group && /each|every|per|每|各/i.test(group.mark.raw)) {
      if (number || wanted.some(({ column }) => column !== measure && column !== group.column))
        return undefined;
      const best = `m[$${group.column}]`;
      return done(
        awk(
          `${rule()} { if (!($${group.column} in m) || $${measure} ${mark.up ? '>' : '<'} ${best}) ${best} = $${measure} } END { for (k in m) print k, m[k] }`,
        ),
      );
    }
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
  // "how many of each product were sold": what was sold is added up, the rows are not counted.
  const sold =
    group &&
    count &&
    !frequency &&
    numeric.find(({ term }) => /^(?:sold|bought|spent|卖了|卖出|卖出了|售出)$/i.test(term.raw));
  if (group && sold)
    return done(
      awk(`${rule()} { s[$${group.column}] += $${sold.column} } END { for (k in s) print k, s[k] }`),
    );
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
    const first = wanted.filter(({ term }) => /^(?:按|按照|根据|依)$/.test(r.at(term.index - 1)?.raw ?? ''));
    // 按城市和年龄排序
    const said = wanted.filter(
      ({ term }) =>
        first.some((one) => one.term === term) ||
        (r.at(term.index - 1)?.tags.has('p-and') === true &&
          first.some((one) => one.term.index === term.index - 2)),
    );
    const by =
      said.length > 0 ? said : order ? wanted.filter(({ term }) => term.index > order.index) : wanted;
    const keys = (by.length > 0 ? by : order ? [] : wanted).map(({ column }) => column);
    // 按价格降序，显示产品和价格: what is ordered by may be shown too.
    const spoken = said.map(({ term }) => term);
    r.mark(...spoken.map((term) => r.at(term.index - 1)).filter((term) => term?.tags.has('per')));
    const again = (column: number) =>
      said.some((one) => one.column === column) &&
      r.terms.some(
        (term) =>
          term.index > spoken.at(-1)!.index && !spoken.includes(term) && columnFor(term, table) === column,
      );
    const shown = wanted
      .map(({ column }) => column)
      .filter((column) => !keys.includes(column) || again(column))
      .sort((a, b) => Number(keys.includes(a)) - Number(keys.includes(b)));
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
      tests.length > 0 || shown.length > 0 ? 0 : 0.06,
    );
  }
  if (tests.length > 0) return done(awk(`${rule()}${print(rowsMeant(r, wanted, noun) ? [] : plain)}`));
  return undefined;
}
