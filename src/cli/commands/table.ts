import type { Speaker } from '../../language/speaker.ts';
import type { ProcessIo } from '../deps.ts';
import type { Flags } from '../flags.ts';

export interface CommandInput {
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly io: ProcessIo;
  /** The adapters; faces know them only by what compose offers. */
  readonly compose: typeof import('../../compose.ts');
  /** The language of the person: looked up by what prints text. */
  readonly speaker: () => Promise<Speaker>;
  /** The one-shot, from its own bundle. */
  readonly fast: () => Promise<typeof import('../../fast.ts')>;
}

export type Command = (input: CommandInput) => Promise<number>;

/** Subcommands that work, each loaded when it is called. */
export const commands: Readonly<Record<string, (() => Promise<Command>) | undefined>> = {
  run: async () => (await import('./run.ts')).run,
  audit: async () => (await import('./audit.ts')).audit,
  history: async () => (await import('./history.ts')).history,
  sessions: async () => (await import('./history.ts')).sessions,
  state: async () => (await import('./state.ts')).state,
  config: async () => (await import('./config.ts')).config,
  trust: async () => (await import('./config.ts')).trust,
  doctor: async () => (await import('./config.ts')).doctor,
  policy: async () => (await import('./policy.ts')).policy,
  undo: async () => (await import('./undo.ts')).undo,
  explain: async () => (await import('./explain.ts')).explain,
  fix: async () => (await import('./fix.ts')).fix,
  init: async () => (await import('./init.ts')).init,
  model: async () => (await import('./model.ts')).model,
  setup: async () => (await import('./setup.ts')).setup,
  jobs: async () => (await import('./jobs.ts')).jobs,
  schema: async () => (await import('./schema.ts')).schema,
};
