/** Why work was stopped: the reason carried by every AbortSignal of the program. */
export type CancelKind = 'interrupted' | 'terminated' | 'timeout';

export class Cancelled extends Error {
  readonly kind: CancelKind;

  constructor(kind: CancelKind, message: string) {
    super(message);
    this.name = 'Cancelled';
    this.kind = kind;
  }
}

/** The kind a signal was aborted with; anything unknown counts as interrupted. Undefined while not aborted. */
export function cancelKind(signal: AbortSignal): CancelKind | undefined {
  if (!signal.aborted) return undefined;
  return signal.reason instanceof Cancelled ? signal.reason.kind : 'interrupted';
}
