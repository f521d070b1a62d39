import type { Arg, Call, ToolSpec, Use } from '../spec.ts';
import { unknown } from '../uses.ts';

/** What stdin gives stands where the replacement string stood, or at the end. */
function xargsCall({ operands, has, values }: Call): readonly Use[] {
  if (operands.length === 0) return [];
  const given = values('-I', '--replace', '-i')[0];
  if (given && !given.exact) return [{ kind: 'unknown', detail: 'a replacement that is not known' }];
  const replace = has('-I', '--replace', '-i') ? given?.text || '{}' : undefined;
  const args = operands.map(
    (arg): Arg =>
      replace !== undefined && arg.text.includes(replace)
        ? { text: arg.text.slice(0, arg.text.indexOf(replace)), exact: false, many: false }
        : arg,
  );
  return [
    replace === undefined
      ? { kind: 'command', args: [...args, { text: '', exact: false, many: true }], param: 'stdin' }
      : { kind: 'command', args, param: replace },
  ];
}

/** Without a command it prints the environment. */
function envCall(call: Call): readonly Use[] {
  const started = call.operands.find((arg) => !/^[A-Za-z_]\w*=/.test(arg.text));
  if (!started) return [{ kind: 'secret', detail: 'prints the environment' }];
  const takesAway = call.has('-', '-i', '--ignore-environment', '-u', '--unset');
  return takesAway && GUARDED.test(started.text)
    ? [unknown('without what the environment says it may write, ask for updates or wait for a key', started)]
    : [];
}

/** They read quietly because the executor's environment tells them to. */
const GUARDED = /(?:^|\/)(?:git|npm|npx|terraform|tofu|vault|packer|consul|nomad|man|systemctl|journalctl)$/;

const words = (text: string) => text.trim().split(/\s+/).join(' ');

