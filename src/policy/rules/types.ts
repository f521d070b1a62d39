import type { EffectKind } from '../types.ts';

/** A rule of a policy file, read and checked. */
export interface Rule {
  readonly name: string;
  readonly verdict: 'allow' | 'ask' | 'deny' | 'lift';
  /** Program base names; empty matches every program. */
  readonly programs: readonly string[];
  /** Subcommand words that must be met, in order. */
  readonly subcommand: readonly string[];
  /** Options of which every one must be given. */
  readonly options: readonly string[];
  /** When set, every option given must be one of these or one of `options`. */
  readonly onlyOptions?: readonly string[];
  /** Patterns (`*` within a name, `**` across) that every path or target of the matched effects must fit. */
  readonly paths: readonly string[];
  /** Exact operands that must stand first. */
  readonly operands: readonly string[];
  /** Effects it speaks about; empty: all but unknown and privilege. */
  readonly effects: readonly EffectKind[];
  /** Also for plans whose context holds untrusted content. */
  readonly afterUntrusted: boolean;
  /** Files whose SHA-256 must be as remembered: what defines the code a command runs. */
  readonly hashes: Readonly<Record<string, string>>;
  /** For `lift`: the built-in denies it takes back. */
  readonly lifts: readonly string[];
  readonly layer: 'organisation' | 'user' | 'project';
  /** `policy.toml:12` */
  readonly origin: string;
}

export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly preset: 'read-only' | 'standard' | 'ops' | 'teach';
}

export const NO_RULES: RuleSet = { rules: [], preset: 'standard' };
