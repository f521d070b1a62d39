import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createExecutor } from '../../src/executor/local.ts';
import { quote } from '../../src/executor/restore.ts';
import { SET_OPTIONS, SHOPT_OPTIONS } from '../../src/executor/shell-state.ts';
import { BASE_ENV, run } from './harness.ts';

const names = [
  'A',
  'B_2',
  'PATH',
  'list',
  'map',
  'num',
  'up',
  'ref',
  'HOME',
  'LC_X',
  'VIRTUAL_ENV',
  'OLDPWD',
];
const functions = ['f', 'g', 'my-fn', 'deactivate', 'cd', 'printf', 'ls.x', 'trap2'];
const folders = ['plain', 'with blank', 'quo\'te"d', 'new\nline', '-dash', 'link', '漢字', 'deep/er'];

/** Everything that is promised to last, said by whatever shell runs it. Speaks through builtins only. */
const PROBE = [
  'builtin pwd',
  'builtin umask',
  ...names.map((name) => `builtin declare -p ${name} 2>/dev/null || builtin echo no ${name}`),
  ...functions.map((name) => `builtin declare -f ${name} || builtin echo no ${name}`),
  `builtin set -o | /bin/grep -E '^(${SET_OPTIONS.join('|')})[[:space:]]'`,
  `builtin shopt ${SHOPT_OPTIONS.join(' ')} 2>/dev/null`,
  '/usr/bin/env -0 | /usr/bin/sort -z | /bin/grep -z -E "^(A|B_2|LC_X|VIRTUAL_ENV|PATH|HOME|OLDPWD)="',
].join('\n');

const bytes = fc
  .uint8Array({ maxLength: 40 })
  .map((raw) => quote(Buffer.from(raw.filter((byte) => byte !== 0)).toString('latin1')));
const awkward = fc
  .constantFrom('', ' ', "'", '"', '$x', '`id`', '\\', '\n', '\n\n', '!', '~', '*', '$(id)', '\t', '漢', "$'")
  .map((text) => quote(Buffer.from(text).toString('latin1')));
const value = fc.oneof(
  bytes,
  awkward,
  fc.tuple(awkward, bytes, awkward).map((parts) => parts.join('')),
);
const name = fc.constantFrom('A', 'B_2', 'LC_X', 'VIRTUAL_ENV');
const fn = fc.constantFrom(...functions);
const body = fc.constantFrom(
  'echo hi',
  'local x=1; printf "%s\\n" "$x" $\'a\\tb\'; return 3',
  'cat <<EOF\n$1 "q" `echo y`\n\tEOF\nEOF',
  "cat <<'EOF' | tr a b\nraw $1\nEOF\necho after",
  'case $1 in a|b) echo one;; *) [[ $1 =~ ^x.*$ ]] && (( x++ )) || { echo two; };; esac',
  'for ((i=0; i<2; i++)); do echo $i; done; while read -r l; do echo "$l"; done < <(echo p)',
  'inner() { echo in; }; inner >/dev/null 2>&1; if ! false; then :; elif true; then :; else :; fi',
  '( cd / && pwd ) & wait; time true; arr=(1 "2 3"); echo ${arr[@]/#/x} ${1:-"d e"}',
  'select x in a b; do break; done <<< "1"; until true; do :; done; coproc cat',
);

