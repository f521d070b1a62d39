import { monotonicMs } from '../plan/clock.ts';
/** Frames are told at most this often (about 30 a second): 20,000 events one by one cost seconds in any view. */
export const FRAME_MS = 33;
/** Longest stretch of work before the event loop gets its turn, so that keys are read during a flood. */
const SLICE_MS = 8;

export interface Clock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Milliseconds since 1970. */
  wall(): number;
  /** Calls back after some ms; the result takes it back. */
  after(ms: number, act: () => void): () => void;
  /** Resolves when everything that waits in the event loop has had its turn. */
  turn(): Promise<void>;
}

export const systemClock: Clock = {
  now: monotonicMs,
  wall: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  turn: () => new Promise((resolve) => setImmediate(resolve)),
};

/**
 * Coalesces many changes into few reports: the first at once, then one per frame; `flush` reports what waits now.
 */
export class Coalescer {
  readonly #report: () => void;
  readonly #clock: Clock;
  readonly #every: number;
  #last = Number.NEGATIVE_INFINITY;
  #waiting: (() => void) | undefined;

  constructor(report: () => void, options: { clock?: Clock; everyMs?: number } = {}) {
    this.#report = report;
    this.#clock = options.clock ?? systemClock;
    this.#every = options.everyMs ?? FRAME_MS;
  }

  changed(): void {
    if (this.#waiting) return;
    const wait = this.#last + this.#every - this.#clock.now();
    if (wait <= 0) this.flush();
    else this.#waiting = this.#clock.after(wait, () => this.flush());
  }

  flush(): void {
    this.#waiting?.();
    this.#waiting = undefined;
    this.#last = this.#clock.now();
    this.#report();
  }

  stop(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}

/**
 * Pulls every event and hands it on, giving way to the event loop when a flood keeps it busy. The next one is not
 * pulled before `each` is done: what must happen ahead of an effect can.
 */
export async function drain<T>(
  events: AsyncIterable<T>,
  each: (event: T) => void | Promise<void>,
  clock: Clock = systemClock,
): Promise<void> {
  let slice = clock.now();
  for await (const event of events) {
    const done = each(event);
    if (done) await done;
    if (clock.now() - slice < SLICE_MS) continue;
    await clock.turn();
    slice = clock.now();
  }
}
