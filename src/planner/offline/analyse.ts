import { weightOf } from './account.ts';
import { countedHere, nounsHere } from './entities/nouns-here.ts';
import { rolesOf } from './frames/roles.ts';
import { placeNames } from './known-places.ts';
import { markKinds, markNames } from './mark-names.ts';
import { joinNested } from './nested-names.ts';
import { markLiterals, settleSenses } from './senses.ts';
import { type Atom, atomsOf } from './text/atoms.ts';
import { lemmas } from './text/lemma.ts';
import { mergeQuantities } from './text/merge.ts';
import { correctable } from './text/vocabulary.ts';
import type { Analysis, Language, Term, World } from './types.ts';
import { correctTypo, type Draft, lexiconFor, readWords } from './words.ts';

const HAN = /\p{Script=Han}/u;

/** Reads a request: words to concepts, shapes and existing names to entities, prepositions to roles. */
export function analyse(request: string, world: World): Analysis {
  const scanned = atomsOf(request, world);
  const lexicon = lexiconFor(scanned);
  const known = wordsHere(scanned, world);
  const atoms = mergeQuantities(
    scanned.map((atom) =>
      known.has(atom.lower) ? atom : correctTypo(atom, lexicon, world, request.toLowerCase()),
    ),
  );
  const words = readWords(atoms, lexicon);
  nounsHere(words, world);
  markKinds(words, world);
  markNames(words, world);
  countedHere(words);
  const drafts = joinNested(words, world);
  placeNames(drafts, world);
  markLiterals(drafts);
  settleSenses(drafts);
  const roles = rolesOf(drafts);
  const terms = drafts.map((draft, index): Term => termOf(draft, index, roles[index]!));
  return { request, language: languageOf(request, drafts), terms: glossedBeside(glossed(terms)), world };
}

/** The language of the words, not of the names in between: "rename a.txt to 报告.txt" is English. */
function languageOf(request: string, drafts: readonly Draft[]): Language {
  if (!HAN.test(request.replace(/["“「『《'][^"”」』》']*["”」』》']/g, ''))) return 'en';
  const words = drafts.filter(({ atom, tags }) => !atom.shape && tags.size > 0);
  const chinese = words.filter(({ atom }) => HAN.test(atom.raw)).length;
  return chinese * 2 >= words.length ? 'zh' : 'en';
}

/** "students who failed, i.e. grade under 60": words before "i.e." are said again in plain terms after it and need no reading of their own. */
function glossed(terms: readonly Term[]): readonly Term[] {
  const plain = terms.findIndex(
    (term, i) =>
      /^(?:i\.?e\.?|namely|meaning|in other words|that is to say)$/i.test(term.raw) ||
      (/^that$/i.test(term.raw) && /^is$/i.test(terms[i + 1]?.raw ?? '') && terms[i - 1]?.kind === 'punct'),
  );
  if (plain < 1 || plain > terms.length - 2) return terms;
  let from = plain - 1;
  while (from > 0 && terms[from]!.kind === 'punct') from -= 1;
  while (from > 0 && terms[from - 1]!.kind !== 'punct') from -= 1;
  return terms.map((term) =>
    term.index >= from &&
    term.index < plain &&
    term.kind === 'word' &&
    GLOSSES.every((tag) => !term.tags.has(tag))
      ? { ...term, weight: Math.min(term.weight, 0.15) }
      : term,
  );
}

/** 已付款（paid）, 失败（failed password）: what stands right before such a bracket is said again in it. */
function glossedBeside(terms: readonly Term[]): readonly Term[] {
  const open = terms.findIndex(
    (term) => /^[（(]$/.test(term.raw) && HAN.test(terms[term.index - 1]?.raw ?? ''),
  );
  if (open < 1) return terms;
  const close = terms.findIndex((term, i) => i > open && /^[）)]$/.test(term.raw));
  const inside = terms.slice(open + 1, close);
  if (close < 0 || inside.length === 0 || inside.some((term) => HAN.test(term.raw))) return terms;
  let from = open;
  while (from > 0 && open - from < 4 && isGloss(terms[from - 1]!)) from -= 1;
  return terms.map((term) =>
    term.index >= from && term.index < open ? { ...term, weight: Math.min(term.weight, 0.15) } : term,
  );
}

const isGloss = (term: Term): boolean =>
  term.kind === 'word' &&
  HAN.test(term.raw) &&
  !['p-in', 'p-of', 'p-to', 'obj', ...GLOSSES].some((tag) => term.tags.has(tag));

const GLOSSES = ['not', 'except', 'only', 'delete', 'move', 'copy', 'rename', 'replace', '#path', '#literal'];

const PEEKED = 20_000;

/** Words that stand in the files a request names, and the people of this machine: they are meant as they are. */
function wordsHere(atoms: readonly Atom[], world: World): ReadonlySet<string> {
  const odd = atoms.filter((atom) => !atom.shape && !atom.chinese && correctable(atom.lower));
  if (odd.length === 0) return new Set();
  const files = atoms
    .flatMap(({ shape }) => (shape?.entry?.type === 'file' ? [shape.entry.path] : []))
    .slice(0, 3);
  const text = [...files, '/etc/passwd']
    .map((path) => (world.peek(path) ?? '').slice(0, PEEKED))
    .join('\n')
    .toLowerCase();
  return new Set(
    odd
      .map((atom) => atom.lower)
      .filter((word) => [word, ...lemmas(word)].some((form) => new RegExp(`\\b${form}\\b`).test(text))),
  );
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
