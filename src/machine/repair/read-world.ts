import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { gitFolder, readGit } from '../git.ts';
import { readManual } from '../manual/manual.ts';
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
    executable: (path) => may(at(path), constants.X_OK),
    writable: (path) => may(at(path), constants.W_OK),
    text: (path) => readSmallFile(at(path), TEXT_BYTES),
    branch,
    branches: refNames(gitFolder(cwd), 'heads'),
    tags: refNames(gitFolder(cwd), 'tags'),
    options: (program, subcommand) => readManual(program.split('/').at(-1)!, subcommand)?.options ?? [],
    units: () => UNIT_FOLDERS.flatMap(names),
    libraryWith,
    folderWith: (name) => folderWith(cwd, name),
    listener,
    disposable: (folder) => disposable(at(folder), home, cwd),
  };
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
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
function refNames(git: string | undefined, kind: 'heads' | 'tags'): readonly string[] {
  if (git === undefined) return [];
  const heads = join(git, 'refs', kind);
  const loose = walk(heads, 500).map(({ path }) => path.slice(heads.length + 1));
  const packed = [
    ...(readSmallFile(join(git, 'packed-refs'), TEXT_BYTES) ?? '').matchAll(
      new RegExp(` refs/${kind}/(\\S+)$`, 'gm'),
    ),
  ];
  return [...new Set([...loose, ...packed.map((match) => match[1]!)])];
}

const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/run/systemd/system',
];

const LEVELS = 3;

/** The one folder below `cwd` that has the file, relative to it. */
function folderWith(cwd: string, name: string): string | undefined {
  const found: string[] = [];
  const look = (folder: string, level: number) => {
    for (const entry of names(join(cwd, folder))) {
      if (entry.startsWith('.') || entry === 'node_modules' || found.length > 1) continue;
      const path = folder === '' ? entry : `${folder}/${entry}`;
      if (!isFolder(join(cwd, path))) continue;
      if (existsSync(join(cwd, path, name))) found.push(path);
      else if (level < LEVELS) look(path, level + 1);
    }
  };
  look('', 1);
  return found.length === 1 ? found[0] : undefined;
}

const isFolder = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const MOST_LIBRARIES = 400;
const LIBRARY_BYTES = 16 * 1024 * 1024;

/** Of the libraries one can link with, the smallest whose table of names has the symbol. */
function libraryWith(symbol: string): string | undefined {
  const wanted = Buffer.from(`\0${symbol}\0`);
  const folders = [
    '/usr/lib',
    '/usr/local/lib',
    ...names('/usr/lib')
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => `/usr/lib/${name}`),
  ];
  const libraries = folders
    .flatMap((folder) =>
      names(folder)
        .filter((name) => /^lib[\w+-]+\.(?:so|a)$/.test(name))
        .map((name) => join(folder, name)),
    )
    .map((path) => ({ path, size: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }))
    .filter(({ size }) => size > 0 && size <= LIBRARY_BYTES)
    .toSorted((a, b) => a.size - b.size)
    .slice(0, MOST_LIBRARIES);
  const found = libraries.find(({ path }) => definesName(path, wanted));
  return found && /^lib(.+)\.(?:so|a)$/.exec(basename(found.path))?.[1];
}

/** A linker script (libm.so is one) names the real library. */
function definesName(path: string, wanted: Buffer): boolean {
  try {
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 4).toString('latin1') === '\u007fELF') return bytes.includes(wanted);
    const real = bytes.length < 4096 ? /(\/\S+\.so[.\d]*)/.exec(bytes.toString('latin1'))?.[1] : undefined;
    return real !== undefined && readFileSync(real).includes(wanted);
  } catch {
    return false;
  }
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
