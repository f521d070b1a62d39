import { EN_ACTIONS } from './en-actions.ts';
import { EN_GRAMMAR } from './en-grammar.ts';
import { EN_THINGS } from './en-things.ts';
import { OTHER_WORDS } from './other.ts';
import { ZH_WORDS } from './zh.ts';

/** Words and phrases with the concepts they may stand for. */
export interface Lexicon {
  /** Single words, lower case. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  /** Phrases by their first word, longest first. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** Length of the longest entry, in characters. */
  readonly longest: number;
}

export interface Phrase {
  readonly words: readonly string[];
  readonly tags: ReadonlySet<string>;
}

function build(sources: readonly string[], splitPhrases: boolean): Lexicon {
  // Words of one concept share its set; only the others need one of their own.
  const forms = new Map<string, ReadonlySet<string>>();
  for (const source of sources) {
    for (const line of source.split('\n')) {
      const colon = line.indexOf(': ');
      if (colon < 0) continue;
      const concept = line.slice(0, colon);
      const alone: ReadonlySet<string> = new Set([concept]);
      for (const key of line
        .slice(colon + 2)
        .toLowerCase()
        .split(', ')) {
        if (key === '') continue;
        const known = forms.get(key);
        forms.set(key, known && known !== alone ? new Set([...known, concept]) : alone);
      }
    }
  }
  const words = new Map<string, ReadonlySet<string>>();
  const phrases = new Map<string, Phrase[]>();
  let longest = 1;
  for (const [form, tags] of forms) {
    longest = Math.max(longest, form.length);
    const parts = splitPhrases ? form.split(' ') : [form];
    if (parts.length === 1) {
      words.set(form, tags);
      continue;
    }
    const list = phrases.get(parts[0]!) ?? [];
    list.push({ words: parts, tags });
    phrases.set(parts[0]!, list);
  }
  for (const list of phrases.values()) list.sort((a, b) => b.words.length - a.words.length);
  return { words, phrases, longest };
}

let english: Lexicon | undefined;
let chinese: Lexicon | undefined;
let other: Lexicon | undefined;

/** Built at the first question, then kept. */
export function englishLexicon(): Lexicon {
  english ??= build([EN_ACTIONS, EN_THINGS, EN_GRAMMAR], true);
  return english;
}

export function chineseLexicon(): Lexicon {
  chinese ??= build([ZH_WORDS], false);
  return chinese;
}

export function otherLexicon(): Lexicon {
  other ??= build([OTHER_WORDS], true);
  return other;
}
