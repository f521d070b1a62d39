import { readFileSync } from 'node:fs';

/** Where the kernel's figures are read from: the real trees, or a copy of them in tests. */
export interface Roots {
  readonly proc: string;
  readonly sys: string;
}

export const KERNEL: Roots = { proc: '/proc', sys: '/sys' };

/** The text of a small kernel file, or undefined when it cannot be read: a failing sensor is a missing figure. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A file that holds one number and nothing else. */
export function readNumber(path: string): number | undefined {
  return toNumber(readText(path)?.trim());
}

/** A finite number, or undefined for anything else ("max", "", "N/A"). */
export function toNumber(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Growth per second of a counter; undefined when it ran backwards (device replaced, counter reset) or time stood still. */
export function ratePerSecond(before: number | undefined, after: number | undefined, seconds: number) {
  if (before === undefined || after === undefined || seconds <= 0 || after < before) return undefined;
  return (after - before) / seconds;
}
