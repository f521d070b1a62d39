import { readSync } from 'node:fs';

export interface Line {
  /** With its newline, when it has one. */
  readonly bytes: Buffer;
  /** Where it begins in the file. */
  readonly offset: number;
  /** False for a last line without newline, and for one too long to be a record. */
  readonly whole: boolean;
}

const CHUNK = 256 * 1024;
/** Twenty commands of 16 KiB, escaped, stay far below. */
const MAX_LINE = 16 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of an open file from offset `from` up to `to`; memory stays bounded whatever is in it. */
export function* readLines(fd: number, from = 0, to = Number.MAX_SAFE_INTEGER): Generator<Line, void> {
  let rest: Buffer = Buffer.alloc(0);
  let position = from;
  let tooLong = false;
  for (;;) {
    const chunk = Buffer.alloc(Math.max(0, Math.min(CHUNK, to - position)));
    const count = chunk.length === 0 ? 0 : readSync(fd, chunk, 0, chunk.length, position);
    if (count === 0) break;
    position += count;
    rest = rest.length === 0 ? chunk.subarray(0, count) : Buffer.concat([rest, chunk.subarray(0, count)]);
    let begin = 0;
    for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE, begin)) {
      const offset = position - (rest.length - begin);
      yield { bytes: rest.subarray(begin, end + 1), offset, whole: !tooLong };
      begin = end + 1;
      tooLong = false;
    }
    rest = rest.subarray(begin);
    if (rest.length > MAX_LINE) {
      rest = rest.subarray(rest.length - 1);
      tooLong = true;
    }
  }
  if (rest.length > 0) yield { bytes: rest, offset: position - rest.length, whole: false };
}
