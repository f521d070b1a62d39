import { runningStep } from '../session/state.ts';
import { askingLines, originOf } from './asking-view.ts';
import type { Status } from './deps.ts';
import { viewEditor } from './editor/view.ts';
import { ASKING_INPUT_ROWS, INPUT_ROWS } from './layout.ts';
import { elapsed } from './numbers.ts';
import { partialLines } from './plan-view.ts';
import { runningLines } from './run-view.ts';
import type { UiState } from './state.ts';
import { statusLine } from './status-view.ts';
import { blank, cut, cutLine, type Line, type Span, widthOf } from './text.ts';
import type { View } from './view.ts';

export interface LiveOptions {
  /** Wall clock in ms. */
  readonly now: number;
  /** Rows for all of it; the terminal's less one and less the panel's (layout.ts). */
  readonly rows: number;
  readonly status: Status;
}

export interface Live {
  readonly lines: readonly Line[];
  readonly cursor?: { readonly x: number; readonly y: number };
}

/** The part of the screen that changes: what goes on, the input line, a hint, the status. Never taller than `rows`. */
export function liveView(state: UiState, options: LiveOptions, view: View): Live {
  const input = inputView(state, state.asking ? ASKING_INPUT_ROWS : INPUT_ROWS, view);
  const hint = hintLine(state, view);
  const below = [
    ...input.lines,
    ...(hint ? [hint] : []),
    statusLine(options.status, state.session?.current?.planner, view),
  ];
  const room = Math.max(1, options.rows - below.length - 1);
  const activity = activityView(state, { ...options, rows: room }, view);
  const above = [...activity.lines, blank];
  const cursor =
    activity.cursor ?? (input.cursor ? { x: input.cursor.x, y: input.cursor.y + above.length } : undefined);
  return clamped({ lines: [...above, ...below], ...(cursor ? { cursor } : {}) }, options.rows, view);
}

/**
 * The last word on size, whatever a view made: no row wider than the window, and in a window of a few rows the lowest
 * ones stay. A live part as tall as the screen could not be redrawn in place.
 */
function clamped(live: Live, rows: number, { columns, theme }: View): Live {
  const over = Math.max(0, live.lines.length - rows);
  const { cursor } = live;
  return {
    lines: live.lines.slice(over).map((line) => cutLine(line, columns, theme.glyphs.ellipsis)),
    ...(cursor ? { cursor: { x: cursor.x, y: Math.max(0, cursor.y - over) } } : {}),
  };
}

function activityView(state: UiState, { now, rows }: LiveOptions, view: View): Live {
  const { session, asking } = state;
  if (asking) {
    const printed = asking.request.again !== undefined || state.printed === asking.request.planHash;
    const options = { rows, printed, elsewhere: state.focus === 'line' };
    return askingLines(asking, originOf(session), options, view);
  }
  if (!state.busy || !session) return { lines: [] };
  if (state.previewing) return { lines: [waiting(view.messages.previewing, now, now, view)] };
  if (runningStep(session)) {
    const shown = Math.min(rows, 14);
    return {
      lines: [blank, ...runningLines(session, { rows: shown - 1, now, stopping: state.stopping }, view)],
    };
  }
  if (session.phase === 'planning') {
    const since = Date.parse(session.startedAt) || now;
    const head = waiting(view.messages.planning(session.planner), since, now, view, view.messages.run.stops);
    return { lines: [head, ...partialLines(session.partial, session.receivedBytes, rows - 1, view)] };
  }
  // Only while something is really waited for: a line that comes and goes within a frame is noise.
  const open = session.phase === 'deciding' && session.steps.some((step) => step.verdict === undefined);
  return { lines: open ? [waiting(view.messages.judging, now, now, view)] : [] };
}

/** What is waited for, and for how long: no animation, since each turn of one would be a frame. */
function waiting(text: string, since: number, now: number, { theme, columns }: View, stops = ''): Line {
  const line: Line = [
    { text: `${theme.glyphs.running} `, tone: 'accent' },
    { text, tone: 'dim' },
    ...(now - since >= 1000 ? [{ text: `  ${elapsed(now - since)}  ${stops}`, tone: 'dim' } as const] : []),
  ];
  return cutLine(line, columns, theme.glyphs.ellipsis);
}

function inputView(state: UiState, most: number, view: View): Live {
  const { theme, columns, messages } = view;
  const { line } = state;
  const writing = state.asking !== undefined && state.focus === 'plan';
  const prompt: Span = { text: `${theme.glyphs.prompt} `, tone: writing ? 'dim' : 'accent' };
  const lead = widthOf(prompt.text);
  if (line.editor.text === '' && !line.search) {
    const text = state.answering ? messages.answering : state.busy ? '' : messages.placeholder;
    const placeholder = cut(text, columns - lead, theme.glyphs.ellipsis);
    return {
      lines: [[prompt, { text: placeholder, tone: 'dim' }]],
      ...(writing ? {} : { cursor: { x: lead, y: 0 } }),
    };
  }
  const { rows, cursor } = viewEditor(line.editor, Math.max(4, columns - lead), most);
  return {
    lines: rows.map((row, index) => [index === 0 ? prompt : { text: ' '.repeat(lead) }, ...row]),
    ...(writing ? {} : { cursor: { x: cursor.x + lead, y: cursor.y } }),
  };
}

/** One row below the line: what a search finds, what Tab offers, what waits, what the last key led to. */
function hintLine(state: UiState, { messages, theme }: View): Line | undefined {
  const { search } = state.line;
  if (search)
    return [
      search.query !== '' && search.at === undefined
        ? { text: messages.hint.noMatch(search.query), tone: 'warn' }
        : { text: messages.hint.search(search.query), tone: 'accent' },
    ];
  if (state.completion) {
    const { items, index = -1 } = state.completion;
    const start = Math.max(0, index - 3);
    return items.slice(start, start + 40).map(({ label }, offset) => ({
      text: `${label}  `,
      tone: start + offset === index ? 'selected' : 'dim',
    }));
  }
  // Beside a question the row belongs to the plan.
  if (state.asking && state.focus === 'plan') return undefined;
  if (state.hint && state.hint.text !== '') return [{ text: state.hint.text, tone: state.hint.tone }];
  const next = state.queued ?? (state.leavesAfter ? messages.hint.leavesAfter : undefined);
  if (next !== undefined)
    return [{ text: `${theme.glyphs.pointer} ${messages.hint.queued(next)}`, tone: 'dim' }];
  return undefined;
}
