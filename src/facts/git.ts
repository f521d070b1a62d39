import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { GitFact } from '../policy/facts.ts';
import { within } from '../policy/places.ts';
import { parseGitConfig } from './git-config.ts';
import { gitLinks } from './git-index.ts';
import { isShared, realPath, statOf } from './paths.ts';

const MAX_DEPTH = 64;
const MAX_BYTES = 1024 * 1024;
const MAX_INCLUDES = 10;
const MAX_MODULES = 200;
/** Which repository and which configuration git uses is then not what the files say. */
const STEERING =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|CONFIG(?:_.*)?|EXEC_PATH|OBJECT_DIRECTORY|CEILING_DIRECTORIES|INDEX_FILE|NAMESPACE|DISCOVERY_ACROSS_FILESYSTEM)$/;

export interface GitOptions {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The effective configuration around a folder, read as files: git itself would run what it names. The person's own and
 * the system's files are trusted as far as they lie outside the repository.
 */
export function readGitConfiguration(cwd: string, options: GitOptions): GitFact {
  const steering = Object.keys(options.env).find((name) => STEERING.test(name));
  if (steering !== undefined) return { keys: [], problem: `${steering} is set` };
  const found = findRepository(realPath(cwd));
  const reader = new ConfigReader(options, found?.root);
  reader.readPersonal();
  if (found) reader.readRepository(found.root, found.folder);
  if (found && isShared(found.folder)) reader.problem ??= 'others can write to it';
  return {
    ...(found ? { root: found.root, folder: found.folder } : {}),
    keys: reader.keys,
    ...(reader.problem === undefined ? {} : { problem: reader.problem }),
  };
}

interface Repository {
  readonly root: string;
  readonly folder: string;
}

function findRepository(cwd: string): Repository | undefined {
  for (let at = cwd, depth = 0; depth < MAX_DEPTH; at = dirname(at), depth++) {
    const folder = gitFolderOf(at);
    if (folder !== undefined) return { root: at, folder };
    if (isRepository(at)) return { root: at, folder: at };
    if (dirname(at) === at) return undefined;
  }
  return undefined;
}

const isRepository = (path: string): boolean =>
  statOf(join(path, 'HEAD')) !== undefined &&
  ((statOf(join(path, 'objects'))?.isDirectory() ?? false) || statOf(join(path, 'commondir')) !== undefined);

/** `.git` is the folder itself, or a file that names it. */
function gitFolderOf(root: string): string | undefined {
  const path = join(root, '.git');
  try {
    const stats = lstatSync(path);
    if (stats.isFile()) {
      const target = /^gitdir: (.+?)\s*$/m.exec(readFileSync(path, 'utf8').slice(0, 4096))?.[1];
      return target === undefined ? undefined : realPath(resolve(root, target));
    }
    return isRepository(path) ? realPath(path) : undefined;
  } catch {
    return undefined;
  }
}

class ConfigReader {
  readonly keys: { key: string; value: string; file: string }[] = [];
  problem: string | undefined;
  private readonly options: GitOptions;
  private readonly root: string | undefined;
  private readonly seen = new Set<string>();

  constructor(options: GitOptions, root: string | undefined) {
    this.options = options;
    this.root = root;
  }

  readPersonal(): void {
    const { home, env } = this.options;
    const xdg =
      env.XDG_CONFIG_HOME !== undefined && isAbsolute(env.XDG_CONFIG_HOME)
        ? env.XDG_CONFIG_HOME
        : join(home, '.config');
    for (const file of [
      '/etc/gitconfig',
      '/usr/local/etc/gitconfig',
      join(xdg, 'git/config'),
      join(home, '.gitconfig'),
    ])
      this.file(file, false, 0);
  }

  readRepository(root: string, folder: string): void {
    const common = commonFolder(folder);
    for (const file of [
      join(common, 'config'),
      join(common, 'config.worktree'),
      join(folder, 'config.worktree'),
    ])
      this.file(file, true, 0);
    this.hook(join(common, 'hooks', 'post-index-change'));
    for (const module of modulesIn(join(common, 'modules'))) {
      this.file(join(module, 'config'), true, 0);
      this.file(join(module, 'config.worktree'), true, 0);
      this.hook(join(module, 'hooks', 'post-index-change'));
    }
    const links = gitLinks(join(folder, 'index'));
    if (!links) this.problem ??= 'the index could not be read';
    for (const link of (links ?? []).slice(0, MAX_MODULES)) {
      const nested = gitFolderOf(join(root, link));
      if (nested === undefined || nested === folder || this.seen.has(join(nested, 'config'))) continue;
      if (this.root !== undefined && !within(nested, this.root) && !within(nested, common))
        this.problem ??= `the submodule ${link} has its repository elsewhere`;
      this.readRepository(join(root, link), nested);
    }
  }

  /** git starts this hook when a reading command refreshes the index. */
  private hook(path: string): void {
    const stats = statOf(path);
    if (stats) this.keys.push({ key: 'hook.post-index-change', value: path, file: path });
  }

  private file(path: string, local: boolean, depth: number): void {
    const key = `${local}${path}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.seen.add(path);
    const text = readBounded(path);
    if (text === undefined) return;
    const settings = text === 'unreadable' ? undefined : parseGitConfig(text);
    if (!settings) {
      this.problem ??= `${path} cannot be read`;
      return;
    }
    // A personal file may include one that lies in the repository: then the repository speaks.
    const counts = local || (this.root !== undefined && within(realPath(path), this.root));
    for (const { key: name, value } of settings) {
      if (counts) this.keys.push({ key: name, value, file: path });
      else if (name === 'core.hookspath' && !isAbsolute(value) && !value.startsWith('~'))
        this.keys.push({ key: name, value, file: path });
      if (name === 'include.path' || /^includeif\..*\.path$/.test(name))
        this.include(value, path, local, depth);
    }
  }

  private include(value: string, from: string, local: boolean, depth: number): void {
    if (depth >= MAX_INCLUDES) {
      this.problem ??= 'too many includes';
      return;
    }
    const target = value.startsWith('~/')
      ? join(this.options.home, value.slice(2))
      : resolve(dirname(from), value);
    this.file(target, local, depth + 1);
  }
}

function commonFolder(folder: string): string {
  const text = readBounded(join(folder, 'commondir'));
  return text === undefined ? folder : realPath(resolve(folder, text.trim()));
}

/** Undefined when there is no such file. */
function readBounded(path: string): string | undefined {
  const stats = statOf(path);
  if (!stats) return undefined;
  try {
    if (!stats.isFile() || stats.size > MAX_BYTES) return 'unreadable';
    return readFileSync(path, 'utf8');
  } catch {
    return 'unreadable';
  }
}

/** Repositories of submodules below `.git/modules`, also nested ones. */
function modulesIn(folder: string): readonly string[] {
  const found: string[] = [];
  const queue = [folder];
  for (let at = queue.pop(); at !== undefined && found.length < MAX_MODULES; at = queue.pop()) {
    if (statOf(join(at, 'HEAD'))) {
      found.push(at);
      queue.push(join(at, 'modules'));
      continue;
    }
    try {
      for (const entry of readdirSync(at, { withFileTypes: true }))
        if (entry.isDirectory()) queue.push(join(at, entry.name));
    } catch {
      // No such folder: no modules.
    }
  }
  return found;
}
