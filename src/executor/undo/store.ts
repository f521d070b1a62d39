import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fingerprint, statusOf } from '../preview/changes.ts';
import { openUp } from './access.ts';
import { copyInto } from './copy.ts';
import { split } from './folder.ts';
import { restoreEntry, restoreMetadata, setTime } from './restore-entry.ts';
import { sizeOf, treeFingerprint } from './tree.ts';

/** One path as it was; base64 of its bytes, because a record is JSON. */
export interface KeptEntry {
  readonly path: string;
  /** Name of the copy below the record's folder; missing when there was nothing, or nothing but `meta` was kept. */
  readonly stored?: string;
  /** Mode (decimal), owner, group and time of change, where only these will change. */
  readonly meta?: Metadata;
  /** Nanoseconds since 1970 of the folder it lies in, as text. */
  readonly folderTime?: string;
  /** Number of the file, to restore all its names at once. */
  readonly inode?: string;
  readonly names?: number;
  /** State right after the run; undo refuses when it is another one by then. */
  readonly after?: string;
}

export interface Metadata {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Nanoseconds since 1970, as text. */
  readonly modified: string;
}

export interface UndoRecord {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly label: string;
  /** `applying`: a crash in the middle; rolled back by `recover`. */
  readonly state: 'kept' | 'applying' | 'done' | 'undone';
  readonly bytes: number;
  readonly entries: readonly KeptEntry[];
}

export interface NotKept {
  readonly path: string;
  readonly reason: string;
}

export interface UndoResult {
  readonly restored: readonly string[];
  /** Nothing was touched when this is not empty. */
  readonly refused: readonly NotKept[];
}

const MAX_BYTES = 1024 ** 3;

/** What runs will delete or overwrite is copied here first, and can be brought back. Oldest records go first. */
export class UndoStore {
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor(folder: string, maxBytes: number = MAX_BYTES) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Newest first. A record that cannot be read is left out. */
  list(): readonly UndoRecord[] {
    let names: string[];
    try {
      names = readdirSync(this.#folder);
    } catch {
      return [];
    }
    return names
      .flatMap((name) => this.#read(name))
      .sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : a.id < b.id ? 1 : -1));
  }

  get(id: string): UndoRecord | undefined {
    return this.list().find((record) => record.id === id);
  }

