import type { World, WorldEntry } from './types.ts';
import type { Draft } from './words.ts';

const BETWEEN = ['#kind', 'text', 'file'];

/** "the 2025 invoices", "invoices from 2025" where there is a folder invoices/2025: one name, not a number beside one. */
export function joinNested(drafts: readonly Draft[], world: World): Draft[] {
  const gone = new Set<Draft>();
  const joined = drafts.map((draft, i): Draft => {
    if (draft.entry?.type !== 'dir') return draft;
    for (const place of [before(drafts, i), after(drafts, i)]) {
      const part = place === undefined ? undefined : drafts[place];
      if (part?.atom.shape?.kind !== 'number') continue;
      const inner: WorldEntry | undefined = world.lookup(
        `${draft.entry.path.replace(/\/+$/, '')}/${part.atom.text}`,
      );
      if (inner?.type !== 'dir') continue;
      gone.add(part);
      for (const other of drafts.slice(i + 1, place)) gone.add(other);
      return {
        ...draft,
        entry: inner,
        atom: { ...draft.atom, text: inner.path, lower: inner.path.toLowerCase() },
      };
    }
    return draft;
  });
  return joined.filter((_, i) => !gone.has(drafts[i]!));
}

function before(drafts: readonly Draft[], i: number): number | undefined {
  let at = i - 1;
  while (at >= 0 && BETWEEN.some((tag) => drafts[at]!.tags.has(tag))) at -= 1;
  return at < 0 ? undefined : at;
}

function after(drafts: readonly Draft[], i: number): number {
  return /^(?:of|from|in|for|的)$/.test(drafts[i + 1]?.atom.lower ?? '') ? i + 2 : i + 1;
}
