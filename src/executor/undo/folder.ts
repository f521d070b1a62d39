import { closeSync, constants, fsyncSync, openSync } from 'node:fs';

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * A folder held open, reached without following a single link: what is done through `at` happens in this folder, even
 * if somebody swaps a path component meanwhile. Linux only (/proc/self/fd stands in for openat).
 */
export class Folder {
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** `path` is an absolute byte string. Throws ELOOP or ENOTDIR where a component is a link. */
  static open(path: string): Folder {
    let fd = openSync('/', FOLDER);
    for (const name of path.split('/').filter((part) => part !== '')) {
      try {
        const next = openSync(Buffer.from(`/proc/self/fd/${fd}/${name}`, 'latin1'), FOLDER);
        closeSync(fd);
        fd = next;
      } catch (error) {
        closeSync(fd);
        throw error;
      }
    }
    return new Folder(fd);
  }

  /** Path of an entry for this process. */
  at(name: string): Buffer {
    return Buffer.from(`/proc/self/fd/${this.#fd}/${name}`, 'latin1');
  }

  /** The same for another process of ours. */
  forOthers(name: string): string {
    return `/proc/${process.pid}/fd/${this.#fd}/${name}`;
  }

  sync(): void {
    fsyncSync(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** Folder and last name of an absolute byte string. */
export function split(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, at) || '/', name: path.slice(at + 1) };
}
