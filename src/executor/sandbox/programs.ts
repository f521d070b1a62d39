import { accessSync, constants, statSync } from 'node:fs';

const FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** What a tool is in, where it is not called like that. */
const PACKAGES = { bwrap: 'bubblewrap', unshare: 'util-linux', mount: 'mount', bash: 'bash' } as const;

/** Absolute path of a tool in the system's folders, never looked up on PATH. Throws one line when there is none. */
export function findTool(name: keyof typeof PACKAGES): string {
  const path = findProgram(name);
  if (path !== undefined) return path;
  const what = PACKAGES[name];
  throw new Error(name === 'bash' ? 'bash was not found in /usr/bin or /bin' : `${what} is not installed`);
}

/** The same for a program that there may be; undefined where there is none that only others can change. */
export const findProgram = (name: string): string | undefined =>
  FOLDERS.map((folder) => `${folder}/${name}`).find(isTrusted);

function isTrusted(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    const { uid, mode } = statSync(path);
    // In a user namespace root's files show as nobody's: what counts is that they are not ours to change.
    return (uid === 0 || uid !== process.getuid?.()) && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
