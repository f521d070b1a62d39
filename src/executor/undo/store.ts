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
import { readAttributes } from '../attributes.ts';
import { fingerprint, statusOf } from '../preview/changes.ts';
import { openUp, removeStage, stageName } from './access.ts';
import { copyInto } from './copy.ts';
import { split } from './folder.ts';
import { otherNames } from './other-names.ts';
import type { KeptEntry, NotKept, UndoRecord, UndoResult } from './record.ts';
import {
  becomeName,
  joinNames,
  restoreAttributes,
  restoreEntry,
  restoreMetadata,
  restoreThrough,
  setTime,
} from './restore-entry.ts';
import { exactState, manyNamed, type Name, sizeOf, treeFingerprint } from './tree.ts';

const MAX_BYTES = 1024 ** 3;
/** Folders that are searched for other names. */
const MOST_ROOTS = 20;

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
   * undone. Of the paths in `metadataOnly` just mode, owner, time and attributes are kept. `near` is a folder, a byte
   * string, below which further names of a file that has several are looked for. `dropped` counts older records that
   * made room.
   */
  async keep(
    paths: readonly string[],
    label: string,
    metadataOnly: ReadonlySet<string> = new Set(),
    near?: string,
  ): Promise<{ readonly id: string; readonly notKept: readonly NotKept[]; readonly dropped: number }> {
    const id = `${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`;
    const home = join(this.#folder, id);
    mkdirSync(join(home, 'data'), { recursive: true, mode: 0o700 });
    const notKept: NotKept[] = [];
    const entries: KeptEntry[] = [];
    const groups = new Map<string, { readonly number: number; readonly paths: string[] }>();
    let bytes = 0;
    const whole = topmost(paths.filter((path) => !metadataOnly.has(path)).map(topmostAbsent));
    const light = [...metadataOnly].filter((path) => !below(path, new Set(whole)));
    const attributes = await readAttributes(light.sort());
    for (const [at, path] of light.entries()) {
      const status = statusOf(path);
      if (!status) continue;
      const { mode, uid, gid, mtimeNs } = status;
      entries.push({
        path: encoded(path),
        meta: {
          mode: Number(mode) & 0o7777,
          uid: Number(uid),
          gid: Number(gid),
          modified: String(mtimeNs),
          attributes: attributes[at]!,
        },
      });
    }
    for (const path of whole) {
      const status = statusOf(path);
      const { folder } = split(path);
      const above = statusOf(folder);
      const base: KeptEntry = {
        path: encoded(path),
        ...(above ? { folderTime: String(above.mtimeNs) } : {}),
        before: exactState(path),
      };
      if (!status) entries.push(base);
      else {
        const size = sizeOf(path, this.#maxBytes - bytes);
        if (bytes + size.bytes > this.#maxBytes || path === '/') {
          notKept.push({ path: show(path), reason: 'larger than what undo keeps' });
          continue;
        }
        bytes += size.bytes;
        const { number, paths } = groups.get(folder) ?? { number: groups.size, paths: [] };
        groups.set(folder, { number, paths });
        paths.push(path);
        entries.push({
          ...base,
          stored: Buffer.from(`data/${number}/${split(path).name}`, 'latin1').toString('base64'),
          inode: String(status.ino),
          ...(status.isDirectory() ? {} : { names: Number(status.nlink) }),
        });
      }
    }
    const lost = new Set<string>();
    for (const { number, paths: members } of groups.values()) {
      const target = join(home, 'data', String(number));
      mkdirSync(target, { mode: 0o700 });
      try {
        await copyInto(members, target);
      } catch (error) {
        for (const path of members) {
          lost.add(encoded(path));
          notKept.push({ path: show(path), reason: error instanceof Error ? error.message : String(error) });
        }
        rmSync(target, { recursive: true, force: true });
      }
    }
    const time = new Date().toISOString();
    const kept = entries.filter(({ path }) => !lost.has(path));
    const own = whole.filter((path) => !lost.has(encoded(path))).flatMap((path) => manyNamed(path));
    const links = (await this.#withOtherNames(own, near)).map(({ path, inode }) => ({
      path: encoded(path),
      inode,
    }));
    this.#write({ id, time, label, state: 'kept', bytes, entries: kept, links });
    return { id, notKept, dropped: this.#makeRoom(id) };
  }

  /** A file is itself again only where its other names are known, which the change does not touch. */
  async #withOtherNames(own: readonly Name[], near: string | undefined): Promise<readonly Name[]> {
    const counts = Map.groupBy(own, ({ inode }) => inode);
    const open = new Set(
      [...counts].flatMap(([inode, names]) =>
        Number(statusOf(names[0]!.path)?.nlink ?? 0) > names.length ? [inode] : [],
      ),
    );
    const folders = [
      ...new Set(own.filter(({ inode }) => open.has(inode)).map(({ path }) => split(path).folder)),
    ];
    const roots = topmost(near === undefined ? folders : [near, ...folders]).slice(0, MOST_ROOTS);
    const known = new Set(own.map(({ path }) => path));
    const others = await otherNames(open, roots);
    return [...own, ...others.filter(({ path }) => !known.has(path))];
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
    if (refused.length > 0) return { restored: [], removed: [], refused };
    // A crash on the way is finished by `recover`; an error leaves the record as it was.
    this.#write({ ...record, state: 'applying' });
    let restored: readonly string[];
    try {
      restored = await this.#restore(record);
    } catch (error) {
      this.#write(record);
      throw error;
    }
    this.#write({ ...record, state: 'undone' });
    const absent = new Set(
      record.entries.filter(({ stored, meta }) => !stored && !meta).map(({ path }) => show(bytesOf(path))),
    );
    return { restored, removed: restored.filter((path) => absent.has(path)), refused: [] };
  }

  /**
   * Rolls back what a crash left half applied, or finishes a half undone one. Resolves to the ids of those records; one
   * that cannot be brought back now (a folder is gone, a disk is full) stays as it is for the next time.
   */
  async recover(): Promise<readonly string[]> {
    const recovered: string[] = [];
    for (const record of this.list().filter(({ state }) => state === 'applying'))
      try {
        for (const { path } of record.entries) removeStage(split(bytesOf(path)).folder, record.id);
        await this.undo(record.id, { force: true });
        recovered.push(record.id);
      } catch {
        // Said by `list`: it is still there as half applied.
      }
    return recovered;
  }

  drop(id: string): void {
    rmSync(join(this.#folder, id), { recursive: true, force: true });
  }

  async #restore(record: UndoRecord): Promise<readonly string[]> {
    const dressed = record.entries.filter(({ meta }) => meta !== undefined).map(({ path }) => bytesOf(path));
    const close = openUp(
      record.entries.map(({ path }) => bytesOf(path)),
      new Set(dressed),
    );
    try {
      return await this.#restoreOpened(record);
    } finally {
      close();
    }
  }

  async #restoreOpened(record: UndoRecord): Promise<readonly string[]> {
    const restored: string[] = [];
    const names = (record.links ?? []).map(({ path, inode }) => ({ path: bytesOf(path), inode }));
    const light = record.entries.flatMap(({ path, meta }) =>
      meta?.attributes && statusOf(bytesOf(path)) ? [{ path: bytesOf(path), wanted: meta.attributes }] : [],
    );
    await restoreAttributes(light);
    // Modes of folders come last, deepest first: one that may not be written to could not take back what was in it.
    const entries = [...record.entries].sort(
      (a, b) => Number(a.meta !== undefined) - Number(b.meta !== undefined),
    );
    for (const entry of entries) {
      const path = bytesOf(entry.path);
      // What the run did not reach is left alone: going back may not need more room than there is.
      if (entry.before !== undefined && exactState(path) === entry.before) continue;
      const stored =
        entry.stored === undefined
          ? undefined
          : `${Buffer.from(join(this.#folder, record.id)).toString('latin1')}/${Buffer.from(entry.stored, 'base64').toString('latin1')}`;
      if (entry.meta) {
        restoreMetadata(path, entry.meta);
        restored.push(show(path));
        continue;
      }
      const twin = names.find(
        (name) =>
          name.inode === entry.inode && name.path !== path && String(statusOf(name.path)?.ino) === name.inode,
      );
      if (twin && stored !== undefined && entry.names !== undefined) becomeName(twin.path, path);
      await restoreEntry({
        path,
        stored,
        inode: entry.inode,
        names: entry.names ?? 1,
        stage: stageName(record.id),
      });
      restored.push(show(path));
    }
    const kept = new Set(record.entries.map(({ path }) => bytesOf(path)));
    for (const group of Map.groupBy(names, ({ inode }) => inode).values()) {
      await restoreThrough(group, (path) => kept.has(path) || below(path, kept));
      joinNames(group);
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
    const path = bytesOf(entry.path);
    if (entry.after === undefined || stateOf(entry) === entry.after) return [];
    return [{ path: show(path), reason: 'it was changed again since then' }];
  });
}

function stateOf(entry: KeptEntry): string {
  const path = bytesOf(entry.path);
  return entry.meta ? fingerprint(path) : treeFingerprint(path);
}

function restoreFolderTime(entry: KeptEntry): void {
  if (entry.folderTime === undefined) return;
  const { folder } = split(bytesOf(entry.path));
  setTime(folder, BigInt(entry.folderTime));
}

/** What is not there may be made together with the folders above it: then the first of these is what has to go. */
function topmostAbsent(path: string): string {
  const { folder } = split(path);
  return fingerprint(path) !== 'absent' || fingerprint(folder) !== 'absent' ? path : topmostAbsent(folder);
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

const bytesOf = (path: string) => Buffer.from(path, 'base64').toString('latin1');
const encoded = (path: string) => Buffer.from(path, 'latin1').toString('base64');
const show = (path: string) => Buffer.from(path, 'latin1').toString('utf8');
