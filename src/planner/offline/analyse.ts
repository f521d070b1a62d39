import { weightOf } from './account.ts';
import { bunch, entryNamed, nameIndex } from './entities/names.ts';
import { monthOf, numberOf, ordinalOf, sizeUnit, timeUnit } from './entities/numbers.ts';
import { rolesOf } from './frames/roles.ts';
import { endingsOf } from './lexicon/filetypes.ts';
import { englishLexicon, type Lexicon, otherLexicon } from './lexicon/load.ts';
import { type Atom, atomsOf } from './text/atoms.ts';
import { lemmas } from './text/lemma.ts';
import { mergeQuantities } from './text/merge.ts';
import { correctable, correction } from './text/vocabulary.ts';
import type { Analysis, Language, Term, World, WorldEntry } from './types.ts';

/** A term while it is being made. */
export interface Draft {
  atom: Atom;
  tags: Set<string>;
  entry?: WorldEntry;
  group?: readonly WorldEntry[];
  typo: boolean;
}

const HAN = /\p{Script=Han}/u;
const LITERAL_MARKS = [
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'name-contains',
  'p-named',
  'say',
];

/** Reads a request: words to concepts, shapes and existing names to entities, prepositions to roles. */
export function analyse(request: string, world: World): Analysis {
  const scanned = atomsOf(request, world);
  const lexicon = lexiconFor(scanned);
  const atoms = mergeQuantities(
    scanned.map((atom) => correctTypo(atom, lexicon, world, request.toLowerCase())),
  );
  const drafts = readWords(atoms, lexicon);
  markKinds(drafts, world);
  markNames(drafts, world);
  markLiterals(drafts);
  settleSenses(drafts);
  const roles = rolesOf(drafts);
  const terms = drafts.map((draft, index): Term => termOf(draft, index, roles[index]!));
  const language: Language = HAN.test(request.replace(/["“「『《'][^"”」』》']*["”」』》']/g, ''))
    ? 'zh'
    : 'en';
  return { request, language, terms, world };
}

function termOf(draft: Draft, index: number, role: Term['role']): Term {
  const { atom } = draft;
  const kind = atom.shape?.kind ?? 'word';
  return {
    index,
    start: atom.start,
    end: atom.end,
    raw: atom.raw,
    kind,
    text: atom.shape?.text ?? (draft.typo ? atom.lower : atom.text),
    tags: draft.tags,
    weight: atom.raw === '一' ? 0.05 : weightOf(draft.tags, kind),
    typo: draft.typo,
    role,
    ...(atom.shape?.value === undefined ? {} : { value: atom.shape.value }),
    ...(draft.entry ? { entry: draft.entry } : {}),
    ...(draft.group ? { group: draft.group } : {}),
  };
}

/** English, unless more words are known in another language than in English. */
function lexiconFor(atoms: readonly Atom[]): readonly Lexicon[] {
  const english = englishLexicon();
  const other = otherLexicon();
  let foreign = 0;
  let known = 0;
  for (const atom of atoms) {
    if (atom.shape || atom.chinese) continue;
    const inEnglish = lemmas(atom.lower).some((form) => english.words.has(form));
    if (inEnglish) known += 1;
    else if (other.words.has(atom.lower) || other.phrases.has(atom.lower)) foreign += 1;
  }
  return foreign >= 2 && foreign >= known ? [other, english] : [english];
}

function readWords(atoms: readonly Atom[], lexicons: readonly Lexicon[]): Draft[] {
  const drafts: Draft[] = [];
  for (let i = 0; i < atoms.length; ) {
    const phrase = phraseAt(atoms, i, lexicons);
    if (phrase) {
      const parts = atoms.slice(i, i + phrase.length);
      const { shape: _shape, ...first } = parts[0]!;
      const raw = parts.map((part) => part.raw).join(' ');
      drafts.push({
        atom: { ...first, raw, text: raw, lower: raw.toLowerCase(), end: parts.at(-1)!.end },
        tags: new Set(phrase.tags),
        typo: phrase.typo,
      });
      i += phrase.length;
      continue;
    }
    drafts.push(readWord(atoms[i]!, lexicons));
    i += 1;
  }
  return drafts;
}

function phraseAt(
  atoms: readonly Atom[],
  i: number,
  lexicons: readonly Lexicon[],
): { length: number; tags: ReadonlySet<string>; typo: boolean } | undefined {
  const first = atoms[i]!;
  if (first.chinese || first.shape?.kind === 'quoted' || first.shape?.kind === 'path') return undefined;
  for (const lexicon of lexicons) {
    for (const form of lemmas(first.lower)) {
      for (const phrase of lexicon.phrases.get(form) ?? []) {
        const matches = phrase.words.every((word, k) => {
          const atom = atoms[i + k];
          if (!atom || atom.chinese || atom.shape?.kind === 'quoted') return false;
          return atom.lower === word || (k === 0 && form === word) || (k > 0 && atom.lower === `${word}s`);
        });
        if (matches)
          return {
            length: phrase.words.length,
            tags: phrase.tags,
            typo: atoms.slice(i, i + phrase.words.length).some((atom) => atom.typo),
          };
      }
    }
  }
  return undefined;
}

