import { lemmas } from '../text/lemma.ts';
import { distance } from '../text/typos.ts';
import type { World, WorldEntry } from '../types.ts';

/** What exists here, by name, by stem and by ending. */
export interface NameIndex {
  readonly byName: ReadonlyMap<string, readonly WorldEntry[]>;
  /** Lower-case first part of a name ("draft" of draft-idea.md), for words that mean a bunch of files. */
  readonly byStem: ReadonlyMap<string, readonly WorldEntry[]>;
  readonly endings: ReadonlySet<string>;
  /** Names that plain scanning would cut: with blanks, Chinese or odd signs. Longest first. */
  readonly odd: readonly WorldEntry[];
}

const MAX_ODD = 200;
const indexes = new WeakMap<World, NameIndex>();

export const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;

export function nameIndex(world: World): NameIndex {
  const known = indexes.get(world);
  if (known) return known;
  const byName = new Map<string, WorldEntry[]>();
  const byStem = new Map<string, WorldEntry[]>();
  const endings = new Set<string>();
  const odd: WorldEntry[] = [];
  const add = (map: Map<string, WorldEntry[]>, key: string, entry: WorldEntry) => {
    const list = map.get(key);
    if (list) list.push(entry);
    else map.set(key, [entry]);
  };
  for (const entry of world.entries) {
    const name = baseName(entry.path);
    add(byName, name, entry);
    if (/[^\x21-\x7e]/.test(name) && name.trim().length > 1 && odd.length < MAX_ODD) odd.push(entry);
    if (entry.type !== 'file') continue;
    const ending = /[^.]\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
    if (ending && /[a-z]/i.test(ending)) endings.add(ending.toLowerCase());
    const stem = /^([\p{L}]+)(?=[-_.\d\s]|$)/u.exec(name)?.[1];
    if (stem) add(byStem, stem.toLowerCase(), entry);
  }
  odd.sort((a, b) => b.path.length - a.path.length);
  const index = { byName, byStem, endings, odd };
  indexes.set(world, index);
  return index;
}

/** Files whose name starts with this word or its singular, all in one folder. */
export function bunch(word: string, world: World): readonly WorldEntry[] {
  const { byStem } = nameIndex(world);
  // "published" is no file publish.sh.
  const plain = word.toLowerCase();
  const forms = lemmas(plain).filter((form) => form === plain || !/(?:ed|ing)$/.test(plain));
  for (const form of forms) {
    const found = byStem.get(form);
    if (found) return found;
  }
  return [];
}

/** The entry a bare name means: here first, else the only one of that name below. */
export function entryNamed(name: string, world: World): WorldEntry | undefined {
  const direct = world.lookup(name);
  if (direct) return direct;
  const found = nameIndex(world).byName.get(name.replace(/\/+$/, ''));
  return found?.length === 1 ? found[0] : undefined;
}

/** The one name here, without its ending, that a misspelt word of five letters or more is one error away from. */
export function nameLike(word: string, world: World): string | undefined {
  if (word.length < 4) return undefined;
  const { byName, byStem } = nameIndex(world);
  const found = new Set<string>();
  for (const name of [...byName.keys(), ...byStem.keys(), ...[...byStem.keys()].map((stem) => `${stem}s`)])
    if (
      /^[A-Za-z]{4,}$/.test(name) &&
      // Of four letters only one that was lost counts: short words are more often other words.
      (word.length > 4 || name.length > 4) &&
      !lemmas(word).includes(name.toLowerCase()) &&
      !lemmas(name.toLowerCase()).includes(word) &&
      distance(word, name.toLowerCase(), 1) === 1
    )
      found.add(name);
  return found.size === 1 ? [...found][0] : undefined;
}
