import { cleanOutput } from '../plan/display.ts';

/** A line that does not end is shown after this long, so that prompts and progress are seen. */
const FLUSH_MS = 80;
/** Longest unfinished line or escape sequence that is held back. */
const HOLD_CHARS = 8192;

/**
 * Child output on its way to a terminal: decoded across chunk borders, cleaned line by line so that no escape
 * sequence gets through in pieces.
 */
export class ScreenOutput {
  readonly #write: (text: string) => void;
  readonly #colour: boolean;
  readonly #decoder = new TextDecoder();
  #held = '';
  #shown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (text: string) => void, colour: boolean) {
    this.#write = write;
    this.#colour = colour;
  }

  add(data: Uint8Array): void {
    this.#held += this.#decoder.decode(data, { stream: true });
    const end = this.#held.lastIndexOf('\n') + 1;
    if (end > 0) this.#show(this.#held.slice(0, end));
    this.#held = this.#held.slice(end);
    if (this.#held.length > HOLD_CHARS) this.#flushPartial();
    clearTimeout(this.#timer);
    if (this.#held !== '') this.#timer = setTimeout(() => this.#flushPartial(), FLUSH_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#held += this.#decoder.decode();
    if (this.#held !== '') this.#show(this.#held);
    this.#held = '';
    if (this.#colour && this.#shown) this.#write('\u001b[0m');
    this.#shown = false;
  }

  /** Shows an unfinished line except for what may be the start of an escape sequence. */
  #flushPartial(): void {
    const start = this.#held.lastIndexOf('\u001b');
    const cut = start >= 0 && this.#held.length - start < HOLD_CHARS ? start : this.#held.length;
    if (cut === 0) return;
    this.#show(this.#held.slice(0, cut));
    this.#held = this.#held.slice(cut);
  }

  #show(text: string): void {
    this.#shown = true;
    this.#write(cleanOutput(text, { colour: this.#colour }));
  }
}