  /**
   * Keeps paths (absolute byte strings) as they are now. What cannot be kept, or would not fit, is named: it can not be
   * undone. Of the paths in `metadataOnly` just mode, owner and time are kept. `dropped` counts older records that made
   * room.
   */
  async keep(
    paths: readonly string[],
    label: string,
    metadataOnly: ReadonlySet<string> = new Set(),
  ): Promise<{ readonly id: string; readonly notKept: readonly NotKept[]; readonly dropped: number }> {
    const id = `${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`;
    const home = join(this.#folder, id);
    mkdirSync(join(home, 'data'), { recursive: true, mode: 0o700 });
    const notKept: NotKept[] = [];
    const entries: KeptEntry[] = [];
    const groups = new Map<string, string[]>();
    let bytes = 0;
    const whole = topmost(paths.filter((path) => !metadataOnly.has(path)));
    const light = [...metadataOnly].filter((path) => !below(path, new Set(whole)));
    for (const path of light.sort()) {
      const status = statusOf(path);
      if (!status) continue;
      const { mode, uid, gid, mtimeNs } = status;
      entries.push({
        path: Buffer.from(path, 'latin1').toString('base64'),
        meta: { mode: Number(mode) & 0o7777, uid: Number(uid), gid: Number(gid), modified: String(mtimeNs) },
      });
    }
    for (const path of whole) {
      const status = statusOf(path);
      const { folder } = split(path);
      const above = statusOf(folder);
      const base: KeptEntry = {
        path: Buffer.from(path, 'latin1').toString('base64'),
        ...(above ? { folderTime: String(above.mtimeNs) } : {}),
      };
      if (!status) entries.push(base);
      else {
        const size = sizeOf(path, this.#maxBytes - bytes);
        if (bytes + size.bytes > this.#maxBytes || path === '/') {
          notKept.push({ path: show(path), reason: 'larger than what undo keeps' });
          continue;
        }
        bytes += size.bytes;
        const inGroup = groups.get(folder) ?? [];
        groups.set(folder, [...inGroup, path]);
        const number = [...groups.keys()].indexOf(folder);
        entries.push({
          ...base,
          stored: Buffer.from(`data/${number}/${split(path).name}`, 'latin1').toString('base64'),
          inode: String(status.ino),
          ...(status.isDirectory() ? {} : { names: Number(status.nlink) }),
        });
      }
    }
    const lost = new Set<string>();
    for (const [index, [folder, members]] of [...groups].entries()) {
      const target = join(home, 'data', String(index));
      mkdirSync(target, { mode: 0o700 });
      try {
        await copyInto(members, target);
      } catch (error) {
        for (const path of members) {
          lost.add(Buffer.from(path, 'latin1').toString('base64'));
          notKept.push({ path: show(path), reason: error instanceof Error ? error.message : String(error) });
        }
        rmSync(target, { recursive: true, force: true });
      }
      void folder;
    }
    const time = new Date().toISOString();
    const kept = entries.filter(({ path }) => !lost.has(path));
    this.#write({ id, time, label, state: 'kept', bytes, entries: kept });
    return { id, notKept, dropped: this.#makeRoom(id) };
  }

  /** Marks a record before its paths are changed by us; `recover` rolls it back after a crash. */
  begin(id: string): void {
    this.#write({ ...this.#must(id), state: 'applying' });
  }

  /** Notes how the paths look after the run, so that newer work is noticed. */
  seal(id: string): void {
    const record = this.#must(id);
    const entries = record.entries.map((entry) => ({
      ...entry,
      after: stateOf(entry),
    }));
    this.#write({ ...record, state: 'done', entries });
  }

  /** Brings everything of a record back, or refuses as a whole when a path changed since the run and `force` is not set. */
  async undo(id: string, options: { readonly force?: boolean } = {}): Promise<UndoResult> {
    const record = this.#must(id);
    const refused = options.force || record.state === 'applying' ? [] : newerWork(record);
    if (refused.length > 0) return { restored: [], refused };
    const restored = await this.#restore(record);
    this.#write({ ...record, state: 'undone' });
    return { restored, refused: [] };
  }

  /** Rolls back what a crash left half applied. Resolves to the ids of those records. */
  async recover(): Promise<readonly string[]> {
    const half = this.list().filter(({ state }) => state === 'applying');
    for (const record of half) await this.undo(record.id, { force: true });
    return half.map(({ id }) => id);
  }

  drop(id: string): void {
    rmSync(join(this.#folder, id), { recursive: true, force: true });
  }

  async #restore(record: UndoRecord): Promise<readonly string[]> {
    const close = openUp(record.entries.map(({ path }) => Buffer.from(path, 'base64').toString('latin1')));
    try {
      return await this.#restoreOpened(record);
    } finally {
      close();
    }
  }

  async #restoreOpened(record: UndoRecord): Promise<readonly string[]> {
    const restored: string[] = [];
    const byInode = new Map<string, string>();
    // Modes of folders come last, deepest first: one that may not be written to could not take back what was in it.
    const entries = [...record.entries].sort(
      (a, b) => Number(a.meta !== undefined) - Number(b.meta !== undefined),
    );
    for (const entry of entries) {
      const path = Buffer.from(entry.path, 'base64').toString('latin1');
      const stored =
        entry.stored === undefined
          ? undefined
          : `${Buffer.from(join(this.#folder, record.id)).toString('latin1')}/${Buffer.from(entry.stored, 'base64').toString('latin1')}`;
      if (entry.meta) {
        restoreMetadata(path, entry.meta);
        restored.push(show(path));
        continue;
      }
      const twin = entry.inode === undefined || (entry.names ?? 1) < 2 ? undefined : byInode.get(entry.inode);
      await restoreEntry({ path, stored, twin, inode: entry.inode, names: entry.names ?? 1 });
      if (entry.inode !== undefined) byInode.set(entry.inode, path);
      restored.push(show(path));
    }
    for (const entry of record.entries) restoreFolderTime(entry);
    return restored;
  }

  #makeRoom(newest: string): number {
    let total = 0;
    let dropped = 0;
    for (const record of this.list()) {
      total += record.bytes;
      if (total <= this.#maxBytes || record.id === newest || record.state === 'applying') continue;
      this.drop(record.id);
      dropped++;
    }
    return dropped;
  }

  #must(id: string): UndoRecord {
    const record = /^[a-z0-9-]+$/.test(id) ? this.#read(id)[0] : undefined;
    if (!record) throw new Error(`there is nothing to undo under ${id}`);
    return record;
  }

  #read(id: string): UndoRecord[] {
    try {
      return [JSON.parse(readFileSync(join(this.#folder, id, 'record.json'), 'utf8')) as UndoRecord];
    } catch {
      return [];
    }
  }

  /** On disk before it counts. */
  #write(record: UndoRecord): void {
    const path = join(this.#folder, record.id, 'record.json');
    const fresh = `${path}.new`;
    writeFileSync(fresh, JSON.stringify(record), { mode: 0o600, flush: true });
    renameSync(fresh, path);
    const folder = openSync(join(this.#folder, record.id), 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
}

function newerWork(record: UndoRecord): NotKept[] {
  return record.entries.flatMap((entry) => {
    const path = Buffer.from(entry.path, 'base64').toString('latin1');
    if (entry.after === undefined || stateOf(entry) === entry.after) return [];
    return [{ path: show(path), reason: 'it was changed again since then' }];
  });
}

function stateOf(entry: KeptEntry): string {
  const path = Buffer.from(entry.path, 'base64').toString('latin1');
  return entry.meta ? fingerprint(path) : treeFingerprint(path);
}

function restoreFolderTime(entry: KeptEntry): void {
  if (entry.folderTime === undefined) return;
  const { folder } = split(Buffer.from(entry.path, 'base64').toString('latin1'));
  setTime(folder, BigInt(entry.folderTime));
}

/** Paths without those that lie below another one of them. */
export function topmost(paths: readonly string[]): string[] {
  const all = new Set(paths);
  return [...all].sort().filter((path) => !below(path, all));
}

/** Whether a path lies below one of these. */
export function below(path: string, folders: ReadonlySet<string>): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    if (folders.has(path.slice(0, at))) return true;
  return false;
}

const show = (path: string) => Buffer.from(path, 'latin1').toString('utf8');
