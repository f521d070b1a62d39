import { delimiterFor, escapeBasic, escapeReplacement, pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing, takeText } from './change.ts';
import { overFiles, peekSource, type Source, takeSource, withSource } from './source.ts';
import { pathOf } from './targets.ts';
import { reading } from './text.ts';

type Rule = (r: Reading) => Proposal | undefined;

const literalText = (term: Term): string =>
  term.kind === 'quoted' || term.kind === 'url' ? term.text : term.raw;
const isValue = (r: Reading, term: Term): boolean =>
  r.free(term) &&
  term.kind !== 'punct' &&
  term.kind !== 'glob' &&
  !(term.entry && term.kind !== 'quoted' && term.role === 'in') &&
  (term.kind !== 'word' ||
    term.tags.size === 0 ||
    term.tags.has('#literal') ||
    term.tags.has('#bunch') ||
    term.tags.has('#path'));

const onScreen = (r: Reading): boolean =>
  /on (?:the )?screen|to (?:the )?(?:screen|terminal|stdout)|print|display|show|output|without changing|without modifying|leave the file|显示|输出|打印|不修改/.test(
    r.analysis.request,
  ) && !/in[- ]?place/.test(r.analysis.request);

/** replace X with Y in FILES. */
export const replaces: Rule = (r) => {
  const verb = r.find('replace|set');
  if (
    verb &&
    /^(?:convert|transform|turn)/.test(verb.raw.toLowerCase()) &&
    !r.has('#quoted') &&
    !r.has('space-char|tab|newline|delimiter')
  )
    return lineEndings(r);
  if (
    !verb ||
    r.has('rename|extension|permission|branch|owner-class|process|password') ||
    r.has('timestamp|make-executable|own')
  )
    return undefined;
  if (r.has('uppercase|lowercase') && !r.has('#quoted')) return caseInPlace(r);
  const spaces = whitespaceSwap(r);
  if (spaces) return spaces;
  const joiner = r.terms.find(
    (term) =>
      (term.index > verb.index || (term === verb && r.analysis.language === 'zh')) &&
      ['p-with', 'p-to', 'p-by', 'p-as'].some((tag) => term.tags.has(tag)) &&
      r.at(term.index + 1) !== undefined,
  );
  if (!joiner) return undefined;
  const zh = r.analysis.language === 'zh';
  const before = r.terms.filter(
    (term) => term.index < joiner.index && isValue(r, term) && !(term.entry && !term.tags.has('#quoted')),
  );
  const after = r.terms.filter(
    (term) => term.index > joiner.index && isValue(r, term) && !(term.entry && term.role === 'in'),
  );
  const to = after[0];
  const from = before.at(-1) ?? nearestWord(r, joiner, verb);
  if (!from || !to) return undefined;
  r.mark(from, to, verb, joiner);
  const oldText = spanText(r, from, verb, joiner, zh);
  const newText = literalText(to);
  if (/[\n\r]/.test(oldText + newText) || oldText === '') return undefined;
  const first = r.terms.find((term) => r.free(term) && term.tags.has('head') && /first|第一/.test(term.raw));
  r.mark(first);
  const ignoreCase = r.all('case-insensitive').length > 0;
  const word = r.all('whole-word').length > 0;
  const lineRange = lineScope(r);
  const backup = r.has('backup') && r.need('backup');
  const source = takeSource(r);
  if (!source) return undefined;
  const screen = onScreen(r);
  r.may(
    'all',
    'frequency',
    'text',
    'word',
    'file',
    'p-in',
    'p-to',
    'replace',
    'edit',
    'line',
    'content',
    'per',
    'recursive',
    'show',
    'screen',
    'string',
    'item',
    'it-ref',
    'name',
    'original',
    'keep',
    'set',
    'character',
    'everywhere',
    'change',
    'convert',
    'here',
    'value',
  );
  const peeked = peekSource(r, source);
  if (
    source.args !== '' &&
    !source.many &&
    peeked !== undefined &&
    peeked.length < 60_000 &&
    !peeked.includes(oldText) &&
    !ignoreCase &&
    from.kind !== 'quoted'
  )
    return undefined;
  const sign = delimiterFor(oldText, newText);
  const pattern = `${word ? '\\b' : ''}${escapeBasic(oldText, sign)}${word ? '\\b' : ''}`;
  const script = `${lineRange ?? ''}s${sign}${pattern}${sign}${escapeReplacement(newText, sign)}${sign}${first ? '' : 'g'}${ignoreCase ? 'I' : ''}`;
  return sedOver(
    r,
    quote(script),
    source,
    screen,
    r.say('replaces the text', '替换文本'),
    backup ? '.bak' : '',
  );
};

