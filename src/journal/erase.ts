import { closeSync, constants, fstatSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Audit, OWN_SESSION, syncFolder, writeAll } from './audit.ts';
import { readLines } from './lines.ts';
import { type AuditRecord, erased, readRecord, render, seal } from './record.ts';

/**
 * Erases the text of the matching records and records that it did. The file is written anew beside the old one and
 * takes its name in one step; a kill leaves either. Returns how many texts were erased.
 */
export function erase(audit: Audit, matches: (record: AuditRecord) => boolean, time: string): number {
  return audit.locked((fd) => {
    const { head, before } = audit.catchUp(fd, time);
    if (before.length > 0) audit.write(fd, before, head, false);
    const last = before.at(-1);
    const next = `${audit.file}.new`;
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
    const out = openSync(next, flags, 0o600);
    try {
      const ranges: [number, number][] = [];
      for (const { bytes } of readLines(fd, 0, fstatSync(fd).size)) {
        const read = readRecord(bytes);
        const goes =
          read.ok &&
          read.record.payload !== null &&
          read.record.session !== OWN_SESSION &&
          matches(read.record);
        // Lines that were tampered with are kept as they are: they are evidence.
        writeAll(out, goes ? render(erased(read.record)) : bytes);
        if (goes) extend(ranges, read.record.seq);
      }
      if (ranges.length === 0) return 0;
      const place = { seq: (last?.seq ?? head.count) + 1, prev: last?.hash ?? head.hash, time };
      const record = seal(
        { ...place, session: OWN_SESSION, request: '', type: 'forgotten' },
        { records: ranges },
      );
      writeAll(out, render(record));
      fsyncSync(out);
      renameSync(next, audit.file);
      syncFolder(dirname(audit.file));
      audit.noteHead({
        count: record.seq,
        hash: record.hash,
        bytes: fstatSync(out).size,
        synced: record.seq,
      });
      return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
    } finally {
      closeSync(out);
      rmSync(next, { force: true });
    }
  });
}

function extend(ranges: [number, number][], seq: number): void {
  const open = ranges.at(-1);
  if (open && open[1] === seq - 1) open[1] = seq;
  else ranges.push([seq, seq]);
}
