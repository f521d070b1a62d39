import type { Missing } from './missing.ts';

/** What a term may be besides a word of the lexicon. */
export type TermKind =
  | 'word'
  | 'quoted'
  | 'path'
  | 'glob'
  | 'ext'
  | 'number'
  | 'size'
  | 'duration'
  | 'date'
  | 'clock'
  | 'url'
  | 'ip'
  | 'email'
  | 'variable'
  | 'mode'
  | 'expression'
  | 'range'
  | 'punct';

export interface WorldEntry {
  /** Relative to the folder, or absolute; as it would be written in a command. */
  readonly path: string;
  readonly type: 'file' | 'dir' | 'link' | 'other';
  /** Bytes; files only. */
  readonly size?: number;
  /** Permission bits. */
  readonly mode?: number;
}

/** What the planner may know of the place. Every look is bounded and starts no program. */
export interface World {
  /** Entries below the folder, breadth first, bounded in depth and number. */
  readonly entries: readonly WorldEntry[];
  /** False when the folder holds more than was read: absence proves nothing then. */
  readonly complete: boolean;
  readonly platform: string;
  readonly home: string;
  /** Inside a git work tree. */
  readonly git: boolean;
  /** 'data' when something is piped in: the first command reads it instead of files. */
  readonly stdin: 'none' | 'data';
  /** Start of what is piped in, when it is known. */
  readonly stdinSample?: string;
  /** Where the fullest disk is mounted, when it is nearly full and not the one of the working folder. */
  readonly fullDisk?: string;
  /** Names of tools that exist; undefined when nobody looked. */
  readonly tools?: ReadonlySet<string>;
  /** One entry by path as written (relative, absolute or ~/…). */
  lookup(path: string): WorldEntry | undefined;
  /** Start of a regular file as text (at most 64 KiB); undefined when it is none, binary or unreadable. */
  peek(path: string): string | undefined;
  /** Names of a folder outside the working folder; empty when it cannot be read. */
  names(path: string): readonly WorldEntry[];
}

export type Role =
  | 'none'
  | 'in'
  | 'to'
  | 'from'
  | 'of'
  | 'with'
  | 'by'
  | 'as'
  | 'named'
  | 'than'
  | 'except'
  | 'object';

export interface Term {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** As it stands in the request. */
  readonly raw: string;
  readonly kind: TermKind;
  /** Concepts and kind marks (`#path`); a term with none is an unknown word. */
  readonly tags: ReadonlySet<string>;
  /** Text meant: inside of quotes, path without its full stop. */
  readonly text: string;
  /** Numbers: the value; sizes: bytes; durations: minutes. */
  readonly value?: number;
  /** What exists here under this name. */
  readonly entry?: WorldEntry;
  /** Several things that a word like "drafts" names together. */
  readonly group?: readonly WorldEntry[];
  /** Costs of leaving it unexplained. */
  readonly weight: number;
  readonly typo: boolean;
  readonly role: Role;
}

export type Language = 'en' | 'zh';

export interface Analysis {
  readonly request: string;
  readonly language: Language;
  /** Language of what is said to the user, where the request was put into other words first. */
  readonly answerIn?: Language;
  readonly terms: readonly Term[];
  readonly world: World;
}

export type Risk = 'read' | 'write' | 'destroy' | 'privilege';

export interface OfflineStep {
  readonly command: string;
  readonly why: string;
  readonly interactive?: boolean;
}

/** One way to understand the request. */
export interface Proposal {
  readonly family: string;
  readonly steps: readonly OfflineStep[];
  readonly risk: Risk;
  /** Assumptions made, in the currency of unexplained words: 1 is one content word. */
  readonly guess?: number;
  /** Higher wins between equal costs. */
  readonly rank?: number;
}

export interface Explained extends Proposal {
  readonly cost: number;
  /** Terms nobody explained. */
  readonly left: readonly Term[];
}

export type OfflineAnswer =
  | {
      readonly kind: 'plan';
      readonly goal: string;
      readonly steps: readonly OfflineStep[];
      readonly family: string;
      readonly risk: Risk;
      readonly confidence: number;
    }
  | {
      readonly kind: 'abstain';
      readonly reason: string;
      /** Pieces of the request that the nearest reading could not account for. */
      readonly left?: readonly string[];
      readonly missing?: Missing;
      readonly language?: Language;
      readonly examples: readonly string[];
    };
