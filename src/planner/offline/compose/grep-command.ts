import { escapeBasic, escapeExtended, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import { correctable } from '../text/vocabulary.ts';
import type { Modes } from './grep-modes.ts';
import type { Pattern } from './patterns.ts';
import { peekSource, type Source, withSource } from './source.ts';

export function build(
  r: Reading,
  source: Source,
  patterns: readonly Pattern[],
  mode: Modes,
  files: boolean,
): { text: string; guess: number } | undefined {
  const peeked = peekSource(r, source);
  const soft = patterns.some((pattern) => pattern.soft);
  const unsure = soft && patterns[0]!.terms[0]!.tags.size === 0;
  let guess = !unsure
    ? 0
    : source.many && !correctable(patterns[0]!.text.toLowerCase()) && /^[a-z]/.test(patterns[0]!.text)
      ? 0.9
      : 0.3;
  let texts = patterns.map((pattern) => pattern.text);
  let ignoreCase = mode.ignoreCase;
  if (!ignoreCase && soft) {
    const found = peeked === undefined ? undefined : casing(texts[0]!, peeked);
    if (found) texts = [found];
    else {
      if (peeked !== undefined && patterns[0]!.terms[0]!.tags.size === 0) return undefined;
      ignoreCase = true;
    }
  } else if (!ignoreCase && peeked !== undefined && peeked.length < 60_000 && !patterns[0]!.regex) {
    // Wording like "lines with error" about a file that only says ERROR.
    const first = texts[0]!;
    if (
      !peeked.includes(first) &&
      peeked.toLowerCase().includes(first.toLowerCase()) &&
      patterns[0]!.terms[0]!.kind !== 'quoted'
    )
      ignoreCase = true;
  }
  const anchored = patterns.some((pattern) => pattern.anchor !== '');
  const regex = patterns[0]!.regex;
  const both =
    (patterns.length > 1 && /\bboth\b|同时/.test(r.analysis.request)) ||
    (patterns.length > 1 && !r.has('p-or') && /\band\b|和|且/.test(r.analysis.request) && !files);
  const meta = texts.some((text) => /[.[\]*^$\\]/.test(text));
  const alternatives = patterns.length > 1 && !both;
  let flags = '';
  let pattern: string;
  if (alternatives) {
    flags += 'E';
    pattern = patterns
      .map(
        (one, i) =>
          `${one.anchor === '^' ? '^' : ''}${regex ? texts[i]! : escapeExtended(texts[i]!)}${one.anchor === '$' ? '$' : ''}`,
      )
      .join('|');
  } else if (anchored) {
    const one = patterns[0]!;
    pattern = `${one.anchor === '^' ? '^' : ''}${escapeBasic(texts[0]!)}${one.anchor === '$' ? '$' : ''}`;
  } else {
    pattern = texts[0]!;
    if (regex) flags += 'E';
    else if (meta) flags += 'F';
  }
  const recursive = source.recursive;
  if (recursive) flags = `r${flags}`;
  if (ignoreCase) flags += 'i';
  if (mode.word) flags += 'w';
  if (files) flags += mode.invert ? 'L' : 'l';
  else {
    if (mode.invert) flags += 'v';
    if (mode.times || mode.only) flags += 'o';
    else if (mode.count && (!source.many || r.has('count-each|per'))) flags += 'c';
    if (mode.numbers) flags += 'n';
  }
  const total = mode.count && source.many && !flags.includes('c') && !mode.times;
  if ((mode.times || total || (mode.bare && !flags.includes('h'))) && source.many && !files) flags += 'h';
  const word = pattern.startsWith('-') ? `-e ${quote(pattern)}` : quote(pattern);
  const head = `grep${flags ? ` -${flags}` : ''}${mode.context ? ` ${mode.context}` : ''} ${source.include}${word}`;
  let text =
    source.find && !recursive && source.paths.length === 0
      ? `${source.find} -exec ${head} {} +`
      : withSource(head, source);
  if (source.paths.length > 0 && source.paths.every((path) => path.endsWith('.gz')))
    text = text.replace(/^grep/, 'zgrep');
  if (both) for (const extra of texts.slice(1)) text += ` | grep${ignoreCase ? ' -i' : ''} ${quote(extra)}`;
  if (mode.limit !== undefined) text += ` | head -n ${mode.limit}`;
  if (mode.times || total) text += ' | wc -l';
  if (!files && source.many && recursive && !mode.count) guess += 0.05;
  return { text, guess };
}

/** How the file itself writes the word. */
function casing(word: string, text: string): string | undefined {
  for (const form of [
    word.toUpperCase(),
    word[0]!.toUpperCase() + word.slice(1),
    word.toLowerCase(),
    word.toLowerCase().replace(/s$/, ''),
    word.toUpperCase().replace(/S$/, ''),
  ])
    if (new RegExp(`(?<![A-Za-z])${escapeExtended(form)}`).test(text))
      return text.split(form).length > 1 && onlyCasing(form, text) ? form : undefined;
  return undefined;
}

const onlyCasing = (form: string, text: string): boolean =>
  text.toLowerCase().split(form.toLowerCase()).length === text.split(form).length;
