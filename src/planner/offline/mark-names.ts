import { bunch, entryNamed, nameIndex } from './entities/names.ts';
import { endingsOf } from './lexicon/filetypes.ts';
import { lemmas } from './text/lemma.ts';
import type { World, WorldEntry } from './types.ts';
import type { Draft } from './words.ts';

export const word = (draft: Draft): string => draft.atom.lower;

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

const CERTAIN_KIND = /^(?:[\p{L}\d+]{3,}|js|ts|py|md|sh|rb|rs|cs)$/u;

/** "markdown posts", "gif or png", "cache files": words that mean an ending. */
export function markKinds(drafts: readonly Draft[], world: World): void {
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
    if (isZipKind(drafts, i)) {
      draft.tags.delete('zip');
      draft.tags.add('#kind').add('file');
      continue;
    }
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
    // 所有 csv, docs 里的 json: Chinese leaves the word for files away.
    const before = drafts[i - 1];
    const counted =
      before?.atom.chinese === true &&
      !draft.atom.chinese &&
      /^(?:所有|所有的|全部|全部的|每个|里的|下的|中的|里所有|这里的|几个|多少个|哪些|有多少个|里有多少个)$/.test(
        before.atom.text,
      ) &&
      (endingsOf(draft.atom.lower) !== undefined || endings.has(draft.atom.lower));
    if (counted) {
      draft.tags = new Set(['#kind']);
      continue;
    }
    const plain = draft.tags.size > 0 && ['image', 'video', 'music'].some((tag) => draft.tags.has(tag));
    if (!beforeNoun && !beforeKind && !unknown && !plain) continue;
    if (beforeNoun && draft.tags.has('stop') && draft.atom.lower.length < 3) continue;
    draft.tags.add('#kind');
  }
}

/** "find all zip files", but not "zip files": there it is what is to be done, as after "make a". */
function isZipKind(drafts: readonly Draft[], at: number): boolean {
  if (!/^zip (?:files|archives)$/.test(word(drafts[at]!))) return false;
  const before = drafts.slice(0, at);
  return (
    before.some(({ tags }) =>
      ['find', 'delete', 'move', 'copy', 'count', 'list', 'show'].some((tag) => tags.has(tag)),
    ) && !before.some(({ tags }) => ['create', 'compress', 'archive', 'put'].some((tag) => tags.has(tag)))
  );
}

const DEEDS = [
  'delete',
  'move',
  'copy',
  'rename',
  'compress',
  'backup',
  'archive',
  'extract',
  'put',
  'uninstall',
  'revoke',
  'discard',
];
/** Words that hold a request together are never names. */
const FUNCTION = [
  'stop',
  'all',
  'it-ref',
  'file',
  'folder',
  'subfolder',
  'line',
  'here',
  'only',
  'not',
  'except',
  'empty',
  'hidden',
  'new',
  'newest',
  'oldest',
  'largest',
  'smallest',
  'duplicates',
  'and-then',
  'item',
  'column',
  'count',
  'permission',
];

/** Place of the last path before this one, or -1. */
const lastEntity = (drafts: readonly Draft[], i: number): number =>
  drafts
    .slice(0, i)
    .reduce((last, draft, at) => (draft.tags.has('#path') || draft.atom.shape ? at : last), -1);

/** Commands that people name in plain requests: the word behind them is what they work on. */
const COMMANDS = /^(?:ls|cat|rm|cp|mv|du|stat|chmod|chown|wc|tar|zip|gzip|less|diff|symlink)$/;

const pluralOf = (word: string): string => (/[^aeiou]y$/.test(word) ? word.replace(/y$/, 'ies') : `${word}s`);

const EACH = /^(?:(?:in |of |for |from )?(?:each|every)|per)$/;

/** "each chapter": the files of the folder chapters, when it holds nothing but files. */
function filesIn(folder: WorldEntry, world: World): readonly WorldEntry[] {
  const inside = world.entries.filter(({ path }) => path.startsWith(`${folder.path}/`));
  return inside.every(({ type }) => type === 'file') ? inside : [];
}

