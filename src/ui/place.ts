import { relative, resolve } from 'node:path';
import { visibleLine } from '../plan/display.ts';
import { cutMiddle } from './text.ts';

/** A folder by its place below home, for a status line. */
export const folderName = (path: string, home: string | undefined, columns = 40): string =>
  cutMiddle(visibleLine(belowHome(path, home) ?? path), columns);

/** Where the person is, so that paths can be shown the way they think of them. */
export interface Place {
  readonly cwd: string;
  readonly home?: string;
}

/** "./a" below the folder, "~/a" below home, else as it is; cut in the middle, control characters as signs. */
export function shortPath(path: string, place: Place, columns = 48): string {
  return cutMiddle(visibleLine(nearPath(path, place)), columns);
}

function nearPath(path: string, { cwd, home }: Place): string {
  if (!path.startsWith('/')) return path;
  if (inside(path, cwd)) return relative(cwd, path) || '.';
  return belowHome(path, home) ?? path;
}

const inside = (path: string, folder: string) =>
  folder !== '/' && (path === folder || path.startsWith(`${folder}/`));

function belowHome(path: string, home: string | undefined): string | undefined {
  if (home === undefined || !inside(path, home)) return undefined;
  return path === home ? '~' : `~/${relative(home, path)}`;
}

/** The path a word of a command means, as far as that can be said without running anything. */
export function pathOfWord(word: string, { cwd, home }: Place): string {
  const plain = word.replace(/["']/g, '');
  if (home !== undefined && (plain === '~' || plain.startsWith('~/')))
    return resolve(home, `.${plain.slice(1)}`);
  return resolve(cwd, plain);
}