function readWord(atom: Atom, lexicons: readonly Lexicon[]): Draft {
  const shape = atom.shape;
  if (shape)
    return { atom, tags: new Set(shape.tags), typo: false, ...(shape.entry ? { entry: shape.entry } : {}) };
  if (atom.tags && atom.tags.size > 0) return { atom, tags: new Set(atom.tags), typo: false };
  for (const form of lemmas(atom.lower)) {
    const tags = new Set<string>();
    for (const lexicon of lexicons) for (const tag of lexicon.words.get(form) ?? []) tags.add(tag);
    if (tags.size > 0) return { atom, tags, typo: atom.typo === true };
  }
  return { atom, tags: new Set(), typo: atom.typo === true };
}

/** A word that is nothing else becomes the word of the lexicon it resembles. */
function correctTypo(atom: Atom, lexicons: readonly Lexicon[], world: World, request: string): Atom {
  if (atom.shape || atom.chinese || !correctable(atom.lower) || /[A-Z]{2}/.test(atom.raw)) return atom;
  if ([numberOf, ordinalOf, timeUnit, sizeUnit, monthOf].some((read) => read(atom.lower) !== undefined))
    return atom;
  // A word that stands in a path of the request too is a name.
  if (request.indexOf(atom.lower) !== request.lastIndexOf(atom.lower)) return atom;
  const known = lemmas(atom.lower).some((form) =>
    lexicons.some((lexicon) => lexicon.words.has(form) || lexicon.phrases.has(form)),
  );
  if (known || endingsOf(atom.lower) || entryNamed(atom.text, world) || bunch(atom.lower, world).length > 0)
    return atom;
  const word = correction(atom.lower);
  return word === undefined ? atom : { ...atom, lower: word, typo: true };
}

const word = (draft: Draft): string => draft.atom.lower;

/** Everyday words that are endings only right before a word for files. */
const AMBIGUOUS_KINDS = new Set([
  'out',
  'old',
  'less',
  'class',
  'key',
  'map',
  'part',
  'lock',
  'env',
  'dump',
  'bin',
  'war',
  'iso',
  'word',
  'header',
  'object',
  'config',
  'bash',
  'shell',
  'temp',
  'orig',
  'zip',
  'swift',
  'excel',
  'perl',
  'ruby',
  'rust',
  'java',
]);
const CERTAIN_KIND = /^[\p{L}\d+]{3,}$/u;

/** "markdown posts", "gif or png", "cache files": words that mean an ending. */
function markKinds(drafts: readonly Draft[], world: World): void {
  const { endings } = nameIndex(world);
  const isKind = (draft: Draft) => {
    const word = draft.atom.lower;
    return (
      draft.atom.shape === undefined &&
      (endingsOf(word) !== undefined || endings.has(word) || endingsOf(lemmas(word)[1] ?? '') !== undefined)
    );
  };
  for (let i = drafts.length - 1; i >= 0; i -= 1) {
    const draft = drafts[i]!;
    if (!isKind(draft) && !/^(?:log files?|日志文件)$/.test(word(draft))) continue;
    const next = drafts[i + 1];
    const beforeNoun =
      next !== undefined &&
      ['file', 'script-noun', 'source-code', 'image', 'format', 'extension'].some((tag) =>
        next.tags.has(tag),
      );
    const joins =
      next !== undefined &&
      (next.tags.has('p-and') || next.tags.has('p-or') || next.atom.raw === ',' || next.atom.raw === '、');
    const beforeKind = joins && drafts.slice(i + 2, i + 4).some((later) => later.tags.has('#kind'));
    const unknown =
      !AMBIGUOUS_KINDS.has(draft.atom.lower) &&
      draft.tags.size === 0 &&
      CERTAIN_KIND.test(draft.atom.lower) &&
      !entryNamed(draft.atom.text, world);
    const named = /^(?:log files?|日志文件)$/.test(word(draft));
    if (named) {
      draft.tags.add('#kind').add('file');
      continue;
    }
    const plain = draft.tags.size > 0 && ['image', 'video', 'music'].some((tag) => draft.tags.has(tag));
    if (!beforeNoun && !beforeKind && !unknown && !plain) continue;
    if (beforeNoun && draft.tags.has('stop') && draft.atom.lower.length < 3) continue;
    draft.tags.add('#kind');
  }
}

