import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const BLOCK = 1024 * 1024;
/** Larger files are told by their size; a diff of them helps nobody. */
const DIFF_BYTES = 256 * 1024;

/** Made once: of a hundred thousand small files, clearing these would take longer than reading them. */
let blocks: readonly [Buffer, Buffer] | undefined;

const open = (path: string) => openSync(Buffer.from(path, 'latin1'), 'r');

/** Whether two files hold the same bytes; paths are byte strings. A file that cannot be read differs. */
export function sameContent(a: string, b: string): boolean {
  let first: number | undefined;
  let second: number | undefined;
  try {
    first = open(a);
    second = open(b);
    blocks ??= [Buffer.alloc(BLOCK), Buffer.alloc(BLOCK)];
    const [one, two] = blocks;
    for (;;) {
      const read = readSync(first, one);
      // A short read of one is no reason to call them different: the other is read to the same length.
      let other = 0;
      while (other < read) {
        const more = readSync(second, two, other, read - other, null);
        if (more === 0) return false;
        other += more;
      }
      if (read === 0) return readSync(second, two, 0, 1, null) === 0;
      if (!one.subarray(0, read).equals(two.subarray(0, read))) return false;
    }
  } catch {
    return false;
  } finally {
    if (first !== undefined) closeSync(first);
    if (second !== undefined) closeSync(second);
  }
}

/** The text of a small text file; undefined for anything else. */
export function textOf(path: string | undefined, size: number | undefined): string | undefined {
  if (path === undefined) return '';
  if (size === undefined || size > DIFF_BYTES) return undefined;
  try {
    const content = readFileSync(Buffer.from(path, 'latin1'));
    const text = content.toString('utf8');
    return content.includes(0) || !Buffer.from(text, 'utf8').equals(content) ? undefined : text;
  } catch {
    return undefined;
  }
}
