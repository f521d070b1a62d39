import type { EffectKind, Verdict } from '../policy/types.ts';
import type { Gravity } from './messages.ts';

const GRAVE_KIND: Partial<Record<EffectKind, Gravity>> = {
  privilege: 'privilege',
  delete: 'delete',
  unknown: 'unknown',
  network: 'network',
  process: 'process',
};
/** Most serious first: one reason is enough, and the strongest counts. */
const ORDER: readonly Gravity[] = [
  'privilege',
  'protected',
  'delete',
  'unknown',
  'tainted',
  'network',
  'process',
  'denied',
];

/**
 * Why Enter alone must not run these steps; undefined when it may. Enter is pressed by habit: it runs what the policy
 * allows and what it asks about for reading, writing and running programs only. All else wants a deliberate y.
 */
export function gravity(verdicts: readonly Verdict[]): Gravity | undefined {
  const found = new Set<Gravity>();
  for (const verdict of verdicts) {
    if (verdict.verdict === 'deny') found.add('denied');
    if (verdict.verdict !== 'ask') continue;
    if (/protect/i.test(verdict.rule) || /protected/i.test(verdict.reason)) found.add('protected');
    if (/taint|untrusted/i.test(verdict.rule)) found.add('tainted');
    for (const { kind } of verdict.effects) {
      const grave = GRAVE_KIND[kind];
      if (grave) found.add(grave);
    }
  }
  return ORDER.find((why) => found.has(why));
}
