import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  lchownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { type Attributes, readAttributes, sameAttributes, writeAttributes } from '../attributes.ts';
import { statusOf } from '../preview/changes.ts';
import { moveEntry, removeTree } from './access.ts';
import { copyInto } from './copy.ts';
import { Folder, split } from './folder.ts';

export interface Wanted {
  /** Where it belongs, an absolute byte string. */
  readonly path: string;
  /** A copy of what belongs there; undefined: nothing does. */
  readonly stored: string | undefined;
  readonly inode: string | undefined;
  readonly names: number;
  /** Name of the folder to work in, beside it. */
  readonly stage: string;
}

/**
 * Puts one path back. The new content is made beside it and renamed into place, so there is no moment without one; a
 * file with several names that is still the same file is written in place, so that all its names get it.
 */
export async function restoreEntry({ path, stored, inode, names, stage }: Wanted): Promise<void> {
  const now = statusOf(path);
  const { folder, name } = split(path);
  if (stored === undefined && !now) return;
  if (stored !== undefined && now?.isFile() && names > 1 && String(now.ino) === inode) {
    writeInPlace(stored, path);
    const [wanted] = await readAttributes([stored]);
    return restoreAttributes([{ path, wanted: wanted! }]);
  }
  const parent = Folder.open(folder);
  try {
    mkdirSync(parent.at(stage), { mode: 0o700 });
    chmodSync(parent.at(stage), 0o700);
    if (stored === undefined) moveEntry(parent.at(name), parent.at(`${stage}/old`));
    else {
      mkdirSync(parent.at(`${stage}/new`), { mode: 0o700 });
      await copyInto([stored], parent.forOthers(`${stage}/new`));
      moveEntry(parent.at(`${stage}/new/${split(stored).name}`), parent.at(`${stage}/ready`));
      const isFolder = statusOf(parent.at(`${stage}/ready`).toString('latin1'))!.isDirectory();
      // A folder can only be renamed over an empty folder, and nothing else over a folder.
      if (now && (isFolder || now.isDirectory())) moveEntry(parent.at(name), parent.at(`${stage}/old`));
      moveEntry(parent.at(`${stage}/ready`), parent.at(name));
    }
    parent.sync();
  } finally {
    removeTree(parent.at(stage));
    parent.close();
  }
}

/** Same file, other bytes; then mode, owner and times of the source. */
export function writeInPlace(source: string, path: string): void {
  const from = openSync(Buffer.from(source, 'latin1'), constants.O_RDONLY);
  const { folder, name } = split(path);
  const parent = Folder.open(folder);
  let to: number | undefined;
  try {
    to = openOurs(parent.at(name));
    const block = Buffer.alloc(1024 * 1024);
    let at = 0;
    for (let read = readSync(from, block); read > 0; read = readSync(from, block)) {
      writeSync(to, block, 0, read, at);
      at += read;
    }
    ftruncateSync(to, at);
    const { mode, uid, gid, atimeMs, mtimeMs } = fstatSync(from);
    const now = fstatSync(to);
    if (now.uid !== uid || now.gid !== gid) chownSync(parent.at(name), uid, gid);
    if (now.mode !== mode) chmodSync(parent.at(name), mode & 0o7777);
    futimesSync(to, atimeMs / 1000, mtimeMs / 1000);
  } finally {
    closeSync(from);
    if (to !== undefined) closeSync(to);
    parent.close();
  }
}

/** Also a file of ours that we made read-only; its mode is set anew at the end. */
function openOurs(path: Buffer): number {
  const how = constants.O_RDWR | constants.O_NOFOLLOW;
  try {
    return openSync(path, how);
  } catch (error) {
    const status = statusOf(path.toString('latin1'));
    const isOurs = status?.isFile() && Number(status.uid) === process.getuid?.();
    if ((error as NodeJS.ErrnoException).code !== 'EACCES' || !status || !isOurs) throw error;
    chmodSync(path, (Number(status.mode) & 0o7777) | 0o600);
    return openSync(path, how);
  }
}

