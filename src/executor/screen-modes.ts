/**
 * Follows what a program does to the terminal's modes while its output passes, so that they can be taken back when it
 * ends without doing so itself. Also takes out what reaches beyond the screen: writes to the clipboard (OSC 52).
 * Works on text as it streams; a sequence cut by a chunk's end is held until the rest comes.
 */
export class ScreenModes {
  #held = '';
  readonly #on = new Set<number>();
  readonly #off = new Set<number>();
  #keypad = false;
  #margins = false;
  #modifyKeys = false;
  #kittyDepth = 0;

  /** What may go to the terminal of this piece. */
  pass(text: string): string {
    const all = this.#held + text;
    const cut = openSequence(all);
    this.#held = all.slice(cut);
    const ready = all.slice(0, cut).replace(CLIPBOARD, '');
    for (const [, letters, end] of ready.matchAll(MODES)) this.#note(letters!, end!);
    for (const [sequence] of ready.matchAll(KEYPAD)) this.#keypad = sequence.endsWith('=');
    return ready;
  }

  /** What brings the terminal back: modes off that are still on, cursor shown, colours and charset plain. */
  restore(): string {
    this.#held = '';
    const off = [...this.#on].filter((mode) => !WANTED_ON.has(mode)).map((mode) => `\x1b[?${mode}l`);
    const on = [...this.#off].filter((mode) => WANTED_ON.has(mode)).map((mode) => `\x1b[?${mode}h`);
    const kitty = this.#kittyDepth > 0 ? `\x1b[<${this.#kittyDepth}u` : '';
    // Taking margins back homes the cursor, so it is kept around that.
    const margins = this.#margins ? '\x1b7\x1b[r\x1b8' : '';
    const keys = (this.#modifyKeys ? '\x1b[>4m' : '') + (this.#keypad ? '\x1b>' : '');
    return `${kitty}${keys}${margins}${off.join('')}${on.join('')}\x1b[?25h\x0f\x1b(B\x1b[0m`;
  }

  #note(parameters: string, end: string): void {
    if (end === 'r') {
      this.#margins = parameters !== '';
      return;
    }
    if (end === 'u' && /^[><]/.test(parameters)) {
      const count = parameters.startsWith('<') ? -(Number(parameters.slice(1)) || 1) : 1;
      this.#kittyDepth = Math.min(64, Math.max(0, this.#kittyDepth + count));
      return;
    }
    if (end === 'm' && parameters.startsWith('>4')) this.#modifyKeys = true;
    if (!parameters.startsWith('?')) return;
    for (const part of parameters.slice(1).split(';')) {
      const mode = Number(part);
      if (end === 'h') {
        this.#on.add(mode);
        this.#off.delete(mode);
      } else if (end === 'l') {
        this.#off.add(mode);
        this.#on.delete(mode);
      }
    }
  }
}

/** Auto-wrap and the visible cursor. */
const WANTED_ON: ReadonlySet<number> = new Set([7, 25]);
const MODES = /\x1b\[([?><]?[0-9;]*)([hlrum])/g;
const KEYPAD = /\x1b[=>]/g;
const CLIPBOARD = /\x1b\]52;[^\x07\x1b]*(?:\x07|\x1b\\)/g;
const MAX_HELD = 1024 * 1024;

/** Where a sequence starts that has not ended yet; the text's length when there is none. */
function openSequence(text: string): number {
  const start = text.lastIndexOf('\x1b');
  // The end of a string sequence is itself an escape, so the one before counts too.
  const before = text.lastIndexOf('\x1b]', start);
  if (before >= 0 && !/\x07|\x1b\\/.test(text.slice(before + 2)) && text.length - before < MAX_HELD)
    return before;
  if (start < 0 || text.length - start > 64) return text.length;
  const open = /^\x1b(?:\[[0-?]*[ -/]*)?$/.test(text.slice(start));
  return open ? start : text.length;
}
