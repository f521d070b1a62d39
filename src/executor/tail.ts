const TAIL_BYTES = 4096;

/** The last 4 KiB of a stream. */
export class Tail {
  #pieces: Uint8Array[] = [];
  #length = 0;

  add(data: Uint8Array): void {
    this.#pieces.push(data.length > TAIL_BYTES ? data.slice(-TAIL_BYTES) : data);
    this.#length += this.#pieces.at(-1)!.length;
    while (this.#length - this.#pieces[0]!.length >= TAIL_BYTES) this.#length -= this.#pieces.shift()!.length;
  }

  text(): string {
    return Buffer.concat(this.#pieces).subarray(-TAIL_BYTES).toString('utf8');
  }
}
