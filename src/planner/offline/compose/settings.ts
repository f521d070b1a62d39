import { chineseNouns } from '../lexicon/load.ts';
import { delimiterFor, escapeBasic, escapeReplacement, pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import type { Rule } from './edit.ts';
import { literalText } from './literal.ts';
import { pathOf } from './targets.ts';

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
          (isKey(term, key.name) ||
            parts.some(
              (part) =>
                sameWord(part, term.raw.toLowerCase()) ||
                term.tags.has(part) ||
                term.tags.has(`${part}s`) ||
                chineseNouns()
                  .get(term.raw)
                  ?.some((noun) => sameWord(part, noun)),
            )),
      );
      const share = hits.some((term) => isKey(term, key.name))
        ? 1
        : new Set(hits.map((term) => term.raw.toLowerCase())).size / parts.length;
      return { key, hits, share };
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
  // "where conf puts its spool"
  if (/\bwhere\b/i.test(r.analysis.request))
    for (const term of r.terms) if (/^(?:puts?|keeps?|stores?|saves?|writes?)$/i.test(term.raw)) r.mark(term);
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

const isKey = (term: Term, key: string): boolean =>
  term.kind === 'word' && term.raw.toLowerCase() === key.toLowerCase();

/** "… are configured", or the very name of a key that is no other word, with one configuration file here. */
function onlyConfig(r: Reading): string | undefined {
  const names = r.terms.filter((term) => /^[A-Za-z]+(?:_[A-Za-z]+)+$/.test(term.raw) && term.kind === 'word');
  if (!r.has('config|set') && names.length !== 1) return undefined;
  const files = r.world.entries.filter(
    (entry) =>
      entry.type === 'file' &&
      !entry.path.includes('/') &&
      /\.(?:toml|ini|conf|cfg|env|ya?ml|properties)$|^\.env$/.test(entry.path),
  );
  if (files.length !== 1 || !r.world.complete) return undefined;
  const { path } = files[0]!;
  return r.has('config|set') || keysOf(r.world.peek(path) ?? '').some((key) => isKey(names[0]!, key.name))
    ? path
    : undefined;
}

const sameWord = (part: string, word: string): boolean =>
  part === word ||
  `${part}s` === word ||
  part === `${word}s` ||
  (part.length > 3 && word.startsWith(part) && word.length - part.length <= 3);
