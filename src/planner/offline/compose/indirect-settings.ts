import { delimiterFor, escapeBasic, escapeReplacement, pathArg, quote } from '../quote.ts';
import { changing } from './changing.ts';
import type { Rule } from './edit.ts';
import { literalText } from './literal.ts';
import { keysOf } from './settings.ts';
import { pathOf } from './targets.ts';

const WISH =
  /\b(?:raise|lower|bump|increase|decrease|reduce|should (?:be|have|become|read)|ought to (?:be|read)|(?:needs?|has|want\w*|like) .*\bto (?:be|become|read)|must be|have \S+ be|let \S+ be|switch\w*|becomes?)\b/i;
const FILLER =
  /^(?:raise|lower|bump|increase|decrease|reduce|should|ought|needs?|has|have|must|be|become|becomes|read|let|switch|switched|switched to|want|wants|like|would like|i want|value|key|setting|option|set|to|to be|to become)$/i;
const FILES = /\.(?:ini|toml|ya?ml|conf|cfg|env|properties)$|(?:^|\/)\.env$/;

/** "could you raise workers to 6 in app.yaml", "debug should be true in app.yaml": a wish that names one key and its value. */
export const wishedSettings: Rule = (r) => {
  if (!WISH.test(r.analysis.request) || r.has('delete|copy|move|rename|not|append|insert|find|all|count'))
    return undefined;
  const files = r.terms.filter((term) => term.entry?.type === 'file');
  const file = files[0];
  if (!file || files.length !== 1 || !FILES.test(file.text)) return undefined;
  const text = r.world.peek(pathOf(file));
  if (text === undefined) return undefined;
  const keys = keysOf(text);
  const hits = r.terms.flatMap((term) => {
    const same = keys.filter((key) => key.name.toLowerCase() === literalText(term).toLowerCase());
    return term !== file && same.length > 0 ? [{ term, same }] : [];
  });
  const [hit] = hits;
  if (!hit || hits.length !== 1 || hit.same.length !== 1) return undefined;
  const key = hit.same[0]!;
  // A key without a value opens a block.
  if (key.value === '') return undefined;
  const joiner = r.terms.findLast(
    (term) =>
      term.index > hit.term.index &&
      /^(?:to|be|become|becomes|read|to be|to become|switched to|=)$/i.test(term.raw),
  );
  const value = joiner && r.at(joiner.index + 1);
  if (!value || value === file || value.kind === 'punct' || value.entry) return undefined;
  const after = r.at(value.index + 1);
  if (
    after &&
    !after.tags.has('p-in') &&
    !/^(?:now|from now on|instead|please)$/i.test(after.raw) &&
    after.kind !== 'punct' &&
    after !== file
  )
    return undefined;
  const next = literalText(value);
  if (!/^[\w./:@-]+$/.test(next)) return undefined;
  r.mark(file, hit.term, joiner, value, ...r.terms.filter((term) => FILLER.test(term.raw)));
  r.may('p-in', 'p-to', 'key', 'config', 'edit', 'file', 'now', 'instead');
  const sign = delimiterFor(key.name, next, key.between);
  const line = `${escapeReplacement(key.line, sign)}${key.quote}${escapeReplacement(next, sign)}${key.quote}${escapeReplacement(key.tail, sign)}`;
  return changing(
    'edit',
    'write',
    `sed -i ${quote(`s${sign}^${escapeBasic(key.line, sign)}.*${sign}${line}${sign}`)} ${pathArg(pathOf(file))}`,
    r.say('sets this one value', '设置该项的值'),
    0,
    2,
  );
};
