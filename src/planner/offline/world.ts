import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { monotonicMs } from '../../plan/clock.ts';
import type { World, WorldEntry } from './types.ts';

export interface WorldOptions {
  readonly cwd: string;
  readonly home?: string;
  readonly platform?: string;
  readonly stdin?: 'none' | 'data';
  readonly stdinSample?: string;
  readonly tools?: readonly string[];
  readonly fullDisk?: string;
  /** Where absolute paths of fixtures live; tests only. */
  readonly root?: string;
}

const MAX_ENTRIES = 4000;
const MAX_DEPTH = 6;
/** Work, not waiting: on a busy machine the folder is seen as well as on an idle one. */
const MAX_WORK_MILLISECONDS = 25;
/** A folder far away must not hold up the answer either. */
const MAX_MILLISECONDS = 150;
const PEEK_BYTES = 64 * 1024;
const MAX_PEEKS = 24;
/** Folders of other people's files: seen, not entered. */
const CLOSED = new Set(['.git', 'node_modules', '.hg', '.svn', '__pycache__', '.venv', '.cache']);

/** Looks at the folder with bounded cost; starts no program and follows no link. */
export function readWorld(options: WorldOptions): World {
  const home = options.home ?? homedir();
  const { entries, complete } = walk(options.cwd);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const peeked = new Map<string, string | undefined>();
  const absolute = (path: string) => {
    if (path === '~' || path.startsWith('~/')) return join(home, path.slice(1));
    if (
      path.startsWith('/') &&
      options.root !== undefined &&
      /^\/(?:etc|var\/log|srv|opt)(?:\/|$)/.test(path)
    )
      return join(options.root, path);
    return resolve(options.cwd, path);
  };
  return {
    entries,
    complete,
    platform: options.platform ?? process.platform,
    home,
    git: insideGit(options.cwd),
    stdin: options.stdin ?? 'none',
    ...(options.stdinSample === undefined ? {} : { stdinSample: options.stdinSample }),
    ...(options.fullDisk === undefined ? {} : { fullDisk: options.fullDisk }),
    ...(options.tools === undefined ? {} : { tools: new Set(options.tools) }),
    lookup(path) {
      const clean = path.replace(/^(?:\.\/)+/, '').replace(/(.)\/+$/, '$1');
      return byPath.get(clean) ?? statEntry(absolute(path), clean || '.');
    },
    peek(path) {
      if (!peeked.has(path))
        peeked.set(path, peeked.size < MAX_PEEKS ? readStart(absolute(path)) : undefined);
      return peeked.get(path);
    },
    names(path) {
      return readFolder(absolute(path), path.replace(/\/+$/, ''));
    },
  };
}

function statEntry(full: string, path: string): WorldEntry | undefined {
  if (path.length > 4096 || path.includes('\0')) return undefined;
  try {
    const link = lstatSync(full);
    const stat = link.isSymbolicLink() ? statSync(full) : link;
    return entryOf(path, stat);
  } catch {
    return undefined;
  }
}

function entryOf(path: string, stat: import('node:fs').Stats): WorldEntry {
  const type = stat.isFile() ? 'file' : stat.isDirectory() ? 'dir' : stat.isSymbolicLink() ? 'link' : 'other';
  return { path, type, mode: stat.mode & 0o7777, ...(type === 'file' ? { size: stat.size } : {}) };
}

function readFolder(full: string, prefix: string): WorldEntry[] {
  try {
    return readdirSync(full, { withFileTypes: true })
      .slice(0, MAX_ENTRIES)
      .map((item) => ({
        path: prefix === '' || prefix === '.' ? item.name : `${prefix}/${item.name}`,
        type: item.isFile() ? 'file' : item.isDirectory() ? 'dir' : item.isSymbolicLink() ? 'link' : 'other',
      }));
  } catch {
    return [];
  }
}

/** Breadth first, so that what is near is known even where much lies below. */
function walk(cwd: string): { entries: WorldEntry[]; complete: boolean } {
  const entries: WorldEntry[] = [];
  const until = monotonicMs() + MAX_MILLISECONDS;
  const before = process.cpuUsage();
  const worked = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  let level: { full: string; prefix: string }[] = [{ full: cwd, prefix: '' }];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: typeof level = [];
    for (const { full, prefix } of level) {
      if (monotonicMs() > until || worked() > MAX_WORK_MILLISECONDS) return { entries, complete: false };
      for (const item of readFolder(full, prefix)) {
        if (entries.length >= MAX_ENTRIES) return { entries, complete: false };
        const name = item.path.slice(item.path.lastIndexOf('/') + 1);
        entries.push(item);
        if (item.type === 'dir' && !CLOSED.has(name))
          next.push({ full: join(full, name), prefix: item.path });
      }
    }
    level = next;
  }
  return { entries, complete: level.length === 0 };
}

/** A FIFO or device is never opened for real, and nothing is waited for. */
function readStart(full: string): string | undefined {
  let descriptor: number | undefined;
  try {
    if (!statSync(full).isFile()) return undefined;
    descriptor = openSync(full, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (!fstatSync(descriptor).isFile()) return undefined;
    const buffer = Buffer.alloc(PEEK_BYTES);
    const length = readSync(descriptor, buffer, 0, PEEK_BYTES, 0);
    const text = buffer.subarray(0, length);
    return text.includes(0) ? undefined : text.toString('utf8');
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function insideGit(cwd: string): boolean {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (statEntry(join(folder, '.git'), '.git')) return true;
    if (dirname(folder) === folder) return false;
  }
}
