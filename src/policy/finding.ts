import type { Cause, Decision, Effect } from './types.ts';

/** One effect of one simple command, with what the built-in rules say about it. */
export interface Finding {
  readonly effect: Effect;
  readonly decision: Decision;
  /** An explicit ask: no allow rule covers it, only a person or a named flag. */
  readonly explicit: boolean;
  readonly cause: Cause;
  /** `builtin:…` or the name of a user's rule. */
  readonly rule: string;
  readonly reason: string;
  /** For an exec: the file that is run, links resolved, where that is known. */
  readonly script?: string;
  /** Rules that would have covered it if a file were as they remember it: the files as they are now. */
  readonly stale?: readonly StalePin[];
}

export interface StalePin {
  readonly rule: string;
  readonly file: string;
  readonly hash: string;
}

const READ_CAUSE: Readonly<Record<Effect['kind'], Cause>> = {
  read: 'read',
  write: 'write',
  delete: 'delete',
  exec: 'exec',
  network: 'network',
  env: 'unknown',
  process: 'unknown',
  privilege: 'privilege',
  terminal: 'unknown',
  unknown: 'unknown',
};

export function allowed(effect: Effect): Finding {
  return {
    effect,
    decision: 'allow',
    explicit: false,
    cause: READ_CAUSE[effect.kind],
    rule: 'builtin:read-only',
    reason: 'reads only',
  };
}

export function asked(
  effect: Effect,
  rule: string,
  reason: string,
  how: { readonly explicit?: boolean; readonly cause?: Cause } = {},
): Finding {
  return {
    effect,
    decision: 'ask',
    explicit: how.explicit ?? false,
    cause: how.cause ?? READ_CAUSE[effect.kind],
    rule: `builtin:${rule}`,
    reason,
  };
}

export function denied(effect: Effect, rule: string, reason: string): Finding {
  return {
    effect,
    decision: 'deny',
    explicit: true,
    cause: READ_CAUSE[effect.kind],
    rule: `builtin:${rule}`,
    reason,
  };
}

/** Nobody can say what it does. */
export function notUnderstood(reason: string, rule = 'not-understood'): Finding {
  return asked({ kind: 'unknown', detail: reason }, rule, reason, { explicit: true });
}

export const secretFinding = (target: string | undefined, reason: string): Finding =>
  asked({ kind: 'read', ...(target === undefined ? {} : { target }), detail: 'secret' }, 'secret', reason, {
    explicit: true,
    cause: 'protected',
  });
