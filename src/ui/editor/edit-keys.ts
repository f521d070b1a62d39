import { isText, type Key } from '../keys.ts';
import { type Editor, insert, type Motion, move, moveRow, redo, remove, undo, yank } from './editor.ts';

const CTRL: Readonly<Record<string, (editor: Editor) => Editor>> = {
  a: (editor) => move(editor, 'line-start'),
  b: (editor) => move(editor, 'left'),
  d: (editor) => remove(editor, 'right', 'delete'),
  e: (editor) => move(editor, 'line-end'),
  f: (editor) => move(editor, 'right'),
  h: (editor) => remove(editor, 'left', 'delete'),
  k: (editor) => remove(editor, 'line-end', 'kill'),
  u: (editor) => remove(editor, 'line-start', 'kill'),
  w: (editor) => remove(editor, 'blank-left', 'kill'),
  y: yank,
  _: undo,
};

const ALT: Readonly<Record<string, (editor: Editor) => Editor>> = {
  b: (editor) => move(editor, 'word-left'),
  f: (editor) => move(editor, 'word-right'),
  d: (editor) => remove(editor, 'word-right', 'kill'),
  '<': (editor) => move(editor, 'text-start'),
  '>': (editor) => move(editor, 'text-end'),
  _: redo,
  z: redo,
};

const ARROWS: Readonly<Partial<Record<Key['name'], readonly [plain: Motion, wide: Motion]>>> = {
  left: ['left', 'word-left'],
  right: ['right', 'word-right'],
  home: ['line-start', 'text-start'],
  end: ['line-end', 'text-end'],
};

/** What a key does to the text; undefined when it means nothing here and somebody else may have it. */
export function editKey(editor: Editor, key: Key): Editor | undefined {
  const arrow = ARROWS[key.name];
  if (arrow) return move(editor, key.ctrl || key.alt ? arrow[1] : arrow[0]);
  switch (key.name) {
    case 'backspace':
      return remove(
        editor,
        key.alt || key.ctrl ? 'word-left' : 'left',
        key.alt || key.ctrl ? 'kill' : 'delete',
      );
    case 'delete':
      return remove(
        editor,
        key.alt || key.ctrl ? 'word-right' : 'right',
        key.alt || key.ctrl ? 'kill' : 'delete',
      );
    case 'up':
      return moveRow(editor, -1);
    case 'down':
      return moveRow(editor, 1);
    case 'enter':
      return key.alt || key.shift ? insert(editor, '\n', 'other') : continued(editor);
    case 'text':
      break;
    default:
      return undefined;
  }
  if (isText(key)) return insert(editor, key.text);
  if (key.ctrl && key.alt) return undefined;
  return (key.ctrl ? CTRL : ALT)[key.text]?.(editor);
}

/** Enter behind a lone backslash at the end goes on in a new row, as in a shell. */
function continued(editor: Editor): Editor | undefined {
  const { text, cursor } = editor;
  const slashes = /\\*$/.exec(text)![0].length;
  if (cursor !== text.length || slashes % 2 === 0) return undefined;
  return insert(remove(editor, 'left', 'delete'), '\n', 'other');
}
