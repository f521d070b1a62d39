import { accessSync, constants } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { ProgramFact } from '../policy/facts.ts';
import { realPath, statOf } from './paths.ts';

/** Which file a name starts on a search path, and whether it is the system's. */
export function lookUpProgram(name: string, searchPath: string | undefined): ProgramFact {
  if (name.includes('/')) {
    return isRunnable(name) ? { path: name, trusted: isSystemFile(name) } : { trusted: false };
  }
  let doubtful = false;
  for (const folder of (searchPath ?? '/usr/local/bin:/usr/bin:/bin').split(':')) {
    // An empty or relative entry means wherever the shell stands: what it holds may change with every step.
    if (!isAbsolute(folder)) {
      doubtful = true;
      continue;
    }
    const path = join(folder, name);
    if (isRunnable(path)) return { path, trusted: !doubtful && isSystemFile(path) };
  }
  return doubtful ? { path: name, trusted: false } : { trusted: false };
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statOf(path)?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** Front ends that look into the folder they stand in to choose which program really runs. */
const SHIM =
  /^(?:rustup|asdf|mise|pyenv|rbenv|nodenv|jenv|goenv|volta(?:-shim)?|proto-shim|aqua-proxy|sdk)(?:\..*)?$/;

/** The file, what it links to and every folder above both belong to root, and nobody else may write there. */
function isSystemFile(path: string): boolean {
  const real = realPath(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const target = real.slice(real.lastIndexOf('/') + 1);
  if (SHIM.test(target) && target !== name) return false;
  return onlyRootWrites(join(realPath(dirname(path)), name)) && onlyRootWrites(real);
}

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;

function onlyRootWrites(path: string): boolean {
  const homebrew = process.platform === 'darwin' && /^\/(?:opt\/homebrew|usr\/local)\//.test(path);
  for (let at = path; ; at = dirname(at)) {
    const stats = statOf(at);
    if (!stats) return false;
    if ((stats.mode & OTHERS_WRITE) !== 0) return false;
    if (!homebrew) {
      if (stats.uid !== 0) return false;
      // Debian gives /usr/local to the group staff; a group the user is in could replace the program.
      if (
        (stats.mode & GROUP_WRITES) !== 0 &&
        stats.gid !== 0 &&
        (process.getgroups?.() ?? []).includes(stats.gid)
      )
        return false;
    }
    if (dirname(at) === at) return true;
  }
}
