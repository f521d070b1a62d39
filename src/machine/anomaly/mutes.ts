import { readFileSync } from 'node:fs';

/** A kind, or one subject of it, that is not to be told for a time. */
export interface Mute {
  /** "runaway-process", or with the subject: "disk-filling /home". */
  readonly key: string;
  /** ISO 8601; missing: until it is unmuted. */
  readonly until?: string;
}

/** What the person does not want to hear of, kept in a file of assent's own. */
export class Mutes {
  readonly #path: string;
  readonly #write: (path: string, text: string) => void;
  #all: readonly Mute[];

  constructor(path: string, write: (path: string, text: string) => void) {
    this.#path = path;
    this.#write = write;
    this.#all = readMutes(path);
  }

  has({ kind, key }: { readonly kind: string; readonly key: string }, at: number): boolean {
    return this.list(at).some((mute) => mute.key === kind || mute.key === key);
  }

  /** Those that still count at this moment, in ms since 1970. */
  list(at: number): readonly Mute[] {
    return this.#all.filter(({ until }) => until === undefined || Date.parse(until) > at);
  }

  /** Throws when it cannot be kept. */
  add(mute: Mute, at: number): void {
    this.#keep([...this.list(at).filter(({ key }) => key !== mute.key), mute]);
  }

  /** False when nothing of that name was muted. */
  remove(key: string, at: number): boolean {
    const rest = this.list(at).filter((mute) => mute.key !== key);
    const found = rest.length < this.list(at).length;
    this.#keep(rest);
    return found;
  }

  #keep(all: readonly Mute[]): void {
    this.#all = all;
    this.#write(this.#path, `${JSON.stringify(all, undefined, 2)}\n`);
  }
}

/** A file that is damaged mutes nothing. */
function readMutes(path: string): readonly Mute[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Array.isArray(value) ? value.filter(isMute) : [];
  } catch {
    return [];
  }
}

const isMute = (value: unknown): value is Mute => {
  const { key, until } = (value ?? {}) as Record<string, unknown>;
  return typeof key === 'string' && (until === undefined || typeof until === 'string');
};
