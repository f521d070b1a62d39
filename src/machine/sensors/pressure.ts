import type { StateVector } from '../../session/state-vector.ts';
import { type Roots, readText } from './roots.ts';

/** `some avg10` of one /proc/pressure file, percent; undefined when the kernel does not keep it. */
export function parsePressure(text: string): number | undefined {
  const match = /^some avg10=(\d+(?:\.\d+)?)/m.exec(text);
  return match ? Number(match[1]) : undefined;
}

export function readPressure(roots: Roots): StateVector['pressure'] {
  const found = ['cpu', 'memory', 'io'].map((name) => {
    const text = readText(`${roots.proc}/pressure/${name}`);
    return [name, text === undefined ? undefined : parsePressure(text)] as const;
  });
  const known = found.filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
