import { endTree, type TreeRoot } from './tree.ts';

/** Ends the step when it is cancelled or out of time, also while nobody pulls. */
export class Watch {
  stopped: 'cancel' | 'timeout' | undefined;
  stopping: Promise<number> | undefined;
  readonly #close: () => void;

  constructor(root: TreeRoot, signal: AbortSignal, seconds: number | undefined, graceMs: number) {
    const stop = (why: 'cancel' | 'timeout') => {
      if (this.stopped) return;
      this.stopped = why;
      this.stopping = endTree(root, { graceMs });
    };
    const onAbort = () => stop('cancel');
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = seconds === undefined ? undefined : setTimeout(() => stop('timeout'), seconds * 1000);
    this.#close = () => {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    };
    if (signal.aborted) onAbort();
  }

  /** As a step's result says it. */
  get flags(): { readonly cancelled?: true; readonly timedOut?: true } {
    if (this.stopped === 'cancel') return { cancelled: true };
    return this.stopped === 'timeout' ? { timedOut: true } : {};
  }

  close(): void {
    this.#close();
  }
}
