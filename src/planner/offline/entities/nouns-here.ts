import { chineseNouns } from '../lexicon/load.ts';
import type { World } from '../types.ts';
import type { Draft } from '../words.ts';
import { baseName, bunch, entryNamed, nameIndex } from './names.ts';

/**
 * 文章 where there is a folder posts, 草稿 where there is draft-idea.md, 缓存 where files end in .cache: the noun is read as the English
 * name it has here. One that names nothing here stays as it is.
 */
export function nounsHere(drafts: readonly Draft[], world: World): void {
  drafts.forEach((draft, i) => {
    const { atom } = draft;
    if (!atom.chinese || atom.shape) return;
    const names = chineseNouns().get(atom.text);
    if (!names) return;
    const next = drafts[i + 1]?.tags;
    const folder = next?.has('folder') === true && !next.has('file');
    // 一周以前的备份, 所有备份: things, not a deed.
    const thing =
      draft.tags.has('backup') &&
      /^(?:的|所有|全部|那些|这些|每个|旧|老)$/.test(drafts[i - 1]?.atom.text ?? '');
    if (thing) draft.tags = new Set();
    // 金额大于 100 的订单 in orders.csv: what a row is, no column.
    const rows = draft.tags.size === 1 && draft.tags.has('column-noun') && drafts[i - 1]?.atom.raw === '的';
    if (draft.tags.size > 0 && !folder && !rows) return;
    if (thing && holds(drafts, formsOf(names))) {
      draft.tags = new Set(['file']);
      return;
    }
    const name = nameHere(formsOf(names), world, folder, next?.has('file') === true);
    if (name === undefined || (rows && bunch(name, world).length === 0)) return;
    // public/cache 里的缓存: not the folder again, but what it holds.
    const again = entryNamed(name, world)?.path;
    const named = again !== undefined && drafts.some((other) => other.atom.shape?.entry?.path === again);
    if (named && !world.complete) return;
    draft.atom = { ...atom, text: name, lower: name.toLowerCase() };
    draft.tags = new Set(named && nameIndex(world).endings.has(name) ? ['#kind'] : []);
  });
}

/** /srv/backups 里的备份: the noun says again what a folder of the request is for. */
const holds = (drafts: readonly Draft[], forms: readonly string[]): boolean =>
  drafts.some(
    ({ atom: { shape } }) =>
      shape?.entry?.type === 'dir' && forms.includes(baseName(shape.entry.path).toLowerCase()),
  );

/** 两个草稿 where there are two: the number says no more than the noun, like "both drafts". */
export function countedHere(drafts: readonly Draft[]): void {
  drafts.forEach((draft, i) => {
    const next = drafts[i + 1];
    const noun = next?.atom.text === '个' ? drafts[i + 2] : next;
    if (!draft.atom.chinese || draft.atom.shape?.kind !== 'number' || draft.atom.shape.tags.includes('nth'))
      return;
    if (noun?.group?.length !== draft.atom.shape.value) return;
    const { shape: _said, ...plain } = draft.atom;
    draft.atom = plain;
    draft.tags = new Set(['stop']);
  });
}

/** Is it a noun for things, and no text that one would look for in files? */
export const isThing = (word: string): boolean => /^\p{Script=Han}/u.test(word) && chineseNouns().has(word);

const formsOf = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`${name}s`, name, ...(name.endsWith('y') ? [name.replace(/y$/, 'ies')] : [])]);

/** A folder or file of the name, or files that begin or end with it; for 缓存文件 the ending before the folder. */
function nameHere(
  forms: readonly string[],
  world: World,
  folder: boolean,
  files: boolean,
): string | undefined {
  const { endings } = nameIndex(world);
  const ending = folder ? undefined : forms.find((form) => endings.has(form));
  if (files && ending !== undefined) return ending;
  const entry = [...forms, ...forms.map((form) => form[0]!.toUpperCase() + form.slice(1))].find((form) => {
    const found = entryNamed(form, world);
    return found !== undefined && (!folder || found.type === 'dir');
  });
  if (entry !== undefined || folder) return entry;
  return forms.find((form) => bunch(form, world).length > 0) ?? ending;
}
