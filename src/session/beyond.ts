import type { Effect, EffectKind, Verdict } from '../policy/types.ts';

/** What a preview cannot show: it fails there instead of happening. */
const UNSEEN: ReadonlySet<EffectKind> = new Set(['network', 'privilege', 'process', 'terminal', 'unknown']);
/** What nothing brings back, as undo keeps files only. */
const FINAL: ReadonlySet<EffectKind> = new Set(['network', 'privilege', 'process', 'exec', 'unknown']);

/** A kind of effect, or writing to what is no file of a disk. */
export type Beyond = EffectKind | 'device' | 'vague';

const isDevice = ({ kind, target }: Effect): boolean =>
  kind !== 'read' && /^\/(?:dev|proc|sys|run)\//.test(target ?? '') && !isSink(target!);

/** Devices that keep nothing of what is written to them. */
export const isSink = (target: string): boolean =>
  /^\/dev\/(?:null$|zero$|full$|u?random$|std\w+$|fd\/)/.test(target);

/**
 * Several files that only the run will name, or one whose name is no text (its bytes are lost in an effect): undo
 * cannot keep them ahead.
 */
export const isVague = ({ kind, target }: Effect): boolean =>
  (kind === 'write' || kind === 'delete') &&
  (target === undefined || !target.startsWith('/') || /[*?…\ufffd]/.test(target));

/** What of these steps a preview will not show, each kind once: said before it is offered. */
export function beyondPreview(verdicts: readonly Verdict[]): readonly Beyond[] {
  return kinds(verdicts, (effect) =>
    UNSEEN.has(effect.kind) ? effect.kind : isDevice(effect) ? 'device' : undefined,
  );
}

/** What of these steps `undo` will not take back, each kind once: said before consent. */
export function beyondUndo(verdicts: readonly Verdict[]): readonly Beyond[] {
  return kinds(verdicts, (effect) =>
    FINAL.has(effect.kind)
      ? effect.kind
      : isDevice(effect)
        ? 'device'
        : isVague(effect)
          ? 'vague'
          : undefined,
  );
}

function kinds(verdicts: readonly Verdict[], of: (effect: Effect) => Beyond | undefined): readonly Beyond[] {
  const asked = verdicts.filter(({ verdict }) => verdict === 'ask');
  return [...new Set(asked.flatMap(({ effects }) => effects.flatMap((effect) => of(effect) ?? [])))];
}
