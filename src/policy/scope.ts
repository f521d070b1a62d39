import type { Folders } from './places.ts';
import type { Arg } from './spec.ts';
import type { Field } from './value.ts';

export interface LoopVariable {
  readonly values: readonly Field[];
  readonly numeric: boolean;
}

/** Where a command stands. `flow` changes as commands run; a subshell gets a copy. */
export interface Scope {
  readonly source: string;
  readonly flow: Flow;
  readonly loops: ReadonlyMap<string, LoopVariable>;
  readonly stdin: 'none' | 'data' | 'pipe' | 'file';
  /** What stdin gives, where the text itself says so: `echo … |`, `<<<`, a here-document. */
  readonly stdinText?: string | undefined;
  /** The paths that find hands on through the pipe: each below its starting points. */
  readonly stdinPaths?: Found | undefined;
  readonly depth: number;
  readonly via: readonly string[];
  /** `$0`, `$1` … of a function or text whose call stands here; only for what is denied. */
  readonly given?: readonly Arg[] | undefined;
}

export interface Found {
  readonly paths: Arg;
  /** Each ends with a zero byte, which no name holds; ended by lines, a name may pass for several words. */
  readonly zero: boolean;
}

export interface Flow {
  folders: Folders;
  /** Where the shell still is if a `cd` before did not happen. */
  otherwise?: { readonly folders: Folders };
  /** Variables the script has set for certain by now, and whether all it ever gives them are numbers. */
  assigned?: ReadonlyMap<string, boolean> | undefined;
}

export const fork = (scope: Scope, more: Partial<Scope> = {}): Scope => ({
  ...scope,
  flow: { ...scope.flow },
  ...more,
});

export function union(a: Folders, b: Folders): Folders {
  if (!a || !b) return undefined;
  // The same folders stay the same list: whoever asks whether a body went elsewhere compares it.
  if (b.every((folder) => a.includes(folder))) return a;
  const all = [...new Set([...a, ...b])];
  return all.length > 4 ? undefined : all;
}

/** A failed `cd` goes unnoticed from here on. */
export function settle(flow: Flow): void {
  if (!flow.otherwise) return;
  flow.folders = union(flow.folders, flow.otherwise.folders);
  delete flow.otherwise;
}

/** The last change of folder may not have happened. */
export function mayStay(flow: Flow, before: Folders): void {
  flow.otherwise = { folders: flow.otherwise ? union(flow.otherwise.folders, before) : before };
}
