import type { RuleSet } from './rules/types.ts';

/** The world a step is judged in, as far as it needs no disk. */
export interface Setting {
  readonly cwd: string;
  readonly home: string;
  readonly user: string;
  /** The folder the work is about: read scope and write scope start here. Undefined in home, above it and in the system. */
  readonly project: string | undefined;
  /** The project is the home folder itself: read there, but no write scope. */
  readonly projectIsHome?: boolean;
  /** Content went into the context of the plan (files, output, piped sample …). */
  readonly tainted: boolean;
  readonly stdin: 'none' | 'data';
  /** Steps of this plan that ran already: judged only for what they may have changed. */
  readonly ran: readonly { readonly id: string; readonly command: string }[];
  /** Functions and aliases the session's shell has; such a name is not the program. */
  readonly functions: readonly string[];
  /** Variables and options of the session's shell that steps changed. */
  readonly changed?: readonly string[];
  /** Variables of the session that do with what they are given more than keep it. */
  readonly declared?: readonly string[];
  /** CDPATH is set: `cd name` may go somewhere else. */
  readonly searchesFolders?: boolean;
  readonly rules: RuleSet;
  /** Contents a person said yes to after they had changed, by `pinKey`; they take the place of what a rule remembers. */
  readonly accepted?: ReadonlyMap<string, string>;
  /** Our own folders (config, state, data), protected from commands. */
  readonly own: readonly string[];
}

/** The work's folder; undefined when nothing is in scope. */
export const projectOf = (setting: Setting): string | undefined => setting.project;
