import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** As many as the kernel follows. */
const MOST_LINKS = 40;

/**
 * Where a write to this path may land: the entry itself in its real folder, and, where it is a link, what it leads to,
 * there or not. An absolute path of text in, such paths out.
 */
export function placesOf(path: string): readonly string[] {
  const places: string[] = [];
  let at: string | undefined = path;
  for (let links = 0; at !== undefined && links <= MOST_LINKS; links++) {
    const place: string = join(realFolder(dirname(at)), basename(at));
    places.push(place);
    at = targetOf(place);
  }
  return places;
}

/** Real path of a folder; of one that is not there yet, what there is of it. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder === '/' ? folder : join(realFolder(dirname(folder)), basename(folder));
  }
}

function targetOf(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? resolve(dirname(path), readlinkSync(path)) : undefined;
  } catch {
    return undefined;
  }
}
