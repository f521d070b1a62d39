import type { StateVector } from '../session/state-vector.ts';

/** The last samples, oldest first, in a fixed amount of memory. */
export class History {
  readonly #limit: number;
  #samples: StateVector[] = [];

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  push(state: StateVector): void {
    this.#samples.push(state);
    // Cut in large pieces: shifting one by one would move the whole list at every sample.
    if (this.#samples.length >= this.#limit * 1.25) this.#samples = this.#samples.slice(-this.#limit);
  }

  all(): readonly StateVector[] {
    return this.#samples.slice(-this.#limit);
  }
}
