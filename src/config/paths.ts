import { accessSync, chmodSync, constants, mkdirSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** A setting, a folder or a file of assent's own is not as it has to be; one line for a person. Ends with exit 125. */
export class ConfigError extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

/** Where things live; nothing of it needs to exist. */
export interface Paths {
  readonly config: string;
  readonly state: string;
  readonly cache: string;
  readonly data: string;
  readonly configFile: string;
  readonly policyFile: string;
  readonly database: string;
  readonly auditFile: string;
  readonly trustFile: string;
  /** Set when ASSENT_HOME puts all four under one folder. */
  readonly home?: string;
}

/** XDG folders, or all four under ASSENT_HOME. A relative ASSENT_HOME is refused: it would depend on where one stands. */
export function pathsOf(env: Env): Paths {
  const home = env.ASSENT_HOME;
  if (home !== undefined && home !== '') {
    if (!isAbsolute(home)) throw new ConfigError(`ASSENT_HOME is ${home}: give a path that begins with /`);
    const under = (name: string) => join(home, name);
    return { ...files(under('config'), under('state'), under('cache'), under('data')), home };
  }
  const user = env.HOME !== undefined && isAbsolute(env.HOME) ? env.HOME : homedir();
  const xdg = (name: string, fallback: string) => {
    const value = env[name];
    // The XDG specification: a relative path is invalid and to be ignored.
    return join(value !== undefined && isAbsolute(value) ? value : join(user, fallback), 'assent');
  };
  return files(
    xdg('XDG_CONFIG_HOME', '.config'),
    xdg('XDG_STATE_HOME', '.local/state'),
    xdg('XDG_CACHE_HOME', '.cache'),
    xdg('XDG_DATA_HOME', '.local/share'),
  );
}

function files(config: string, state: string, cache: string, data: string): Paths {
  return {
    config,
    state,
    cache,
    data,
    configFile: join(config, 'config.toml'),
    policyFile: join(config, 'policy.toml'),
    database: join(state, 'assent.db'),
    auditFile: join(state, 'audit.jsonl'),
    trustFile: join(state, 'trust.json'),
  };
}

const OTHERS_WRITE = 0o022;
const OTHERS = 0o077;
const STICKY = 0o1000;

/** Makes a folder of assent's own, mode 0700, or checks the one that is there; throws ConfigError when it is unsafe. */
export function prepareFolder(folder: string): void {
  makeFolder(folder);
  if ((statSync(folder).mode & OTHERS) !== 0) chmodSync(folder, 0o700);
}

/** The state folder, and ASSENT_HOME above it where that is used; throws ConfigError when one of them is unsafe. */
export function prepareState(paths: Paths): void {
  if (paths.home !== undefined) makeFolder(paths.home);
  prepareFolder(paths.state);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ConfigError(folderProblem(folder) ?? cannotMake(folder, error as Error), { cause: error });
  }
  const problem = folderProblem(folder);
  if (problem) throw new ConfigError(problem);
}

/** Node says ENOENT for a folder on a read-only file system: the nearest one there is tells what is wrong. */
function cannotMake(folder: string, error: Error): string {
  let above = dirname(folder);
  while (!statOf(above) && dirname(above) !== above) above = dirname(above);
  try {
    accessSync(above, constants.W_OK);
    return `cannot make ${folder}: ${error.message}`;
  } catch (denied) {
    const why =
      (denied as NodeJS.ErrnoException).code === 'EROFS'
        ? 'is on a read-only file system'
        : 'cannot be written';
    return `cannot make ${folder}: ${above} ${why}; set ASSENT_HOME to a folder that can be`;
  }
}

/** Why nothing may be kept in or read from a folder that exists, in one line with its mend; undefined when it is fine. */
export function folderProblem(folder: string): string | undefined {
  const stats = statOf(folder);
  if (!stats) return undefined;
  if (!stats.isDirectory()) return `${folder} is no folder: move it away`;
  const owner = ownerProblem(folder, stats);
  if (owner) return owner;
  if (stats.mode & OTHERS_WRITE)
    return `others can write in ${folder}: run chmod 700 ${quoted(folder)} after looking at what is in it`;
  const above = statOf(dirname(folder));
  if (above && (above.mode & 0o002) !== 0 && (above.mode & STICKY) === 0)
    return `others can put another folder in place of ${folder}: run chmod o-w ${quoted(dirname(folder))}`;
  return undefined;
}

/** The same for a file that decides something: config.toml, policy.toml. Being readable by others is not refused. */
export function fileProblem(file: string): string | undefined {
  const stats = statOf(file);
  if (!stats) return undefined;
  if (!stats.isFile()) return `${file} is no file: move it away`;
  if (stats.mode & OTHERS_WRITE)
    return `others can write ${file}: run chmod 600 ${quoted(file)} after reading it`;
  return ownerProblem(file, stats, true);
}

export function readableByOthers(file: string): boolean {
  const stats = statOf(file);
  return stats !== undefined && (stats.mode & 0o044) !== 0;
}

function ownerProblem(path: string, stats: Stats, rootMayOwn = false): string | undefined {
  const me = process.getuid?.();
  if (me === undefined || stats.uid === me || (rootMayOwn && stats.uid === 0)) return undefined;
  const mend =
    me === 0
      ? 'with sudo, set HOME or ASSENT_HOME to a folder of root'
      : 'set ASSENT_HOME to a folder of yours';
  return `${path} belongs to another user (uid ${stats.uid}): ${mend}`;
}

/** Links are followed: people keep their settings in another place. A link to nowhere is as good as nothing. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ConfigError(`cannot look at ${path}: ${(error as Error).message}`, { cause: error });
  }
}

const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
