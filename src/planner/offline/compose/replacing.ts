import { delimiterFor, escapeBasic, escapeReplacement, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing, mayExist } from './changing.ts';
import { reading } from './common.ts';
import type { Rule } from './edit.ts';
import { isValue, lineScope, literalText, onScreen, sedOver } from './literal.ts';
import { turnsEndings } from './renaming.ts';
import { overFiles, peekSource, takeSource } from './source.ts';

/** 里的 old 替换成: the word right before the verb is the text, though a folder is called so. */
const isSpoken = (r: Reading, term: Term, joiner: Term): boolean =>
  term.index === joiner.index - 1 &&
  term.kind === 'word' &&
  /^[A-Za-z][\w-]*$/.test(term.raw) &&
  r.terms.some((other) => other !== term && other.entry?.type === 'file');

/** replace X with Y in FILES. */
export const replaces: Rule = (r) => {
  const verb = r.find('replace|set');
  if (
    verb &&
    /^(?:convert|transform|turn)/.test(verb.raw.toLowerCase()) &&
    !r.has('#quoted') &&
    !r.has('space-char|tab|newline|delimiter')
  )
    return whitespaceSwap(r) ?? lineEndings(r);
  if (
    !verb ||
    turnsEndings(r) ||
    r.has('rename|extension|permission|branch|owner-class|process|password') ||
    r.has('timestamp|make-executable|own')
  )
    return undefined;
  if (r.has('uppercase|lowercase') && !r.has('#quoted')) return undefined;
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
    (term) =>
      term.index < joiner.index &&
      (isValue(r, term) || (zh && isSpoken(r, term, joiner))) &&
      (!(term.entry && !term.tags.has('#quoted')) || (zh && isSpoken(r, term, joiner))),
  );
  const after = r.terms.filter(
    (term) => term.index > joiner.index && isValue(r, term) && !(term.entry && term.role === 'in'),
  );
  const beside = r.at(joiner.index + 1);
  const to =
    after[0] ??
    (beside && r.free(beside) && beside.kind === 'word' && /^[A-Z]/.test(beside.raw) ? beside : undefined);
  const from = before.at(-1) ?? nearestWord(r, joiner, verb);
  if (!from || !to) return undefined;
  // 改成 12 eggs: the new text goes on.
  if (to.kind !== 'quoted' && after[1]?.index === to.index + 1) return undefined;
  r.mark(from, to, verb, joiner);
  const oldText = spanText(r, from, verb, joiner, zh);
  const newText = literalText(to);
  if (/[\n\r]/.test(oldText + newText) || oldText === '') return undefined;
  const first = r.terms.find((term) => r.free(term) && term.tags.has('head') && /first|第一/.test(term.raw));
  r.mark(first);
  const firstLine =
    first !== undefined && (r.at(first.index + 1)?.tags.has('line') || /^first lines?$/.test(first.raw));
  const ignoreCase = r.all('case-insensitive').length > 0;
  const word = r.all('whole-word').length > 0;
  const lineRange = firstLine ? '1' : lineScope(r);
  if (firstLine) r.may('line', 'only', 'p-in');
  const backup = r.has('backup') && r.need('backup');
  const source = takeSource(r);
  if (!source) return undefined;
  // "set a.max and a.pause to 10 in b.conf": names that are no files are no places to replace in.
  if (source.paths.length > 1 && source.paths.some((path) => !mayExist(r, path))) return undefined;
  const screen = onScreen(r) || r.has('screen');
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
  // "set interval to 900" where there is such a key: its value, not its name.
  if (
    !/^(?:replace|substitute|swap|exchange)/i.test(verb.raw) &&
    from.kind !== 'quoted' &&
    new RegExp(`^\\s*${oldText.replace(/\W/g, '\\$&')}\\s*[:=]`, 'm').test(peeked ?? '')
  )
    return undefined;
  markCarriers(r, peeked, oldText);
  const sign = delimiterFor(oldText, newText);
  const pattern = `${word ? '\\b' : ''}${escapeBasic(oldText, sign)}${word ? '\\b' : ''}`;
  const script = `${lineRange ?? ''}s${sign}${pattern}${sign}${escapeReplacement(newText, sign)}${sign}${first && !firstLine ? '' : 'g'}${ignoreCase ? 'I' : ''}`;
  return sedOver(
    r,
    quote(script),
    source,
    screen,
    r.say('replaces the text', '替换文本'),
    backup ? '.bak' : '',
  );
};

/** "bump the version from 1.4.2 to 1.5.0": the word stands beside the old text wherever that stands. */
function markCarriers(r: Reading, text: string | undefined, old: string): void {
  const lines = text?.split('\n').filter((line) => line.includes(old)) ?? [];
  if (lines.length === 0) return;
  for (const term of r.terms)
    if (
      r.free(term) &&
      term.kind === 'word' &&
      term.raw.length > 2 &&
      lines.every((line) => line.toLowerCase().includes(term.raw.toLowerCase()))
    )
      r.mark(term);
}

/** DOS to Unix line ends. */
function lineEndings(r: Reading): Proposal | undefined {
  if (
    !/(?:dos|windows|crlf)\b.*\b(?:unix|linux|lf)\b|\b(?:unix|linux|lf)[- ](?:style )?line[- ]end/i.test(
      r.analysis.request,
    )
  )
    return undefined;
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