/** Extended attributes of what is still there, each path (a byte string) reached without following links. */
export async function restoreAttributes(
  all: readonly { readonly path: string; readonly wanted: Attributes }[],
): Promise<void> {
  const now = await readAttributes(all.map(({ path }) => path));
  for (const [at, { path, wanted }] of all.entries()) {
    if (sameAttributes(now[at]!, wanted)) continue;
    const { folder, name } = split(path);
    const parent = Folder.open(folder);
    try {
      await writeAttributes([{ path: parent.forOthers(name), now: now[at]!, wanted }]);
    } finally {
      parent.close();
    }
  }
}

/**
 * A file that was changed through a name which then went has that content under its other names: it gets back what the
 * restored name holds, before they become one again.
 */
export async function restoreThrough(
  names: readonly { readonly path: string; readonly inode: string }[],
  isKept: (path: string) => boolean,
): Promise<void> {
  const first = names.find(({ path, inode }) => String(statusOf(path)?.ino) === inode);
  const now = first && statusOf(first.path);
  const fresh = names.find(({ path }) => isKept(path) && now && (statusOf(path)?.ino ?? now.ino) !== now.ino);
  const wanted = fresh && statusOf(fresh.path);
  if (!now?.isFile() || !wanted?.isFile()) return;
  const isAlike = now.size === wanted.size && now.mtimeNs === wanted.mtimeNs && now.mode === wanted.mode;
  if (!isAlike) writeInPlace(fresh!.path, first!.path);
  const [attributes] = await readAttributes([fresh!.path]);
  await restoreAttributes([{ path: first!.path, wanted: attributes! }]);
}

/** Makes names one file again; the one that was that file before, if it is still there, is the one that stays. */
export function joinNames(names: readonly { readonly path: string; readonly inode: string }[]): void {
  const first =
    names.find(({ path, inode }) => String(statusOf(path)?.ino) === inode) ??
    names.find(({ path }) => statusOf(path));
  if (!first) return;
  for (const { path } of names) {
    const now = statusOf(path);
    if (!now || now.ino === statusOf(first.path)?.ino) continue;
    becomeName(first.path, path);
  }
}

/** Makes a path one more name of a file; a folder that is there, or none to put it into, stays as it is. */
export function becomeName(file: string, path: string): void {
  const { folder, name } = split(path);
  const above = statusOf(folder);
  const now = statusOf(path);
  if (!above?.isDirectory() || now?.isDirectory() || (now && now.ino === statusOf(file)?.ino)) return;
  const parent = Folder.open(folder);
  const fresh = `.assent-${randomBytes(6).toString('hex')}`;
  try {
    linkSync(Buffer.from(file, 'latin1'), parent.at(fresh));
    renameSync(parent.at(fresh), parent.at(name));
  } finally {
    parent.close();
  }
  setTime(folder, above.mtimeNs);
}

/** Mode, owner and time of a path that is still there; one that is gone is left alone. */
export function restoreMetadata(
  path: string,
  meta: { readonly mode: number; readonly uid: number; readonly gid: number; readonly modified: string },
): void {
  const now = statusOf(path);
  if (!now) return;
  const { folder, name } = split(path);
  const parent = Folder.open(folder);
  try {
    if (Number(now.uid) !== meta.uid || Number(now.gid) !== meta.gid)
      lchownSync(parent.at(name), meta.uid, meta.gid);
    if (!now.isSymbolicLink()) chmodSync(parent.at(name), meta.mode);
  } finally {
    parent.close();
  }
  setTime(path, BigInt(meta.modified));
}

/** Sets the time of change of a folder, in nanoseconds; what is not there is left alone. */
export function setTime(path: string, nanoseconds: bigint): void {
  const status = statusOf(path);
  if (!status) return;
  const seconds = (value: bigint) => Number(value) / 1e9;
  try {
    lutimesSync(Buffer.from(path, 'latin1'), seconds(status.atimeNs), seconds(nanoseconds));
  } catch {
    // Not ours: its time is not worth failing for.
  }
}
