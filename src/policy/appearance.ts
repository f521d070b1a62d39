import { type Finding, notUnderstood } from './finding.ts';
import type { Word } from './parse.ts';

/**
 * Signs that a person reads as signs of the shell and bash as letters: `；`, `｜`, `∕`, curly quotes. Where they stand
 * unquoted the command is not what it looks like.
 */
const SHELL_LOOKALIKE =
  /[\uff04\uff06\uff07\uff02\uff0f\uff1b\uff1c\uff1e\uff3c\uff40\uff5c\u037e\u204f\u2215\u2044\u29f8\u2223\u01c0\u2758\ufe68\ufe64\ufe65\ufe54\ufe60\ufe69\u201c\u201d\u2018\u2019]/;
/** `!$`, `!-2`, `!ls`: on a prompt the history, in a command that is run just letters. */
const HISTORY = /(?<![\\[${])!(?=[!$*^#?:\w-])/;
const HISTORY_IN_QUOTES = /(?<![\\[${])!(?=[!$^#?]|-?\d)/;

/** What in a word reads otherwise on a screen or a prompt than bash takes it. */
export function appearance(word: Word): readonly Finding[] {
  let bare = '';
  let quoted = '';
  for (const part of word.parts ?? [{ type: 'Literal' as const, text: word.text }])
    if (part.type === 'Literal' || part.type === 'Glob') bare += part.text;
    else {
      bare += ' ';
      if (part.type === 'DoubleQuoted')
        for (const child of part.parts) quoted += child.type === 'Literal' ? child.text : ' ';
      quoted += ' ';
    }
  const findings: Finding[] = [];
  if (SHELL_LOOKALIKE.test(bare))
    findings.push(
      notUnderstood(`${word.text} holds a sign that only looks like one of the shell`, 'look-alike'),
    );
  if (HISTORY.test(bare) || HISTORY_IN_QUOTES.test(quoted))
    findings.push(notUnderstood(`${word.text} means the history on a prompt, and nothing here`, 'history'));
  return findings;
}