/** Tools that start the command given in their arguments: it is judged as if it stood alone. */
export const WRAPPERS: readonly ToolSpec[] = [
  {
    names: 'nice',
    style: 'posix',
    options: `
      -#
      -n --adjustment =text
      --help --version
    `,
    operands: 'command',
    allow: ['nice -n 10 du -sh .', 'nice -19 ls'],
    ask: ['nice rm a', 'nice --frob ls'],
    deny: ['nice -n 19 rm -rf /'],
  },
  {
    names: 'timeout gtimeout',
    style: 'posix',
    options: `
      -fpv --preserve-status --foreground --verbose --help --version
      -k --kill-after -s --signal =text
    `,
    operands: 'text command',
    allow: ['timeout 5 ls', 'timeout -k 1 5s grep x f'],
    ask: ['timeout 5 rm a', 'timeout 5 sh script'],
    deny: ['timeout 60 rm -rf /'],
  },
  {
    names: 'env',
    style: 'posix',
    options: `
      -i0v --ignore-environment --null --debug --help --version -
      -u --unset =text
      -C --chdir =cwd
      -S --split-string =shell !unknown
      --block-signal --default-signal --ignore-signal ?text
    `,
    operands: 'assign* command',
    interpret: envCall,
    allow: ['env LC_ALL=C sort a', 'env -u FOO ls', 'env ls'],
    ask: [
      'env',
      'env -i terraform version',
      'env -u GIT_OPTIONAL_LOCKS git status',
      'env FOO=1 LD_PRELOAD=./x.so ls',
      "env -S'rm notes.txt'",
      'env A=1',
      'env rm a',
    ],
    deny: ['env rm -rf /', 'env A=1 rm -rf /', "env -S 'rm -rf /'", 'env - rm -rf /'],
  },
  {
    names: 'printenv',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands }) =>
      operands.length > 0 &&
      operands.every((arg) => arg.exact && /^(?:HOME|PATH|SHELL|USER|LANG|PWD|TERM)$/.test(arg.text))
        ? []
        : [{ kind: 'secret', detail: 'prints the environment' }],
    allow: ['printenv PATH'],
    ask: ['printenv', 'printenv AWS_SECRET_ACCESS_KEY'],
  },
  {
    names: 'time',
    style: 'posix',
    options: `
      -apvq --portability --verbose --quiet --append --help --version -V
      -f --format =text
      -o --output =write
    `,
    operands: 'command',
    allow: ['command time -p ls'],
    ask: ['command time -o x ls', 'command time rm a'],
    deny: ['time rm -rf /', 'command time rm -rf /'],
  },
  {
    names: 'stdbuf',
    style: 'posix',
    options: `
      -i --input -o --output -e --error =text
    `,
    operands: 'command',
    allow: ['stdbuf -oL grep x f', 'stdbuf --output=L ls'],
    ask: ['stdbuf -oL touch x'],
    deny: ['stdbuf -o0 rm -rf /'],
  },
  {
    names: 'ionice chrt taskset numactl',
    style: 'posix',
    options: `
      -t --ignore
      -c --class -n --classdata =text
      -p --pid -P --pgid -u --uid !process
    `,
    operands: 'command',
    allow: ['ionice -c 3 du -sh .'],
    ask: ['ionice -p 12', 'ionice -c 3 rm a', 'taskset 1 ls', 'chrt -i 0 ls'],
    deny: ['ionice -c3 rm -rf /', 'taskset 1 rm -rf /'],
  },
  {
    names: 'sudo',
    style: 'posix',
    options: `
      -AbEHknPS --askpass --background --preserve-env --set-home --reset-timestamp --non-interactive --stdin
      -u --user -g --group -p --prompt -C --close-from -T --command-timeout -h --host -r --role -t --type =text
      -D --chdir =cwd
      -R --chroot =unknown
      -islveVK --login --shell --list --validate --edit --version --remove-timestamp !exec # a shell, an editor
    `,
    operands: 'assign* command',
    does: 'privilege',
    allow: [],
    ask: ['sudo ls', 'sudo -u root cat /etc/shadow', 'sudo -i', 'sudo -E env'],
    deny: ['sudo -n rm -rf /*', 'sudo FOO=1 rm -rf /', 'sudo -- rm -rf /'],
  },
  {
    names: 'doas',
    style: 'posix',
    options: `
      -nsL
      -u -a =text
      -C =read
    `,
    operands: 'command',
    does: 'privilege',
    allow: [],
    ask: ['doas ls'],
    deny: ['doas rm -rf /', 'doas -u root rm -rf /'],
  },
  {
    names: 'su runuser',
    options: `
      -lmpPf --login --preserve-environment --pty --fast
      -c --command --session-command =shell
      -s --shell =exec
      -g --group -G --supp-group -u --user -w --whitelist-environment =text
    `,
    operands: 'text*',
    does: 'privilege; exec - starts a shell',
    allow: [],
    ask: ['su', 'su - bob', "su -c 'ls' root"],
    deny: ["su -c 'rm -rf /' root", 'runuser -u root -- rm -rf /'],
  },
  {
    names: 'pkexec chroot unshare nsenter systemd-run machinectl setpriv capsh run0',
    style: 'posix',
    options: `
      -ruUmnpifCT --user --scope --pty --quiet --map-root-user --fork --mount --pid --net --uts --ipc -q -t
    `,
    operands: 'command',
    does: 'privilege',
    allow: [],
    ask: ['pkexec ls', 'chroot /mnt ls', 'unshare -r ls'],
    deny: ['pkexec rm -rf /', 'chroot / rm -rf /', 'nsenter -t 1 -m rm -rf /'],
  },
  {
    names: 'xargs gxargs',
    style: 'posix',
    options: `
      -0rtxo --null --no-run-if-empty --verbose --exit --open-tty --help --version
      -n --max-args -L -P --max-procs -s --max-chars -d --delimiter -E -I -J -R -S =text
      -i -l -e --replace --max-lines --eof ?text
      -p --interactive !terminal
      -a --arg-file =read
      --process-slot-var =env
    `,
    interpret: xargsCall,
    allow: ['ls | xargs ls -d', 'ls | xargs', 'git ls-files | xargs -n1 dirname'],
    ask: [
      'cat list | xargs rm',
      'printf x | xargs rg TODO',
      'ls | xargs sh -c',
      "ls | xargs -I% bash -c 'ls %'",
      'xargs -a files.txt rm -f',
      "echo x | xargs -I% sh -c '% notes.txt'",
      "ls | xargs -i bash -c 'echo {}'",
    ],
    deny: ['echo / | xargs rm -rf /', 'echo / | xargs -I{} rm -rf {}', 'find / -print0 | xargs -0 rm -rf'],
  },
  {
    names: 'nohup setsid',
    style: 'posix',
    options: `
      -cfw --ctty --fork --wait --help --version
    `,
    operands: 'command',
    does: 'process - keeps running after the shell ends',
    allow: [],
    ask: ['nohup ls', 'setsid touch x'],
    deny: ['nohup rm -rf /', 'setsid -w rm -rf /'],
  },
  {
    names: 'watch',
    style: 'posix',
    options: `
      -bcCdegprtwx --beep --color --differences --errexit --chgexit --precise --no-rerun --no-title --no-wrap --exec
      -n --interval -q --equexit =text
    `,
    operands: 'shell+',
    does: 'terminal - runs it again and again',
    allow: [],
    ask: ['watch ls', "watch -n1 'rm -f x'"],
    deny: ["watch 'rm -rf /'", 'watch rm -rf /'],
  },
  {
    names: 'flock',
    style: 'posix',
    options: `
      -sxeuonFv --shared --exclusive --unlock --nonblock --nb --close --no-fork --verbose
      -w --timeout -E --conflict-exit-code =text
      -c --command =shell
    `,
    operands: 'write command',
    interpret: ({ operands: [, dash, text] }) =>
      dash?.text === '-c' && text ? [{ kind: 'shell', arg: text, param: 'denies' }] : [],
    allow: [],
    ask: ["flock /tmp/l -c 'touch pwned'", 'flock x ls'],
    deny: ['flock /tmp/l rm -rf /', "flock /tmp/l -c 'rm -rf /'"],
  },
  {
    names: 'script',
    options: `
      -aefq --append --return --flush --force --quiet
      -c --command =shell
      -I -O -B -E -m -o -T -t --log-in --log-out --log-io --log-timing --echo --logging-format --output-limit =text
    `,
    operands: 'write?',
    does: 'exec - starts a shell; write:. - records it',
    variants: [{ if: '--help --version -V', operands: '', does: '' }],
    allow: [],
    ask: ['script', "script -qc 'touch x' /dev/null", 'script out.txt'],
    deny: ["script -qc 'rm -rf /' /dev/null"],
  },
  {
    names: 'at batch',
    style: 'none',
    operands: 'text*',
    does: 'system - runs commands later',
    interpret: () => [{ kind: 'stdin' }],
    allow: [],
    ask: ['at now', 'batch', "echo 'rm x' | at now"],
    deny: ["echo 'rm -rf /' | at now", "batch <<< 'rm -rf ~'"],
  },
  {
    names: 'busybox toybox coreutils',
    style: 'posix',
    options: `
      --list --help --install
    `,
    operands: 'command',
    does: 'exec - other versions of the tools',
    allow: [],
    ask: ["busybox sh -c 'touch pwned'", 'busybox ls'],
    deny: ['busybox rm -rf /', "busybox sh -c 'rm -rf /'"],
  },
  {
    // Nothing is known of their options; what they start is looked through for what is denied.
    names:
      words(`unbuffer setarch linux32 linux64 i386 x86_64 dbus-run-session dbus-launch xvfb-run firejail bwrap faketime proot fakeroot
      fakechroot cgexec rlwrap proxychains proxychains4 torsocks torify caffeinate catchsegv chronic ifne parallel sem entr
      watchexec nodemon ts-run daemonize start-stop-daemon setuidgid softlimit chpst runcon newgrp sg eatmydata gosu su-exec
      tini dumb-init direnv perf-stat ltrace-run hyperfine prlimit choom uclampset trickle cpulimit`),
    style: 'posix',
    options: `
      -qvfnw
      -c =shell
    `,
    operands: 'command',
    does: 'exec - starts another program',
    allow: [],
    ask: [
      'unbuffer rm notes.txt',
      'parallel rm ::: a b c',
      'setarch x86_64 touch pwned',
      'entr ls',
      'hyperfine ls',
    ],
    deny: ['unbuffer rm -rf /', 'fakeroot rm -rf /'],
  },
];
