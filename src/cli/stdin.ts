import { fstatSync } from 'node:fs';
import { Readable } from 'node:stream';

/** First bytes of piped data that a planner may see, and how long they are waited for (contract). */
export const SAMPLE_BYTES = 4096;
const AFTER_FIRST_MS = 200;
const AT_MOST_MS = 2000;

export interface PipedData {
  /** At most 4 KiB, decoded leniently; not yet redacted. */
  readonly sample: string;
  /** The full stream from its first byte on, byte for byte. */
  readonly stream: Readable;
}

/** Whether stdin can carry data: a pipe, a socket or a file. A terminal or /dev/null has none. */
export function stdinCarriesData(fd = 0): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFIFO() || stat.isSocket() || stat.isFile();
  } catch {
    return false;
  }
}

/** Takes a bounded sample off the head of the stream and gives back the whole. Undefined: it ended with no byte. */
export async function samplePiped(source: Readable, signal: AbortSignal): Promise<PipedData | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  let ended = false;
  await new Promise<void>((resolve, reject) => {
    let timer = setTimeout(finish, AT_MOST_MS);
    const deadline = Date.now() + AT_MOST_MS;
    function finish() {
      clearTimeout(timer);
      source.off('data', onData).off('end', onEnd).off('error', onEnd);
      signal.removeEventListener('abort', onAbort);
      source.pause();
      resolve();
    }
    function onData(chunk: Buffer) {
      if (chunks.length === 0) {
        clearTimeout(timer);
        timer = setTimeout(finish, Math.min(AFTER_FIRST_MS, Math.max(0, deadline - Date.now())));
      }
      chunks.push(chunk);
      size += chunk.length;
      if (size >= SAMPLE_BYTES) finish();
    }
    function onEnd() {
      ended = true;
      finish();
    }
    function onAbort() {
      finish();
      reject(signal.reason);
    }
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    source.on('data', onData).on('end', onEnd).on('error', onEnd);
  });
  if (ended && size === 0) return undefined;
  const head = Buffer.concat(chunks);
  const sample = head
    .subarray(0, SAMPLE_BYTES)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
  const stream = ended
    ? Readable.from([head], { objectMode: false })
    : Readable.from(join(chunks, source), { objectMode: false });
  return { sample, stream };
}

async function* join(head: readonly Buffer[], rest: Readable): AsyncGenerator<Buffer> {
  yield* head;
  yield* rest;
}
