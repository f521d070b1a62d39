import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editKey } from '../../src/ui/editor/edit-keys.ts';
import { type Editor, EMPTY_EDITOR, editorWith, insert, undo } from '../../src/ui/editor/editor.ts';
import { EMPTY_LINE, type InputLine, lineKey } from '../../src/ui/editor/line.ts';
import { viewEditor } from '../../src/ui/editor/view.ts';
import type { Key } from '../../src/ui/keys.ts';
import { graphemes, lineWidth } from '../../src/ui/text.ts';

const key = (name: Key['name'], over: Partial<Key> = {}): Key => ({
  name,
  text: '',
  ctrl: false,
  alt: false,
  shift: false,
  ...over,
});
const typed = (text: string) => key('text', { text });
const ctrl = (text: string) => key('text', { text, ctrl: true });
const alt = (text: string) => key('text', { text, alt: true });

const press = (editor: Editor, ...keys: readonly Key[]) =>
  keys.reduce((state, one) => editKey(state, one) ?? state, editor);

/** Text a person types or pastes: letters, wide characters, marks that join, emoji of many parts, controls. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    '中文',
    'é',
    '\u0301',
    '👩‍👩‍👧',
    '🇩🇪',
    '🇩',
    'ｶﾞ',
    '\u200d',
    'a\nb',
    '\t',
    'क्षि',
    '\u202e',
    '\u001b[31m',
    '\r\n',
  ),
);

const anyKey: fc.Arbitrary<Key> = fc.oneof(
  { weight: 4, arbitrary: text.map(typed) },
  fc.constantFrom(...([...'abdefhkuwy_'].map(ctrl) as Key[])),
  fc.constantFrom(...([...'bdf<>z'].map(alt) as Key[])),
  fc.constantFrom(
    ...(['left', 'right', 'up', 'down', 'home', 'end', 'backspace', 'delete', 'enter'] as const).flatMap(
      (name) => [key(name), key(name, { alt: true }), key(name, { ctrl: true })],
    ),
  ),
);

const boundaries = (value: string) => {
  const at = new Set([0]);
  let index = 0;
  for (const part of value.split(/(\n)/).flatMap((row) => (row === '\n' ? [row] : graphemes(row)))) {
    index += part.length;
    at.add(index);
  }
  return at;
};

describe('the editor', () => {
  it('keeps the cursor between graphemes and control characters out, whatever is pressed', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 40 }), (keys) => {
        let editor = EMPTY_EDITOR;
        for (const one of keys) {
          editor = editKey(editor, one) ?? editor;
          expect([...boundaries(editor.text)]).toContain(editor.cursor);
          expect(editor.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        }
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('takes back every change, down to the empty text, and does them again', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 30 }), (keys) => {
        const end = press(EMPTY_EDITOR, ...keys);
        let back = end;
        for (let i = 0; i <= keys.length + 1; i++) back = undo(back);
        expect(back.text).toBe('');
        let again = back;
        for (let i = 0; i <= keys.length * 2 + 1; i++) again = editKey(again, alt('z')) ?? again;
        // Whatever was undone and not written over is there again.
        if (!keys.some((one) => one.ctrl && one.text === '_')) expect(again.text).toBe(end.text);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('inserts and deletes as inverses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.nat(12), (start, steps) => {
        let editor = editorWith(start);
        for (let i = 0; i < steps; i++) editor = press(editor, key('left'));
        const next = press(editor, typed('x'), key('backspace'));
        expect(next.text).toBe(editor.text);
        expect(next.cursor).toBe(editor.cursor);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('kills and yanks as a shell does', () => {
    const line = press(EMPTY_EDITOR, typed('git commit -m "first words"'));
    const cut = press(line, ctrl('w'), ctrl('w'));
    expect(cut.text).toBe('git commit -m ');
    expect(press(cut, ctrl('y')).text).toBe('git commit -m "first words"');
    expect(press(line, ctrl('a'), alt('f'), ctrl('k')).text).toBe('git');
    expect(press(line, ctrl('u')).text).toBe('');
    expect(press(line, alt('b'), alt('d')).text).toBe('git commit -m "first "');
    expect(press(line, ctrl('a'), ctrl('f'), ctrl('d')).text).toBe('gt commit -m "first words"');
    expect(press(line, ctrl('_')).text).toBe('');
  });

  it('moves over words of Chinese as over others', () => {
    const line = press(EMPTY_EDITOR, typed('列出 文件夹'));
    const once = press(line, alt('b'));
    expect(once.cursor).toBeLessThan(line.cursor);
    expect(press(once, alt('b'), alt('b'), alt('b')).cursor).toBe(0);
  });

  it('goes on in a new row behind a backslash and with Alt-Enter, not inside a pair of them', () => {
    expect(press(EMPTY_EDITOR, typed('echo a \\'), key('enter'), typed('b')).text).toBe('echo a \nb');
    expect(press(EMPTY_EDITOR, typed('a'), key('enter', { alt: true }), typed('b')).text).toBe('a\nb');
    expect(editKey(press(EMPTY_EDITOR, typed('a \\\\')), key('enter'))).toBeUndefined();
    expect(editKey(press(EMPTY_EDITOR, typed('a')), key('enter'))).toBeUndefined();
  });

  it('moves by rows at the same column and leaves its edges to the history', () => {
    const rows = editorWith('first row\n第二行\nlast');
    const up = press(rows, key('up'));
    expect(rows.text.slice(0, up.cursor)).toBe('first row\n第二行');
    expect(editKey(press(rows, key('up'), key('up')), key('up'))).toBeUndefined();
    expect(editKey(rows, key('down'))).toBeUndefined();
  });

  it('takes a long paste and stays quick', () => {
    const pasted = insert(EMPTY_EDITOR, '长文本 with words\n'.repeat(20_000), 'other');
    expect(pasted.text.length).toBeLessThanOrEqual(64 * 1024);
    const began = performance.now();
    let editor = pasted;
    for (let i = 0; i < 50; i++) {
      editor = press(editor, typed('x'), key('left'));
      viewEditor(editor, 80, 6);
    }
    expect((performance.now() - began) / 50).toBeLessThan(50);
  });
});

describe('the view of the editor', () => {
  it('fits its rows and stands its cursor where the text before it ends', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 30 }), fc.integer({ min: 10, max: 40 }), (keys, columns) => {
        const editor = press(EMPTY_EDITOR, ...keys);
        const { rows, cursor } = viewEditor(editor, columns, 5);
        expect(rows.length).toBeLessThanOrEqual(5);
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) {
          expect(lineWidth(row)).toBeLessThanOrEqual(columns + 16);
          expect(row.map((span) => span.text).join('')).not.toMatch(
            /[\u0000-\u001f\u007f-\u009f\u202e\u200d]/,
          );
        }
        expect(cursor.y).toBeGreaterThanOrEqual(0);
        expect(cursor.y).toBeLessThan(rows.length);
        expect(cursor.x).toBeLessThanOrEqual(columns);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('counts wide characters twice', () => {
    expect(viewEditor(editorWith('中文'), 20, 3).cursor).toEqual({ x: 4, y: 0 });
    expect(viewEditor(editorWith('中文中文中文'), 5, 3).cursor).toEqual({ x: 4, y: 2 });
    expect(viewEditor(editorWith('12345'), 5, 3).cursor).toEqual({ x: 0, y: 1 });
  });
});

describe('the history of the input line', () => {
  const history = ['list files', 'show disk use', 'list processes'];
  const go = (line: InputLine, ...keys: readonly Key[]) =>
    keys.reduce((state, one) => lineKey(state, one, history) ?? state, line);

  it('goes back and forth and keeps what was being written', () => {
    const draft = go(EMPTY_LINE, typed('dra'), typed('ft'));
    const back = go(draft, key('up'), key('up'));
    expect(back.editor.text).toBe('show disk use');
    expect(go(back, key('up'), key('up')).editor.text).toBe('list files');
    expect(go(back, key('down'), key('down'), key('down')).editor.text).toBe('draft');
  });

  it('searches backwards, again with Ctrl-R, and gives the line back on Escape', () => {
    const found = go(EMPTY_LINE, typed('x'), ctrl('r'), typed('li'));
    expect(found.editor.text).toBe('list processes');
    expect(go(found, ctrl('r')).editor.text).toBe('list files');
    expect(go(found, ctrl('r'), ctrl('r')).editor.text).toBe('list files');
    expect(go(found, key('escape')).editor.text).toBe('x');
    expect(go(found, key('enter')).search).toBeUndefined();
    expect(go(found, key('enter')).editor.text).toBe('list processes');
    expect(go(found, typed('zzz')).search?.at).toBeUndefined();
  });
});
