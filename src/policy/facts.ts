/**
 * What the judge asks about the world. It never looks itself: `needs` says what it wants to know, `facts/` answers,
 * `judge` decides. A fact that is missing counts as the worst case.
 */
export type FactRequest =
  /** Where a path leads: absolute, not normalised (`..` and symlinks are resolved as the kernel does). */
  | { readonly kind: 'path'; readonly path: string }
  /** What an absolute pattern matches; literal characters are escaped with a backslash. */
  | { readonly kind: 'glob'; readonly pattern: string }
  /** Which file a program name starts. */
  | { readonly kind: 'program'; readonly name: string }
  /** The effective git configuration in a folder. */
  | { readonly kind: 'git'; readonly cwd: string }
  /** Files below a folder whose names say that they hold secrets. */
  | { readonly kind: 'secrets'; readonly path: string }
  /** The first of these names that stands in a folder or in one above it. */
  | { readonly kind: 'above'; readonly path: string; readonly names: readonly string[] }
  /** SHA-256 of a file's content; `missing` where nothing stands there. */
  | { readonly kind: 'hash'; readonly path: string };

export interface PathFact {
  /** The path without links and dots; of the part that exists when the end does not. */
  readonly real: string;
  readonly type: 'file' | 'dir' | 'device' | 'other' | 'missing';
  /** Others than the user and root may write to the file or to a folder above it. */
  readonly shared?: boolean;
  /** Of a folder: device and number, so that another one in its place is noticed. */
  readonly id?: string;
}

export interface GlobFact {
  readonly matches: readonly { readonly path: string; readonly real: string }[];
  /** There were more than were looked at. */
  readonly truncated: boolean;
}

export interface ProgramFact {
  /** First match on the search path; missing when there is none. */
  readonly path?: string;
  /** In a folder of the system, owned by root, writable by nobody else. */
  readonly trusted: boolean;
}

export interface GitFact {
  /** Work tree, or the repository itself when it is bare; missing outside a repository. */
  readonly root?: string;
  /** Folder of the repository: `.git` or where it points. */
  readonly folder?: string;
  /** Keys set by the repository (its config, worktree config, files they include, modules), lower case. */
  readonly keys: readonly { readonly key: string; readonly value: string; readonly file: string }[];
  /** Why the configuration could not be read wholly. */
  readonly problem?: string;
}

export interface SecretsFact {
  readonly found: readonly string[];
  readonly truncated: boolean;
}

export interface Answers {
  readonly path: PathFact;
  readonly glob: GlobFact;
  readonly program: ProgramFact;
  readonly git: GitFact;
  readonly secrets: SecretsFact;
  readonly above: { readonly found?: string };
  readonly hash: { readonly hash?: string };
}

/** Answers by `factKey`. A plain Map does. */
export interface Facts {
  get(key: string): Answers[FactRequest['kind']] | undefined;
}

export const NO_FACTS: Facts = new Map();

export function factKey(request: FactRequest): string {
  switch (request.kind) {
    case 'glob':
      return `glob ${request.pattern}`;
    case 'program':
      return `program ${request.name}`;
    case 'above':
      return `above ${request.path} ${request.names.join('/')}`;
    case 'git':
      return `git ${request.cwd}`;
    default:
      return `${request.kind} ${request.path}`;
  }
}

/** Asks the facts and remembers what was missing, and what was told. */
export class FactDesk {
  readonly missing = new Map<string, FactRequest>();
  /** Everything asked about the step in hand, with the answers. */
  asked = new Map<string, readonly [FactRequest, Answers[FactRequest['kind']] | undefined]>();
  private readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  ask<K extends FactRequest['kind']>(request: Extract<FactRequest, { kind: K }>): Answers[K] | undefined {
    const key = factKey(request);
    const answer = this.facts.get(key);
    if (answer === undefined) this.missing.set(key, request);
    this.asked.set(key, [request, answer]);
    return answer as Answers[K] | undefined;
  }
}
