import stringWidth from 'string-width';

/** What a stretch of text means; a theme turns it into colour, and it is never told by colour alone. */
export type Tone =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'danger'
  | 'string'
  | 'operator'
  | 'selected';

/** Harmless part of what a command may say about its own text: colours and weights, nothing else. */
export interface Sgr {
  readonly fg?: string;
  readonly bg?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
}

export interface Span {
  readonly text: string;
  readonly tone?: Tone;
  readonly sgr?: Sgr;
}

/** One row of the screen. */
export type Line = readonly Span[];

const ASCII = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Columns a text takes on a terminal. */
export function widthOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

export const lineWidth = (line: Line): number => line.reduce((sum, span) => sum + widthOf(span.text), 0);

export function graphemes(text: string): string[] {
  return ASCII.test(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The longest beginning that fits, with a sign that something was cut. */
export function cut(text: string, columns: number, sign = '…'): string {
  if (widthOf(text) <= columns) return text;
  const room = columns - widthOf(sign);
  if (room < 0) return '';
  return fitting(graphemes(text), room) + sign;
}

/** The middle goes: of a path both where it is and what it is stay readable. */
export function cutMiddle(text: string, columns: number, sign = '…'): string {
  if (widthOf(text) <= columns) return text;
  const room = columns - widthOf(sign);
  if (room < 2) return cut(text, columns, sign);
  const all = graphemes(text);
  const start = fitting(all, Math.floor(room / 3));
  const end = fitting(all.reverse(), room - widthOf(start), true);
  return start + sign + end;
}

function fitting(parts: readonly string[], room: number, backwards = false): string {
  let text = '';
  let used = 0;
  for (const part of parts) {
    used += widthOf(part);
    if (used > room) break;
    text = backwards ? part + text : text + part;
  }
  return text;
}

export function cutLine(line: Line, columns: number, sign = '…'): Line {
  if (lineWidth(line) <= columns) return line;
  const kept: Span[] = [];
  let room = columns;
  for (const span of line) {
    const width = widthOf(span.text);
    if (width < room) {
      kept.push(span);
      room -= width;
      continue;
    }
    // A blank pads the cell that half of a wide character would need.
    const cutText = cut(`${span.text} `, room, sign);
    kept.push({ ...span, text: cutText });
    break;
  }
  return kept;
}

interface Piece {
  readonly span: Span;
  readonly text: string;
  readonly width: number;
}

/**
 * Rows of at most `columns`, broken after blanks where there are some and anywhere else where not (Chinese, long
 * paths); rows after the first start with `indent` blanks. A newline in a span starts a row.
 */
export function wrap(line: Line, columns: number, indent = 0): Line[] {
  const inner = Math.min(indent, Math.max(0, columns - 8));
  const rows: Line[] = [];
  let row: Piece[] = [];
  let used = 0;
  const close = () => {
    rows.push(merged(row, rows.length === 0 ? 0 : inner));
    row = [];
    used = 0;
  };
  for (const piece of pieces(line)) {
    if (piece.text === '\n') {
      close();
      continue;
    }
    const room = () => Math.max(2, columns - (rows.length === 0 ? 0 : inner));
    if (used + piece.width <= room() || (piece.text === ' ' && used > 0)) {
      row.push(piece);
      used += piece.width;
      continue;
    }
    // A row that is not the first is shorter by the indent.
    if (piece.width <= Math.max(2, columns - inner)) {
      close();
      if (piece.text !== ' ') {
        row.push(piece);
        used = piece.width;
      }
      continue;
    }
    for (const part of graphemes(piece.text)) {
      const width = widthOf(part);
      if (used + width > room()) close();
      row.push({ span: piece.span, text: part, width });
      used += width;
    }
  }
  close();
  return rows;
}

/** Words, single blanks and single wide characters: the places where a row may end. */
function* pieces(line: Line): Generator<Piece> {
  for (const span of line)
    for (const [run] of span.text.matchAll(/\n|\s|\S+/g)) {
      if (run === '\n') yield { span, text: run, width: 0 };
      else if (ASCII.test(run)) yield { span, text: run, width: run.length };
      else yield* wideWords(span, run);
    }
}

function* wideWords(span: Span, run: string): Generator<Piece> {
  let word = '';
  for (const part of graphemes(run)) {
    const width = widthOf(part);
    if (width < 2) {
      word += part;
      continue;
    }
    if (word !== '') yield { span, text: word, width: widthOf(word) };
    word = '';
    yield { span, text: part, width };
  }
  if (word !== '') yield { span, text: word, width: widthOf(word) };
}

function merged(row: readonly Piece[], indent: number): Line {
  const spans: Span[] = indent > 0 ? [{ text: ' '.repeat(indent) }] : [];
  let last: Span | undefined;
  for (const { span, text } of row) {
    if (last === span) spans[spans.length - 1] = { ...span, text: spans.at(-1)!.text + text };
    else spans.push({ ...span, text });
    last = span;
  }
  return trimEnd(spans);
}

function trimEnd(spans: Span[]): Line {
  const last = spans.at(-1);
  if (!last?.text.endsWith(' ')) return spans;
  const text = last.text.replace(/ +$/, '');
  return text === '' ? spans.slice(0, -1) : [...spans.slice(0, -1), { ...last, text }];
}

export const blank: Line = [];
