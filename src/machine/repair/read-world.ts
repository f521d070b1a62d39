import { accessSync, constants, lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gitFolder, readGit } from '../git.ts';
import { programNames } from '../profile.ts';
import { readText } from '../sensors/roots.ts';
import { readSmallFile } from '../small-file.ts';
import type { Disposable, RepairWorld } from './failure.ts';

export interface WorldOptions {
  readonly cwd: string;
  readonly home: string;
  readonly packageManager: string | undefined;
}

const TEXT_BYTES = 256 * 1024;

/** The machine as the repair rules see it: files, the process table and the kernel's lists of sockets. Starts nothing. */
export function readWorld({ cwd, home, packageManager }: WorldOptions): RepairWorld {
  const at = (path: string) => resolve(cwd, path.replace(/^~(?=\/|$)/, home));
  const branch = readGit(cwd)?.branch;
  return {
    cwd,
    home,
    root: process.getuid?.() === 0,
    packageManager,
    programs: programNames(home),
    names: (folder) => names(at(folder)),
    kind(path) {
      try {
        const stat = statSync(at(path));
        return stat.isDirectory() ? 'dir' : 'file';
      } catch {
        return undefined;
      }
    },
    executable(path) {
      try {
        accessSync(at(path), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    text: (path) => readSmallFile(at(path), TEXT_BYTES),
    branch,
    branches: branchNames(gitFolder(cwd)),
    listener,
    disposable: (folder) => disposable(at(folder), home, cwd),
  };
}

const MOST_NAMES = 5000;

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder).slice(0, MOST_NAMES);
  } catch {
    return [];
  }
}

/** Loose branches are files below refs/heads, packed ones lines of packed-refs. */
function branchNames(git: string | undefined): readonly string[] {
  if (git === undefined) return [];
  const heads = join(git, 'refs/heads');
  const loose = walk(heads, 500).map(({ path }) => path.slice(heads.length + 1));
  const packed = [
    ...(readSmallFile(join(git, 'packed-refs'), TEXT_BYTES) ?? '').matchAll(/ refs\/heads\/(\S+)$/gm),
  ];
  return [...new Set([...loose, ...packed.map((match) => match[1]!)])];
}

const LISTEN = '0A';

function listener(port: number): { pid: number; name: string } | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (readText(table) ?? '').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[3] === LISTEN && fields[1]?.endsWith(`:${hex}`)) return holder(fields[9]!);
    }
  }
  return undefined;
}

/** The process that has the socket open; of somebody else's only that there is one is known. */
function holder(inode: string): { pid: number; name: string } {
  const wanted = `socket:[${inode}]`;
  for (const pid of names('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const fd of names(`/proc/${pid}/fd`)) {
      try {
        if (readlinkSync(`/proc/${pid}/fd/${fd}`) === wanted)
          return { pid: Number(pid), name: readText(`/proc/${pid}/comm`)?.trim() ?? '' };
      } catch {
        // It has been closed meanwhile.
      }
    }
  }
  return { pid: 0, name: 'another user' };
}

const LOOKED_AT = 4000;
/** Somebody may still want a younger temporary file or log. */
const OLD_MS = 24 * 3600 * 1000;

/** Files of one's own on the file system of the folder that can be made again; nothing a person has written. */
function disposable(folder: string, home: string, cwd: string): readonly Disposable[] {
  const device = deviceOf(folder);
  if (device === undefined) return [];
  let top = folder;
  while (dirname(top) !== top && deviceOf(dirname(top)) === device) top = dirname(top);
  const own = process.getuid?.();
  // The whole of a small file system, but of a large one only where such files live.
  const places = top === '/' ? [join(home, '.cache'), '/tmp', '/var/tmp', '/var/log', folder] : [top];
  const files = new Map(
    places.flatMap((place) => walk(place, LOOKED_AT, device)).map((file) => [file.path, file]),
  );
  return [...files.values()]
    .filter(({ uid }) => uid === own)
    .flatMap((file) => {
      const what = purpose(file, cwd);
      return what === undefined ? [] : [{ path: file.path, bytes: file.bytes, what }];
    })
    .toSorted((a, b) => b.bytes - a.bytes);
}

function purpose({ path, modified }: Found, cwd: string): Disposable['what'] | undefined {
  if (/\/(?:\.cache|__pycache__|_cacache|cache)\//i.test(path)) return 'cache';
  if (Date.now() - modified < OLD_MS) return undefined;
  if (/\.(?:tmp|temp|swp|part)$|\/core\.\d+$/.test(path)) return 'temporary';
  // Where people work is no temporary place, wherever it is.
  if (/^\/(?:var\/)?tmp\//.test(path) && !path.startsWith(`${cwd}/`)) return 'temporary';
  return /\.log(?:\.\d+)?(?:\.gz)?$/.test(path) ? 'log' : undefined;
}

function deviceOf(path: string): number | undefined {
  try {
    return statSync(path).dev;
  } catch {
    return undefined;
  }
}

interface Found {
  readonly path: string;
  readonly bytes: number;
  readonly uid: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** Files below a folder, links and other file systems left out, bounded in number. */
function walk(folder: string, limit: number, device?: number): readonly Found[] {
  const found: Found[] = [];
  const open = [folder];
  for (let seen = 0; open.length > 0 && seen < limit; ) {
    const place = open.pop()!;
    for (const name of names(place)) {
      if (++seen >= limit) break;
      const path = join(place, name);
      try {
        const stat = lstatSync(path);
        if (stat.isDirectory() && (device === undefined || stat.dev === device)) open.push(path);
        else if (stat.isFile())
          found.push({ path, bytes: stat.blocks * 512, uid: stat.uid, modified: stat.mtimeMs });
      } catch {
        // It is gone.
      }
    }
  }
  return found;
}