/** Words that are names of what is here: unknown words always, words of the lexicon where the place says so. */
function markNames(drafts: readonly Draft[], world: World): void {
  const isNoun = (draft: Draft | undefined) =>
    draft !== undefined && ['folder', 'file', 'script-noun'].some((tag) => draft.tags.has(tag));
  const isPlace = (draft: Draft | undefined) =>
    draft !== undefined && [...draft.tags].some((tag) => /^p-(?:in|from|to|of)$/.test(tag));
  drafts.forEach((draft, i) => {
    const { atom } = draft;
    if (atom.shape) return;
    const entry = entryNamed(draft.typo ? atom.lower : atom.text, world);
    const before = drafts[i - 1];
    const beforeThat = before && [...before.tags].every((tag) => tag === 'stop') ? drafts[i - 2] : before;
    const after = drafts[i + 1];
    const postposition = atom.chinese || (after?.atom.chinese && after.tags.has('p-in'));
    if (entry) {
      const shaped = /[A-Z]/.test(atom.text.slice(0, 2)) && /[A-Z]{2}/.test(atom.text);
      const placed =
        isPlace(beforeThat) ||
        isNoun(before) ||
        (isNoun(after) &&
          !(entry.type === 'dir' && after?.tags.has('file') === true && !after.tags.has('folder'))) ||
        (postposition && entry.type === 'dir');
      const measured = entry.type === 'dir' && drafts.some((other) => other.tags.has('disk-usage'));
      const joined =
        measured ||
        (before !== undefined &&
          (before.tags.has('p-and') || before.atom.raw === ',') &&
          drafts[i - 2]?.tags.has('#path') === true);
      if (draft.tags.size === 0 || shaped || placed || joined) {
        draft.entry = entry;
        if (!draft.tags.has('#kind') || placed || joined)
          draft.tags = new Set(['#path', entry.type === 'dir' ? '#dir' : '#file']);
        return;
      }
    }
    if (draft.tags.size > 0) return;
    const folder = entryNamed(`${atom.text}s`, world);
    if (folder?.type === 'dir' && atom.text.length > 2) {
      draft.entry = folder;
      draft.tags = new Set(['#path', '#dir']);
      return;
    }
    const group = bunch(atom.text, world);
    if (group.length > 0) {
      draft.group = group;
      draft.tags.add('#bunch');
    }
  });
}

const NOT_LITERAL = [
  'p-and',
  'p-or',
  'p-in',
  'p-of',
  'p-from',
  'p-to',
  'p-by',
  'case-insensitive',
  'regex',
  'whole-word',
  'more-than',
  'less-than',
  'at-least',
  'at-most',
  'not',
  'count',
  '#num',
  'exactly',
  'between',
  'only',
  'punct',
  'duplicates',
  'blank-line',
  'empty',
  'digit',
  'whitespace',
  'line',
];

/** The unquoted word after "containing", "starting with", "named" means itself, whatever else it could mean. */
function markLiterals(drafts: readonly Draft[]): void {
  drafts.forEach((draft, i) => {
    const mark = LITERAL_MARKS.find((tag) => draft.tags.has(tag));
    if (!mark) return;
    // Chinese puts the marked text before 开头 and 结尾.
    const backwards =
      draft.atom.chinese &&
      (mark === 'starts-with' || mark === 'ends-with') &&
      !/为$/.test(draft.atom.text.replace(/^.*前缀为|后缀为$/, '为'));
    const fillers =
      mark === 'p-named'
        ? ['stop', 'p-named']
        : ['stop', 'text', 'word', 'p-with', 'name', 'character', 'extension'];
    let at = backwards ? i - 1 : i + 1;
    const step = backwards ? -1 : 1;
    for (let skipped = 0; skipped < 3; skipped += 1) {
      const tags = drafts[at]?.tags;
      if (tags && [...tags].some((tag) => fillers.includes(tag) || (tag === 'p-and' && backwards)))
        at += step;
      else break;
    }
    if (drafts[at]?.atom.lower === 'pattern' && drafts[at + 1]?.atom.shape) return;
    const target = drafts[at];
    if (/^(?:has|have)$/.test(draft.atom.lower) && !target?.atom.shape && (!target || target.tags.size > 0))
      draft.tags.delete('contains');
    if (
      !target ||
      target.atom.shape ||
      target.entry ||
      (target.tags.has('#kind') && (mark !== 'p-named' || drafts[at + 1]?.tags.has('file')))
    )
      return;
    if (/^includ/.test(draft.atom.lower) && target.tags.size > 0) return;
    if (target.tags.has('ask') && target.atom.chinese) return;
    if (NOT_LITERAL.some((tag) => target.tags.has(tag))) return;
    if (mark === 'p-named' && /^match/.test(draft.atom.lower) && target.tags.size > 0) return;
    if (target.tags.size > 0 && /^(?:has|have|match|matching|matches|in which|with)$/.test(draft.atom.lower))
      return;
    if (mark === 'not-contains' && /^without|没有|不带$/.test(draft.atom.lower) && target.tags.size > 0)
      return;
    if (
      ['file', 'folder', 'subfolder', 'item', 'name', 'key'].some((tag) => target.tags.has(tag)) &&
      (mark === 'contains' || mark === 'p-named')
    )
      return;
    target.tags = new Set(['#literal']);
    target.typo = false;
  });
}

