import type { ToolSpec } from '../spec.ts';

/** Tools that start the command given in their arguments: it is judged as if it stood alone. */
export const WRAPPERS: readonly ToolSpec[] = [
  {
    names: 'nice',
    style: 'posix',
    options: `
      -#
      -n --adjustment =text
    `,
    operands: 'command',
    bare: true,
    allow: ['nice -n 10 du -sh .', 'nice -19 ls'],
    ask: ['nice rm a', 'nice --frob ls'],
    deny: ['nice -n 19 rm -rf /'],
  },
  {
    names: 'sudo',
    style: 'posix',
    options: `
      -AbEHknPS --askpass --background --preserve-env --set-home --reset-timestamp --non-interactive --stdin
      -u --user -g --group -p --prompt -C --close-from -T --command-timeout -h --host -r --role -t --type =text
      -D --chdir -R --chroot =unknown
      -i -s --login --shell !exec # starts a shell
    `,
    operands: 'assign* command',
    does: 'privilege',
    allow: [],
    ask: ['sudo ls', 'sudo -u root cat /etc/shadow'],
    deny: ['sudo -n rm -rf /*', 'sudo FOO=1 rm -rf /'],
  },
  {
    names: 'xargs',
    style: 'posix',
    options: `
      -0rtx --null --no-run-if-empty --verbose --exit
      -n --max-args -L --max-lines -P --max-procs -s --max-chars -d --delimiter -E -I --replace =text
      -a --arg-file =read
    `,
    operands: 'command+',
    allow: ['ls | xargs ls -d', 'ls | xargs'],
    ask: ['cat list | xargs rm', 'printf x | xargs rg TODO', 'ls | xargs sh -c'],
  },
];
