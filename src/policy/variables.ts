import { printed } from './printed.ts';
import type { Scope } from './scope.ts';
import type { Setting } from './setting.ts';
import { argument } from './suspects.ts';
import { any, type Field, lit } from './value.ts';
import type { WordScope } from './words.ts';

/** What is known of variables where a command stands; `assigned` gives the values the script may set. */
export function wordScope(
  scope: Scope,
  { home, user }: Setting,
  assigned: (name: string) => readonly Field[] | undefined,
): WordScope {
  const [only, ...more] = scope.flow.folders ?? [];
  const cwd = more.length === 0 ? only : undefined;
  const words: WordScope = {
    home,
    user,
    cwd,
    variable: (name) => {
      const loop = scope.loops.get(name);
      if (loop) return loop.values;
      const argued = argument(name, scope.given);
      if (argued) return argued;
      const given = assigned(name);
      const standard = standardVariable(name, home, user, cwd);
      if (given) return [...given, standard === undefined ? [any(true)] : [lit(standard)]];
      return standard === undefined ? undefined : [[lit(standard)]];
    },
    printed: (part) => printed(part, words),
  };
  return words;
}

function standardVariable(
  name: string,
  home: string,
  user: string,
  cwd: string | undefined,
): string | undefined {
  if (name === 'HOME') return home;
  if (name === 'USER' || name === 'LOGNAME') return user;
  if (name === 'PWD') return cwd;
  if (name === 'IFS') return ' \t\n';
  return name === 'BASH' ? '/bin/bash' : undefined;
}
