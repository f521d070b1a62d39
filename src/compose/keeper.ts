import { statSync } from 'node:fs';
import { join } from 'node:path';
import { topmost, UndoStore } from '../executor/undo/store.ts';
import type { Effect } from '../policy/types.ts';
import { isSink, isVague } from '../session/beyond.ts';
import type { Keeper } from '../session/ports.ts';
import { placesOf } from './places.ts';

export const undoFolder = (state: string) => join(state, 'undo');

/** Paths of one step's effects beyond this many are no longer kept: such a step is told to be beyond undo. */
const MOST_PATHS = 2000;

/** Undo for what the judge knows a step will touch. Targets that are no single path cannot be kept, and that is said. */
export function createKeeper(state: string, near?: string): Keeper {
  const store = new UndoStore(undoFolder(state));
  return {
    async keep(label, effects) {
      const touching = effects.filter(
        ({ kind, target }) => (kind === 'write' || kind === 'delete') && !isSink(target ?? ''),
      );
      if (touching.length === 0) return undefined;
      const places = touching.map((effect) => pathsOf(effect, near));
      const paths = places.flat();
      const vague = touching.filter((_, at) => places[at]!.length === 0);
      const notKept = vague.map(
        ({ kind, target, detail }) => `${kind} ${target ?? detail ?? 'somewhere'}: not one known path`,
      );
      if (paths.length === 0 || paths.length > MOST_PATHS) return { id: '', notKept, done: () => undefined };
      try {
        const kept = await store.keep(topmost(paths), label, undefined, near);
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

/**
 * Byte strings, as the store takes them; devices and what is open-ended are nobody's to keep. What is written may go
 * through a link: to a file anywhere, to a folder below `near` (it is kept with all that is in it).
 */
function pathsOf(effect: Effect, near: string | undefined): readonly string[] {
  const { kind, target } = effect;
  if (target === undefined || isVague(effect) || isPseudo(target) || target === '/') return [];
  const [own, ...led] = placesOf(target);
  const kept =
    kind === 'write' ? led.filter((path) => !isPseudo(path) && (!isFolder(path) || isIn(path, near))) : [];
  return [own!, ...kept].map((path) => Buffer.from(path).toString('latin1'));
}

const isPseudo = (path: string) => /^\/(?:dev|proc|sys|run)(?:\/|$)/.test(path);
const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const isIn = (path: string, near: string | undefined) =>
  near !== undefined && path.startsWith(`${Buffer.from(near, 'latin1').toString('utf8')}/`);
