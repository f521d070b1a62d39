import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fingerprint, join, statusOf } from '../preview/changes.ts';

export interface TreeSize {
  readonly bytes: number;
  readonly entries: number;
}

const MAX_ENTRIES = 500_000;

/** Size of a file or of everything below a folder; stops counting beyond `limit` bytes. The path is a byte string. */
export function sizeOf(path: string, limit: number): TreeSize {
  let bytes = 0;
  let entries = 0;
  walk(path, (_, status) => {
    entries++;
    if (status.isFile()) bytes += Number(status.blocks) * 512;
    return bytes <= limit && entries <= MAX_ENTRIES;
  });
  return { bytes, entries };
}

export interface Name {
  /** A byte string. */
  readonly path: string;
  readonly inode: string;
}

/** Names of files that have several, in this tree. */
export function manyNamed(path: string): readonly Name[] {
  const names: Name[] = [];
  walk(path, (entry, status) => {
    if (!status.isDirectory() && status.nlink > 1n) names.push({ path: entry, inode: String(status.ino) });
    return true;
  });
  return names;
}

/** Changes when anything in the tree does: content by size and time, names, modes, owners. */
export function treeFingerprint(path: string): string {
  const own = fingerprint(path);
  if (own === 'closed' || !statusOf(path)?.isDirectory()) return own;
  const hash = createHash('sha256');
  walk(path, (entry) => {
    hash.update(`${entry}\0${fingerprint(entry)}\0`, 'latin1');
    return true;
  });
  return hash.digest('hex');
}

/** The same, and nobody can change a file without changing this: a content's time can be set, a status's cannot. */
export function exactState(path: string): string {
  const hash = createHash('sha256').update(treeFingerprint(path), 'latin1');
  walk(path, (entry, { ctimeNs }) => {
    hash.update(`${entry}\0${ctimeNs}\0`, 'latin1');
    return true;
  });
  return hash.digest('hex');
}

type Visit = (path: string, status: NonNullable<ReturnType<typeof statusOf>>) => boolean;

function walk(path: string, visit: Visit): boolean {
  const status = fingerprint(path) === 'closed' ? undefined : statusOf(path);
  if (!status) return true;
  if (!visit(path, status)) return false;
  if (!status.isDirectory()) return true;
  let names: string[];
  try {
    names = readdirSync(Buffer.from(path, 'latin1'), { encoding: 'buffer' }).map((name) =>
      name.toString('latin1'),
    );
  } catch {
    return true;
  }
  return names.sort().every((name) => walk(join(path, name), visit));
}