/** Lists of steps, each a few commands, in the folders of `prepareFolders`. */
export function sessionPlans(root: string): fc.Arbitrary<string[]> {
  const action = fc.oneof(
    fc.tuple(name, value).map(([n, v]) => `export ${n}=${v}`),
    fc.tuple(name, value).map(([n, v]) => `${n}=${v}`),
    name.map((n) => `unset ${n}`),
    name.map((n) => `export -n ${n}`),
    name.map((n) => `export ${n}`),
    fc.constantFrom(...folders).map((f) => `cd -- ${quote(Buffer.from(join(root, f)).toString('latin1'))}`),
    fc.constantFrom('cd', 'cd -', 'cd ..', 'cd /nonexistent', 'cd -P .', 'cd /usr/bin', 'cd link'),
    fc.array(value, { maxLength: 4 }).map((values) => `list=(${values.join(' ')})`),
    value.map((v) => `list+=(${v}); list[17]=${v}; unset 'list[0]'`),
    fc.tuple(value, value).map(([k, v]) => `unset map; declare -A map; map[k${k}]=${v}; map[x]=y`),
    fc.integer({ min: -9, max: 99 }).map((n) => `declare -i num; num=${n}+1`),
    value.map((v) => `declare -u up=${v}`),
    value.map((v) => `declare -lx up; up=${v}`),
    fc.constantFrom('declare -n ref=A', 'unset -n ref', 'declare -a list', 'unset list map num up'),
    fc.tuple(fn, body).map(([f, b]) => `function ${f} { ${b}\n}`),
    fc.tuple(fn, body).map(([f, b]) => `${f} () ( ${b}\n)`),
    fn.map((f) => `unset -f ${f}`),
    fc.constantFrom('umask 077', 'umask 022', 'umask u=rwx,g=rx,o=', 'umask 0'),
    fc
      .tuple(fc.constantFrom('-o', '+o'), fc.constantFrom(...SET_OPTIONS.filter((o) => o !== 'nounset')))
      .map(([sign, option]) => `set ${sign} ${option}`),
    fc
      .tuple(fc.constantFrom('-s', '-u'), fc.constantFrom(...SHOPT_OPTIONS))
      .map((words) => `shopt ${words.join(' ')}`),
    fc.constantFrom(
      'false',
      '(exit 9)',
      'no-such-command',
      'PATH=$PATH:/opt/x',
      'unset OLDPWD',
      ': "${A:=set}"',
    ),
    fc.constantFrom(`source ${root}/activate`, 'type deactivate >/dev/null 2>&1 && deactivate'),
  );
  const step = fc.array(action, { minLength: 1, maxLength: 3 }).map((actions) => actions.join('\n'));
  return fc.array(step, { minLength: 1, maxLength: 5 });
}

export function prepareFolders(root: string): void {
  for (const name of folders) {
    if (name === 'link') symlinkSync(join(root, 'plain'), join(root, name));
    else mkdirSync(join(root, name), { recursive: true });
  }
  writeFileSync(
    join(root, 'activate'),
    [
      'deactivate() { PATH=$_OLD_PATH; export PATH; unset _OLD_PATH VIRTUAL_ENV; unset -f deactivate; }',
      'VIRTUAL_ENV=/srv/v; export VIRTUAL_ENV; _OLD_PATH=$PATH; PATH=$VIRTUAL_ENV/bin:$PATH; export PATH; hash -r',
    ].join('\n'),
  );
}

export const sessionEnv = (root: string) => ({ ...BASE_ENV, HOME: root, A: 'from outside' });

/** What our session says of itself after these steps. */
export async function ours(root: string, plan: readonly string[]): Promise<string> {
  const executor = createExecutor({ cwd: root, env: sessionEnv(root) });
  try {
    for (const step of plan) await run(executor, step);
    return (await run(executor, PROBE)).out;
  } finally {
    await executor.close();
  }
}

/** The same steps in one bash that lives on. */
export function living(root: string, plan: readonly string[]): string {
  const script = [
    ...plan.map((_, index) => `eval "\${${index + 1}}" >/dev/null 2>&1 </dev/null`),
    'eval "$PROBE_TEXT"',
  ];
  return execFileSync('/bin/bash', ['--noprofile', '--norc', '-c', script.join('\n'), 'bash', ...plan], {
    cwd: root,
    env: { ...sessionEnv(root), PROBE_TEXT: PROBE, TERM: 'dumb' },
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString('latin1');
}
