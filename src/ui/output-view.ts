import { visibleLine } from '../plan/display.ts';
import { excerpt, lastLines, lineCount, type OutputLine, type OutputTail } from '../session/output-tail.ts';
import { bytes } from '../session/panel-model.ts';
import { count } from './numbers.ts';
import { outputSpans } from './output-text.ts';
import { cutLine, type Line, wrap } from './text.ts';
import type { View } from './view.ts';

/** Output of a finished step: all of it up to here, else its beginning and its end. */
const WHOLE_LINES = 400;
const HEAD_LINES = 40;
const TAIL_LINES = 120;
/** A live view looks at this much of the end: no more fits on any screen, and it is decoded anew for every frame. */
const LIVE_BYTES = 8 * 1024;
/** Rows one line of output may take. */
const LINE_ROWS = 12;

/** The latest lines while a step runs, one row each. */
export function liveOutput(output: OutputTail, rows: number, view: View): Line[] {
  const { messages, columns, theme } = view;
  if (output.bytes === 0) return [];
  if (output.binary) return [gutter([{ text: messages.run.binary(bytes(output.bytes)), tone: 'dim' }], view)];
  const total = lineCount(output);
  const room = total > rows ? Math.max(1, rows - 1) : rows;
  const lines = lastLines(output, room, LIVE_BYTES);
  const before = total - lines.length;
  return [
    ...(before > 0 && rows > 1
      ? [gutter([{ text: messages.run.linesBefore(count(before)), tone: 'dim' }], view)]
      : []),
    ...lines.map((line) => gutter(cutLine(outputSpans(line), columns - 2, theme.glyphs.ellipsis), view)),
  ].slice(-rows);
}

export interface WholeOutput {
  readonly output: OutputTail;
  readonly spill?: string;
  /** Number under which /output finds it. */
  readonly number?: number;
  readonly limits?: { readonly whole: number; readonly head: number; readonly tail: number };
}

/** What stays on the screen of a step that ended. */
export function wholeOutput({ output, spill, number, limits }: WholeOutput, view: View): Line[] {
  const { messages } = view;
  if (output.bytes === 0) return [];
  const where = spill === undefined ? [] : [messages.run.wholeIn(visibleLine(spill))];
  if (output.binary) return [note([messages.run.binary(bytes(output.bytes)), ...where], view)];
  const most = limits ?? { whole: WHOLE_LINES, head: HEAD_LINES, tail: TAIL_LINES };
  const { head, omitted, tail } = excerpt(output, most);
  if (omitted === 0) return [...head, ...tail].flatMap((line) => outputRows(line, view));
  const open = number === undefined ? [] : [messages.run.openOutput(number)];
  return [
    ...head.flatMap((line) => outputRows(line, view)),
    note([messages.run.linesOmitted(count(omitted)), ...(where.length > 0 ? where : open)], view),
    ...tail.flatMap((line) => outputRows(line, view)),
  ];
}

function outputRows(line: OutputLine, view: View): Line[] {
  const rows = wrap(outputSpans(line), Math.max(8, view.columns - 2));
  const shown = rows.length > LINE_ROWS ? [...rows.slice(0, LINE_ROWS), [{ text: '…' }]] : rows;
  return shown.map((row) => gutter(row, view));
}

const note = (parts: readonly string[], view: View): Line =>
  gutter(
    cutLine(
      [
        {
          text: `${view.theme.glyphs.ellipsis} ${parts.join(` ${view.theme.glyphs.separator} `)}`,
          tone: 'dim',
        },
      ],
      view.columns - 2,
      view.theme.glyphs.ellipsis,
    ),
    view,
  );

/** Every line of output stands behind a rule, so that no output can look like a plan or a question of ours. */
function gutter(line: Line, { theme }: View): Line {
  return [{ text: `${theme.glyphs.gutter} `, tone: 'dim' }, ...line];
}