const FILE_TIMES = ['#dur', '#date', 'today', 'yesterday', 'within', 'since', 'this-week'];

/** Words of several senses, where the rest of the request decides. */
function settleSenses(drafts: readonly Draft[]): void {
  const timed = drafts.some((draft) => FILE_TIMES.some((tag) => draft.tags.has(tag)));
  const answers = drafts.some((draft) => draft.tags.has('p-with') || draft.tags.has('p-to'));
  drafts.forEach((draft, i) => {
    const next = drafts[i + 1];
    if (draft.atom.raw === 'PATH' && !draft.entry) draft.tags = new Set(['search-path']);
    if (
      timed &&
      !answers &&
      /^(?:change[ds]?|edited|modified|updated?|altered|touched|written)$/.test(draft.atom.lower)
    )
      draft.tags = new Set(['modify-time']);
    if (
      /^(?:search for|look for|looking for|grep|grep for|search|find|搜索|查找)$/.test(draft.atom.lower) &&
      next &&
      !next.atom.shape &&
      !next.entry
    ) {
      const after = drafts[i + 2];
      const plain = [...next.tags].every((tag) => tag === 'stop');
      if (
        plain &&
        next.tags.size > 0 &&
        !/^(?:the|a|an|all|my|any|in|for|it|that|some)$/.test(next.atom.lower) &&
        (after?.tags.has('p-in') || (after === undefined && draft.atom.chinese))
      )
        next.tags = new Set(['#literal']);
    }
    if (draft.tags.has('newest') && draft.tags.has('within'))
      draft.tags.delete(drafts.some((other) => other.tags.has('#dur')) ? 'newest' : 'within');
    const before = drafts[i - 1];
    nameAfterNoun(drafts, i);
    joinLiterals(drafts, i);
    if (/^only in$/.test(draft.atom.lower) && drafts.filter((other) => other.tags.has('#file')).length < 2)
      draft.tags = new Set(['p-in', 'only']);
    if (
      /^(?:with|have|has)$/.test(draft.atom.lower) &&
      before?.tags.has('line') &&
      next &&
      !next.atom.shape &&
      next.tags.size === 0
    ) {
      draft.tags = new Set(['contains']);
      next.tags = new Set(['#literal']);
    }
  });
}

/** "mention WARN or ERROR": what is joined to a literal is one. */
function joinLiterals(drafts: readonly Draft[], i: number): void {
  const [literal, joiner, other, after] = drafts.slice(i, i + 4);
  if (!literal?.tags.has('#literal') || !joiner || !other || other.atom.shape || other.entry) return;
  if (!/^(?:or|and|或|或者|和)$/.test(joiner.atom.lower) || other.tags.has('stop')) return;
  const ends =
    after === undefined || after.tags.has('p-in') || after.tags.has('p-from') || after.tags.has('punct');
  const upper = /^[A-Z]{2,}$/.test(other.atom.raw);
  if (ends && (upper || other.tags.size === 0)) other.tags = new Set(['#literal']);
}

/** "a new folder texts": the word after the noun is the name, when something is made or moved into it. */
function nameAfterNoun(drafts: readonly Draft[], i: number): void {
  const noun = drafts[i]!;
  const name = drafts[i + 1];
  if (
    !noun.tags.has('folder') ||
    !name ||
    name.atom.shape ||
    name.entry ||
    name.tags.size === 0 ||
    name.atom.chinese
  )
    return;
  if (
    !/^[a-z][\w.-]*$/i.test(name.atom.raw) ||
    [
      'p-named',
      'stop',
      'p-in',
      'p-to',
      'p-and',
      'p-with',
      'p-of',
      'p-from',
      'file',
      '#literal',
      'not',
      'contains',
      'where',
    ].some((tag) => name.tags.has(tag))
  )
    return;
  const made = drafts
    .slice(Math.max(0, i - 4), i)
    .some((other) => other.tags.has('create') || other.tags.has('new') || other.tags.has('p-to'));
  const after = drafts[i + 2];
  const ends =
    after === undefined ||
    after.tags.has('punct') ||
    after.tags.has('p-in') ||
    after.tags.has('p-and') ||
    after.tags.has('and-then');
  if (made && ends) name.tags = new Set(['#literal']);
}
