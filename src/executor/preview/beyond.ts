import type { Effect, EffectKind, Verdict } from '../../policy/types.ts';

/** Why a preview cannot show an effect; it fails there instead of happening. */
const WHY: Partial<Readonly<Record<EffectKind, string>>> = {
  network: 'there is no network in a preview',
  privilege: 'there are no other rights in a preview',
  process: 'programs that run already are not there in a preview',
  terminal: 'there is no terminal in a preview',
  unknown: 'a preview shows only what it does to files',
};

export interface Beyond {
  readonly stepId: string;
  readonly effect: Effect;
  readonly why: string;
}

/** What of these steps a preview will not show: said before it is offered. */
export function beyondPreview(verdicts: readonly Verdict[]): readonly Beyond[] {
  return verdicts.flatMap(({ id, effects }) =>
    effects.flatMap((effect) => {
      const isDevice =
        effect.kind !== 'read' &&
        /^\/(?:dev|proc|sys|run)\/(?!null$|zero$|full$|u?random$|std\w+$|fd\/)/.test(effect.target ?? '');
      const why =
        WHY[effect.kind] ??
        (isDevice ? 'devices, services and the kernel are not there in a preview' : undefined);
      return why === undefined ? [] : [{ stepId: id, effect, why }];
    }),
  );
}
