import { type BigIntStats, chmodSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import type { Attributes } from '../attributes.ts';
import { hasStrayed, isUntouched, originOf } from './origin.ts';
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
  /** Extended attributes, where the two sides differ in them. */
  readonly attributes?: Attributes;
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
  /** Why what the view shows of this may not be what a real run leaves. */
  readonly unsure?: string;
}

export interface FoundChanges {
  readonly changes: readonly FoundChange[];
  /** True when there were more than `limit`. */
  readonly cut: boolean;
  /** Touched, with nothing to tell of it: if anything changed, it is extended attributes. */
  readonly alike: readonly FoundChange[];
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
  if (status?.isDirectory()) return `${own} ${status.mtimeNs}`;
  // What a file has in attributes, or under how many names, is seen in its time of status only.
  return own === 'closed' || !isFile(path) ? own : `${own} ${statusOf(path)!.ctimeNs}`;
}

const isFile = (path: string) => statusOf(path)?.isFile() === true;

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
  const alike: FoundChange[] = [];
  for (const layer of layers) {
    const scan = new Scan(found, same, { limit, since, layer, alike });
    const lower = Buffer.from(layer.lower).toString('latin1');
    const others = layers
      .filter((other) => other !== layer)
      .map((other) => Buffer.from(other.lower).toString('latin1'));
    scan.folder(layer.upper, layer.merged, lower, new Set(others));
    scan.settle();
  }
  found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { changes: found, cut: found.length >= limit, alike };
}

/** Whether two files, both byte strings, hold the same bytes. */
export type SameContent = (a: string, b: string) => boolean;

interface ScanOptions {
  readonly limit: number;
  readonly since: bigint | undefined;
  readonly layer: Layer;
  readonly alike: FoundChange[];
}

class Scan {
  readonly #found: FoundChange[];
  readonly #same: SameContent;
  readonly #options: ScanOptions;
  readonly #layer: Layer;
  /** First unchanged name of each file that has several. */
  readonly #unchanged = new Map<string, string>();
  /** Places in `found` of what is another one's name, unless its twin turns up. */
  readonly #strays: number[] = [];
  /** Set-group-ID folders that were made in such folders, and the first real folder without it that went. */
  readonly #marked: number[] = [];
  #plainFolderGone: string | undefined;
  /** Files made inside, and the first name that went of a file with several that the view did not follow. */
  readonly #fresh: number[] = [];
  #nameGone: string | undefined;

  constructor(found: FoundChange[], same: SameContent, options: ScanOptions) {
    this.#found = found;
    this.#same = same;
    this.#options = options;
    this.#layer = options.layer;
  }

