import { pathsOf, prepareState } from '../config/paths.ts';
import { handToShell, prepareShellFolder } from '../journal/shell.ts';
import type { Journal } from '../session/ports.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The folder through which a shell's hook and assent speak, made ready. */
export function prepareShellHook(env: Env): string {
  const paths = pathsOf(env);
  prepareState(paths);
  return prepareShellFolder(paths.state);
}

/** A journal that also leaves each command, once its start is on record, to the history of the person's own shell. */
export function withShellHistory(journal: Journal, env: Env, state: string): Journal {
  return {
    async append(event) {
      await journal.append(event);
      if (event.type === 'step-started') handToShell(env, state, event.command);
    },
  };
}
