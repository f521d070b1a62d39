/**
 * Safe display: nothing that came from a model, a file, a host or a command reaches the terminal raw.
 * Control, bidirectional and invisible characters are made visible (for text a person judges)
 * or removed (for output a person reads).
 */

/** Bidirectional controls, zero-width, tag, variation-selector-supplement and other characters that show nothing. */
const INVISIBLE =
  /\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const codePoint = (char: string) => `‹U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`;

/** For command text and names: each dangerous character becomes ‹U+XXXX›; tab and newline stay. */
export function visible(text: string): string {
  return text
    .replace(LONE_SURROGATE, (char) => `‹U+${char.charCodeAt(0).toString(16).toUpperCase()}›`)
    .replace(CONTROL, codePoint)
    .replace(INVISIBLE, codePoint);
}

/** One line of it: newlines and tabs are shown as signs. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '⏎').replaceAll('\t', '⇥');
}

// Escape sequences: CSI, OSC/DCS/SOS/PM/APC strings (also unterminated), and two- or three-byte escapes.
const ESCAPE =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)|\u001b[ -/]*[0-~]/g;
const COLOUR = /^\u001b\[[0-9;:]*m$/;

/**
 * For output a person reads: escape sequences go, harmless colours stay when `colour` is set, carriage returns
 * overwrite their line as on a terminal, other control and invisible characters are removed.
 */
export function cleanOutput(text: string, options: { colour?: boolean } = {}): string {
  const kept = text
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(ESCAPE, (sequence) => (options.colour && COLOUR.test(sequence) ? sequence : ''))
    .replaceAll('\r\n', '\n');
  return kept
    .split('\n')
    .map((line) => (line.includes('\r') ? lastOverwrite(line) : line))
    .join('\n')
    .replace(
      options.colour
        ? /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[0-9;:]*m)/g
        : CONTROL,
      '',
    )
    .replace(INVISIBLE, '');
}

function lastOverwrite(line: string): string {
  const parts = line.split('\r').filter((part) => part !== '');
  return parts.at(-1) ?? '';
}
