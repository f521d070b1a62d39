import { monotonicMs } from '../plan/clock.ts';
import { EndpointFault } from './fault.ts';

export interface WatchOptions {
  /** Bounds all requests of one call together, in ms. */
  readonly deadlineMs: number;
  /** Bounds the wait for the first byte, and every later silence, in ms. */
  readonly firstByteMs: number;
}

/** The clock of one call: a total deadline, and for each request the longest silence. Aborts with an EndpointFault. */
export class Watch {
  readonly options: WatchOptions;
  private readonly outer: AbortSignal;
  private readonly end = new AbortController();
  private readonly started = monotonicMs();
  private readonly timer: NodeJS.Timeout;

  constructor(options: WatchOptions, outer: AbortSignal) {
    this.options = options;
    this.outer = outer;
    this.timer = setTimeout(
      () => this.end.abort(new EndpointFault('deadline', { afterMs: options.deadlineMs })),
      options.deadlineMs,
    );
  }

  get elapsedMs(): number {
    return monotonicMs() - this.started;
  }

  get remainingMs(): number {
    return Math.max(0, this.options.deadlineMs - this.elapsedMs);
  }

  /** Starts watching one request; `touch` on every byte, `close` at its end. */
  request(): RequestWatch {
    return new RequestWatch(AbortSignal.any([this.outer, this.end.signal]), this.options.firstByteMs);
  }

  /** Resolves after `ms`, or rejects with the reason when the call is stopped meanwhile. */
  async pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([this.outer, this.end.signal]);
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  close(): void {
    clearTimeout(this.timer);
    this.end.abort();
  }
}

export class RequestWatch {
  readonly signal: AbortSignal;
  private readonly own = new AbortController();
  private readonly silenceMs: number;
  private timer: NodeJS.Timeout;

  constructor(outer: AbortSignal, silenceMs: number) {
    this.silenceMs = silenceMs;
    this.signal = AbortSignal.any([outer, this.own.signal]);
    this.timer = this.arm('silent');
  }

  touch(): void {
    clearTimeout(this.timer);
    this.timer = this.arm('stalled');
  }

  /** Ends the request whatever it is doing: nothing is left running. */
  close(): void {
    clearTimeout(this.timer);
    this.own.abort();
  }

  private arm(code: 'silent' | 'stalled'): NodeJS.Timeout {
    return setTimeout(
      () => this.own.abort(new EndpointFault(code, { afterMs: this.silenceMs })),
      this.silenceMs,
    );
  }
}
