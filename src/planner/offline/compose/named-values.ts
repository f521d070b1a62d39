import { pathArg, quote } from '../quote.ts';
import type { Proposal, Term } from '../types.ts';
import { type Rule, reading } from './common.ts';
import { peekSource, takeSource, withSource } from './source.ts';

const GREEDY =
  'show|show-light|find|ask|all|item|value|only|extract|text|log|line|per|result|number-noun|p-from|p-in|name|array|screen';

/** "only the loss values from metrics.log": what stands after `loss=` in a text that is written so. */
export const assigned: Rule = (r) => {
  if (r.has('set|replace|delete|append|insert|sum|average|max|min|sort|column|copy|move')) return undefined;
  if (!r.has('item|only|extract|show|number-noun')) return undefined;
  const file = r.find('#path', (term) => term.entry?.type === 'file' && /\.(?:log|txt|out)$/.test(term.text));
  const text = file && r.world.peek(file.entry!.path);
  if (!file || !text) return undefined;
  const key = r.terms.find(
    (term) =>
      r.free(term) &&
      term !== file &&
      term.kind === 'word' &&
      /^[A-Za-z_]\w+$/.test(term.raw) &&
      (text.match(new RegExp(`\\b${term.raw}=[^\\s,;]+`, 'g'))?.length ?? 0) > 1,
  );
  if (!key) return undefined;
  r.mark(key, file);
  r.may(GREEDY);
  return reading(
    'log',
    `grep -oP '\\b${key.raw}=\\K[^\\s,;]+' ${pathArg(file.entry!.path)}`,
    r.say('prints what stands after that name', '打印该名称之后的值'),
    0,
    1,
  );
};

type Row = Readonly<Record<string, unknown>>;

/** One value, or whole records, of JSON lines; of all or of those where another key has a value. */
export const jsonLines: Rule = (r) => {
  if (r.has('delete|replace|copy|move|append|insert|sort|sum|average|max|min|unique|frequency'))
    return undefined;
  const file = r.find(
    '#path',
    (term) => term.entry?.type === 'file' && /\.(?:jsonl|ndjson)$/.test(term.text),
  );
  if (!file) return undefined;
  const source = takeSource(r);
  const rows = rowsOf(source && peekSource(r, source));
  if (!source || source.many || rows.length === 0) return undefined;
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const named = (term: Term) => keys.find((key) => [key, `${key}s`].includes(term.raw.toLowerCase()));
  const free = () => r.terms.filter((term) => r.free(term) && term.kind !== 'punct');
  let test: string | undefined;
  for (const term of free()) {
    const key = keys.find((name) =>
      rows.some(
        (row) =>
          typeof row[name] === 'string' && row[name] === (term.kind === 'quoted' ? term.text : term.raw),
      ),
    );
    if (!key) continue;
    const not = [1, 2].map((back) => r.at(term.index - back)).find((before) => before?.tags.has('not'));
    r.mark(term, not, ...free().filter((other) => named(other) === key));
    test = `.${key} ${not ? '!=' : '=='} ${JSON.stringify(term.kind === 'quoted' ? term.text : term.raw)}`;
    break;
  }
  const wanted = free().filter((term) => named(term) !== undefined);
  r.mark(...wanted);
  const count = r.all('count').length > 0;
  if (!test && (wanted.length === 0 || count)) return undefined;
  r.may(GREEDY, 'where', 'exactly', 'contains', 'json', 'p-with', 'message', 'request-noun');
  const fields = [...new Set(wanted.map((term) => `.${named(term)!}`))];
  const pick = test ? `select(${test})` : '';
  const filter = [pick, count ? '' : fields.join(', ')].filter(Boolean).join(' | ');
  return reading(
    'json',
    `${withSource(`jq ${fields.length > 0 && !count ? '-r' : '-c'} ${quote(filter)}`, source)}${count ? ' | wc -l' : ''}`,
    r.say('reads it with jq', '用 jq 读取'),
    source.guess + (fields.length > 1 ? 0.2 : 0),
    2,
  );
};

function rowsOf(text: string | undefined): Row[] {
  const rows: Row[] = [];
  for (const line of (text ?? '').split('\n').slice(0, 200)) {
    if (line.trim() === '') continue;
    try {
      const row: unknown = JSON.parse(line);
      if (typeof row === 'object' && row !== null && !Array.isArray(row)) rows.push(row as Row);
    } catch {
      return rows;
    }
  }
  return rows.every((row) => Object.keys(row).every((key) => /^[A-Za-z_]\w*$/.test(key))) ? rows : [];
}

/** Where functions, classes and imports are written, by the ending of the file. */
const CODE: Readonly<Record<string, Readonly<Record<'function' | 'class' | 'import', string>>>> = {
  py: {
    function: '^[[:space:]]*(async )?def ',
    class: '^[[:space:]]*class ',
    import: '^[[:space:]]*(import|from) ',
  },
};

/** "function definitions in src/load.py with line numbers". */
export const codeLines: Rule = (r): Proposal | undefined => {
  if (r.has('delete|replace|copy|move|append|insert|sort|unique|frequency')) return undefined;
  const word = r.terms.find((term) =>
    /^(?:functions?|class(?:es)?|imports?|import statements?)$/i.test(term.raw),
  );
  if (!word || !r.free(word)) return undefined;
  const kind = /^f/i.test(word.raw) ? 'function' : /^c/i.test(word.raw) ? 'class' : 'import';
  r.mark(
    word,
    ...r.terms.filter((term) => /^(?:definitions?|defined|declared|statements?|used)$/i.test(term.raw)),
  );
  const python = r.has('#kind') || r.terms.some((term) => /\.py$/.test(term.text));
  if (!python || !/\bpython\b|\.py\b/i.test(r.analysis.request)) return undefined;
  const plain = /\b(?:no|without(?: the)?|not the) (?:file ?)?names?\b/i.test(r.analysis.request);
  if (plain) r.may('not', 'name', 'not-contains', 'only-name');
  const numbers = r.all('number-lines').length > 0;
  const count = r.all('count').length > 0;
  const source = takeSource(r);
  if (!source || source.args === '') return undefined;
  r.may(GREEDY, 'p-by', 'file', 'source-code', 'script-noun');
  const flags = `${source.recursive ? 'r' : ''}${plain ? 'h' : ''}${numbers ? 'n' : ''}${count ? 'c' : ''}E`;
  return reading(
    'grep',
    withSource(`grep -${flags} ${source.include}'${CODE.py![kind]}'`, source),
    r.say('picks these lines of the code', '筛选代码中的这些行'),
    source.guess,
    2,
  );
};
