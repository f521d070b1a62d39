import type { RuleSet } from './rules/types.ts';

/** The world a step is judged in, as far as it needs no disk. */
export interface Setting {
  readonly cwd: string;
  readonly home: string;
  readonly user: string;
  /** The folder the work is about: read scope and write scope start here. Default: cwd, unless that is home or above. */
  readonly project?: string;
  /** Content went into the context of the plan (files, output, piped sample …). */
  readonly tainted: boolean;
  readonly stdin: 'none' | 'data';
  /** Steps of this plan that ran already: judged only for what they may have changed. */
  readonly ran: readonly { readonly id: string; readonly command: string }[];
  /** Functions and aliases the session's shell has; such a name is not the program. */
  readonly functions: readonly string[];
  readonly rules: RuleSet;
  /** Our own folders (config, state, data), protected from commands. */
  readonly own: readonly string[];
}

/** The work's folder; undefined when the shell stands in home, above it or in a folder of the system: nothing is in scope then. */
export function projectOf(setting: Setting): string | undefined {
  if (setting.project !== undefined) return setting.project;
  const { cwd, home } = setting;
  if (cwd === '/' || cwd === home || home.startsWith(`${cwd}/`)) return undefined;
  if (/^\/(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr|var)(?:\/|$)/.test(cwd)) return undefined;
  return cwd;
}