  /** What can only be said when everything of the layer was seen. */
  settle(): void {
    for (const [index, change] of this.#found.entries()) {
      const twin = change.link === undefined ? undefined : this.#unchanged.get(change.link);
      if (twin !== undefined) this.#found[index] = { ...change, twin };
    }
    const doubt = (index: number, unsure: string) => {
      this.#found[index] = { ...this.#found[index]!, unsure };
    };
    for (const index of this.#strays)
      if (this.#found[index]!.twin === undefined)
        doubt(index, 'it is one of several names of a file, and the preview could not follow the others');
    if (this.#nameGone !== undefined)
      for (const index of this.#fresh)
        doubt(
          index,
          `it may be ${show(this.#nameGone)}, which has other names that the preview could not follow`,
        );
    if (this.#plainFolderGone !== undefined)
      for (const index of this.#marked)
        doubt(
          index,
          `it may be ${show(this.#plainFolderGone)}, moved: then it would not get the group of this folder`,
        );
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
    const place = { upper, merged, path, before, after };
    const inUpper = statusOf(upper);
    const untouched = isUntouched(this.#layer, path, inUpper);
    if (before?.isDirectory() && after.isDirectory()) {
      if (owned(before) !== owned(after)) this.#add('mode', place);
      else if (!untouched) this.#noteAlike(place);
      open(merged, after);
      this.folder(upper, merged, path, skip);
      return;
    }
    if (before && untouched) this.#noteUnchanged(upper, path);
    else if (!before) this.#created(upper, merged, path);
    else if (kind(before) !== kind(after)) {
      if (before.isDirectory()) this.#insideDeleted(path);
      this.#add('replaced', place);
      if (after.isDirectory()) this.#insideCreated(upper, merged, path, after);
    } else if (after.isSymbolicLink() && target(path) !== target(merged)) this.#add('link', place);
    else if (
      after.isFile() &&
      (originOf(this.#layer, { path, before, after, upper: inUpper }) === 'other' ||
        before.size !== after.size ||
        !this.#same(path, merged))
    )
      this.#add('modified', place);
    else if (owned(before) !== owned(after) || before.mtimeNs !== after.mtimeNs) this.#add('mode', place);
    else {
      this.#noteUnchanged(upper, path);
      this.#noteAlike(place);
    }
  }

  #noteUnchanged(upper: string, path: string): void {
    const group = this.#group(upper);
    if (group !== undefined && !this.#unchanged.has(group)) this.#unchanged.set(group, path);
  }

  /** Links and special files have no attributes of a person's. */
  #noteAlike(place: Touched): void {
    if (place.after!.isFile() || place.after!.isDirectory())
      this.#options.alike.push(this.#change('mode', place));
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

  #inPlace({ path, before, after, upper }: Touched): boolean | undefined {
    if (!before || !after) return false;
    const origin = originOf(this.#layer, {
      path,
      before,
      after,
      upper: upper === undefined ? undefined : statusOf(upper),
    });
    return origin === 'unknown' ? undefined : origin === 'same';
  }

  /** One file in the upper layer is one file, whatever numbers the view shows for its names. */
  #group(upper: string): string | undefined {
    const status = statusOf(upper);
    if (!status || status.isDirectory() || status.nlink < 2n) return undefined;
    return `${this.#layer.merged} ${status.ino}`;
  }

  /** A folder's own time also tells of entries that have nothing to do with this change. */
  #isTouched(change: ChangeKind, before: BigIntStats | undefined): boolean {
    const { since } = this.#options;
    if (!before || since === undefined || before.ctimeNs <= since) return false;
    return !before.isDirectory() || change === 'deleted' || change === 'replaced';
  }

  #add(change: ChangeKind, touched: Touched): void {
    if (this.#found.length >= this.#options.limit) return;
    const found = this.#change(change, touched);
    const index = this.#found.push(found) - 1;
    const { before, after, upper, path } = touched;
    const isNew =
      change === 'created' || change === 'replaced' || (change === 'modified' && found.inPlace === false);
    const wasCopied = this.#layer.seeded.entries.has(path);
    if (isNew && after && upper !== undefined) {
      const status = statusOf(upper);
      if (hasStrayed(this.#layer, after, status)) this.#strays.push(index);
      const isKnown = status !== undefined && this.#layer.seeded.files.has(status.ino);
      if (after.isFile() && !isKnown) this.#fresh.push(index);
      if (after.isDirectory() && !isKnown && isMarked(after) && isMarked(statusOf(folderOf(touched.merged!))))
        this.#marked.push(index);
    }
    const goes = change === 'deleted' || change === 'replaced';
    if (!goes || !before || wasCopied) return;
    if (before.isDirectory() && !isMarked(before)) this.#plainFolderGone ??= path;
    if (before.isFile() && before.nlink > 1n && !this.#layer.followsLinks) this.#nameGone ??= path;
  }

  #change(change: ChangeKind, touched: Touched): FoundChange {
    const { upper, merged, path, before, after } = touched;
    const link = upper === undefined ? undefined : this.#group(upper);
    return {
      path,
      change,
      ...(before ? { before: side(before, path) } : {}),
      ...(after && merged !== undefined ? { after: side(after, merged), source: merged } : {}),
      inPlace: this.#inPlace(touched),
      fingerprint: this.#isTouched(change, before) ? MEANWHILE : stateBefore(path, change),
      names: before && !before.isDirectory() ? Number(before.nlink) : 1,
      ...(link === undefined ? {} : { link }),
      ...(after?.isDirectory() && isClosed(after) ? { closed: true } : {}),
    };
  }
}

const isMarked = (status: BigIntStats | undefined) =>
  status !== undefined && (Number(status.mode) & 0o2000) !== 0;
const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';
const show = (path: string) => bytes(path).toString('utf8');

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
  readonly before?: BigIntStats | undefined;
  readonly after?: BigIntStats;
}

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
