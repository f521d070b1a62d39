import { endTree, type TreeRoot } from './tree.ts';

/** Ends the step when it is cancelled or out of time, also while nobody pulls. */
export class Watch {
  stopped: 'cancel' | 'timeout' | undefined;
  stopping: Promise<number> | undefined;
  /** Set when processes were allowed to outlive the step. */
  spared = false;
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

  close(): void {
    this.#close();
  }
}
