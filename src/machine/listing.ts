import type { Dirent } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context, Entry } from '../session/context.ts';

/** Names a planner is shown. */
const SHOWN = 40;
/** Names looked at: `total` says this number when there are more. */
const LOOKED_AT = 2000;

/** Folders first, then files, both by name, hidden ones last; links are not followed. Empty when it cannot be read. */
export async function listFolder(folder: string): Promise<Context['listing']> {
  const found: Dirent[] = [];
  try {
    for await (const entry of await opendir(folder, { bufferSize: 512 })) {
      found.push(entry);
      if (found.length >= LOOKED_AT) break;
    }
  } catch {
    return { entries: [], total: 0 };
  }
  const shown = found.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)).slice(0, SHOWN);
  const entries = await Promise.all(shown.map((entry) => describe(folder, entry)));
  return { entries, total: found.length };
}

const rank = (entry: Dirent) => (entry.name.startsWith('.') ? 2 : 0) + (entry.isDirectory() ? 0 : 1);

async function describe(folder: string, entry: Dirent): Promise<Entry> {
  const { name } = entry;
  if (entry.isDirectory()) return { name, type: 'dir' };
  if (entry.isSymbolicLink()) return { name, type: 'link' };
  if (!entry.isFile()) return { name, type: 'other' };
  const size = await lstat(join(folder, name)).then(
    (stat) => stat.size,
    () => undefined,
  );
  return { name, type: 'file', ...(size === undefined ? {} : { size }) };
}
