import { accessSync, constants } from 'node:fs';
import { chunks } from './restore.ts';
import { HEAD, TAIL } from './snapshot.ts';

const BASH = ['/usr/bin/bash', '/bin/bash'];

/** Absolute path of bash; undefined when there is none. Never looked up on PATH. */
export function findBash(): string | undefined {
  return BASH.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Takes the snapshot, in a subshell so that nothing of it shows. Posix mode (switched on by an assignment, which no
 * function can shadow) makes `unset`, `trap`, `set` and `exit` the builtins whatever the step defined; then `builtin`
 * is the builtin too, and the mode is left again, for it changes how functions are printed. The step's exit code is
 * carried through.
 */
const SNAPSHOT = [
  '( POSIXLY_CORRECT="$? $SHELLOPTS $BASHOPTS"',
  'unset -f builtin',
  'trap - DEBUG ERR RETURN EXIT',
  'set +eux -- "$POSIXLY_CORRECT"',
  'builtin set +o posix',
  `{ builtin printf '%s\\0' ${HEAD} "$1"`,
  'builtin umask',
  "builtin printf '\\0'",
  'builtin pwd',
  "builtin printf '\\0'",
  'builtin declare -p',
  "builtin printf '\\0'",
  'builtin declare -F',
  "builtin printf '\\0'",
  'builtin declare -f',
  "builtin printf '\\0'",
  'builtin alias -p',
  "builtin printf '\\0'",
  `builtin printf '%s\\0' ${TAIL}`,
  '} >&3',
  'builtin exit "${1%% *}" ) 2>/dev/null',
].join('; ');

export interface BashStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface StartOptions {
  /** Descriptors to close before the step. */
  readonly inherited: readonly number[];
  /** Whether the state is written to descriptor 3 afterwards. */
  readonly snapshot: boolean;
}

/**
 * How approved text reaches bash: as one argument of its own, evaluated by `eval` from the variable in which
 * `bash -c` keeps its text anyway. The restore text stands apart in the environment. While the step runs descriptor 3
 * is closed; bash keeps the original on a close-on-exec one, so no program that the step starts can reach it.
 */
export function bashStart(command: string, restoreText: string, options: StartOptions): BashStart {
  const close = options.inherited.filter((fd) => fd !== 3).map((fd) => `exec ${fd}>&-\n`);
  const take = `${close.join('')}BASH_EXECUTION_STRING=$1\nbuiltin shift`;
  const pieces = chunks(restoreText === '' ? take : `${take}\n${restoreText}`);
  const names = pieces.map((_, index) => `__assent_${index}`);
  const clear = `builtin unset -v ${names.join(' ')}\n`;
  const first = `${clear}${pieces[0]}`;
  const env = Object.fromEntries(names.map((name, index) => [name, index === 0 ? first : pieces[index]!]));
  const restoring = `builtin eval "${names.map((name) => `$${name}`).join('')}"`;
  const running = '{ builtin eval "$BASH_EXECUTION_STRING"; } 3>&-';
  return {
    args: [
      '--noprofile',
      '--norc',
      '-c',
      options.snapshot ? `${restoring}; ${running}; ${SNAPSHOT}` : `${restoring}; ${running}`,
      'bash',
      command,
    ],
    env,
  };
}
