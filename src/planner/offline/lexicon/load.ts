import { EN_ACTIONS } from './en-actions.ts';
import { EN_GRAMMAR } from './en-grammar.ts';
import { EN_THINGS } from './en-things.ts';
import { EN_TURNS } from './en-turns.ts';
import { otherWords } from './other.ts';
import { zhActions } from './zh-actions.ts';
import { zhColloquial } from './zh-colloquial.ts';
import { zhGrammar } from './zh-grammar.ts';
import { zhNouns } from './zh-nouns.ts';
import { zhSpoken } from './zh-spoken.ts';
import { zhTaiwan } from './zh-taiwan.ts';
import { zhThings } from './zh-things.ts';
import { zhTurns } from './zh-turns.ts';

/** Words and phrases with the concepts they may stand for. */
export interface Lexicon {
  /** Single words, lower case. */
  readonly words: Found<ReadonlySet<string>>;
  /** Phrases by their first word, longest first. */
  readonly phrases: Found<readonly Phrase[]>;
}

interface Found<T> {
  get(form: string): T | undefined;
  has(form: string): boolean;
}

/** The same as tables, for those that go through every entry. */
export interface WholeLexicon extends Lexicon {
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** Length of the longest entry, in characters. */
  readonly longest: number;
}

export interface Phrase {
  readonly words: readonly string[];
  readonly tags: ReadonlySet<string>;
}

function build(sources: readonly string[], splitPhrases: boolean): WholeLexicon {
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

interface Entry {
  readonly tags: ReadonlySet<string> | undefined;
  readonly phrases: readonly Phrase[] | undefined;
}

/**
 * Looks each word up in the text itself: a request has a dozen of them, and tables of all four thousand forms cost a
 * start more than that (docs/performance.md). Every form stands between two marks: `concept:, form, form, `.
 */
class SoughtLexicon implements Lexicon {
  readonly words: Found<ReadonlySet<string>> = {
    get: (form) => this.#entry(form).tags,
    has: (form) => this.#entry(form).tags !== undefined,
  };
  readonly phrases: Found<readonly Phrase[]> = {
    get: (form) => this.#entry(form).phrases,
    has: (form) => this.#entry(form).phrases !== undefined,
  };
  readonly #lines: string;
  readonly #known = new Map<string, Entry>();

  constructor(sources: readonly string[]) {
    this.#lines = `${sources.join('\n')}\n`.toLowerCase().replaceAll(': ', ':, ').replaceAll('\n', ', \n');
  }

  #entry(form: string): Entry {
    let entry = this.#known.get(form);
    if (!entry) {
      entry = /^[^,:\s]+$/.test(form) ? this.#seek(form) : { tags: undefined, phrases: undefined };
      this.#known.set(form, entry);
    }
    return entry;
  }

  #seek(form: string): Entry {
    const lines = this.#lines;
    const begin = `, ${form}`;
    const found = new Map<string, Set<string>>();
    for (let at = lines.indexOf(begin); at >= 0; at = lines.indexOf(begin, at + begin.length)) {
      const after = lines[at + begin.length];
      if (after !== ',' && after !== ' ') continue;
      const whole = lines.slice(at + 2, lines.indexOf(', ', at + 2));
      const line = lines.lastIndexOf('\n', at) + 1;
      const concept = lines.slice(line, lines.indexOf(':, ', line));
      const tags = found.get(whole);
      if (tags) tags.add(concept);
      else found.set(whole, new Set([concept]));
    }
    const tags = found.get(form);
    found.delete(form);
    const phrases = [...found].map(([whole, concepts]) => ({ words: whole.split(' '), tags: concepts }));
    phrases.sort((a, b) => b.words.length - a.words.length);
    return { tags, phrases: phrases.length > 0 ? phrases : undefined };
  }
}

const ENGLISH = [EN_ACTIONS, EN_THINGS, EN_GRAMMAR, EN_TURNS];

let english: Lexicon | undefined;
let everyEnglish: WholeLexicon | undefined;
let chinese: WholeLexicon | undefined;
let other: Lexicon | undefined;
let nouns: Map<string, readonly string[]> | undefined;

/** Made at the first question, then kept, like the others. */
export function englishLexicon(): Lexicon {
  english ??= new SoughtLexicon(ENGLISH);
  return english;
}

export function wholeEnglishLexicon(): WholeLexicon {
  everyEnglish ??= build(ENGLISH, true);
  return everyEnglish;
}

export function chineseLexicon(): WholeLexicon {
  chinese ??= withNouns(
    build([zhActions(), zhThings(), zhGrammar(), zhTurns(), zhColloquial(), zhSpoken(), zhTaiwan()], false),
  );
  return chinese;
}

/** Nouns are words to be cut at; what they mean, the place decides. */
function withNouns(lexicon: WholeLexicon): WholeLexicon {
  const nothing: ReadonlySet<string> = new Set();
  const words = new Map(lexicon.words);
  for (const noun of chineseNouns().keys()) if (!words.has(noun)) words.set(noun, nothing);
  return { ...lexicon, words };
}

/** Chinese nouns with the English names of what they stand for. */
export function chineseNouns(): ReadonlyMap<string, readonly string[]> {
  if (!nouns) {
    nouns = new Map();
    for (const line of zhNouns().trim().split('\n')) {
      const [names, forms] = line.split(': ') as [string, string];
      for (const form of forms.split(', '))
        nouns.set(form, [...(nouns.get(form) ?? []), ...names.split(' ')]);
    }
  }
  return nouns;
}

export function otherLexicon(): Lexicon {
  other ??= new SoughtLexicon([otherWords()]);
  return other;
}
