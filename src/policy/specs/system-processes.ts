import type { Arg, ToolSpec, Use } from '../spec.ts';

const lookedUp = (hosts: readonly Arg[]): readonly Use[] =>
  hosts.slice(0, 1).map((arg) => ({ kind: 'network', arg, detail: 'looks up the name of a host' }));

/**
 * ps takes UNIX clusters with a dash, BSD clusters without one, and in BSD clusters the letter e shows the environment
 * of processes, which holds secrets. What does not fit the grammar is unknown.
 */
function psUses(operands: readonly Arg[]): readonly Use[] {
  const LONG =
    /^--(?:(?:deselect|forest|headers?|no-headers?|info|version|help|cumulative|signames)|(?:cols|columns|width|lines|rows|sort|format|pid|ppid|quick-pid|sid|tty|user|User|group|Group)(=.*)?)$/;
  let takesValue = false;
  let format = false;
  for (const { text, exact } of operands) {
    if (!exact) return [{ kind: 'unknown', detail: 'its options are not known before it runs' }];
    if (takesValue) {
      if (format && /environ/.test(text)) return [{ kind: 'secret', detail: 'environment of processes' }];
      takesValue = false;
      format = false;
      continue;
    }
    const long = LONG.exec(text);
    const cluster = /^-?([A-Za-z]+)(.*)$/.exec(text);
    if (long) {
      takesValue =
        long[1] === undefined &&
        /^--(?:cols|col|wid|lin|row|sort|form|pid|ppid|qui|sid|tty|use|Use|gro|Gro)/.test(text);
      if (/environ/.test(text)) return [{ kind: 'secret', detail: 'environment of processes' }];
    } else if (/^\d+(?:,\d+)*$/.test(text)) {
      // A list of process ids.
    } else if (text.startsWith('--') || !cluster) return [{ kind: 'unknown', detail: `option ${text}` }];
    else {
      const letters = cluster[1]!;
      const bsd = !text.startsWith('-');
      const at = [...letters].findIndex((letter) => (bsd ? 'oOkptUq' : 'CgGoOpstuUqnk').includes(letter));
      const flags = at < 0 ? letters : letters.slice(0, at);
      if (bsd && flags.includes('e')) return [{ kind: 'secret', detail: 'environment of processes' }];
      if (!(bsd ? /^[acfgHhjlLmnrsSTuvVwxXZ]*$/ : /^[AadeNfFHjlLmMTVwyZcxh]*$/).test(flags))
        return [{ kind: 'unknown', detail: `option ${text}` }];
      const rest = at < 0 ? '' : letters.slice(at + 1) + cluster[2]!;
      if (at < 0 && cluster[2] !== '') return [{ kind: 'unknown', detail: `option ${text}` }];
      if (/environ/.test(rest)) return [{ kind: 'secret', detail: 'environment of processes' }];
      takesValue = at >= 0 && rest === '';
      format = at >= 0 && 'oO'.includes(letters[at]!);
    }
  }
  return [];
}

