import type { Language } from '../language/language.ts';
import type { Decision, EffectKind } from '../policy/types.ts';
import type { Beyond } from '../session/beyond.ts';
import type { Outcome } from '../session/events.ts';
import { ENGLISH } from './messages-en.ts';
import { CHINESE } from './messages-zh.ts';

/** Why Enter alone does not run a plan. */
export type Gravity =
  | 'delete'
  | 'privilege'
  | 'protected'
  | 'unknown'
  | 'network'
  | 'process'
  | 'tainted'
  | 'denied';

/** All words the session shows. What a plan says is shown as it is. */
export interface Messages {
  /** Text made elsewhere in English (reasons, notices, reports), in this language as far as its catalogue knows it. */
  readonly said: (text: string) => string;
  readonly placeholder: string;
  readonly planning: (planner: string) => string;
  readonly received: (bytes: string) => string;
  readonly judging: string;
  readonly previewing: string;
  readonly planBy: (planner: string) => string;
  readonly embedded: string;
  readonly typed: string;
  readonly tokens: (prompt: number, completion: number) => string;
  readonly cost: (money: string) => string;
  readonly confidence: (percent: number) => string;
  readonly tainted: (sources: string) => string;
  readonly verdict: Readonly<Record<Decision, string>>;
  readonly sandboxed: string;
  /** A step that is asked about and will run in the sandbox. */
  readonly inSandbox: string;
  /** Before what it falls on. */
  readonly effect: Readonly<Record<EffectKind, string>>;
  /** When it is not known what it falls on. */
  readonly effectAlone: Readonly<Record<EffectKind, string>>;
  readonly noEffects: string;
  readonly more: (count: number) => string;
  readonly notes: {
    readonly interactive: string;
    readonly background: string;
    readonly inQueue: string;
    readonly whenIdle: string;
    readonly after: (what: string) => string;
    readonly notBefore: (time: string) => string;
    readonly priority: (rank: number) => string;
    readonly scratch: string;
    readonly timeout: (seconds: number) => string;
    readonly continueOnError: string;
    readonly target: (name: string) => string;
    readonly skipped: string;
    readonly risky: (words: string) => string;
  };
  readonly ask: {
    readonly plan: string;
    readonly step: (number: number, of: number) => string;
    readonly cannotRun: string;
    readonly run: string;
    readonly runAll: string;
    readonly runOthers: string;
    readonly orEnter: string;
    readonly stepwise: string;
    readonly skip: string;
    readonly unskip: string;
    readonly edit: string;
    readonly reply: string;
    readonly preview: string;
    readonly trash: string;
    readonly noTrash: string;
    /** A step that was shown as a move from the start. */
    trashed(command: string): string;
    readonly apply: string;
    readonly typeWord: (word: string, why: string) => string;
    readonly wordKeys: string;
    readonly beyond: Readonly<Record<Beyond, string>>;
    readonly noUndo: (what: string) => string;
    readonly notInPreview: (what: string) => string;
    readonly copiesFirst: (what: string, holds: string) => string;
    readonly copiesTooMuch: (what: string, holds: string) => string;
    readonly outside: string;
    /** The question about a step that failed for want of something, and the answer that lets that stand. */
    readonly again: Readonly<Record<'terminal' | 'sandbox', string>>;
    readonly leave: string;
    readonly always: string;
    readonly ruleQuestion: string;
    readonly addRule: string;
    readonly noAddRule: string;
    readonly noRule: (why: string) => string;
    readonly ruleAdded: (file: string) => string;
    readonly reject: string;
    readonly details: string;
    readonly rest: string;
    readonly choose: string;
    readonly enterDoesNot: (why: string) => string;
    readonly gravity: Readonly<Record<Gravity, string>>;
    readonly tooQuick: string;
    readonly deniedNever: string;
    readonly nothingToRun: string;
    readonly editing: (number: number) => string;
    readonly editKeys: string;
    readonly replying: string;
    readonly replyKeys: string;
    readonly draftWaits: string;
    readonly earlier: (count: number) => string;
    readonly later: (count: number) => string;
  };
  readonly run: {
    readonly stops: string;
    readonly backgrounds: string;
    readonly stopping: string;
    readonly noOutput: string;
    readonly linesBefore: (count: string) => string;
    readonly linesOmitted: (count: string) => string;
    readonly openOutput: (number: number) => string;
    readonly binary: (bytes: string) => string;
    readonly wholeIn: (file: string) => string;
    readonly notKept: string;
    readonly done: string;
    readonly inBackground: (pid: number) => string;
    readonly failed: (code: number) => string;
    readonly notFound: string;
    readonly notExecutable: string;
    readonly signal: (name: string) => string;
    readonly cancelled: string;
    readonly timedOut: string;
    readonly notStarted: (why: string) => string;
    readonly leftovers: (count: number) => string;
    readonly skippedStep: (number: number) => string;
    readonly applied: (count: number, undo: string | undefined) => string;
    readonly notApplied: (path: string, why: string) => string;
    queuedStep(number: number, job: number): string;
    readonly wantedTerminal: string;
    readonly found: (count: number, shown: number) => string;
  };
  readonly outcome: Readonly<Record<Outcome, string>>;
  readonly edited: (number: number) => string;
  readonly revising: (reply: string) => string;
  readonly repairing: (attempt: number) => string;
  readonly forExample: string;
  /** Between a title and what it is the title of. */
  readonly colon: string;
  readonly question: string;
  readonly answering: string;
  readonly warning: string;
  readonly status: {
    readonly root: string;
    readonly help: string;
    readonly running: string;
  };
  readonly hint: {
    readonly leave: string;
    readonly cleared: string;
    readonly queued: (text: string) => string;
    readonly leavesAfter: string;
    readonly unqueued: string;
    readonly background: (count: number) => string;
    readonly busy: string;
    readonly search: (query: string) => string;
    readonly noMatch: (query: string) => string;
    readonly noHistory: string;
    readonly tooLong: string;
    readonly panelOff: string;
    readonly panelOn: string;
    readonly unknownCommand: (name: string) => string;
    readonly noOutput: (number: string) => string;
    readonly failed: (why: string) => string;
  };
  readonly help: readonly (readonly [keys: string, meaning: string])[];
  readonly commands: {
    readonly help: string;
    readonly exit: string;
    readonly clear: string;
    readonly output: string;
    readonly panel: string;
  };
  /** What commands from outside of the screen are about, where this language has its own words for them. */
  readonly about: Readonly<Record<string, string>>;
  readonly panel: {
    readonly cpu: string;
    readonly memory: string;
    readonly swap: string;
    readonly network: string;
    readonly disk: string;
    readonly load: string;
    readonly pressure: string;
    readonly heat: string;
    readonly graphics: string;
    readonly battery: string;
    readonly jobs: string;
    readonly plan: string;
    readonly none: string;
    readonly waiting: string;
    readonly of: string;
    readonly free: string;
    keys(sort: string): string;
    readonly sorts: Readonly<Record<'cpu' | 'memory' | 'io', string>>;
  };
}

export const MESSAGES: Readonly<Record<Language, Messages>> = { en: ENGLISH, zh: CHINESE };
