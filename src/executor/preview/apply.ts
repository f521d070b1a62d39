import { chmodSync, lchownSync, linkSync, lutimesSync, mkdirSync, renameSync } from 'node:fs';
import type { FileChange } from '../../policy/judge-changes.ts';
import { type AttributeWish, readAttributes, writeAttributes } from '../attributes.ts';
import { moveEntry, openUp, removeTree, stageName } from '../undo/access.ts';
import { copyInto } from '../undo/copy.ts';
import { Folder, split } from '../undo/folder.ts';
import type { NotKept } from '../undo/record.ts';
import { writeInPlace } from '../undo/restore-entry.ts';
import { below, topmost, type UndoStore } from '../undo/store.ts';
import { type FoundChange, stateBefore, statusOf } from './changes.ts';

export interface Applied {
  /** Record to undo it with; missing when nothing was applied. */
  readonly undoId?: string;
  /** Why nothing was applied, path by path. */
  readonly refused: readonly NotKept[];
}

/** What applying would do, for the judge: it is a way to the file system like any other. */
export function asFileChanges(found: readonly FoundChange[]): readonly FileChange[] {
  return found.map(({ path, change, before, after }) => ({
    path: show(path),
    kind: change === 'deleted' ? 'delete' : 'write',
    gainsRights: isSetuid(after?.mode) && !isSetuid(before?.mode),
  }));
}

/**
 * Makes exactly these changes for real: all, or none. Refused as a whole when a real path is no longer what it was, when
 * a file would gain its owner's rights, or when what it overwrites cannot be kept. Each path is kept first, under a
 * record that a crash leaves behind and `UndoStore.recover` rolls back; an error on the way rolls back at once.
 */
export async function applyChanges(
  found: readonly FoundChange[],
  store: UndoStore,
  options: {
    readonly label: string;
    readonly allowSetuid?: boolean;
    /** Folder below which other names of changed files are looked for, a byte string. */
    readonly near?: string;
  },
): Promise<Applied> {
  const refused = found.flatMap((change) => refusal(change, options.allowSetuid ?? false));
  if (refused.length > 0) return { refused };
  const { id, notKept } = await store.keep(
    found.map(({ path }) => path),
    options.label,
    new Set(found.filter(({ change }) => change === 'mode').map(({ path }) => path)),
    options.near,
  );
  if (notKept.length > 0) {
    store.drop(id);
    return { refused: notKept };
  }
  store.begin(id);
  const dressed = found.filter(({ change, closed }) => change === 'mode' || closed).map(({ path }) => path);
  const close = openUp(
    found.map(({ path }) => path),
    new Set(dressed),
  );
  try {
    await make(found, stageName(id));
    close();
  } catch (error) {
    close();
    await store.undo(id, { force: true });
    store.drop(id);
    const reason = error instanceof Error ? error.message : String(error);
    return { refused: [{ path: '', reason: `${reason}; everything was put back` }] };
  }
  store.seal(id);
  return { undoId: id, refused: [] };
}

function refusal(change: FoundChange, allowSetuid: boolean): NotKept[] {
  const path = show(change.path);
  if (stateBefore(change.path, change.change) !== change.fingerprint)
    return [{ path, reason: 'it was changed while you looked' }];
  if (change.change === 'modified' && change.inPlace === undefined)
    return [{ path, reason: 'it has other names, and the preview could not follow them' }];
  if (change.unsure !== undefined) return [{ path, reason: change.unsure }];
  if (!allowSetuid && isSetuid(change.after?.mode) && !isSetuid(change.before?.mode))
    return [{ path, reason: "it would run with its owner's rights" }];
  return [];
}

const isSetuid = (mode: string | undefined) =>
  mode !== undefined && (Number.parseInt(mode, 8) & 0o6000) !== 0;

