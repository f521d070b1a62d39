import { type BigIntStats, chmodSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import type { Layer } from './view.ts';

export type ChangeKind = 'created' | 'modified' | 'deleted' | 'mode' | 'link' | 'replaced';

/** One side of a change; what does not apply is missing. */
export interface Side {
  readonly type: 'file' | 'folder' | 'link' | 'other';
  /** Bytes, files only. */
  readonly size?: number;
  /** Octal, such as "0644". */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  /** ISO 8601. */
  readonly modified: string;
  readonly target?: string;
}

export interface FoundChange {
  /** Real path, a byte string. */
  readonly path: string;
  readonly change: ChangeKind;
  readonly before?: Side;
  readonly after?: Side;
  /** Where the new content can be read, a byte string; missing when deleted. */
  readonly source?: string;
  /**
   * The same file written to, not another one in its place: its other names change with it. Undefined where that
   * cannot be told: a file with several names in a user namespace.
   */
  readonly inPlace: boolean | undefined;
  /** State of the real path when this was found. */
  readonly fingerprint: string;
  /** Names the real file has in all. */
  readonly names: number;
  /** Changes that share this are names of one file inside. */
  readonly link?: string;
  /** A folder that nobody may look into: it was opened in the view, and gets its mode when everything is in place. */
  readonly closed?: true;
  /** Another, unchanged name of the same file: a byte string. */
  readonly twin?: string;
}

export interface FoundChanges {
  readonly changes: readonly FoundChange[];
  /** True when there were more than `limit`. */
  readonly cut: boolean;
  /** Touched, with nothing to tell of it: of these, extended attributes may differ. Byte strings. */
  readonly alike: readonly string[];
}

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** Status of a path given as a byte string; undefined when there is nothing. */
export function statusOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(bytes(path), { bigint: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Whether there is nothing of that name; what lies in a folder closed to us is not said to be gone. */
function isGone(path: string): boolean {
  try {
    return statusOf(path) === undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false;
    throw error;
  }
}

/** Changes when anything but the time of access does. What lies in a folder closed to us is `closed`. */
export function fingerprint(path: string): string {
  let status: BigIntStats | undefined;
  try {
    status = statusOf(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return 'closed';
    throw error;
  }
  if (!status) return 'absent';
  const size = status.isDirectory() ? 'folder' : status.size;
  const time = status.isDirectory() ? '' : status.mtimeNs;
  return [status.ino, status.mode, status.uid, status.gid, size, time].join(' ');
}

/** The state a change starts from: of a folder that goes, also that nothing was put into it or taken out of it. */
export function stateBefore(path: string, change: ChangeKind): string {
  const own = fingerprint(path);
  const goes = change === 'deleted' || change === 'replaced';
  const status = goes && own !== 'closed' ? statusOf(path) : undefined;
  return status?.isDirectory() ? `${own} ${status.mtimeNs}` : own;
}

export interface FindOptions {
  readonly limit?: number;
  /** Nanoseconds since 1970: what is really touched from then on cannot be applied over. */
  readonly since?: bigint;
}

const LIMIT = 200_000;
/** No state is ever this one. */
const MEANWHILE = 'changed during the preview';

/**
 * What a view changed, told from its upper layers: only what was touched is visited, and a folder that was touched is
 * compared name by name with the real one.
 */
export function findChanges(
  layers: readonly Layer[],
  same: SameContent,
  { limit = LIMIT, since }: FindOptions = {},
): FoundChanges {
  const found: FoundChange[] = [];
  const alike: string[] = [];
  for (const layer of layers) {
    const scan = new Scan(found, same, { limit, since, layer, alike });
    const lower = Buffer.from(layer.lower).toString('latin1');
    const others = layers
      .filter((other) => other !== layer)
      .map((other) => Buffer.from(other.lower).toString('latin1'));
    scan.folder(layer.upper, layer.merged, lower, new Set(others));
    scan.noteTwins();
  }
  found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { changes: found, cut: found.length >= limit, alike };
}

/** Whether two files, both byte strings, hold the same bytes. */
export type SameContent = (a: string, b: string) => boolean;

class Scan {
  readonly #found: FoundChange[];
  readonly #same: SameContent;
  readonly #limit: number;
  readonly #layer: string;
  readonly #followsLinks: boolean;
  /** First unchanged name of each file that has several. */
  readonly #unchanged = new Map<string, string>();

  readonly #since: bigint | undefined;
  readonly #alike: string[];

  constructor(
    found: FoundChange[],
    same: SameContent,
    {
      limit,
      since,
      layer,
      alike,
    }: { limit: number; since: bigint | undefined; layer: Layer; alike: string[] },
  ) {
    this.#since = since;
    this.#alike = alike;
    this.#found = found;
    this.#same = same;
    this.#limit = limit;
    this.#layer = layer.merged;
    this.#followsLinks = layer.followsLinks;
  }

  noteTwins(): void {
    for (const [index, change] of this.#found.entries()) {
      const twin = change.link === undefined ? undefined : this.#unchanged.get(change.link);
      if (twin !== undefined) this.#found[index] = { ...change, twin };
    }
  }

  folder(upper: string, merged: string, lower: string, skip: ReadonlySet<string>): void {
    // The real names first, and each missing one looked for by name: what others make meanwhile is not deleted by us.
    const real = names(lower);
    const now = new Set(names(merged));
    for (const name of real) {
      const path = join(lower, name);
      if (!now.has(name) && !skip.has(path) && isGone(join(merged, name))) this.#deleted(path);
    }
    for (const name of names(upper)) {
      const path = join(lower, name);
      if (now.has(name) && !skip.has(path)) this.#entry(join(upper, name), join(merged, name), path, skip);
    }
  }

  #entry(upper: string, merged: string, path: string, skip: ReadonlySet<string>): void {
    const after = statusOf(merged);
    if (!after) return;
    const before = statusOf(path);
    if (before?.isDirectory() && after.isDirectory()) {
      if (owned(before) !== owned(after)) this.#add('mode', { upper, merged, path, before, after });
      open(merged, after);
      this.folder(upper, merged, path, skip);
      return;
    }
    if (!before) this.#created(upper, merged, path);
    else if (kind(before) !== kind(after)) {
      if (before.isDirectory()) this.#insideDeleted(path);
      this.#add('replaced', { upper, merged, path, before, after });
      if (after.isDirectory()) this.#insideCreated(upper, merged, path, after);
    } else if (after.isSymbolicLink() && target(path) !== target(merged))
      this.#add('link', { upper, merged, path, before, after });
    else if (after.isFile() && (!cameUp(after) || before.size !== after.size || !this.#same(path, merged)))
      this.#add('modified', { upper, merged, path, before, after });
    else if (owned(before) !== owned(after) || before.mtimeNs !== after.mtimeNs)
      this.#add('mode', { upper, merged, path, before, after });
    else {
      const group = this.#group(upper);
      if (group === undefined) this.#alike.push(path);
      else if (!this.#unchanged.has(group)) this.#unchanged.set(group, path);
    }
  }

  #created(upper: string, merged: string, path: string): void {
    const after = statusOf(merged);
    if (!after) return;
    this.#add('created', { upper, merged, path, after });
    if (after.isDirectory()) this.#insideCreated(upper, merged, path, after);
  }

  #insideCreated(upper: string, merged: string, path: string, after: BigIntStats): void {
    open(merged, after);
    for (const name of names(merged)) this.#created(join(upper, name), join(merged, name), join(path, name));
  }

  #deleted(path: string): void {
    const before = statusOf(path);
    if (!before) return;
    this.#add('deleted', { path, before });
    if (before.isDirectory()) this.#insideDeleted(path);
  }

  #insideDeleted(path: string): void {
    for (const name of names(path)) this.#deleted(join(path, name));
  }

  #inPlace(before: BigIntStats | undefined, after: BigIntStats | undefined): boolean | undefined {
    if (!before || !after) return false;
    if (cameUp(after)) return true;
    return this.#followsLinks || before.nlink < 2n || !before.isFile() ? false : undefined;
  }

  /** One file in the upper layer is one file, whatever numbers the view shows for its names. */
  #group(upper: string): string | undefined {
    const status = statusOf(upper);
    return !status || status.isDirectory() || status.nlink < 2n ? undefined : `${this.#layer} ${status.ino}`;
  }

  /** A folder's own time also tells of entries that have nothing to do with this change. */
  #isTouched(change: ChangeKind, before: BigIntStats | undefined): boolean {
    if (!before || this.#since === undefined || before.ctimeNs <= this.#since) return false;
    return !before.isDirectory() || change === 'deleted' || change === 'replaced';
  }

  #add(change: ChangeKind, { upper, merged, path, before, after }: Touched): void {
    if (this.#found.length >= this.#limit) return;
    const link = upper === undefined ? undefined : this.#group(upper);
    this.#found.push({
      path,
      change,
      ...(before ? { before: side(before, path) } : {}),
      ...(after && merged !== undefined ? { after: side(after, merged), source: merged } : {}),
      inPlace: this.#inPlace(before, after),
      fingerprint: this.#isTouched(change, before) ? MEANWHILE : stateBefore(path, change),
      names: before && !before.isDirectory() ? Number(before.nlink) : 1,
      ...(link === undefined ? {} : { link }),
      ...(after?.isDirectory() && isClosed(after) ? { closed: true } : {}),
    });
  }
}

