import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Term } from '../types.ts';
import { CHANGES, GREEDY, type Rule, reading } from './common.ts';
import { pathOf } from './targets.ts';

const WORD = /^(?:sections?|blocks?|parts?|stanzas?|headings?|groups?)$/i;
const INTEREST =
  /^(?:interests?|matters?|concerns?|is enough|suffices?|counts?|under|below|inside|within|beneath|stands?|standing|set|settings?|options?|entries|everything|there)$/i;

/** Headers `[name]` of an ini file, as they stand. */
const headers = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => /^\[([^\]]+)\]\s*$/.exec(line)?.[1] ?? []);

/** "only the [audio] section of settings.ini": a header with all that stands below it, up to the next one. */
export const iniSections: Rule = (r) => {
  const told = /\b(?:is|are|gets?|been|being|was|were) (?:\w+ )?(?:set|written|stored|put|kept)\b/i.test(
    r.analysis.request,
  );
  const deeds = told ? CHANGES.replace(/\|(?:write|set)\b/g, '') : CHANGES;
  if (r.has(`${deeds}|edit|compare|not|except|sort|unique`)) return undefined;
  const files = r.terms.filter((term) => r.free(term) && term.entry?.type === 'file');
  const text = files.length === 1 ? r.world.peek(pathOf(files[0]!)) : undefined;
  if (text === undefined) return undefined;
  const names = headers(text);
  if (names.length === 0 || new Set(names).size !== names.length) return undefined;
  const word = r.terms.find((term) => WORD.test(term.raw));
  const named = names.flatMap((name) => mentions(r, name, files[0]!, word));
  const [found] = named;
  if (named.length !== 1 || !found) return undefined;
  const count = r.has('count') && r.has('key|item|line|option|config') ? r.all('count') : [];
  r.mark(files[0], word, ...found.terms, ...count);
  r.may(GREEDY, 'config', 'file', 'p-of', 'p-in', 'line', 'key', 'head', 'whole', 'value', 'set');
  for (const term of r.terms) if (term.kind === 'word' && INTEREST.test(term.raw)) r.mark(term);
  const on = `[${found.name}]`;
  const path = pathArg(pathOf(files[0]!));
  return count.length > 0
    ? reading(
        'config',
        `awk ${quote(`/^\\[/ { on = ($0 == "${on}"); next } on && /^[^;#]+[=:]/ { n++ } END { print n + 0 }`)} ${path}`,
        r.say('counts what the section sets', '统计该节的设置'),
        0,
        2,
      )
    : reading(
        'config',
        `awk ${quote(`/^\\[/ { on = ($0 == "${on}") } on`)} ${path}`,
        r.say('shows the section', '显示该节'),
        0,
        2,
      );
};

/** The header in its brackets, or its name beside the word "section". */
function mentions(
  r: Reading,
  name: string,
  file: Term,
  word: Term | undefined,
): readonly { name: string; terms: readonly Term[] }[] {
  if (/["\\]/.test(name)) return [];
  const request = r.analysis.request.toLowerCase();
  const bracketed = request.indexOf(`[${name.toLowerCase()}]`);
  const [from, to] = [bracketed, bracketed + name.length + 2];
  if (bracketed >= 0)
    return [{ name, terms: r.terms.filter((term) => term.start < to && term.end > from && term !== file) }];
  if (!word) return [];
  const beside = [word.index - 1, word.index + 1, word.index + 2]
    .map((at) => r.at(at))
    .find((term) => term && term !== file && term.text.toLowerCase() === name.toLowerCase());
  return beside ? [{ name, terms: [beside] }] : [];
}