async function make(found: readonly FoundChange[], stage: string): Promise<void> {
  const whole = new Set(
    topmost(found.filter(({ change }) => change !== 'mode' && change !== 'modified').map(({ path }) => path)),
  );
  const direct = found.filter(({ path }) => !below(path, whole));
  for (const change of direct) if (change.change === 'deleted') await replace(change.path, [], stage);
  const byFolder = Map.groupBy(
    direct.filter(
      ({ change, inPlace, names }) =>
        change !== 'deleted' && change !== 'mode' && !(change === 'modified' && inPlace && names > 1),
    ),
    ({ path }) => split(path).folder,
  );
  for (const [folder, changes] of byFolder) await replace(folder, changes, stage);
  for (const change of direct)
    if (change.change === 'modified' && change.inPlace && change.names > 1)
      writeInPlace(change.source!, change.path);
  relink(found, stage);
  // Folders last and deepest first: a folder made read-only could not take what belongs into it.
  const toDress = found.filter(
    ({ change, closed, path }) => closed || (change === 'mode' && !below(path, whole)),
  );
  const inPlace = direct.filter(
    ({ change, inPlace, names }) => change === 'mode' || (change === 'modified' && inPlace && names > 1),
  );
  await setAttributes(inPlace);
  for (const change of toDress.reverse()) dress(change);
}

/** Attributes of what stays the file it is. Each folder is held open until they are set. */
async function setAttributes(changes: readonly FoundChange[]): Promise<void> {
  const differing = changes.filter(({ after }) => after?.attributes !== undefined);
  for (const [path, members] of Map.groupBy(differing, ({ path }) => split(path).folder)) {
    const folder = Folder.open(path);
    try {
      const paths = members.map(({ path }) => folder.forOthers(split(path).name));
      const now = await readAttributes(paths);
      await writeAttributes(
        members.map(
          ({ after }, at): AttributeWish => ({
            path: paths[at]!,
            now: now[at]!,
            wanted: after!.attributes!,
          }),
        ),
      );
    } finally {
      folder.close();
    }
  }
}

/** Takes the sources of one folder's changes into a stage beside them and renames each into place; none: removes. */
async function replace(path: string, changes: readonly FoundChange[], stage: string): Promise<void> {
  const folder = Folder.open(changes.length === 0 ? split(path).folder : path);
  try {
    mkdirSync(folder.at(stage), { mode: 0o700 });
    // In a set-group-id folder it is one too, and cp would leave that bit on the folders it copies into it.
    chmodSync(folder.at(stage), 0o700);
    mkdirSync(folder.at(`${stage}/old`), { mode: 0o700 });
    if (changes.length === 0) moveEntry(folder.at(split(path).name), folder.at(`${stage}/old/0`));
    await copyInto(
      changes.map(({ source }) => source!),
      folder.forOthers(stage),
    );
    for (const [index, change] of changes.entries()) {
      const { name } = split(change.path);
      if (change.change === 'replaced') moveEntry(folder.at(name), folder.at(`${stage}/old/${index}`));
      moveEntry(folder.at(`${stage}/${name}`), folder.at(name));
    }
    folder.sync();
  } finally {
    removeTree(folder.at(stage));
    folder.close();
  }
}

/** Names that are one file inside become one file outside. */
function relink(found: readonly FoundChange[], stage: string): void {
  const groups = Map.groupBy(
    found.filter(({ link }) => link !== undefined),
    ({ link }) => link!,
  );
  for (const members of groups.values()) {
    const existing = members.find(({ change, inPlace }) => inPlace && change !== 'created');
    const first = members[0]!.twin ?? existing?.path ?? members[0]!.path;
    for (const { path } of members) {
      if (path === first || statusOf(path)?.ino === statusOf(first)?.ino) continue;
      const { folder, name } = split(path);
      const parent = Folder.open(folder);
      linkSync(Buffer.from(first, 'latin1'), parent.at(stage));
      renameSync(parent.at(stage), parent.at(name));
      parent.close();
    }
  }
}

/** Mode, owner and time only. */
function dress({ path, after, source }: FoundChange): void {
  const { folder, name } = split(path);
  const parent = Folder.open(folder);
  const now = statusOf(path)!;
  if (Number(now.uid) !== after!.uid || Number(now.gid) !== after!.gid)
    lchownSync(parent.at(name), after!.uid, after!.gid);
  if (after!.type !== 'link') chmodSync(parent.at(name), Number.parseInt(after!.mode, 8));
  const { atimeNs, mtimeNs } = statusOf(source!) ?? now;
  if (after!.type !== 'folder') lutimesSync(parent.at(name), Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9);
  parent.close();
}

const show = (path: string) => Buffer.from(path, 'latin1').toString('utf8');
