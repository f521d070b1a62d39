import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface SpillOptions {
  /** Private folder for the files. */
  readonly folder: string;
  /** Bytes of all files together; the oldest go first. 256 MiB unless given. */
  readonly totalBytes?: number;
  /** Bytes of one file; what comes after is counted only. 64 MiB unless given. */
  readonly fileBytes?: number;
  /** Output up to this is not written at all. 64 KiB unless given. */
  readonly keepBytes?: number;
}

const TOTAL_BYTES = 256 * 1024 * 1024;
const FILE_BYTES = 64 * 1024 * 1024;
const KEEP_BYTES = 64 * 1024;
const MAX_AGE_MS = 7 * 24 * 3600 * 1000;

/** Keeps one step's output, both streams as they came, in a file once it is too long for memory. */
export class Spill {
  readonly #options: SpillOptions;
  readonly #name: string;
  #held: Uint8Array[] = [];
  #bytes = 0;
  #fd: number | undefined;
  #broken = false;

  constructor(options: SpillOptions, name: string) {
    this.#options = options;
    this.#name = name.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  }

  /** Path of the file, once there is one. */
  get path(): string | undefined {
    return this.#fd === undefined ? undefined : join(this.#options.folder, this.#name);
  }

  /** Bytes that are not in the file because it is full. */
  get cut(): number {
    return Math.max(0, this.#bytes - (this.#options.fileBytes ?? FILE_BYTES));
  }

  add(data: Uint8Array): void {
    const limit = this.#options.fileBytes ?? FILE_BYTES;
    const room = Math.max(0, limit - this.#bytes);
    this.#bytes += data.length;
    if (room === 0 || this.#broken) return;
    const part = data.subarray(0, room);
    if (this.#fd !== undefined) this.#write([part]);
    else this.#held.push(part);
    if (this.#fd === undefined && this.#bytes > (this.#options.keepBytes ?? KEEP_BYTES)) this.open();
  }

  /** Opens the file now, such as for a step whose output nobody else takes. Its descriptor, or undefined. */
  open(): number | undefined {
    if (this.#fd !== undefined || this.#broken) return this.#fd;
    try {
      mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
      makeRoom(this.#options);
      this.#fd = openSync(join(this.#options.folder, this.#name), 'wx', 0o600);
      this.#write(this.#held);
    } catch {
      this.#broken = true;
    }
    this.#held = [];
    return this.#fd;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#held = [];
  }

  #write(pieces: readonly Uint8Array[]): void {
    try {
      for (const piece of pieces)
        for (let at = 0; at < piece.length; ) at += writeSync(this.#fd!, piece, at, piece.length - at);
    } catch {
      // A full disk costs the copy, not the step.
      this.#broken = true;
    }
  }
}

/** Removes the oldest files until one more of full size fits, and those nobody will ask for any more. */
function makeRoom(options: SpillOptions): void {
  const files = readdirSync(options.folder)
    .flatMap((name) => {
      const path = join(options.folder, name);
      const status = statSync(path, { throwIfNoEntry: false });
      return status?.isFile() ? [{ path, size: status.size, mtimeMs: status.mtimeMs }] : [];
    })
    .sort((a, b) => a.mtimeMs - b.mtimeMs);
  let total = files.reduce((sum, { size }) => sum + size, options.fileBytes ?? FILE_BYTES);
  const tooOld = Date.now() - MAX_AGE_MS;
  for (const { path, size, mtimeMs } of files) {
    if (total <= (options.totalBytes ?? TOTAL_BYTES) && mtimeMs > tooOld) return;
    rmSync(path, { force: true });
    total -= size;
  }
}
