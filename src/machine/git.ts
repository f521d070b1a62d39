import { lstatSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Context } from '../session/context.ts';
import { readSmallFile } from './small-file.ts';

type GitState = NonNullable<Context['git']>;

const MAX_DEPTH = 64;
const MAX_BYTES = 4096;

/**
 * Branch and state of the repository around a folder, read as files: git itself would run what the folder's
 * configuration names (fsmonitor, hooks, filters). Undefined outside a repository.
 */
export function readGit(cwd: string): GitState | undefined {
  let folder = cwd;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const gitDir = gitDirOf(folder);
    if (gitDir) return describe(folder, gitDir);
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
  return undefined;
}

/** The folder git keeps its own files in, for the repository around a folder. */
export function gitFolder(cwd: string): string | undefined {
  const root = readGit(cwd)?.root;
  return root === undefined ? undefined : gitDirOf(root);
}

/** `.git` is the folder itself, or in a worktree or submodule a file that names it. */
function gitDirOf(folder: string): string | undefined {
  const path = join(folder, '.git');
  const kind = kindOf(path);
  if (kind === 'dir') return kindOf(join(path, 'HEAD')) === undefined ? undefined : path;
  if (kind !== 'file') return undefined;
  const target = /^gitdir: (.+)$/m.exec(readSmallFile(path, MAX_BYTES) ?? '')?.[1];
  return target === undefined ? undefined : resolve(folder, target);
}

function describe(root: string, gitDir: string): GitState {
  const head = readSmallFile(join(gitDir, 'HEAD'), MAX_BYTES)?.trim();
  const branch = head === undefined ? undefined : /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  const detached = head !== undefined && /^[0-9a-f]{40,64}$/.test(head);
  const state = [...progress(gitDir), ...place(gitDir)].join(', ');
  return {
    root,
    ...(branch === undefined ? {} : { branch }),
    ...(detached ? { detached } : {}),
    ...(state === '' ? {} : { state }),
  };
}

function progress(gitDir: string): string[] {
  const has = (name: string) => kindOf(join(gitDir, name)) !== undefined;
  const number = (name: string) => Number(readSmallFile(join(gitDir, name), 32)?.trim());
  const rebase = has('rebase-merge')
    ? ['rebase-merge/msgnum', 'rebase-merge/end']
    : has('rebase-apply') && !has('rebase-apply/applying')
      ? ['rebase-apply/next', 'rebase-apply/last']
      : undefined;
  const found: string[] = [];
  if (rebase) {
    const [at, end] = rebase.map(number);
    found.push(at && end ? `rebase in progress (${at} of ${end})` : 'rebase in progress');
  }
  if (has('rebase-apply/applying')) found.push('applying patches');
  if (has('MERGE_HEAD')) found.push('merge in progress');
  if (has('CHERRY_PICK_HEAD')) found.push('cherry-pick in progress');
  if (has('REVERT_HEAD')) found.push('revert in progress');
  if (has('BISECT_LOG')) found.push('bisect in progress');
  if (has('index.lock')) found.push('index locked');
  return found;
}

function place(gitDir: string): string[] {
  const parent = basename(dirname(gitDir));
  if (parent === 'worktrees') return ['linked worktree'];
  return /[\\/]\.git[\\/]modules[\\/]/.test(gitDir) ? ['submodule'] : [];
}

function kindOf(path: string): 'dir' | 'file' | 'other' | undefined {
  try {
    const stat = lstatSync(path);
    return stat.isDirectory() ? 'dir' : stat.isFile() ? 'file' : 'other';
  } catch {
    return undefined;
  }
}
