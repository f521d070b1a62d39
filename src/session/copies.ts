import { visibleLine } from '../plan/display.ts';

/** What a preview copies before the steps can change it, where that is much. */
export interface Copies {
  readonly largest: string;
  readonly files: number;
  readonly bytes: number;
  /** What a preview holds at most. */
  readonly holds: number;
  /** Otherwise this cannot be previewed. */
  readonly fits: boolean;
}

/** As a person reads it: `big.iso + 2 (2.1 GB)`, and what a preview holds. */
export function copiesWords({ largest, files, bytes, holds }: Copies): { what: string; holds: string } {
  const more = files > 1 ? ` + ${files - 1}` : '';
  return { what: `${visibleLine(largest)}${more} (${size(bytes)})`, holds: size(holds) };
}

const size = (bytes: number): string =>
  bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

export const copiesFirst = (what: string, holds: string): string =>
  `a preview copies ${what} first; it holds at most ${holds}`;

export const copiesTooMuch = (what: string, holds: string): string =>
  `this cannot be previewed: it would copy ${what} first, and a preview holds at most ${holds}`;

export function copiesSaid(copies: Copies): string {
  const { what, holds } = copiesWords(copies);
  return (copies.fits ? copiesFirst : copiesTooMuch)(what, holds);
}
