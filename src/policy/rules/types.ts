import type { EffectKind } from '../types.ts';

export type Layer = 'organisation' | 'user' | 'project';

/** A rule of a policy file, read and checked. */
export interface Rule {
  readonly name: string;
  /** `lift` turns a built-in deny into an ask; the others are what they say. */
  readonly verdict: 'allow' | 'ask' | 'deny' | 'lift';
  /** Program base names; empty matches every program. */
  readonly programs: readonly string[];
  /** Subcommand words that must be met, in order. */
  readonly subcommand: readonly string[];
  /** Options of which every one must be given. */
  readonly options: readonly string[];
  /** When set, every option given must be one of these or of `options`. */
  readonly onlyOptions: readonly string[] | undefined;
  /** Operands that must stand there, exactly these and no more. */
  readonly operands: readonly string[] | undefined;
  /** Patterns (`*` within a name, `**` across) one of which every path or target of a covered effect must fit. */
  readonly paths: readonly string[];
  /** Effects it speaks about; empty: every one of the command. An allow names them. */
  readonly effects: readonly EffectKind[];
  /** Also for plans whose context holds untrusted content. */
  readonly afterUntrusted: boolean;
  /** File to SHA-256 of its content, as remembered: what defines the code that runs. A change asks again. */
  readonly hashes: Readonly<Record<string, string>>;
  /** It covers code of the project without remembering what defines it. */
  readonly unpinned: boolean;
  /** For `lift`: names of the built-in denies it takes back. */
  readonly lifts: readonly string[];
  readonly layer: Layer;
  /** `policy.toml:12` */
  readonly origin: string;
}

export type Preset = 'read-only' | 'standard' | 'ops' | 'teach';

export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly preset: Preset;
  /** A file or a tightening rule could not be used: everything asks until it is mended. */
  readonly broken?: string;
}

export const NO_RULES: RuleSet = { rules: [], preset: 'standard' };
