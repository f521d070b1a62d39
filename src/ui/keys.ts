import type { Key as InkKey } from 'ink';

export type KeyName =
  | 'text'
  | 'enter'
  | 'escape'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'pageup'
  | 'pagedown';

export interface Key {
  readonly name: KeyName;
  /** What was typed, for `text`; the letter, with `ctrl` or `alt`. */
  readonly text: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const NAMED: readonly (readonly [keyof InkKey, KeyName])[] = [
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['home', 'home'],
  ['end', 'end'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
];

/**
 * Keys as the program means them. What a terminal sends in one go (a fast typist, a paste without brackets) arrives
 * as one piece and is taken apart: text, and each control character as the key it stands for.
 */
export function keysFrom(input: string, ink: InkKey): Key[] {
  if (ink.eventType === 'release') return [];
  const modifiers = { ctrl: ink.ctrl, alt: ink.meta, shift: ink.shift };
  for (const [flag, name] of NAMED) if (ink[flag]) return [{ name, text: '', ...modifiers }];
  if (ink.ctrl || ink.meta || ink.super || ink.hyper)
    return input === '' ? [] : [{ name: 'text', text: input.toLowerCase(), ...modifiers }];
  const keys: Key[] = [];
  for (const [part] of input.matchAll(/\r\n|[\u0000-\u001f\u007f]|[^\u0000-\u001f\u007f]+/g))
    keys.push(keyOf(part));
  return keys;
}

function keyOf(part: string): Key {
  const plain = { ctrl: false, alt: false, shift: false };
  if (part === '\r' || part === '\r\n') return { name: 'enter', text: '', ...plain };
  // Ctrl-J: a newline in the text, where Alt-Enter is not sent.
  if (part === '\n') return { name: 'enter', text: '', ...plain, alt: true };
  if (part === '\t') return { name: 'tab', text: '', ...plain };
  if (part === '\u007f' || part === '\b') return { name: 'backspace', text: '', ...plain };
  if (part === '\u001b') return { name: 'escape', text: '', ...plain };
  const code = part.charCodeAt(0);
  if (code < 32) return { name: 'text', text: String.fromCharCode(code + 96), ...plain, ctrl: true };
  return { name: 'text', text: part, ...plain };
}

export const isCtrl = (key: Key, letter: string): boolean =>
  key.name === 'text' && key.ctrl && !key.alt && key.text === letter;

export const isText = (key: Key): boolean => key.name === 'text' && !key.ctrl && !key.alt;