/** DOS to Unix line ends. */
function lineEndings(r: Reading): Proposal | undefined {
  if (!/(?:dos|windows|crlf)\b.*\b(?:unix|linux|lf)\b/i.test(r.analysis.request)) return undefined;
  for (const term of r.terms)
    if (/^(?:dos|windows|crlf|unix|linux|lf|endings?|format|style)$/i.test(term.raw)) r.mark(term);
  r.may(
    'convert',
    'replace',
    'set',
    'line',
    'newline',
    'p-to',
    'p-from',
    'format',
    'os',
    'tail',
    'extension',
    'change',
  );
  const source = takeSource(r);
  if (!source || source.args === '') return undefined;
  r.may('file', 'all');
  return changing(
    'edit',
    'write',
    overFiles(`sed -i 's/\\r$//'`, source),
    r.say('takes the carriage returns out', '去掉回车符'),
    source.guess,
  );
}

/** The word before "with" even if the lexicon knows it: "replace error with warning". */
function nearestWord(r: Reading, joiner: Term, verb: Term): Term | undefined {
  const between = r.terms.filter(
    (term) =>
      term.index > verb.index &&
      term.index < joiner.index &&
      term.kind !== 'punct' &&
      !term.tags.has('stop') &&
      !term.tags.has('all') &&
      !term.tags.has('text') &&
      !term.tags.has('frequency') &&
      !term.tags.has('p-of') &&
      !term.tags.has('word'),
  );
  return between.length === 1 ? between[0] : undefined;
}

/** Unquoted texts of several words: all between the verb and "with". */
function spanText(r: Reading, from: Term, verb: Term, joiner: Term, zh: boolean): string {
  if (from.kind === 'quoted' || zh) return literalText(from);
  const words = r.terms.filter((term) => term.index > verb.index && term.index < joiner.index && !term.entry);
  const run = words.filter((term) => term.kind === 'word' && term.tags.size === 0);
  if (
    run.length > 1 &&
    run.at(-1) === from &&
    run.every((term, i) => i === 0 || term.index === run[i - 1]!.index + 1)
  ) {
    r.mark(...run);
    return r.analysis.request.slice(run[0]!.start, from.end);
  }
  return literalText(from);
}

function lineScope(r: Reading): string | undefined {
  const line = r.terms.find(
    (term) => r.free(term) && term.tags.has('line') && r.at(term.index + 1)?.kind === 'number',
  );
  if (!line) return undefined;
  const number = r.at(line.index + 1)!;
  r.mark(line, number);
  return String(number.value);
}

