import type { PanelMode } from './deps.ts';

/** Rows the input line may grow to; while a plan waits the plan has the room. */
export const INPUT_ROWS = 6;
export const ASKING_INPUT_ROWS = 2;

const TOP_ROWS = 12;

/** Rows of the machine panel in a window of this height. */
export function panelRows(mode: PanelMode, rows: number): number {
  if (mode === 'off' || rows < 10) return 0;
  if (mode === 'line' || rows < 16) return 1;
  return mode === 'top' ? Math.max(3, Math.min(TOP_ROWS, rows - 14)) : 3;
}

/** Rows of the live part: one less than the window less the panel, so that it can always be redrawn in place. */
export const liveRows = (mode: PanelMode, rows: number): number =>
  Math.max(3, rows - 1 - panelRows(mode, rows));

/** Rows a plan that is asked about may take: without the input, the status and a free row. */
export const askingRows = (mode: PanelMode, rows: number): number =>
  Math.max(1, liveRows(mode, rows) - ASKING_INPUT_ROWS - 2);
