import type { StateVector } from './state-vector.ts';

/** What a planner is told about the world: bounded, redacted, gathered without starting anything the folder names. */
export interface Context {
  readonly system: {
    /** "linux", "darwin" … as Node names it. */
    readonly platform: string;
    /** "Debian GNU/Linux 12 (bookworm)". */
    readonly distribution?: string;
    readonly shell: string;
    readonly dialect: 'gnu' | 'bsd' | 'busybox';
    /** Tools found on the fixed search path. */
    readonly tools: readonly string[];
    readonly packageManager?: string;
    readonly user: string;
    readonly host: string;
  };
  readonly cwd: string;
  readonly home: string;
  /** First entries of the folder, names only raw (quote before showing). */
  readonly listing: { readonly entries: readonly Entry[]; readonly total: number };
  /** Missing outside a repository; read from `.git` as files. */
  readonly git?: {
    readonly branch?: string;
    readonly detached?: boolean;
    readonly root: string;
    readonly state?: string;
  };
  readonly state?: StateVector;
  readonly lastResults: readonly LastResult[];
  /** Redacted, at most 4 KiB of piped stdin. Its presence taints the plan. */
  readonly stdinSample?: string;
  /** A few words on what runs unasked, so that a planner may prefer it. */
  readonly unasked: string;
}

export interface Entry {
  readonly name: string;
  readonly type: 'file' | 'dir' | 'link' | 'other';
  /** Bytes; files only. */
  readonly size?: number;
}

export interface LastResult {
  readonly request: string;
  readonly command: string;
  readonly exitCode: number | null;
  /** Redacted end of stderr, when it failed. Its presence taints the plan. */
  readonly stderrTail?: string;
}