function whitespaceSwap(r: Reading): Proposal | undefined {
  const signs: readonly (readonly [RegExp, string, string])[] = [
    [/^(?:commas?|逗号)$/, ',', ','],
    [/^(?:tabs?|制表符)$/, '\t', '\\t'],
    [/^(?:spaces?|blanks?|空格)$/, ' ', ' '],
    [/^(?:semicolons?|分号)$/, ';', ';'],
    [/^(?:colons?|冒号)$/, ':', ':'],
    [/^(?:newlines?|换行符?|line breaks?)$/, '\n', '\\n'],
    [/^(?:dashes|dash|hyphens?|连字符)$/, '-', '-'],
    [/^(?:underscores?|下划线)$/, '_', '_'],
    [/^(?:pipes?)$/, '|', '|'],
    [/^(?:dots?|periods?|句点)$/, '.', '.'],
  ];
  const found = r.terms
    .filter((term) => r.free(term) && term.kind === 'word')
    .flatMap((term) => {
      const sign = signs.find(([name]) => name.test(term.raw.toLowerCase()));
      return sign ? [{ term, sign }] : [];
    });
  if (found.length !== 2 || r.has('file-name|rename|name')) return undefined;
  const [from, to] = found;
  r.mark(from!.term, to!.term, ...r.all('replace|set|convert|change'));
  const source = takeSource(r);
  if (!source) return undefined;
  const screen = onScreen(r) || source.args === '';
  r.may(
    'all',
    'p-with',
    'p-to',
    'p-by',
    'text',
    'character',
    'file',
    'show',
    'screen',
    'line',
    'edit',
    'per',
    'delimiter',
    'print',
  );
  const name = (sign: readonly [RegExp, string, string]) => sign[2];
  if (screen || from!.sign[1] === '\n')
    return reading(
      'text',
      source.args === ''
        ? `tr '${name(from!.sign)}' '${name(to!.sign)}'`
        : `tr '${name(from!.sign)}' '${name(to!.sign)}' < ${source.args}`,
      r.say('replaces the characters', '替换字符'),
      source.guess,
    );
  const part = from!.sign[1] === '.' ? '\\.' : name(from!.sign);
  return sedOver(
    r,
    quote(`s/${part}/${name(to!.sign)}/g`),
    source,
    false,
    r.say('replaces the characters', '替换字符'),
    '',
  );
}

function caseInPlace(r: Reading): Proposal | undefined {
  return r.has('#never') ? undefined : undefined;
}

/** sed on the screen, or in place over the files. */
function sedOver(
  _r: Reading,
  script: string,
  source: Source,
  screen: boolean,
  why: string,
  backup: string,
): Proposal | undefined {
  if (source.args === '' || screen) {
    if (source.recursive) return undefined;
    return reading('edit', withSource(`sed ${script}`, source), why, source.guess);
  }
  return changing('edit', 'write', overFiles(`sed -i${backup} ${script}`, source), why, source.guess);
}

/** Setting one value of a configuration file: key = value. */
export const settings: Rule = (r) => {
  const verb = r.find('set|replace|upgrade');
  if (!verb || r.has('permission|owner-class|branch|extension|rename|timestamp|own|json')) return undefined;
  const file = r.terms.find(
    (term) => r.free(term) && term.tags.has('#path') && term.entry?.type === 'file' && term.kind !== 'quoted',
  );
  if (!file) return undefined;
  const text = r.world.peek(pathOf(file));
  if (text === undefined) return undefined;
  const keys = keysOf(text);
  const key = r.terms
    .map((term) => ({ term, key: term === file ? undefined : keyFor(term, r, keys) }))
    .find((found) => found.key !== undefined && r.free(found.term));
  if (!key?.key) return undefined;
  const values = r.terms.filter(
    (term) =>
      r.free(term) &&
      term !== file &&
      term !== key.term &&
      !key.key!.also.includes(term) &&
      term.kind !== 'punct' &&
      (term.role === 'to' ||
        term.role === 'as' ||
        (r.analysis.language === 'zh' && term.index > key.term.index)) &&
      (term.kind !== 'word' ||
        term.tags.size === 0 ||
        term.role === 'to' ||
        /^(?:true|false|on|off|yes|no)$/i.test(term.raw)),
  );
  const direct = r.terms.find(
    (term) =>
      r.free(term) &&
      term.index > key.term.index &&
      r.at(term.index - 1)?.tags.has('p-to') === true &&
      term.kind !== 'punct',
  );
  const value = values.at(-1) ?? direct;
  if (!value) return undefined;
  r.mark(verb, file, key.term, value, ...key.key.also);
  r.may(
    'value',
    'key',
    'file',
    'p-to',
    'p-in',
    'item',
    'p-as',
    'config',
    'edit',
    'variable',
    'env-var',
    'replace',
    'set',
    'count',
    'line',
    'number-noun',
  );
  const sign = delimiterFor(key.key.name, literalText(value), key.key.between);
  const quotes = key.key.quote;
  const replacement = `${escapeReplacement(key.key.line, sign)}${quotes}${escapeReplacement(literalText(value), sign)}${quotes}${escapeReplacement(key.key.tail, sign)}`;
  const script = `s${sign}^${escapeBasic(key.key.line, sign)}.*${sign}${replacement}${sign}`;
  return changing(
    'edit',
    'write',
    `sed -i ${quote(script)} ${pathArg(pathOf(file))}`,
    r.say('sets this one value', '设置该项的值'),
    key.key.guess,
    2,
  );
};

