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
  return isCancelled(signal.reason) ? signal.reason.kind : 'interrupted';
}

/** By name, not by class: the one-shot is bundled apart (fast.ts) and has a class of its own. */
export function isCancelled(error: unknown): error is Cancelled {
  return error instanceof Error && error.name === 'Cancelled';
}
