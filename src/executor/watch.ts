import type { Cgroup } from './cgroup.ts';
import { endTree, type TreeRoot } from './tree.ts';

export interface WatchOptions {
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number | undefined;
  readonly graceMs: number;
  /** At the time limit this is called instead of stopping. */
  readonly late?: () => void;
}

/** What setTimeout takes: some 24 days. */
const MAX_TIMER = 2 ** 31 - 1;

/** Ends the step when it is cancelled or out of time, also while nobody pulls. */
export class Watch {
  stopped: 'cancel' | 'timeout' | 'output' | undefined;
  /** Resolves to the number of processes that could not be ended. */
  stopping: Promise<number> | undefined;
  readonly #root: TreeRoot;
  readonly #group: Cgroup | undefined;
  readonly #graceMs: number;
  readonly #close: () => void;

  constructor(root: TreeRoot, group: Cgroup | undefined, options: WatchOptions) {
    this.#root = root;
    this.#group = group;
    this.#graceMs = options.graceMs;
    const { signal, timeoutSeconds } = options;
    const onAbort = () => this.stop('cancel');
    signal.addEventListener('abort', onAbort, { once: true });
    const timer =
      timeoutSeconds === undefined
        ? undefined
        : setTimeout(
            options.late ?? (() => this.stop('timeout')),
            Math.min(timeoutSeconds * 1000, MAX_TIMER),
          );
    this.#close = () => {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    };
    if (signal.aborted) onAbort();
  }

  stop(why: 'cancel' | 'timeout' | 'output'): void {
    if (this.stopped) return;
    this.stopped = why;
    const group = this.#group;
    this.stopping = endTree(this.#root, {
      graceMs: this.#graceMs,
      ...(group ? { also: group.members, killAll: group.kill } : {}),
    });
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
