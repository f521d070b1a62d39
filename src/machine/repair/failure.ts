import type { Plan, Step } from '../../plan/plan.ts';

/** A command that failed, as it was run. */
export interface Failure {
  readonly command: string;
  readonly exitCode: number | null | undefined;
  /** The end of what it said; data, never instructions. */
  readonly stderr: string;
}

/** What a rule may ask about the machine. Every answer is read from files; nothing is started. */
export interface RepairWorld {
  readonly cwd: string;
  readonly home: string;
  /** Whether we are the superuser, so that no `sudo` is needed. */
  readonly root: boolean;
  readonly packageManager: string | undefined;
  readonly programs: ReadonlySet<string>;
  /** Names in a folder; empty when it cannot be read. Relative paths start at `cwd`. */
  names(folder: string): readonly string[];
  kind(path: string): 'file' | 'dir' | undefined;
  executable(path: string): boolean;
  writable(path: string): boolean;
  /** The head of a small text file. */
  text(path: string): string | undefined;
  readonly branch: string | undefined;
  readonly branches: readonly string[];
  /** Who listens on a TCP port of this machine. */
  listener(port: number): { readonly pid: number; readonly name: string } | undefined;
  readonly tags: readonly string[];
  /** Options the manual of a program, or of its subcommand, names. */
  options(program: string, subcommand: readonly string[]): readonly string[];
  /** Names of systemd's units. */
  units(): readonly string[];
  /** The library to link with for a symbol: "m" for `pow`. */
  libraryWith(symbol: string): string | undefined;
  /** A folder below here, few levels down, that has this file; undefined when none or several have it. */
  folderWith(name: string): string | undefined;
  /** What may be deleted to make room on the file system of this folder, largest first. */
  disposable(folder: string): readonly Disposable[];
}

export interface Disposable {
  readonly path: string;
  readonly bytes: number;
  readonly what: 'cache' | 'log' | 'temporary';
}

/** A rule looks at one kind of failure and says nothing about any other. */
export type Rule = (failure: Failure, world: RepairWorld) => Plan | undefined;

const check = (command: string, why: string): Step => ({ id: 'check', command, why, role: 'check' });
const change = ([command, why, mode]: Change, index: number): Step => ({
  id: index === 0 ? 'change' : `change${index + 1}`,
  command,
  why,
  role: 'change',
  ...(mode === 'background' ? { background: true } : {}),
});

/** A command and why; a server keeps running in the background while it is verified. */
export type Change = readonly [command: string, why: string, mode?: 'background'];

export interface Repair {
  readonly goal: string;
  readonly check?: readonly [command: string, why: string];
  readonly changes?: readonly Change[];
  /** The last step says whether it worked: the command itself wherever its success is the measure. */
  readonly verify: readonly [command: string, why: string];
}

export function repairPlan({ goal, check: pre, changes = [], verify }: Repair): Plan {
  return {
    version: 1,
    goal,
    steps: [
      ...(pre ? [check(...pre)] : []),
      ...changes.map(change),
      { id: 'verify', command: verify[0], why: verify[1], role: 'verify' },
    ],
  };
}

export const question = (goal: string, text: string): Plan => ({
  version: 1,
  goal,
  steps: [],
  question: text,
});

export const AGAIN = 'the command again';
export const CORRECTED = 'the command as it was probably meant';
