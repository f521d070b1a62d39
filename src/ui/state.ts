import type { SessionState } from '../session/state.ts';
import type { Asking } from './asking.ts';
import type { Block } from './block.ts';
import type { PanelMode } from './deps.ts';
import type { Completion } from './editor/complete.ts';
import { EMPTY_LINE, type InputLine } from './editor/line.ts';
import { FIRST_TABLE, type PanelTable } from './panel-table.ts';
import type { Tone } from './text.ts';

/** All that is on the screen; the views are functions of it. */
export interface UiState {
  /** Finished pieces, oldest first. Those that were written lose their content and keep their place. */
  readonly blocks: readonly Written[];
  /** The request being worked on. */
  readonly session?: SessionState;
  readonly asking?: Asking;
  /** Hash of the plan that stands in full among the blocks. */
  readonly printed?: string;
  /** Who gets the keys while a plan waits. */
  readonly focus: 'line' | 'plan';
  readonly line: InputLine;
  readonly completion?: ShownCompletion;
  readonly hint?: Hint;
  readonly busy: boolean;
  /** Ctrl-C was pressed for the running step. */
  readonly stopping: boolean;
  /** The effects of the plan are being looked at. */
  readonly previewing: boolean;
  readonly queued?: string;
  /** Ctrl-D was pressed while a request ran: the session ends after it. */
  readonly leavesAfter?: true;
  readonly answering?: { readonly request: string; readonly question: string };
  readonly panel: PanelMode;
  readonly table: PanelTable;
  readonly leaving: boolean;
}

export interface Written {
  readonly key: number;
  readonly block: Block;
}

export interface Hint {
  readonly text: string;
  readonly tone: Tone;
}

export interface ShownCompletion extends Completion {
  /** Which of the items stands in the line; undefined while only their common start does. */
  readonly index?: number;
}

export const initialState = (panel: PanelMode): UiState => ({
  blocks: [],
  focus: 'line',
  line: EMPTY_LINE,
  busy: false,
  stopping: false,
  previewing: false,
  panel,
  table: FIRST_TABLE,
  leaving: false,
});

/** Without some of the optional parts: they are absent, never undefined. */
export function without<
  K extends 'session' | 'asking' | 'printed' | 'completion' | 'hint' | 'queued' | 'answering' | 'leavesAfter',
>(state: UiState, ...keys: readonly K[]): UiState {
  const next: Record<string, unknown> = { ...state };
  for (const key of keys) delete next[key];
  return next as unknown as UiState;
}
