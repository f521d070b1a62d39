import { pathsOf } from '../config/paths.ts';
import { readOnlyJudge } from '../facts/read-only.ts';
import { lastShellFailure } from '../journal/shell.ts';
import type { JudgePort } from '../session/ports.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What `assent fix` needs beside the one-shot. */
export const openFix = (env: Env) => ({
  /** The command that failed last in the person's own shell, as its hook left it. */
  shellFailure: () => lastShellFailure(env, pathsOf(env).state),
  readOnly: (judge: JudgePort) => readOnlyJudge(judge),
});
