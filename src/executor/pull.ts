import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Source {
  readonly stream: 'stdout' | 'stderr';
  /** Descriptor the stream reads from, where it is a pipe of ours. */
  readonly fd?: number;
  readonly readable: Readable;
}

export interface Piece {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Uint8Array;
}

/** A piece without bytes: something else than output has happened. */
export const NUDGE: Piece = { stream: 'stderr', data: new Uint8Array(0) };

/** How long output is awaited once the step is over: somebody else may hold the pipe for ever. */
const LINGER_MS = 100;

/**
 * Yields what the sources hold, in the order it became readable, one chunk per pull. A source that is not pulled fills
 * its buffer (64 KiB) and then its pipe, so a fast writer waits. Ends when every source has ended, or when `over` has
 * resolved and nothing came for a while, or at once when `stop` aborts: what was not yielded stays in the sources.
 * Yields NUDGE once that promise has resolved.
 */
export async function* pull(
  sources: readonly Source[],
  over: Promise<unknown>,
  nudge?: Promise<void>,
  stop?: AbortSignal,
): AsyncGenerator<Piece, void> {
  let wake = () => {};
  let isOver = false;
  const open = new Set(sources);
  for (const source of sources) {
    const onEnd = () => {
      open.delete(source);
      wake();
    };
    source.readable.on('readable', () => wake());
    source.readable.once('end', onEnd).once('close', onEnd).once('error', onEnd);
  }
  const settle = () => {
    isOver = true;
    wake();
  };
  over.then(settle, settle);
  let nudged = false;
  void nudge?.then(() => {
    nudged = true;
    wake();
  });
  stop?.addEventListener('abort', () => wake(), { once: true });
  for (;;) {
    const change = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (nudged) {
      nudged = false;
      yield NUDGE;
    }
    let any = false;
    if (stop?.aborted) return;
    for (const { stream, readable } of sources) {
      const data: Uint8Array | null = readable.read();
      if (data === null) continue;
      any = true;
      yield { stream, data };
    }
    if (any) continue;
    if (open.size === 0) return;
    if (!isOver) await change;
    else if ((await Promise.race([change, sleep(LINGER_MS, 'silent', { ref: false })])) === 'silent') return;
  }
}
