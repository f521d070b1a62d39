import type { Attributes } from '../attributes.ts';

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
  /** State when it was kept, time of the last change of any kind included. */
  readonly before?: string;
  /** State right after the run; undo refuses when it is another one by then. */
  readonly after?: string;
}

export interface Metadata {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Nanoseconds since 1970, as text. */
  readonly modified: string;
  /** Extended attributes; missing in records that were made without. */
  readonly attributes?: Attributes;
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
  /** Kept names of files that had several: base64 of the path, and the file's number. */
  readonly links?: readonly { readonly path: string; readonly inode: string }[];
}

export interface NotKept {
  readonly path: string;
  readonly reason: string;
}

export interface UndoResult {
  readonly restored: readonly string[];
  /** Those of them that had not been there before, and are gone again. */
  readonly removed: readonly string[];
  /** Nothing was touched when this is not empty. */
  readonly refused: readonly NotKept[];
}
