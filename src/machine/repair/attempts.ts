/** How often one trouble may be tried to be mended, and how long it rests after a try. */
export const MOST_TRIES = 3;
export const COOL_DOWN_SECONDS = 60;

/** Counts tries at the same trouble, so that a repair that does not help is not repeated without end. */
export class Attempts {
  readonly #tries = new Map<string, { count: number; at: number }>();

  /** Undefined: go on, and it counts. Else why not, as one line. `now` in monotonic seconds. */
  begin(trouble: string, now: number): string | undefined {
    const before = this.#tries.get(trouble);
    if (before && before.count >= MOST_TRIES)
      return `tried ${MOST_TRIES} times without success; look at it yourself`;
    const rest = before ? COOL_DOWN_SECONDS * (before.count - 1) - (now - before.at) : 0;
    if (rest > 0) return `tried a moment ago; again in ${Math.ceil(rest)} s`;
    this.#tries.set(trouble, { count: (before?.count ?? 0) + 1, at: now });
    return undefined;
  }

  /** It is mended: what comes later is another trouble. */
  done(trouble: string): void {
    this.#tries.delete(trouble);
  }
}
