/**
 * What is kept of a step's output for the screen: the first and the latest bytes, and counts of the rest.
 * Appending costs the size of the chunk and no more, whatever came before: a million lines stay cheap.
 */
export interface OutputTail {
  readonly bytes: number;
  /** Newlines seen in all of it, kept or not. */
  readonly newlines: number;
  readonly head: readonly Chunk[];
  readonly headBytes: number;
  readonly tail: readonly Chunk[];
  readonly tailBytes: number;
  /** A NUL came by: this is no text. */
  readonly binary: boolean;
}

export interface Chunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Uint8Array;
}

export interface OutputLine {
  readonly stream: 'stdout' | 'stderr';
  /** Decoded, not cleaned: show it only through plan/display.ts. */
  readonly text: string;
}

const HEAD_BYTES = 48 * 1024;
const TAIL_BYTES = 48 * 1024;
/** Small chunks of one stream are joined up to this size, so that the list of chunks stays short. */
const JOIN_BYTES = 4096;
const NEWLINE = 10;

export const NO_OUTPUT: OutputTail = {
  bytes: 0,
  newlines: 0,
  head: [],
  headBytes: 0,
  tail: [],
  tailBytes: 0,
  binary: false,
};

export function appendOutput(kept: OutputTail, stream: Chunk['stream'], data: Uint8Array): OutputTail {
  let { head, headBytes, tail, tailBytes } = kept;
  const room = HEAD_BYTES - headBytes;
  // The head takes bytes only while nothing was dropped behind it; afterwards all goes to the tail.
  const forHead = tailBytes === 0 && kept.bytes === headBytes ? data.subarray(0, room) : data.subarray(0, 0);
  if (forHead.length > 0) {
    head = joined(head, stream, forHead);
    headBytes += forHead.length;
  }
  const rest = data.subarray(forHead.length);
  if (rest.length > 0) {
    const last = rest.length > TAIL_BYTES ? rest.subarray(rest.length - TAIL_BYTES) : rest;
    tail = last.length < rest.length ? [{ stream, data: last.slice() }] : joined(tail, stream, last);
    tailBytes = last.length < rest.length ? last.length : tailBytes + last.length;
    let drop = 0;
    while (drop < tail.length - 1 && tailBytes - tail[drop]!.data.length >= TAIL_BYTES)
      tailBytes -= tail[drop++]!.data.length;
    if (drop > 0) tail = tail.slice(drop);
  }
  return {
    bytes: kept.bytes + data.length,
    newlines: kept.newlines + countNewlines(data),
    head,
    headBytes,
    tail,
    tailBytes,
    binary: kept.binary || data.includes(0),
  };
}

/** The chunk is copied: the executor may use its buffer again, and a slice would hold all of a large one. */
function joined(chunks: readonly Chunk[], stream: Chunk['stream'], data: Uint8Array): readonly Chunk[] {
  const last = chunks.at(-1);
  if (last && last.stream === stream && last.data.length + data.length <= JOIN_BYTES) {
    const both = new Uint8Array(last.data.length + data.length);
    both.set(last.data);
    both.set(data, last.data.length);
    return [...chunks.slice(0, -1), { stream, data: both }];
  }
  return [...chunks, { stream, data: data.slice() }];
}

function countNewlines(data: Uint8Array): number {
  let count = 0;
  for (let at = data.indexOf(NEWLINE); at >= 0; at = data.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** Lines begun so far; the last one may be unfinished. */
export function lineCount(kept: OutputTail): number {
  const last = (kept.tail.at(-1) ?? kept.head.at(-1))?.data.at(-1);
  return kept.newlines + (last === undefined || last === NEWLINE ? 0 : 1);
}

export interface OutputExcerpt {
  readonly head: readonly OutputLine[];
  /** Lines between head and tail that are not shown. */
  readonly omitted: number;
  readonly tail: readonly OutputLine[];
}

/** Everything when it is short, else the first and the last lines with the middle counted. */
export function excerpt(
  kept: OutputTail,
  most: { whole: number; head: number; tail: number },
): OutputExcerpt {
  const total = lineCount(kept);
  const dropped = kept.bytes > kept.headBytes + kept.tailBytes;
  if (!dropped && total <= most.whole)
    return { head: linesOf([...kept.head, ...kept.tail]), omitted: 0, tail: [] };
  const head = (dropped ? completeLines(kept.head) : linesOf([...kept.head, ...kept.tail])).slice(
    0,
    most.head,
  );
  const tail = lastLines(kept, Math.min(most.tail, Math.max(0, total - head.length)));
  return { head, omitted: Math.max(0, total - head.length - tail.length), tail };
}

/** The latest lines, for a live view: looks at no more than the last 8 KiB. */
export function lastLines(kept: OutputTail, count: number, most = TAIL_BYTES): readonly OutputLine[] {
  if (count <= 0) return [];
  const chunks: Chunk[] = [];
  let size = 0;
  const all =
    kept.tail.length > 0 && kept.bytes > kept.headBytes + kept.tailBytes
      ? kept.tail
      : [...kept.head, ...kept.tail];
  for (let i = all.length - 1; i >= 0 && size < most; i--) {
    const chunk = all[i]!;
    const data =
      chunk.data.length > most - size ? chunk.data.subarray(chunk.data.length - (most - size)) : chunk.data;
    chunks.unshift({ stream: chunk.stream, data });
    size += data.length;
  }
  const lines = linesOf(chunks);
  // The first line of what was cut somewhere is half a line.
  const whole = size < kept.bytes && lines.length > 1 ? lines.slice(1) : lines;
  return whole.slice(-count);
}

function completeLines(chunks: readonly Chunk[]): readonly OutputLine[] {
  const lines = linesOf(chunks);
  return chunks.at(-1)?.data.at(-1) === NEWLINE ? lines : lines.slice(0, -1);
}

/** Lines in the order they were completed; a line of one stream is never torn by the other. */
export function linesOf(chunks: readonly Chunk[]): readonly OutputLine[] {
  const lines: OutputLine[] = [];
  const held: Record<Chunk['stream'], Uint8Array[]> = { stdout: [], stderr: [] };
  const decoder = new TextDecoder();
  const text = (parts: readonly Uint8Array[]) =>
    parts.length === 1 ? decoder.decode(parts[0]) : decoder.decode(concat(parts));
  for (const { stream, data } of chunks) {
    let from = 0;
    for (let at = data.indexOf(NEWLINE); at >= 0; at = data.indexOf(NEWLINE, from)) {
      lines.push({ stream, text: text([...held[stream], data.subarray(from, at)]) });
      held[stream] = [];
      from = at + 1;
    }
    if (from < data.length) held[stream].push(data.subarray(from));
  }
  for (const stream of ['stdout', 'stderr'] as const)
    if (held[stream].length > 0) lines.push({ stream, text: text(held[stream]) });
  return lines;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
