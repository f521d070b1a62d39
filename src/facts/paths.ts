import { lstatSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { PathFact } from '../policy/facts.ts';

const MAX_LINKS = 20;

/** Where an absolute path leads, links and `..` resolved as the kernel does; also for a path that is not there yet. */
export function lookAt(path: string): PathFact {
  const real = realPath(path);
  const stats = statOf(real);
  return {
    real,
    type: stats ? typeOf(stats) : 'missing',
    ...(isShared(real) ? { shared: true } : {}),
    ...(stats?.isDirectory() ? { id: `${stats.dev}:${stats.ino}` } : {}),
  };
}

export function realPath(path: string, links = 0): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    if (parent === path || links > MAX_LINKS) return path;
    const above = realPath(parent, links);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === '' || name === '.') return above;
    if (name === '..') return dirname(above);
    const here = join(above, name);
    const target = linkTarget(here);
    if (target === undefined) return here;
    return realPath(isAbsolute(target) ? target : `${above}/${target}`, links + 1);
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}

export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function typeOf(stats: Stats): PathFact['type'] {
  if (stats.isDirectory()) return 'dir';
  if (stats.isFile()) return 'file';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'device' : 'other';
}

const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/** Others than the user and root may replace what stands there. A sticky folder protects what is in it, not new names. */
export function isShared(path: string): boolean {
  const mine = process.getuid?.();
  for (let at = path, child = true; ; at = dirname(at), child = false) {
    const stats = statOf(at);
    if (stats) {
      const writable = (stats.mode & OTHERS_WRITE) !== 0 && (child || (stats.mode & STICKY) === 0);
      if (writable || (stats.uid !== 0 && stats.uid !== mine)) return true;
    }
    if (dirname(at) === at) return false;
  }
}
