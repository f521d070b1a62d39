import type { Finding } from './finding.ts';
import type { Folders } from './places.ts';

/** One simple command that was met, wherever it hid, and what it would do. */
export interface CommandReport {
  /** Its text in the source. */
  readonly text: string;
  /** Base name of the program; missing when it is not known before it runs. */
  readonly program?: string;
  /** Subcommand words, option names and operands as they were understood. */
  readonly subcommand: readonly string[];
  readonly options: readonly string[];
  readonly operands: readonly string[];
  /** Wrappers around it, outermost first: `sudo`, `bash -c`. */
  readonly via: readonly string[];
  /** Where it works; undefined when nobody can say. */
  readonly folders?: Folders;
  readonly findings: readonly Finding[];
}
