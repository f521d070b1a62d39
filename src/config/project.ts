import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { sha256 } from '../plan/hash.ts';

/**
 * What a folder brings along for assent: `.assent/` and AGENTS.md beside it. The bytes that are hashed are the bytes
 * that are used, so nothing can be swapped between the two.
 */
export interface Project {
  /** Real path. */
  readonly root: string;
  /** Hex SHA-256 over the names, kinds and bytes of all files. */
  readonly hash: string;
  /** By path within the root: ".assent/config.toml", "AGENTS.md". Only plain files. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Why it cannot be trusted as it is: too much, or unreadable. */
  readonly problem?: string;
}

export const FOLDER = '.assent';
export const RULES = `${FOLDER}/policy.toml`;
export const AGENTS = 'AGENTS.md';
const MAX_FILES = 200;
const MAX_BYTES = 2 * 1024 * 1024;

/** The nearest folder from `cwd` upwards that has `.assent/`, else one that has AGENTS.md; never the home folder itself. */
export function findProject(cwd: string, home: string = homedir()): Project | undefined {
  const folders = upwards(cwd, home);
  const root =
    folders.find((folder) => kindOf(join(folder, FOLDER)) === 'folder') ??
    folders.find((folder) => kindOf(join(folder, AGENTS)) === 'file');
  return root === undefined ? undefined : readProject(root);
}

/** The folders a project may lie in, the nearest first. */
export function upwards(cwd: string, home: string): string[] {
  let folder: string;
  try {
    folder = realpathSync(cwd);
  } catch {
    return [];
  }
  const folders: string[] = [];
  for (; folder !== dirname(folder); folder = dirname(folder)) if (folder !== home) folders.push(folder);
  return folders;
}

/** Reads a project that lies exactly here, whether it has anything or not. */
export function readProject(root: string): Project {
  const files = new Map<string, Buffer>();
  const signs: string[] = [];
  let bytes = 0;
  let problem: string | undefined;
  const take = (path: string) => {
    const name = relative(root, path);
    const stats = lstatSync(path);
    // A link or a device could mean other bytes a moment later: it counts for the hash and is never read.
    if (!stats.isFile()) return signs.push(`${name}\0other`);
    bytes += stats.size;
    if (files.size >= MAX_FILES || bytes > MAX_BYTES) {
      problem = `${join(root, FOLDER)} holds more than ${MAX_FILES} files or 2 MiB`;
      return;
    }
    const content = readFileSync(path);
    files.set(name, content);
    signs.push(`${name}\0file\0${sha256(content)}`);
  };
  try {
    if (kindOf(join(root, FOLDER)) === 'folder') for (const path of filesIn(join(root, FOLDER))) take(path);
    if (kindOf(join(root, AGENTS)) !== undefined) take(join(root, AGENTS));
  } catch (error) {
    problem = `cannot read ${root}: ${(error as Error).message}`;
  }
  const hash = sha256(signs.sort().join('\n'));
  return { root, hash, files, ...(problem === undefined ? {} : { problem }) };
}

function* filesIn(folder: string, depth = 0): Generator<string, void> {
  const entries: Dirent[] = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < 8) yield* filesIn(path, depth + 1);
    else yield path;
  }
}

function kindOf(path: string): 'folder' | 'file' | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() ? 'folder' : stats ? 'file' : undefined;
}
