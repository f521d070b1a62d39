import type { Key } from '../keys.ts';
import { isCtrl, isText } from '../keys.ts';
import { editKey } from './edit-keys.ts';
import { type Editor, EMPTY_EDITOR, editorWith } from './editor.ts';

/** The input line: a text, where it stands in the history, and a search through it. Pure state. */
export interface InputLine {
  readonly editor: Editor;
  /** How many entries back the text is; 0 is what is being written. */
  readonly back: number;
  /** What was being written before going back. */
  readonly draft: string;
  readonly search?: Search;
}

interface Search {
  readonly query: string;
  /** Entries back of the match shown; undefined when nothing matches. */
  readonly at?: number;
  readonly before: Editor;
}

export const EMPTY_LINE: InputLine = { editor: EMPTY_EDITOR, back: 0, draft: '' };

export const emptied = (line: InputLine): InputLine => ({
  ...EMPTY_LINE,
  editor: { ...EMPTY_EDITOR, kill: line.editor.kill },
});

export const withEditor = (line: InputLine, editor: Editor): InputLine => ({ ...line, editor });

/** Oldest first, as the history gives it. Undefined: the key means nothing here. */
export function lineKey(line: InputLine, key: Key, history: readonly string[]): InputLine | undefined {
  if (line.search) return searchKey(line, line.search, key, history);
  if (isCtrl(key, 'r'))
    return history.length === 0 ? line : { ...line, search: { query: '', before: line.editor } };
  const edited = editKey(line.editor, key);
  if (edited) return { ...line, editor: edited };
  if (key.name === 'up') return goBack(line, 1, history);
  if (key.name === 'down' || isCtrl(key, 'n')) return goBack(line, -1, history);
  return undefined;
}

function goBack(line: InputLine, by: 1 | -1, history: readonly string[]): InputLine {
  const back = line.back + by;
  if (back < 0 || back > history.length) return line;
  const draft = line.back === 0 ? line.editor.text : line.draft;
  const text = back === 0 ? draft : (history.at(-back) ?? '');
  return { ...line, back, draft, editor: editorWith(text, line.editor) };
}

function searchKey(
  line: InputLine,
  search: Search,
  key: Key,
  history: readonly string[],
): InputLine | undefined {
  if (isCtrl(key, 'r')) return found(line, search, search.query, (search.at ?? 0) + 1, history);
  if (isText(key)) return found(line, search, search.query + key.text, search.at ?? 1, history);
  if (key.name === 'backspace')
    return found(line, search, [...search.query].slice(0, -1).join(''), 1, history);
  const { search: _, ...plain } = line;
  if (key.name === 'escape' || isCtrl(key, 'g') || isCtrl(key, 'c'))
    return { ...plain, editor: search.before };
  // Any other key takes the match and then does what it always does; Enter only takes it, to be read first.
  return key.name === 'enter' || key.name === 'tab' ? plain : (lineKey(plain, key, history) ?? plain);
}

function found(
  line: InputLine,
  search: Search,
  query: string,
  from: number,
  history: readonly string[],
): InputLine {
  if (query === '') return { ...line, search: { query, before: search.before }, editor: search.before };
  for (let back = from; back <= history.length; back++) {
    const text = history.at(-back)!;
    if (text.toLowerCase().includes(query.toLowerCase()))
      return {
        ...line,
        back,
        search: { query, at: back, before: search.before },
        editor: editorWith(text, line.editor),
      };
  }
  // Nothing further back: the match that stands stays, a query that matches nothing says so.
  const stays = search.at !== undefined && query === search.query;
  return {
    ...line,
    search: { query, before: search.before, ...(stays ? { at: search.at! } : {}) },
  };
}
