import { relative, resolve } from 'node:path';
import { visibleLine } from '../plan/display.ts';
import { cutMiddle } from './text.ts';

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
  const inside = (folder: string) => folder !== '/' && (path === folder || path.startsWith(`${folder}/`));
  if (inside(cwd)) return relative(cwd, path) || '.';
  if (home !== undefined && inside(home)) return path === home ? '~' : `~/${relative(home, path)}`;
  return path;
}

/** The path a word of a command means, as far as that can be said without running anything. */
export function pathOfWord(word: string, { cwd, home }: Place): string {
  const plain = word.replace(/["']/g, '');
  if (home !== undefined && (plain === '~' || plain.startsWith('~/')))
    return resolve(home, `.${plain.slice(1)}`);
  return resolve(cwd, plain);
}
