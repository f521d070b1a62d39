import { lstatSync, mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Where compiled code is kept between runs: our own cache folder. Node's default stands in the folder for temporary
 * files, where another user could put a file first, and what is read from it is run. Undefined when the folder is
 * not ours alone; then nothing is cached.
 */
export function codeCacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { ASSENT_HOME: own, XDG_CACHE_HOME: xdg, HOME: home } = env;
  const base =
    own !== undefined && own !== ''
      ? join(own, 'cache')
      : join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home ?? '', '.cache'), 'assent');
  if (!isAbsolute(base)) return undefined;
  const folder = join(base, 'code');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return [base, folder].every(isOursAlone) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function isOursAlone(folder: string): boolean {
  const stat = lstatSync(folder);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}
