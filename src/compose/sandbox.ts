import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalOptions } from '../executor/local.ts';
import { type JudgeInput, projectOf } from '../facts/judge.ts';
import type { SandboxMode, SandboxWorks } from '../policy/sandboxed.ts';

export interface SandboxInput {
  readonly mode: SandboxMode;
  readonly start: string;
  /** Folder the session is in now. */
  readonly cwd: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly paths: JudgeInput['paths'];
  readonly limits: LocalOptions['limits'];
  readonly notice: (text: string) => void;
}

export interface SandboxUse {
  readonly mode: SandboxMode;
  works(): Promise<SandboxWorks>;
  readonly scope: NonNullable<LocalOptions['sandbox']>;
}

/**
 * The sandbox as one process uses it: tried the first time a verdict depends on it, and said once when it cannot work.
 * A step that nobody looked at may write nothing; one a person said yes to may write in the project.
 */
export function sandboxUse(input: SandboxInput): SandboxUse {
  const { mode, env, paths } = input;
  const own = [paths.config, paths.state, paths.cache, paths.data];
  let tried: Promise<SandboxWorks> | undefined;
  return {
    mode,
    works() {
      tried ??= probe().then((works) => {
        sayOnce(works, mode, paths.state, input.notice);
        return works;
      });
      return tried;
    },
    scope: ({ approval, verdict }) => {
      const project = projectOf(input.start, input.cwd(), env);
      const here = project === undefined ? [] : [project];
      return {
        writable: approval.by === 'policy' ? [] : here,
        readable: here,
        home: env.HOME ?? '/',
        own,
        network: verdict.verdict === 'ask' && verdict.effects.some(({ kind }) => kind === 'network'),
        ...(input.limits ? { limits: input.limits } : {}),
      };
    },
  };
}

async function probe(): Promise<SandboxWorks> {
  const { probeSandbox } = await import('../executor/sandbox/probe.ts');
  const state = await probeSandbox();
  if (state.ok) return state;
  return { ok: false, why: `${state.why}${state.mend === undefined ? '' : `; to mend it: ${state.mend}`}` };
}

/** Said when it is new: a note beside the record keeps it from being said at every call. */
function sayOnce(
  works: SandboxWorks,
  mode: SandboxMode,
  state: string,
  notice: (text: string) => void,
): void {
  const note = join(state, 'sandbox-said');
  const text = works.ok ? '' : works.why;
  try {
    if (readFileSync(note, 'utf8') === text) return;
  } catch {
    if (works.ok) return;
  }
  try {
    mkdirSync(state, { recursive: true, mode: 0o700 });
    writeFileSync(note, text, { mode: 0o600 });
  } catch {
    // Then it is said again.
  }
  if (!works.ok && mode === 'auto')
    notice(`the sandbox does not work here, so what it could hold is asked about instead: ${text}`);
}
