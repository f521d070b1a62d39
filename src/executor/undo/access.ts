import { chmodSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { statusOf } from '../preview/changes.ts';
import { split } from './folder.ts';

/**
 * Opens the folders above these paths that are ours but closed to us, for as long as the work takes. Returns what
 * closes them again; a folder that got another mode meanwhile keeps that, and so does one of `dressed`: its mode is
 * part of the work, and may be the very one that opening gave it.
 */
export function openUp(paths: readonly string[], dressed: ReadonlySet<string>): () => void {
  const opened = new Map<string, number>();
  const me = process.getuid?.();
  for (const path of paths)
    for (const folder of ancestors(path)) {
      const status = opened.has(folder) ? undefined : statusSafely(folder);
      if (!status?.isDirectory() || Number(status.uid) !== me) continue;
      const mode = Number(status.mode) & 0o7777;
      if ((mode & 0o700) === 0o700) continue;
      opened.set(folder, mode);
      chmodSync(Buffer.from(folder, 'latin1'), mode | 0o700);
    }
  return () => {
    for (const [folder, mode] of [...opened].reverse()) {
      if (dressed.has(folder)) continue;
      const status = statusSafely(folder);
      if (status && (Number(status.mode) & 0o7777) === (mode | 0o700))
        chmodSync(Buffer.from(folder, 'latin1'), mode);
    }
  };
}

function ancestors(path: string): string[] {
  const folders: string[] = [];
  for (let { folder } = split(path); folder !== '/'; { folder } = split(folder)) folders.unshift(folder);
  return folders;
}

function statusSafely(path: string): ReturnType<typeof statusOf> {
  try {
    return statusOf(path);
  } catch {
    return undefined;
  }
}

/** Removes a tree of ours, also where its folders are closed. The path is a byte string. */
export function removeTree(path: Buffer): void {
  try {
    rmSync(path.toString('utf8'), { recursive: true, force: true });
  } catch {
    openTree(path);
    rmSync(path.toString('utf8'), { recursive: true, force: true });
  }
}

function openTree(path: Buffer): void {
  if (!lstatSync(path).isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path, { encoding: 'buffer' }))
    openTree(Buffer.concat([path, Buffer.from('/'), name]));
}

/** What applying works in, beside what it replaces: named after the record, so that a later start knows it as ours. */
export const stageName = (id: string) => `.assent-${id}`;

/** Removes what a crash left of it in a folder, a byte string. */
export function removeStage(folder: string, id: string): void {
  const path = `${folder}/${stageName(id)}`;
  if (statusOf(path)) removeTree(Buffer.from(path, 'latin1'));
}

/**
 * Renames an entry into another folder. A folder of ours that we may not write to could not be: its entry for the one
 * above it changes. It has its mode again afterwards.
 */
export function moveEntry(from: Buffer, to: Buffer): void {
  const status = statusOf(from.toString('latin1'));
  const mode = Number(status?.mode ?? 0) & 0o7777;
  const isClosed = status?.isDirectory() && (mode & 0o200) === 0 && Number(status.uid) === process.getuid?.();
  if (isClosed) chmodSync(from, mode | 0o200);
  renameSync(from, to);
  if (isClosed) chmodSync(to, mode);
}
