import { graphemes } from '../text.ts';

/** A text being edited: pure state. The cursor is an index into `text` and always stands between two graphemes. */
export interface Editor {
  readonly text: string;
  readonly cursor: number;
  readonly kill: string;
  readonly undo: readonly Snapshot[];
  readonly redo: readonly Snapshot[];
  /** What the last change was: letters typed in a row are undone together, kills in a row are yanked together. */
  readonly last: 'type' | 'kill' | 'other';
}

interface Snapshot {
  readonly text: string;
  readonly cursor: number;
}

/** More than a plan or a request ever holds; keeps each key cheap. */
export const MAX_TEXT = 64 * 1024;
const MAX_UNDO = 200;

export const EMPTY_EDITOR: Editor = { text: '', cursor: 0, kill: '', undo: [], redo: [], last: 'other' };

export const editorWith = (text: string, from: Editor = EMPTY_EDITOR): Editor => ({
  ...EMPTY_EDITOR,
  text: typable(text).slice(0, MAX_TEXT),
  cursor: Math.min(typable(text).length, MAX_TEXT),
  kill: from.kill,
});

/** Text as it may stand in a line: newlines are \n, tabs stay, other control characters go. */
export function typable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

export function insert(editor: Editor, text: string, kind: 'type' | 'other' = 'type'): Editor {
  const clean = typable(text).slice(0, Math.max(0, MAX_TEXT - editor.text.length));
  if (clean === '') return editor;
  const { text: before, cursor } = editor;
  const joined = before.slice(0, cursor) + clean + before.slice(cursor);
  return changed(editor, joined, snap(joined, cursor + clean.length), kind);
}

/** A change that can be undone. */
function changed(editor: Editor, text: string, cursor: number, kind: Editor['last']): Editor {
  if (text === editor.text) return { ...editor, cursor };
  const joins = kind === 'type' && editor.last === 'type' && editor.undo.length > 0;
  const undo = joins
    ? editor.undo
    : [...editor.undo, { text: editor.text, cursor: editor.cursor }].slice(-MAX_UNDO);
  return { ...editor, text, cursor, undo, redo: [], last: kind };
}

export function undo(editor: Editor): Editor {
  const back = editor.undo.at(-1);
  if (!back) return editor;
  const now = { text: editor.text, cursor: editor.cursor };
  return { ...editor, ...back, undo: editor.undo.slice(0, -1), redo: [...editor.redo, now], last: 'other' };
}

export function redo(editor: Editor): Editor {
  const next = editor.redo.at(-1);
  if (!next) return editor;
  const now = { text: editor.text, cursor: editor.cursor };
  return { ...editor, ...next, redo: editor.redo.slice(0, -1), undo: [...editor.undo, now], last: 'other' };
}

export type Motion =
  | 'left'
  | 'right'
  | 'word-left'
  /** To the blank before, as Ctrl-W in a shell. */
  | 'blank-left'
  | 'word-right'
  | 'line-start'
  | 'line-end'
  | 'text-start'
  | 'text-end';

export function move(editor: Editor, motion: Motion): Editor {
  return { ...editor, cursor: target(editor, motion), last: 'other' };
}

/** Removes from the cursor to where a motion leads. What is killed can be yanked back; what is deleted cannot. */
export function remove(editor: Editor, motion: Motion, how: 'delete' | 'kill'): Editor {
  const to = target(editor, motion);
  const [start, end] = to < editor.cursor ? [to, editor.cursor] : [editor.cursor, to];
  if (start === end) return editor;
  const gone = editor.text.slice(start, end);
  const text = editor.text.slice(0, start) + editor.text.slice(end);
  const next = changed(editor, text, snap(text, start), how === 'kill' ? 'kill' : 'other');
  if (how === 'delete') return next;
  const joins = editor.last === 'kill';
  const kill = !joins ? gone : to < editor.cursor ? gone + editor.kill : editor.kill + gone;
  return { ...next, kill };
}

export const yank = (editor: Editor): Editor => insert(editor, editor.kill, 'other');

/** Replaces a stretch, as completion does; the cursor ends up behind it. */
export function replace(editor: Editor, start: number, end: number, text: string): Editor {
  const joined = editor.text.slice(0, start) + typable(text) + editor.text.slice(end);
  if (joined.length > MAX_TEXT) return editor;
  return changed(editor, joined, snap(joined, start + typable(text).length), 'other');
}

/** One row up or down inside the text; undefined at its edge, where history begins. */
export function moveRow(editor: Editor, by: -1 | 1): Editor | undefined {
  const { text, cursor } = editor;
  const start = lineStart(text, cursor);
  const column = graphemes(text.slice(start, cursor)).length;
  const other = by < 0 ? (start === 0 ? undefined : lineStart(text, start - 1)) : nextLine(text, cursor);
  if (other === undefined) return undefined;
  const row = graphemes(text.slice(other, lineEnd(text, other)));
  return { ...editor, cursor: other + row.slice(0, column).join('').length, last: 'other' };
}

function target({ text, cursor }: Editor, motion: Motion): number {
  switch (motion) {
    case 'left':
      return previousBoundary(text, cursor);
    case 'right':
      return nextBoundary(text, cursor);
    case 'word-left':
      return wordStart(text, cursor);
    case 'blank-left':
      return snapBack(text, blankStart(text, cursor));
    case 'word-right':
      return wordEnd(text, cursor);
    case 'line-start':
      return lineStart(text, cursor);
    case 'line-end':
      return lineEnd(text, cursor);
    case 'text-start':
      return 0;
    case 'text-end':
      return text.length;
  }
}

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
function nextLine(text: string, at: number): number | undefined {
  const end = lineEnd(text, at);
  return end === text.length ? undefined : end + 1;
}

/** Only the line around the cursor is cut into graphemes: a long text costs no more than a short one. */
function previousBoundary(text: string, cursor: number): number {
  if (cursor === 0) return 0;
  const start = lineStart(text, cursor);
  if (start === cursor) return cursor - 1;
  return cursor - graphemes(text.slice(start, cursor)).at(-1)!.length;
}

function nextBoundary(text: string, cursor: number): number {
  if (cursor >= text.length) return text.length;
  const end = lineEnd(text, cursor);
  if (end === cursor) return cursor + 1;
  return cursor + graphemes(text.slice(cursor, end))[0]!.length;
}

/** The nearest boundary at or after an index: an inserted mark may join what stands before it. */
export function snap(text: string, index: number): number {
  const start = lineStart(text, index);
  let at = start;
  for (const part of graphemes(text.slice(start, lineEnd(text, index)))) {
    if (at >= index) return at;
    at += part.length;
  }
  return Math.min(at, text.length);
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Word motions stop at words as a reader sees them, Chinese included. */
function wordStart(text: string, cursor: number): number {
  let start = 0;
  for (const { index, isWordLike } of words.segment(text.slice(0, cursor))) if (isWordLike) start = index;
  return snapBack(text, start);
}

function blankStart(text: string, cursor: number): number {
  const before = text.slice(0, cursor).trimEnd();
  return before.length - (/\S*$/.exec(before)?.[0].length ?? 0);
}

function wordEnd(text: string, cursor: number): number {
  for (const { index, segment, isWordLike } of words.segment(text.slice(cursor)))
    if (isWordLike) return snap(text, cursor + index + segment.length);
  return text.length;
}

function snapBack(text: string, index: number): number {
  const at = snap(text, index);
  return at === index ? at : previousBoundary(text, at);
}
