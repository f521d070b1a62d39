import type { EffectKind } from './types.ts';

/** English verb before the targets of an effect: "deletes ./build". */
export const EFFECT_VERB: Readonly<Record<EffectKind, string>> = {
  read: 'reads',
  write: 'writes',
  delete: 'deletes',
  exec: 'runs',
  network: 'talks to',
  env: 'sets',
  process: 'changes',
  privilege: 'acts as',
  terminal: 'takes the terminal',
  unknown: 'not understood:',
};

/** The same where no target is known. */
export const EFFECT_ALONE: Readonly<Record<EffectKind, string>> = {
  read: 'reads files',
  write: 'writes files',
  delete: 'deletes files',
  exec: 'runs programs',
  network: 'uses the network',
  env: 'sets variables',
  process: 'changes the system or its processes',
  privilege: 'acts as administrator',
  terminal: 'takes the terminal',
  unknown: 'not understood',
};

export const EFFECT_KINDS = Object.keys(EFFECT_VERB) as readonly EffectKind[];
