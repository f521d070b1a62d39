import { isAbsolute, join } from 'node:path';
import { topmost, UndoStore } from '../executor/undo/store.ts';
import type { Effect } from '../policy/types.ts';
import type { Keeper } from '../session/ports.ts';

export const undoFolder = (state: string) => join(state, 'undo');

/** Paths of one step's effects beyond this many are no longer kept: such a step is told to be beyond undo. */
const MOST_PATHS = 2000;

/** Undo for what the judge knows a step will touch. Targets that are no single path cannot be kept, and that is said. */
export function createKeeper(state: string): Keeper {
  const store = new UndoStore(undoFolder(state));
  return {
    async keep(label, effects) {
      const touching = effects.filter(({ kind }) => kind === 'write' || kind === 'delete');
      if (touching.length === 0) return undefined;
      const paths = touching.flatMap(pathsOf);
      const vague = touching.filter((effect) => pathsOf(effect).length === 0);
      const notKept = vague.map(
        ({ kind, target, detail }) => `${kind} ${target ?? detail ?? 'somewhere'}: not one known path`,
      );
      if (paths.length === 0 || paths.length > MOST_PATHS) return { id: '', notKept, done: () => undefined };
      try {
        const kept = await store.keep(topmost(paths), label);
        return {
          id: kept.id,
          notKept: [
            ...notKept,
            ...kept.notKept.map(({ path, reason }) => `${path}: ${reason}`),
            ...(kept.dropped > 0 ? [`the ${kept.dropped} oldest steps: their copies made room`] : []),
          ],
          done: () => store.seal(kept.id),
        };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { id: '', notKept: [...notKept, `nothing could be kept: ${reason}`], done: () => undefined };
      }
    },
  };
}

/** Byte strings, as the store takes them; devices and what is open-ended are nobody's to keep. */
function pathsOf({ target }: Effect): readonly string[] {
  if (target === undefined || !isAbsolute(target) || /[*?…]/.test(target)) return [];
  if (/^\/(?:dev|proc|sys|run)(?:\/|$)/.test(target) || target === '/') return [];
  return [Buffer.from(target).toString('latin1')];
}
