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

/** Removes the oldest files until one more of full size fits. */
function makeRoom(options: SpillOptions): void {
  const files = readdirSync(options.folder)
    .map((name) => {
      const path = join(options.folder, name);
      const { size, mtimeMs } = statSync(path);
      return { path, size, mtimeMs };
    })
    .sort((a, b) => a.mtimeMs - b.mtimeMs);
  let total = files.reduce((sum, { size }) => sum + size, options.fileBytes ?? FILE_BYTES);
  for (const { path, size } of files) {
    if (total <= (options.totalBytes ?? TOTAL_BYTES)) return;
    rmSync(path, { force: true });
    total -= size;
  }
}

/** What a screen keeps of long output: the first and the last lines, the middle counted. */
export class HeadTail {
  readonly #headBytes: number;
  readonly #tailBytes: number;
  #head: Uint8Array[] = [];
  #headSize = 0;
  #tail: Uint8Array[] = [];
  #tailSize = 0;
  #omitted = 0;

  constructor(headBytes: number, tailBytes: number) {
    this.#headBytes = headBytes;
    this.#tailBytes = tailBytes;
  }

  add(data: Uint8Array): void {
    const toHead = data.subarray(0, Math.max(0, this.#headBytes - this.#headSize));
    if (toHead.length > 0) this.#head.push(toHead);
    this.#headSize += toHead.length;
    const rest = data.subarray(toHead.length);
    if (rest.length === 0) return;
    this.#tail.push(rest.length > this.#tailBytes ? rest.slice(-this.#tailBytes) : rest);
    this.#omitted += Math.max(0, rest.length - this.#tailBytes);
    this.#tailSize += Math.min(rest.length, this.#tailBytes);
    while (this.#tailSize - this.#tail[0]!.length >= this.#tailBytes) {
      const gone = this.#tail.shift()!;
      this.#tailSize -= gone.length;
      this.#omitted += gone.length;
    }
  }

  get kept(): { readonly head: Buffer; readonly tail: Buffer; readonly omittedBytes: number } {
    const all = Buffer.concat(this.#tail);
    const tail = all.subarray(Math.max(0, all.length - this.#tailBytes));
    return {
      head: Buffer.concat(this.#head),
      tail,
      omittedBytes: this.#omitted + all.length - tail.length,
    };
  }
}
