import { escapeBasic, escapeReplacement, pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { changing } from './changing.ts';
import type { Rule } from './edit.ts';
import { literalText } from './literal.ts';
import { keysOf } from './settings.ts';
import { pathOf } from './targets.ts';

const TALK =
  'line|set|enable|disable|config|key|item|value|file|edit|change|change|p-with|running|option|stage|replace|convert';

function onlyFile(r: Reading): { path: string; text: string; term: Term } | undefined {
  const files = r.terms.filter(
    (term) => r.free(term) && term.entry?.type === 'file' && term.tags.has('#path'),
  );
  const text = files.length === 1 ? r.world.peek(pathOf(files[0]!)) : undefined;
  return text === undefined ? undefined : { path: pathOf(files[0]!), text, term: files[0]! };
}

/** Commenting a setting in or out. */
export const commentToggles: Rule = (r) => {
  const verb = r.find('uncomment|comment-out');
  if (!verb) return undefined;
  const file = onlyFile(r);
  if (!file) return undefined;
  const lines = file.text.split('\n');
  const on = verb.tags.has('uncomment');
  const fits = (word: string) =>
    lines.filter((line) =>
      new RegExp(on ? `^\\s*#\\s*${escapeRegex(word)}\\b` : `^\\s*${escapeRegex(word)}\\b`, 'i').test(line),
    );
  const key = r.terms.find(
    (term) =>
      r.free(term) &&
      term !== file.term &&
      term.kind !== 'punct' &&
      !term.tags.has('stop') &&
      fits(literalText(term)).length === 1,
  );
  if (!key) return undefined;
  const name = new RegExp(escapeRegex(literalText(key)), 'i').exec(fits(literalText(key))[0]!)![0];
  r.mark(verb, key, file.term);
  r.may(TALK);
  const word = escapeBasic(name, '/');
  const script = on
    ? `s/^\\([[:space:]]*\\)#[[:space:]]*\\(${word}\\)/\\1\\2/`
    : `s/^\\([[:space:]]*\\)\\(${word}\\)/\\1#\\2/`;
  return changing(
    'edit',
    'write',
    `sed -i ${quote(script)} ${pathArg(file.path)}`,
    r.say('changes that one line', '只改这一行'),
    0,
    2,
  );
};

const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const OPPOSITE: readonly (readonly [string, string])[] = [
  ['on', 'off'],
  ['yes', 'no'],
  ['true', 'false'],
  ['enabled', 'disabled'],
  ['1', '0'],
];

/** "turn tls on in relay.conf", "PermitRootLogin no in sshd_config": the value stands beside its key. */
export const switches: Rule = (r) => {
  const file = onlyFile(r);
  if (!file || /\.(?:json|csv|md|txt|log)$/.test(file.path) || r.has('find|delete|rename|copy|move|ask'))
    return undefined;
  const keys = keysOf(file.text);
  const key = r.terms.find(
    (term) =>
      r.free(term) &&
      term !== file.term &&
      term.kind !== 'punct' &&
      keys.filter((line) => line.name.toLowerCase() === literalText(term).toLowerCase()).length === 1,
  );
  if (!key) return undefined;
  const line = keys.find((one) => one.name.toLowerCase() === literalText(key).toLowerCase())!;
  const pair = OPPOSITE.find((one) => one.includes(line.value.toLowerCase()));
  const next = [1, 2, 3]
    .map((on) => r.at(key.index + on))
    .find((term) => term && term.raw !== '=' && !term.tags.has('p-to'));
  const said = next && pair?.includes(next.raw.toLowerCase()) ? next : undefined;
  const turn = r.find('enable|disable|turn');
  if (!said && !turn) return undefined;
  if (!pair) return undefined;
  const word = turn && /\b(?:on|off)\b/.exec(turn.raw.toLowerCase())?.[0];
  const wants = said
    ? pair.indexOf(said.raw.toLowerCase()) === 0
    : word
      ? word === 'on'
      : turn!.tags.has('enable');
  if (
    said &&
    !turn &&
    !r.terms.some((term) => term.index < key.index && term.raw === ':') &&
    !r.has('set|replace|change|convert')
  )
    return undefined;
  const colon = r.terms.find((term) => term.raw === ':' && term.index < key.index);
  // "forbid root login: PermitRootLogin no": what stands before the colon says the same in words.
  if (colon) r.mark(...r.terms.filter((term) => term.index < colon.index));
  const value = wants ? pair[0] : pair[1];
  const repeated = r.terms.filter(
    (term) =>
      r.free(term) &&
      (term.raw === '=' ||
        term.raw.toLowerCase() === value ||
        term.raw.toLowerCase() === line.name.toLowerCase()),
  );
  r.mark(key, said, turn, file.term, ...repeated);
  r.may(TALK);
  const script = `s/^${escapeBasic(line.line, '/')}.*/${escapeReplacement(line.line, '/')}${line.quote}${value}${line.quote}${escapeReplacement(line.tail, '/')}/`;
  return changing(
    'edit',
    'write',
    `sed -i ${quote(script)} ${pathArg(file.path)}`,
    r.say('sets this one value', '设置该项的值'),
    0,
    2,
  );
};