const isClosed = (status: BigIntStats) => (Number(status.mode) & 0o700) !== 0o700;

/** Only in the view: the real folder keeps its mode. */
function open(merged: string, status: BigIntStats): void {
  if (isClosed(status) && Number(status.uid) === process.getuid?.())
    chmodSync(bytes(merged), (Number(status.mode) & 0o7777) | 0o700);
}

interface Touched {
  readonly path: string;
  readonly upper?: string;
  readonly merged?: string;
  readonly before?: BigIntStats;
  readonly after?: BigIntStats;
}

/** A file that was copied up keeps its number below, marked in the high bits; one made inside has none (xino). */
const cameUp = (status: BigIntStats) => status.ino >> 62n !== 0n;

export const join = (folder: string, name: string) => (folder === '/' ? `/${name}` : `${folder}/${name}`);

function names(folder: string): string[] {
  try {
    return readdirSync(bytes(folder), { encoding: 'buffer' }).map((name) => name.toString('latin1'));
  } catch {
    return [];
  }
}

const target = (path: string) => readlinkSync(bytes(path), { encoding: 'buffer' }).toString('latin1');
const owned = (status: BigIntStats) => `${status.mode} ${status.uid} ${status.gid}`;

function kind(status: BigIntStats): Side['type'] {
  if (status.isDirectory()) return 'folder';
  if (status.isSymbolicLink()) return 'link';
  return status.isFile() ? 'file' : 'other';
}

function side(status: BigIntStats, path: string): Side {
  return {
    type: kind(status),
    ...(status.isFile() ? { size: Number(status.size) } : {}),
    mode: (Number(status.mode) & 0o7777).toString(8).padStart(4, '0'),
    uid: Number(status.uid),
    gid: Number(status.gid),
    modified: new Date(Number(status.mtimeMs)).toISOString(),
    ...(status.isSymbolicLink() ? { target: Buffer.from(target(path), 'latin1').toString('utf8') } : {}),
  };
}