/** What runs, what the kernel says of it, and what is to run. */
export const PROCESSES: readonly ToolSpec[] = [
  {
    names: 'ps',
    style: 'none',
    operands: 'text*',
    interpret: ({ operands }) => psUses(operands),
    allow: [
      'ps',
      'ps aux',
      'ps -ef',
      'ps -eo pid,comm',
      'ps axo pid,comm',
      'ps -C nginx',
      'ps aux --sort=-%mem',
      'ps aux --sort -rss',
      'ps -p 1 -o comm=',
      'ps -u root -o pid=',
      'ps 1',
    ],
    ask: ['ps auxe', 'ps e', 'ps axeww', 'ps --frob', 'ps $X', 'ps -o environ', 'ps axo pid,environ'],
  },
  {
    names: 'pgrep pidof pidwait',
    options: `
      -acfilLnovwxceqzSh --list-full --count --full --ignore-case --list-name --lightweight --newest --oldest --inverse \
        --exact --single-shot --help --version -V --quick --ignore-ancestors
      -d --delimiter -g --pgroup -G --group -O --older -P --parent -s --session -t --terminal -u --euid -U --uid -r --runstates \
        --cgroup --ns --nslist --env -o --omit-pid =text
      -F --pidfile =read
    `,
    operands: 'text*',
    allow: ['pgrep -a node', 'pgrep -fl nginx', 'pidof sshd'],
    ask: ['pgrep -F /etc/shadow', 'pgrep --frob x'],
  },
  {
    names: 'pstree',
    options: `
      -acCghlnNpsStTuUZAGV --arguments --ascii --compact-not --show-pgids --highlight-all --long --numeric-sort \
        --show-pids --show-parents --thread-names --hide-threads --uid-changes --unicode --vt100 --version
      -H --highlight-pid -N --ns-sort -C --color =text
    `,
    operands: 'text?',
    allow: ['pstree', 'pstree -p', 'pstree -aps 1'],
    ask: ['pstree --frob'],
  },
  {
    names: 'pmap pwdx',
    options: '-xXdqpV --extended --device --quiet --show-path --version -h --help',
    operands: 'text*',
    allow: ['pmap 1234', 'pmap -x 1234', 'pwdx 1234'],
    ask: ['pmap -c 1', 'pmap -C /etc/shadow 1'],
  },
  {
    names: 'ipcs',
    options: `
      -mqsatpclubV --shmems --queues --semaphores --all --time --pid --creator --limits --summary --human --bytes --help --version
      -i --id =text
    `,
    operands: '',
    allow: ['ipcs', 'ipcs -a'],
    ask: ['ipcs -d', 'ipcs x'],
  },
  {
    names: 'atq systemd-cgls systemd-cgtop',
    style: 'none',
    operands: 'text*',
    interpret: ({ program, operands }) =>
      program !== 'systemd-cgtop' &&
      operands.every(
        ({ text, exact }) => exact && /^(?:-l|-a|-k|--all|--full|--no-pager|-V|--version)$/.test(text),
      )
        ? []
        : [{ kind: 'terminal', detail: 'full screen, or not known' }],
    allow: ['atq', 'systemd-cgls', 'systemd-cgls --no-pager'],
    ask: ['systemd-cgls -M x', 'systemd-cgtop', 'atq -q b'],
  },
  {
    names: 'sar',
    style: 'posix',
    options: `
      -AbBdFhHpRSvVwWyzurq --human --pretty
      -n -P -I -m =text
    `,
    operands: 'text*',
    interpret: ({ operands }) =>
      operands
        .filter(({ text, exact }) => !exact || !/^(?:\d+|ALL|DEV|EDEV|SOCK|TCP|UDP|IP)$/.test(text))
        .map((arg) => ({ kind: 'unknown', arg })),
    allow: ['sar -u 1 3', 'sar -n DEV 1 1'],
    ask: ['sar -o out 1', 'sar -f /etc/shadow', 'sar x'],
  },
  {
    names: 'htop btop atop glances iotop iftop nethogs',
    style: 'none',
    operands: 'text*',
    does: 'terminal - full screen',
    allow: [],
    ask: ['htop', 'iotop', 'atop -b -w out'],
  },
  {
    names: 'top',
    style: 'posix',
    options: `
      -bHiSchEeOv
      -n -d -p -u -U -o -w -s =text
      -1 -# --batch
    `,
    operands: '',
    does: 'terminal - full screen',
    variants: [{ if: '-b', operands: '', does: '' }],
    allow: ['top -b -n1', 'top -bn1'],
    ask: ['top'],
  },
  {
    names: 'lsof',
    options: `
      -abChlnNOPRtUvVwXL -i4 -i6
      -i -d -p -u -c -g -s -S -T -F ?text
      -D -m -k -A !unknown
      -r -o ?text
    `,
    operands: 'meta*',
    interpret: (call) => {
      // Files by name have no address; whatever else it lists may, and without -n the name server is asked for its name.
      const listed = call.operands.length === 0 || call.has('-i', '-p', '-u', '-c', '-g', '-s', '-d');
      if (!call.has('-n', '-h', '-v') && listed)
        return [{ kind: 'network', detail: 'looks up the names of the addresses; -n does not' }];
      if (!call.has('-i')) return [];
      // `-i@host`, `-i tcp@host:80`: only addresses are not looked up.
      const far = [...call.values('-i'), ...call.operands].filter(
        ({ text, exact }) => !exact || /@(?!(?:\[[\d.:a-f]+\]|\d+(?:\.\d+){3})(?::|$))/i.test(text),
      );
      return lookedUp(far);
    },
    allow: [
      'lsof -n -i :8080',
      'lsof -nP',
      'lsof README.md',
      'lsof -ni @127.0.0.1:80',
      'lsof -n -p 1 -i tcp:22',
      'lsof -v',
    ],
    ask: [
      'lsof --frob',
      'lsof',
      'lsof -i :8080',
      'lsof -P -p 1',
      'lsof -i @example.com',
      'lsof -itcp@example.com:80',
      'lsof -i @de.ad:80',
      'lsof -i "@$HOST"',
    ],
  },
  {
    names: 'fuser',
    options: `
      -alsuvVmMn4 -6 -c -i
      -k --kill !process
    `,
    operands: 'meta*',
    // `8080,host/tcp`: what is connected to that host, whose name is looked up.
    interpret: ({ operands }) => lookedUp(operands.filter(({ text, exact }) => !exact || text.includes(','))),
    allow: ['fuser -v .', 'fuser 8080/tcp'],
    ask: [
      'fuser -k 8080/tcp',
      'fuser 8080,example.com/tcp',
      'fuser -n udp ,example.com',
      'fuser "$PORT/tcp"',
    ],
  },
  {
    names: 'dmesg',
    options: `
      -HkuxdeJLprTtxPSy --human --kernel --userspace --decode --show-delta --reltime --json --raw --ctime --notime \
        --nopager --force-prefix --syslog --help --version -V -h
      -f --facility -l --level -s --buffer-size --since --until --time-format =text
      -L --color ?text
      -F --file -K --kmsg-file =read
      -wW --follow --follow-new
      -cCDEn --clear --read-clear --console-off --console-on !system
      --console-level =system
    `,
    operands: '',
    allow: ['dmesg -T', 'dmesg --level=err,warn', 'dmesg | tail -n 20'],
    ask: ['dmesg -c', 'dmesg -C', 'dmesg -F /etc/shadow', 'dmesg -n 1'],
  },
  {
    names: 'sysctl',
    options: `
      -aAnNebXxqdihV --all --values --names --binary --ignore --quiet --help --version
      -r --pattern =text
      -w --write !system
      -p -f --load --system !system
    `,
    operands: 'text*',
    interpret: ({ operands }) =>
      operands
        .filter(({ text, exact }) => !exact || text.includes('='))
        .map((arg) => ({ kind: 'system' as const, arg, detail: 'kernel setting' })),
    allow: ['sysctl -a', 'sysctl vm.swappiness', 'sysctl -n kernel.ostype'],
    ask: ['sysctl -w vm.swappiness=1', 'sysctl vm.swappiness=1', 'sysctl -p'],
  },
  {
    names: 'ulimit',
    options: '-SHabcdefiklmnpqrstuvxPRT',
    operands: 'env?',
    allow: ['ulimit -a', 'ulimit -n'],
    ask: ['ulimit -n 100000'],
  },
  {
    names: 'crontab',
    options: `
      -l !secret # scheduled commands of the user
      -u =privilege
      -r -e -i !system
      -n -c -s -x -V =unknown
    `,
    operands: 'system?',
    interpret: ({ has, operands }) =>
      has('-l') || operands.length > 0
        ? []
        : [{ kind: 'system', detail: 'replaces the scheduled commands by what stdin gives' }],
    allow: [],
    ask: [
      'crontab -l',
      'crontab',
      'crontab -u bob -l',
      'crontab -',
      'crontab -r',
      'crontab -e',
      'crontab file',
    ],
  },
];