/** Words that are names of what is here: unknown words always, words of the lexicon where the place says so. */
export function markNames(drafts: readonly Draft[], world: World): void {
  const isNoun = (draft: Draft | undefined) =>
    draft !== undefined && ['folder', 'file', 'script-noun'].some((tag) => draft.tags.has(tag));
  const isPlace = (draft: Draft | undefined) =>
    draft !== undefined &&
    ([...draft.tags].some((tag) => /^(?:p-(?:in|from|to|of)|link-target|missing)$/.test(tag)) ||
      ((draft.tags.has('except') || draft.tags.has('not-recursive')) &&
        /\b(?:in|under|inside|below|from)$/i.test(draft.atom.lower)));
  const isPacking = (draft: Draft) => draft.tags.has('compress') || draft.tags.has('archive');
  drafts.forEach((draft, i) => {
    const { atom } = draft;
    if (atom.shape) return;
    const entry = entryNamed(draft.typo ? atom.lower : atom.text, world);
    const before = drafts[i - 1];
    const beforeThat = before && [...before.tags].every((tag) => tag === 'stop') ? drafts[i - 2] : before;
    const after = drafts[i + 1];
    const postposition = atom.chinese || (after?.atom.chinese && after.tags.has('p-in'));
    // "to the folder old": a new one here, not one of that name somewhere below.
    const deep =
      entry?.path.includes('/') === true &&
      !atom.text.includes('/') &&
      [beforeThat, drafts[i - 2], drafts[i - 3]].some(
        (other) =>
          /^(?:to|into|onto)$/.test(other?.atom.lower ?? '') &&
          drafts.indexOf(other!) > lastEntity(drafts, i),
      );
    // "public/cache 里的 cache 文件": files of that name are meant, never the folder itself.
    const filesOf =
      after?.atom.chinese === true &&
      after.tags.has('file') &&
      !after.tags.has('folder') &&
      !isPlace(after) &&
      entry?.type === 'dir' &&
      drafts.some((other) => other !== draft && other.atom.shape?.entry?.path === entry.path);
    if (filesOf) draft.tags = new Set(['#kind']);
    else if (entry && !deep) {
      const shaped = /[A-Z]/.test(atom.text.slice(0, 2)) && /[A-Z]{2}/.test(atom.text);
      // 缓存文件, "cache 文件": files of that kind, though a folder has the name as well.
      const kind =
        draft.tags.has('#kind') && after?.atom.chinese === true && after.tags.has('file') && !isPlace(after);
      const placed =
        (!kind && isPlace(beforeThat) && !(draft.tags.has('#kind') && atom.raw !== atom.text)) ||
        (i === 1 && COMMANDS.test(before?.atom.raw ?? '')) ||
        // "letters: …" says where before it says what.
        (i === 0 && after?.atom.raw === ':') ||
        // "which scans are not jpg": a folder here, when the word could only be a verb.
        (entry.type === 'dir' &&
          /[a-z]s$/.test(atom.lower) &&
          draft.tags.has('find') &&
          before !== undefined &&
          (/^(?:which|what|the|all|these|those|my|our|how many)$/.test(before.atom.lower) ||
            ['show', 'delete', 'count', 'copy', 'move'].some((tag) => before.tags.has(tag)))) ||
        // "all entries files": the folder entries, when the word could only be a word for things.
        (entry.type === 'dir' &&
          after?.tags.has('file') === true &&
          [...draft.tags].every((tag) => tag === 'item')) ||
        isNoun(before) ||
        (isNoun(after) &&
          !(entry.type === 'dir' && after?.tags.has('file') === true && !after.tags.has('folder'))) ||
        (postposition &&
          entry.type === 'dir' &&
          !kind &&
          !(draft.tags.has('#kind') && atom.raw !== atom.text)) ||
        // 给 exports 归类: what 给 stands before is named, though the word could be a deed.
        (before?.atom.raw === '给' && entry.type === 'dir') ||
        (before?.tags.has('obj') === true && entry.type === 'dir' && drafts.some(isPacking));
      const measured =
        entry.type === 'dir' &&
        (drafts.some((other) => other.tags.has('disk-usage')) ||
          (after?.atom.raw === '的' && drafts[i + 2]?.tags.has('size') === true));
      const joined =
        measured ||
        (before !== undefined &&
          (before.tags.has('p-and') || before.atom.raw === ',' || before.atom.raw === '、') &&
          drafts[i - 2]?.tags.has('#path') === true);
      // "bundle photos and scans": beside another name that is here.
      const beside =
        entry.type === 'dir' &&
        after?.tags.has('p-and') === true &&
        drafts[i + 2] !== undefined &&
        !drafts[i + 2]!.atom.shape &&
        entryNamed(drafts[i + 2]!.atom.text, world)?.type === 'dir';
      // "delete trash": what is dealt with, although the word is a deed itself.
      const dealt =
        i > 0 &&
        i <= 3 &&
        beforeThat !== undefined &&
        DEEDS.some((tag) => beforeThat.tags.has(tag)) &&
        ![...draft.tags].some((tag) => FUNCTION.includes(tag) || tag.startsWith('p-'));
      const linked =
        (drafts.some((other) => other.tags.has('link-target')) || before?.tags.has('link') === true) &&
        !draft.tags.has('broken') &&
        world.entries.some((other) => other.path === draft.atom.text && other.type === 'link');
      if (draft.tags.size === 0 || shaped || placed || joined || beside || dealt || linked) {
        draft.entry = entry;
        if (!draft.tags.has('#kind') || placed || joined || beside)
          draft.tags = new Set(['#path', entry.type === 'dir' ? '#dir' : '#file']);
        return;
      }
    }
    const items =
      EACH.test(before?.atom.lower ?? '') && [...draft.tags].every((tag) => tag === 'item')
        ? entryNamed(pluralOf(atom.text), world)
        : undefined;
    const held = items?.type === 'dir' && draft.tags.size > 0 ? filesIn(items, world) : [];
    if (held.length > 0) {
      draft.group = held;
      draft.tags = new Set(['#bunch']);
      return;
    }
    if (draft.tags.size > 0) return;
    const folder = before?.tags.has('p-named') ? undefined : entryNamed(pluralOf(atom.text), world);
    if (folder?.type === 'dir' && atom.text.length > 2) {
      const members = EACH.test(before?.atom.lower ?? '') ? filesIn(folder, world) : [];
      if (members.length > 0) {
        draft.group = members;
        draft.tags.add('#bunch');
        return;
      }
      draft.entry = folder;
      draft.tags = new Set(['#path', '#dir']);
      return;
    }
    const group = bunch(atom.text, world);
    // README where README.md is the only one.
    const written = group.filter((one) => one.path.split('/').at(-1)!.startsWith(atom.text));
    if (written.length === 1 && /^[A-Z]{4,}$/.test(atom.text)) {
      draft.entry = written[0]!;
      draft.tags = new Set(['#path', '#file']);
      return;
    }
    if (group.length > 0) {
      draft.group = group;
      draft.tags.add('#bunch');
    }
  });
}
