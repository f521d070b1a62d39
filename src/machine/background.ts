/** A reading that takes its time: asked at its own pace, the last answer stands meanwhile, a failure is no answer. */
export class Background<T> {
  readonly #seconds: number;
  readonly #read: () => Promise<T>;
  #value: T | undefined;
  #due = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  constructor(seconds: number, read: () => Promise<T>) {
    this.#seconds = seconds;
    this.#read = read;
  }

  /** The last answer; a new one is asked for when it is time. `now` in monotonic seconds. */
  at(now: number): T | undefined {
    if (!this.#asking && now >= this.#due) {
      this.#due = now + this.#seconds;
      this.#asking = this.#ask();
    }
    return this.#value;
  }

  /** When what is being asked has been answered. */
  settled(): Promise<void> {
    return this.#asking ?? Promise.resolve();
  }

  async #ask(): Promise<void> {
    this.#value = await this.#read().catch(() => undefined);
    this.#asking = undefined;
  }
}