interface KeyLine {
  readonly name: string;
  /** "key = " as it stands at the start of its line. */
  readonly line: string;
  readonly between: string;
  readonly quote: string;
  /** Comma of JSON, semicolon of nginx. */
  readonly tail: string;
  readonly value: string;
}

/** The `key = value`, `key: value` and `key value` lines of a text. */
export function keysOf(text: string): KeyLine[] {
  return text.split('\n').flatMap((line) => {
    const match = /^(\s*(?:export\s+)?"?([A-Za-z_][\w.-]*)"?(\s*[=:]\s*|\s+))(.*?)([,;]?)\s*$/.exec(line);
    if (!match || /^\s*(?:#|\/\/|;)/.test(line)) return [];
    const value = match[4]!;
    const quoteSign = /^"[^"]*"$/.test(value) ? '"' : /^'[^']*'$/.test(value) ? "'" : '';
    return [
      {
        name: match[2]!,
        line: match[1]!,
        between: match[3]!,
        quote: quoteSign,
        tail: match[5]!,
        value: quoteSign ? value.slice(1, -1) : value,
      },
    ];
  });
}

function keyFor(
  term: Term,
  r: Reading,
  keys: readonly KeyLine[],
): (KeyLine & { also: Term[]; guess: number }) | undefined {
  if (term.kind === 'punct' || term.tags.has('stop') || term.kind === 'number') return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[_.\s-]+/g, '');
  const word = plain(literalText(term));
  const exact = keys.filter((key) => plain(key.name) === word);
  if (exact.length === 1) return { ...exact[0]!, also: [], guess: 0 };
  const next = r.at(term.index + 1);
  if (next && next.kind !== 'punct') {
    const two = keys.filter((key) => plain(key.name) === word + plain(literalText(next)));
    if (two.length === 1) return { ...two[0]!, also: [next], guess: 0.02 };
    const third = r.at(term.index + 2);
    const three = third
      ? keys.filter((key) => plain(key.name) === word + plain(literalText(next)) + plain(literalText(third)))
      : [];
    if (three.length === 1) return { ...three[0]!, also: [next, third!], guess: 0.02 };
  }
  return undefined;
}

/** Reading one value of a configuration file. */
export const configValues: Rule = (r) => {
  if (
    r.has(
      'replace|set|delete|append|insert|copy|move|rename|sort|frequency|most-frequent|head|tail|sum|average|most-frequent|uppercase|lowercase|compress|checksum|permission|comment|blank-line|not|contains|grep',
    )
  )
    return undefined;
  if (r.has('count') && !/how many|多少|几/.test(r.analysis.request)) return undefined;
  const file =
    r.terms.find((term) => r.free(term) && term.tags.has('#path') && term.entry?.type === 'file') ??
    onlyConfig(r);
  const path = file === undefined ? undefined : typeof file === 'string' ? file : pathOf(file);
  if (path === undefined || /\.(?:csv|json|md|txt|log)$/.test(path)) return undefined;
  const text = r.world.peek(path);
  if (text === undefined) return undefined;
  const keys = keysOf(text);
  if (keys.length === 0) return undefined;
  const candidates = keys
    .map((key) => {
      const parts = key.name
        .toLowerCase()
        .split(/[_.-]+|(?<=[a-z])(?=[A-Z])/)
        .filter(Boolean);
      const hits = r.terms.filter(
        (term) =>
          r.free(term) &&
          term !== file &&
          term.kind !== 'punct' &&
          parts.some(
            (part) =>
              sameWord(part, term.raw.toLowerCase()) || term.tags.has(part) || term.tags.has(`${part}s`),
          ),
      );
      return { key, hits, share: new Set(hits.map((term) => term.raw.toLowerCase())).size / parts.length };
    })
    .filter(({ hits }) => hits.length > 0)
    .sort((a, b) => b.share - a.share || b.hits.length - a.hits.length);
  const best = candidates[0];
  if (!best || best.share < 0.5) return undefined;
  if (typeof file !== 'string') r.mark(file);
  r.mark(...best.hits);
  r.may(
    'show',
    'show-light',
    'find',
    'ask',
    'count',
    'value',
    'key',
    'config',
    'item',
    'p-with',
    'file',
    'port',
    'ports',
    'per',
    'line',
    'number-noun',
    'set',
    'here',
    'address',
    'name',
    'say',
    'text',
    'user',
    'version',
    'machine',
    'listen',
    'exist',
    'running',
  );
  const subject = r.terms.find(
    (term) =>
      r.free(term) &&
      term.kind === 'word' &&
      term.tags.size === 0 &&
      path.toLowerCase().includes(term.raw.toLowerCase()),
  );
  r.mark(subject);
  return reading(
    'config',
    `grep -E ${quote(`^[[:space:]]*${best.key.name}`)} ${pathArg(path)}`,
    r.say('shows the line that sets it', '显示设置该项的那一行'),
    (best.share < 1 ? 0.1 : 0) + (typeof file === 'string' ? 0.2 : 0),
    1,
  );
};

/** "… are configured" with one configuration file here. */
function onlyConfig(r: Reading): string | undefined {
  if (!r.has('config|set')) return undefined;
  const files = r.world.entries.filter(
    (entry) =>
      entry.type === 'file' &&
      !entry.path.includes('/') &&
      /\.(?:toml|ini|conf|cfg|env|ya?ml|properties)$|^\.env$/.test(entry.path),
  );
  return files.length === 1 && r.world.complete ? files[0]!.path : undefined;
}

const sameWord = (part: string, word: string): boolean =>
  part === word ||
  `${part}s` === word ||
  part === `${word}s` ||
  (part.length > 3 && word.startsWith(part) && word.length - part.length <= 3);

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
  const overwrite = !verb.tags.has('append') && !verb.tags.has('insert') && !r.has('append');
  const echo =
    /^[\w ./:=@,+-]+$/.test(text) && !text.startsWith('-') ? `echo ${value}` : `printf '%s\\n' ${value}`;
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
  const start = says ?? (say && say.tags.has('line') ? say : (say ?? verb));
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

/** Deletes lines: by number, by content, blank ones, comments. */
export const lineDeletions: Rule = (r) => {
  if (
    !r.has('delete|dedupe') ||
    !r.has('line|blank-line|comment|whitespace|duplicates|dedupe|character|trim') ||
    (r.has('file-name|#ext') && false)
  )
    return undefined;
  if (r.has('branch|commits|rename')) return undefined;
  const screen = onScreen(r);
  const why = r.say('edits the file in place', '直接修改文件');
  r.all('delete|skip');
  const trailing = r.find(
    'whitespace|trim',
    (term) => /trailing|行尾|尾部|whitespace|end/.test(term.raw) || r.has('tail'),
  );
  const blank =
    r.find('blank-line') ?? r.find('empty', (term) => r.at(term.index + 1)?.tags.has('line') === true);
  const comment = r.find('comment');
  const duplicate = r.find('duplicates|dedupe');
  let script: string | undefined;
  let guess = 0;
  if (trailing && !blank) {
    r.mark(trailing);
    r.may('tail');
    script = 's/[[:space:]]*$//';
  } else if (blank || comment) {
    r.mark(blank, comment, ...r.all('comment|blank-line'));
    script =
      blank && comment ? '/^[[:space:]]*\\(#.*\\)\\?$/d' : blank ? '/^[[:space:]]*$/d' : '/^[[:space:]]*#/d';
  } else if (duplicate) {
    r.mark(duplicate);
    const source = takeSource(r);
    if (!source || source.many || source.args === '') return undefined;
    const keep = r.has('keep|original|order') || /keep|order|顺序/.test(r.analysis.request);
    r.may('line', 'keep', 'all', 'file', 'edit', 'p-in', 'sort', 'original', 'head', 'only', 'item');
    for (const term of r.terms) if (/^orders?$/.test(term.raw)) r.mark(term);
    if (screen) return undefined;
    if (keep || r.has('edit'))
      return changing(
        'edit',
        'write',
        `awk '!seen[$0]++' ${source.args} > ${source.args}.tmp && mv ${source.args}.tmp ${source.args}`,
        why,
        source.guess + 0.15,
      );
    return undefined;
  } else {
    script = lineScript(r);
    if (script === undefined) return undefined;
  }
  const source = takeSource(r);
  if (!source) return undefined;
  r.may(
    'line',
    'all',
    'file',
    'edit',
    'p-in',
    'contains',
    'text',
    'word',
    'show',
    'screen',
    'per',
    'item',
    'keep',
    'starts-with',
    'ends-with',
  );
  guess += source.guess;
  if (screen || source.args === '')
    return source.recursive
      ? undefined
      : reading('edit', withSource(`sed ${quote(script)}`, source), why, guess);
  return changing('edit', 'write', overFiles(`sed -i ${quote(script)}`, source), why, guess);
};

function lineScript(r: Reading): string | undefined {
  const range = r.find('#range');
  if (range) {
    r.mark(range);
    return `${range.text.replace('-', ',')}d`;
  }
  const numbers = r.terms.filter((term) => r.free(term) && term.kind === 'number');
  const head = r.find('head');
  const tail = r.find('tail');
  const literal = r.find('#literal|#quoted', (term) => !term.entry);
  if (literal) {
    const mark =
      [1, 2, 3, 4]
        .map((back) => r.at(literal.index - back))
        .find(
          (term) =>
            term &&
            ['starts-with', 'ends-with', 'contains', 'not-contains'].some((tag) => term.tags.has(tag)),
        ) ?? r.find('contains|starts-with|ends-with|not-contains');
    if (!mark) return undefined;
    r.mark(literal, mark);
    const text = escapeBasic(literalText(literal), '/');
    const flag = r.all('case-insensitive').length > 0 ? 'I' : '';
    if (mark.tags.has('not-contains')) return `/${text}/${flag}!d`;
    return `/${mark.tags.has('starts-with') ? '^' : ''}${text}${mark.tags.has('ends-with') ? '$' : ''}/${flag}d`;
  }
  const [first, second] = numbers;
  if (first && second) {
    r.mark(first, second);
    const between = r.terms
      .slice(first.index + 1, second.index)
      .some((term) => term.tags.has('p-to') || term.tags.has('until') || /^[-–]$/.test(term.raw));
    return between ? `${first.value},${second.value}d` : `${first.value}d;${second.value}d`;
  }
  if (first && head && !first.tags.has('nth')) {
    r.mark(first, head);
    return `1,${first.value}d`;
  }
  if (first && !tail) {
    r.mark(first);
    return `${first.value}d`;
  }
  const ordinal = r.find('second-ord|second|ordinal', () => r.has('line'));
  if (ordinal) {
    r.mark(ordinal);
    const place = {
      second: 2,
      '2nd': 2,
      third: 3,
      fourth: 4,
      fifth: 5,
      sixth: 6,
      seventh: 7,
      eighth: 8,
      ninth: 9,
      tenth: 10,
      第二: 2,
      第三: 3,
    }[ordinal.raw.toLowerCase()];
    return place === undefined ? undefined : `${place}d`;
  }
  if (head && !first) {
    r.mark(head);
    return '1d';
  }
  if (tail && !first) {
    r.mark(tail);
    return '$d';
  }
  return undefined;
}

export const editRules: readonly Rule[] = [settings, replaces, configValues, additions, lineDeletions];
