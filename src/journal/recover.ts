import type { Head } from './head.ts';
import { type Line, readLines } from './lines.ts';
import { type AuditRecord, readRecord } from './record.ts';

/** What the file says that the head does not, or the other way round. */
export type Recovery =
  /** Longer by whole records that continue the chain: an append that was killed before it could note the head. */
  | {
      readonly kind: 'crash';
      readonly head: Head;
      readonly adopted: number;
      /** Bytes of a last line that was never finished; the file is good up to `head.bytes`. */
      readonly torn: number;
    }
  /** Shorter, but the machine restarted and only records that were never synced are missing. */
  | { readonly kind: 'power'; readonly keep: number; readonly torn: number; readonly lost: number }
  /** Anything else: records were cut off or something was written in. Nothing is repaired. */
  | { readonly kind: 'cut'; readonly endsInLine: boolean; readonly last: number };

/** Compares an open audit file of `size` bytes with the head; reads only the end where that is enough. */
export function recover(fd: number, size: number, head: Head, boot: string): Recovery {
  const quick = size > head.bytes ? continued(fd, head) : undefined;
  if (quick) return quick;
  // An erasure moves every offset: look for the head's record by name.
  let found: number | undefined = head.count === 0 ? 0 : undefined;
  let last: AuditRecord | undefined;
  let lastEnd = 0;
  let end: Line | undefined;
  for (const line of readLines(fd, 0, size)) {
    end = line;
    const read = line.whole ? readRecord(line.bytes) : undefined;
    if (!read?.ok) continue;
    last = read.record;
    lastEnd = line.offset + line.bytes.length;
    if (last.seq === head.count && last.hash === head.hash) {
      found = lastEnd;
      break;
    }
  }
  const slow = found === undefined ? undefined : continued(fd, { ...head, bytes: found });
  if (slow) return slow;
  const seq = last?.seq ?? 0;
  const torn = size - lastEnd;
  const onlyTorn = torn === 0 || (end?.whole === false && end.offset === lastEnd);
  const restarted = boot !== '' && head.boot !== '' && boot !== head.boot;
  if (restarted && onlyTorn && seq >= head.synced && seq < head.count)
    return { kind: 'power', keep: lastEnd, torn, lost: head.count - seq };
  return { kind: 'cut', endsInLine: size === 0 || end?.whole !== false, last: seq };
}

/** Follows the chain from the head's end of file; undefined when what stands there does not continue it. */
function continued(fd: number, head: Head): Recovery | undefined {
  let { count, hash, bytes } = head;
  for (const line of readLines(fd, head.bytes)) {
    if (!line.whole)
      return {
        kind: 'crash',
        head: { ...head, count, hash, bytes },
        adopted: count - head.count,
        torn: line.bytes.length,
      };
    const read = readRecord(line.bytes);
    if (!read.ok || read.record.prev !== hash || read.record.seq !== count + 1) return undefined;
    ({ seq: count, hash } = read.record);
    bytes += line.bytes.length;
  }
  return { kind: 'crash', head: { ...head, count, hash, bytes }, adopted: count - head.count, torn: 0 };
}
