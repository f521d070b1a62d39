import { visible } from '../../plan/display.ts';
import { graphemes, type Line, widthOf } from '../text.ts';
import { type Editor, snap } from './editor.ts';

export interface EditorView {
  readonly rows: readonly Line[];
  /** Column and row of the cursor inside `rows`. */
  readonly cursor: { readonly x: number; readonly y: number };
}

/** Longest stretch before and behind the cursor that is laid out; what lies further off cannot be on the screen. */
const NEAR = 2000;

/**
 * The text broken into rows of at most `columns`, at most `most` of them around the cursor. Characters that cannot
 * be seen are shown as signs, so the cursor stands where the terminal puts it.
 */
export function viewEditor(editor: Editor, columns: number, most: number): EditorView {
  const { text, cursor } = editor;
  const from = cursor > NEAR ? snap(text, cursor - NEAR) : 0;
  const parts = cells(text.slice(from, cursor + NEAR));
  const rows: string[] = [''];
  let width = 0;
  let at = from;
  let place = { x: 0, y: 0 };
  const mark = () => {
    if (at === cursor) place = { x: width, y: rows.length - 1 };
  };
  for (const part of parts) {
    const shown = part === '\n' ? '' : display(part);
    const size = widthOf(shown);
    if (width + size > columns) {
      rows.push('');
      width = 0;
    }
    mark();
    at += part.length;
    if (part === '\n') {
      rows.push('');
      width = 0;
    } else {
      rows[rows.length - 1] += shown;
      width += size;
    }
  }
  if (at === cursor && width >= columns) {
    rows.push('');
    width = 0;
  }
  mark();
  const start = Math.max(0, Math.min(place.y - most + 1, rows.length - most));
  return {
    rows: rows.slice(start, start + most).map((row) => [{ text: row }]),
    cursor: { x: place.x, y: place.y - start },
  };
}

function cells(text: string): readonly string[] {
  return text.split(/(\n)/).flatMap((part) => (part === '\n' ? [part] : graphemes(part)));
}

const display = (part: string) => (part === '\t' ? '    ' : visible(part));
