/**
 * As much of a terminal as the tests need to read one: cursor moves, erasing, scrolling, the alternate screen.
 * Colours and modes are taken note of, not drawn. One column per code point.
 */
export class Screen {
  readonly columns: number;
  readonly rows: number;
  /** DEC private modes that are on now. */
  readonly modes = new Set<number>([7, 25]);
  #lines: string[][];
  #main: { lines: string[][]; x: number; y: number } | undefined;
  #x = 0;
  #y = 0;
  #saved = { x: 0, y: 0 };
  #held = '';

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#lines = this.#blank();
  }

  /** What a person sees, without blanks at the ends of lines and without empty lines at the end. */
  get text(): string {
    return this.#lines
      .map((line) => line.join('').trimEnd())
      .join('\n')
      .trimEnd();
  }

  get cursor(): { readonly x: number; readonly y: number } {
    return { x: this.#x, y: this.#y };
  }

  write(data: string): void {
    let rest = this.#held + data;
    this.#held = '';
    while (rest !== '') {
      const sequence = SEQUENCE.exec(rest);
      if (sequence) {
        this.#control(sequence);
        rest = rest.slice(sequence[0].length);
      } else if (rest.startsWith('\x1b') && rest.length < 256) {
        this.#held = rest;
        return;
      } else {
        const character = String.fromCodePoint(rest.codePointAt(0)!);
        this.#put(character);
        rest = rest.slice(character.length);
      }
    }
  }

  #blank(): string[][] {
    return Array.from({ length: this.rows }, () => new Array<string>(this.columns).fill(' '));
  }

  #put(character: string): void {
    if (character === '\r') this.#x = 0;
    else if (character === '\n') this.#down();
    else if (character === '\b') this.#x = Math.max(0, this.#x - 1);
    else if (character === '\t') this.#x = Math.min(this.columns - 1, (this.#x | 7) + 1);
    else if (character >= ' ' && character !== '\x7f') {
      if (this.#x >= this.columns) {
        this.#x = 0;
        this.#down();
      }
      this.#lines[this.#y]![this.#x++] = character;
    }
  }

  #down(): void {
    if (this.#y < this.rows - 1) this.#y++;
    else {
      this.#lines.shift();
      this.#lines.push(new Array<string>(this.columns).fill(' '));
    }
  }

  #control(sequence: RegExpExecArray): void {
    const [whole, parameters, end] = sequence;
    if (whole === '\x1b7') this.#saved = { x: this.#x, y: this.#y };
    else if (whole === '\x1b8') ({ x: this.#x, y: this.#y } = this.#saved);
    else if (whole === '\x1bM') this.#y = Math.max(0, this.#y - 1);
    if (end === undefined || parameters === undefined) return;
    if (parameters.startsWith('?')) {
      for (const mode of parameters.slice(1).split(';').map(Number)) this.#mode(mode, end);
      return;
    }
    const [first = 0, second = 0] = parameters.split(';').map(Number);
    const count = first || 1;
    if (end === 'A') this.#y = Math.max(0, this.#y - count);
    else if (end === 'B' || end === 'e') this.#y = Math.min(this.rows - 1, this.#y + count);
    else if (end === 'C') this.#x = Math.min(this.columns - 1, this.#x + count);
    else if (end === 'D') this.#x = Math.max(0, this.#x - count);
    else if (end === 'E' || end === 'F') {
      this.#x = 0;
      this.#y = Math.min(this.rows - 1, Math.max(0, this.#y + (end === 'E' ? count : -count)));
    } else if (end === 'G') this.#x = Math.min(this.columns - 1, count - 1);
    else if (end === 'd') this.#y = Math.min(this.rows - 1, count - 1);
    else if (end === 'H' || end === 'f') {
      this.#y = Math.min(this.rows - 1, count - 1);
      this.#x = Math.min(this.columns - 1, (second || 1) - 1);
    } else if (end === 'K') this.#eraseLine(first);
    else if (end === 'J') this.#eraseScreen(first);
    else if (end === 'r') {
      this.#x = 0;
      this.#y = 0;
    }
  }

  #eraseLine(how: number): void {
    const line = this.#lines[this.#y]!;
    line.fill(' ', how === 0 ? this.#x : 0, how === 1 ? this.#x + 1 : this.columns);
  }

  #eraseScreen(how: number): void {
    this.#eraseLine(how);
    this.#lines.forEach((line, y) => {
      if (how >= 2 || (how === 0 ? y > this.#y : y < this.#y)) line.fill(' ');
    });
  }

  #mode(mode: number, end: string): void {
    if (end !== 'h' && end !== 'l') return;
    if (end === 'h') this.modes.add(mode);
    else this.modes.delete(mode);
    if (mode !== 1049 && mode !== 47 && mode !== 1047) return;
    if (end === 'h' && !this.#main) {
      this.#main = { lines: this.#lines, x: this.#x, y: this.#y };
      this.#lines = this.#blank();
    } else if (end === 'l' && this.#main) {
      ({ lines: this.#lines, x: this.#x, y: this.#y } = this.#main);
      this.#main = undefined;
    }
  }
}

const SEQUENCE =
  /^(?:\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[ -/]+[0-~]|\x1b[0-Z\\^-~])/;
