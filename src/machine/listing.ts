import { type Dirent, lstatSync, opendirSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Entry } from '../session/context.ts';

/** Names a planner is shown. */
const SHOWN = 40;
/** Names looked at: `total` says this number when there are more. */
const LOOKED_AT = 2000;

/** Folders first, then files, both by name, hidden ones last; links are not followed. Empty when it cannot be read. */
export function listFolder(folder: string): Context['listing'] {
  const found: Dirent[] = [];
  try {
    const opened = opendirSync(folder, { bufferSize: 512 });
    try {
      while (found.length < LOOKED_AT) {
        const entry = opened.readSync();
        if (entry === null) break;
        found.push(entry);
      }
    } finally {
      opened.closeSync();
    }
  } catch {
    return { entries: [], total: 0 };
  }
  const shown = found.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)).slice(0, SHOWN);
  const entries = shown.map((entry) => describe(folder, entry));
  return { entries, total: found.length };
}

const rank = (entry: Dirent) => (entry.name.startsWith('.') ? 2 : 0) + (entry.isDirectory() ? 0 : 1);

function describe(folder: string, entry: Dirent): Entry {
  const { name } = entry;
  if (entry.isDirectory()) return { name, type: 'dir' };
  if (entry.isSymbolicLink()) return { name, type: 'link' };
  if (!entry.isFile()) return { name, type: 'other' };
  try {
    return { name, type: 'file', size: lstatSync(join(folder, name)).size };
  } catch {
    return { name, type: 'file' };
  }
}
