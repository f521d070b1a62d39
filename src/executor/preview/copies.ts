import { type BigIntStats, statSync } from 'node:fs';
import { VERB } from '../../policy/changing.ts';
import type { Effect } from '../../policy/types.ts';
import type { Copies } from '../../session/copies.ts';
import { viewBytes } from './bound.ts';

/** From here on a copy is worth a word: it takes seconds, and memory. */
const LARGE = 256 * 1024 ** 2;
/** How the judge names what takes a whole file up into the view; what it only calls written may be emptied first. */
const WHOLE: ReadonlySet<string> = new Set([VERB.append, VERB.edit, VERB.mode, VERB['mode-tree'], VERB.move]);

/**
 * What a view would copy before a step can change it, where that is much: told by the sizes of the files that the
 * judged effects name, without reading any. Undefined where it is not worth a word. What lies below a folder that is
 * named is not counted.
 */
export function copiesAhead(effects: readonly Effect[], maxBytes?: number): Copies | undefined {
  const files = new Map<string, { readonly path: string; readonly bytes: number; readonly whole: boolean }>();
  for (const { kind, target, detail } of effects) {
    const whole = WHOLE.has(detail ?? '');
    if ((kind !== 'write' && !whole) || !target?.startsWith('/')) continue;
    const status = statusOf(target);
    if (!status?.isFile()) continue;
    const key = `${status.dev} ${status.ino}`;
    const known = files.get(key);
    files.set(key, { path: target, bytes: Number(status.size), whole: whole || known?.whole === true });
  }
  const holds = viewBytes(maxBytes);
  const sum = (some: readonly { readonly bytes: number }[]) =>
    some.reduce((all, { bytes }) => all + bytes, 0);
  const all = [...files.values()].sort((a, b) => b.bytes - a.bytes);
  const total = sum(all);
  if ((all[0]?.bytes ?? 0) < LARGE && total <= holds / 2) return undefined;
  return {
    largest: all[0]!.path,
    files: all.length,
    bytes: total,
    holds,
    fits: sum(all.filter(({ whole }) => whole)) <= holds,
  };
}

/** As the step would find it, behind links too. What cannot be looked at cannot be copied either. */
function statusOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
