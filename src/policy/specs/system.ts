import type { Arg, ToolSpec, Use } from '../spec.ts';

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

/** What the machine is and how it does: read-only reports, and the tools that change it. */
export const SYSTEM: readonly ToolSpec[] = [
  {
    names: 'whoami logname tty arch nproc',
    options: `
      --help --version
      -s --silent --quiet
      --all
      --ignore =text
    `,
    operands: '',
    globSafe: true,
    allow: ['whoami', 'nproc --all', 'tty -s'],
    ask: ['whoami x'],
  },
  {
    names: 'hostname dnsdomainname domainname nisdomainname',
    options: `
      -aAdfiIsy --alias --all-fqdns --domain --fqdn --long --ip-address --all-ip-addresses --short --yp --nis
      -hV --help --version
      -b --boot -F --file =system
    `,
    operands: 'system?',
    allow: ['hostname', 'hostname -f', 'hostname -I'],
    ask: ['hostname evil', 'hostname -F name.txt', 'hostname -b x'],
  },
  {
    names: 'uname',
    options: `
      -asnrvmpio --all --kernel-name --nodename --kernel-release --kernel-version --machine --processor
      --hardware-platform --operating-system --help --version
    `,
    operands: '',
    globSafe: true,
    allow: ['uname', 'uname -a', 'uname -rm'],
    ask: ['uname --frob'],
  },
  {
    names: 'uptime',
    options: '-pshrcV --pretty --since --help --raw --container --version',
    operands: '',
    globSafe: true,
    allow: ['uptime', 'uptime -p'],
    ask: ['uptime x'],
  },
  {
    names: 'date',
    options: `
      -uR --utc --universal --rfc-email --rfc-2822 --debug --resolution --help --version
      -d --date --rfc-3339 =text
      -I --iso-8601 ?text
      -f --file -r --reference =read
      -s --set =system
    `,
    // An operand that does not begin with a plus sets the clock.
    operands: 'text?',
    interpret: ({ operands }) =>
      operands
        .filter((operand) => !operand.text.startsWith('+'))
        .map((arg) => ({ kind: 'system' as const, arg, detail: 'sets the clock' })),
    allow: [
      'date',
      'date +%Y-%m-%d',
      "date -u '+%H:%M'",
      "date -d 'next friday'",
      'date -Iseconds',
      'date -r README.md',
    ],
    ask: [
      "date -s '2020-01-01'",
      "date --set='2020-01-01'",
      'date 010100002020',
      'date -f /etc/shadow',
      'date --fil=/etc/shadow',
    ],
  },
  {
    names: 'cal ncal',
    style: 'posix',
    options: `
      -139bCejJhNoOpswyMSYV --one --three --twelve --sunday --monday --julian --year --help --version --reform --vertical
      -A -B -d -H -m -s -n --months =text
      --color ?text
    `,
    operands: 'text*',
    allow: ['cal', 'cal -3', 'cal 2026', 'ncal -w 12 2026'],
    ask: ['cal --frob'],
  },
  {
    names: 'df',
    options: `
      -ahHiklPTv --all --human-readable --si --inodes --local --no-sync --portability --print-type --total --help --version
      -B --block-size -t --type -x --exclude-type =text
      --output ?text
      --sync
    `,
    operands: 'meta*',
    globSafe: true,
    allow: ['df -h', 'df -hT /', 'df -i .', 'df --output=pcent,target'],
    ask: ['df --frob'],
  },
  {
    names: 'free',
    options: `
      -bkmghltwVvL --bytes --kilo --mega --giga --tera --peta --kibi --mebi --gibi --tebi --pebi --human --si --lohi
      --line --total --wide --committed --help --version
      -s --seconds -c --count =text
    `,
    operands: '',
    globSafe: true,
    allow: ['free', 'free -h', 'free -m -t'],
    ask: ['free --frob'],
  },
  {
    names: 'vmstat',
    options: `
      -aDdfmnstwyhV --active --forks --slabs --one-header --stats --disk --disk-sum --timestamp --wide --no-first --help
      --version
      -p --partition -S --unit =text
    `,
    operands: 'text? text?',
    allow: ['vmstat', 'vmstat 1 3', 'vmstat -s'],
    ask: ['vmstat --frob'],
  },
  {
    names: 'iostat mpstat pidstat',
    style: 'posix',
    options: `
      -cdhkmNsStVxyzAnuHlIRrvw --human --pretty --dec
      -p -P -T -C -G -U -j -o =text
      -e !exec # runs a program
    `,
    operands: 'text*',
    allow: ['iostat -x', 'mpstat -A', 'pidstat'],
    ask: ['pidstat -e rm x'],
  },
  {
    names: 'lscpu lsmem lsipc lslogins lsns lslocks',
    options: `
      -abcehJjnprsSxyuVBdfgilmoOPtTwz --all --online --offline --json --extended --parse --hex --bytes --help --version \
        --noheadings --raw --output-all --summary --split --annotate --system-accs --user-accs --supp-groups --time --list
      -C --caches -o --output -e --extended --type --sysroot -p --task ?text
    `,
    operands: '',
    allow: ['lscpu', 'lscpu -J', 'lsmem'],
    ask: ['lscpu x'],
  },
  {
    names: 'lsblk',
    options: `
      -aAbdDflnmNMPprJstSzTvVyO --all --bytes --discard --nodeps --empty-drive --fs --json --list --noheadings --perms \
        --topology --pairs --paths --raw --scsi --inverse --noempty --merge --nvme --virtio --zoned --output-all --ascii -i
      -o --output -e --exclude -I --include -E --dedup -w --width -x --sort -Q --filter --highlight --ct --ct-filter =text
      -T --tree ?text
      --help --version
      --sysroot =tree
    `,
    operands: 'meta*',
    allow: ['lsblk', 'lsblk -f', 'lsblk -o NAME,SIZE', 'lsblk /dev/sda'],
    ask: ['lsblk --frob'],
  },
  {
    names: 'lspci',
    // -q and -Q ask a name server, -p -i -H -O -G read or choose what is probed: left out.
    options: `
      -vnkbDtm -nn -vv -vvv -mm -PP --version --help
      -s -d =text
    `,
    operands: '',
    allow: ['lspci', 'lspci -nn', 'lspci -v -s 00:02.0'],
    ask: ['lspci -i /etc/shadow', 'lspci -q', 'lspci -Q', 'lspci -D -q'],
  },
  {
    names: 'lsusb',
    options: `
      -vtV --verbose --tree --version -h --help
      -s -d =text
    `,
    operands: '',
    allow: ['lsusb', 'lsusb -t'],
    ask: ['lsusb -D /dev/x'],
  },
  {
    names: 'lsmod lsscsi',
    options: '-V --version -h --help',
    operands: '',
    allow: ['lsmod'],
    ask: ['lsmod -x'],
  },
  {
    names: 'findmnt',
    options: `
      -abcDdefiJklnOoPpRrstuUvyACFhHTM --all --bytes --json --list --noheadings --pairs --raw --tree --df --real \
        --pseudo --evaluate --canonicalize --help --version --output-all --shell --fstab --mtab --kernel --submounts \
        --uniq --invert
      --output --types --options --source --target =text
    `,
    operands: 'meta*',
    allow: ['findmnt', 'findmnt --df', 'findmnt --types ext4', 'findmnt /'],
    ask: ['findmnt --tab-file /etc/shadow', 'findmnt --frob'],
  },
  {
    names: 'blkid',
    // -c, -g and -w write its cache: left out.
    options: `
      -dhklpVi --help --version --list-filesystems
      -o --output -s --match-tag -t --match-token -L --label -U --uuid =text
    `,
    operands: 'meta*',
    allow: ['blkid', 'blkid -o list', 'blkid /dev/sda1'],
    ask: ['blkid -w x', 'blkid -c x', 'blkid -g'],
  },
  {
    names: 'who users',
    options: `
      -abdHlmpqrstTuw --all --boot --dead --heading --login --process --count --runlevel --short --time --mesg \
        --message --writable --users --ips --help --version
    `,
    operands: 'read*',
    allow: ['who', 'who -b', 'users', 'who -s'],
    ask: ['who /etc/shadow', 'users /etc/shadow'],
  },
  {
    names: 'w',
    options: '-hsfiopu --no-header --short --from --ip-addr --old-style --pids --no-current --help --version',
    operands: 'text?',
    allow: ['w', 'w -h root'],
    ask: ['w --frob'],
  },
  {
    names: 'last lastlog lastb',
    options: `
      -# -aFiRwx --hostlast --fulltimes --ip --nohostname --fullnames --system --help --version
      -n --limit -p --present -s --since -t --until --time-format -u --user -b --before =text
      -f --file =read
      -d --dns !network # asks a name server
    `,
    operands: 'text*',
    allow: ['last -n 5', 'last -5', 'last -F root'],
    ask: ['last -f /etc/shadow', 'last --frob'],
  },
  {
    names: 'id groups',
    options: '-aGgnruzZ --groups --group --name --real --user --zero --context --help --version',
    operands: 'text*',
    globSafe: true,
    allow: ['id', 'id -un', 'groups root'],
    ask: ['id --frob'],
  },
  {
    names: 'getent',
    options: `
      -i --no-idn -A --no-addrconfig -? --help -V --version --usage
      -s --service =exec # loads a library
    `,
    operands:
      'oneof:passwd|group|services|protocols|networks|rpc|aliases|ethers|initgroups|gshadow|shadow|hosts|ahosts|ahostsv4|ahostsv6 text*',
    interpret: ({ operands: [database] }) => {
      if (database === undefined || !database.exact) return [{ kind: 'unknown' }];
      if (/shadow/.test(database.text)) return [{ kind: 'secret', detail: 'password hashes' }];
      return /hosts/.test(database.text) ? [{ kind: 'network', detail: 'looks names up' }] : [];
    },
    allow: ['getent passwd root', 'getent group sudo', 'getent services ssh'],
    ask: ['getent shadow', 'getent shadow root', 'getent hosts example.org', 'getent $DB'],
  },
  {
    names: 'finger pinky',
    options: '-lbhpsfwiqm --help --version',
    operands: 'text*',
    interpret: ({ operands }) =>
      operands
        .filter((operand) => !operand.exact || operand.text.includes('@'))
        .map((arg) => ({ kind: 'network' as const, arg })),
    allow: ['pinky', 'finger root'],
    ask: ['finger root@example.org'],
  },
  {
    names: 'locale',
    options: '-acmkv --all-locales --category-name --charmaps --keyword-name --verbose --help --version',
    operands: 'text*',
    allow: ['locale', 'locale -a', 'locale LC_TIME'],
    ask: ['locale --frob'],
  },
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
    allow: ['lsof -i :8080', 'lsof -nP', 'lsof README.md'],
    ask: ['lsof --frob'],
  },
  {
    names: 'fuser',
    options: `
      -alsuvVmMn4 -6 -c -i
      -k --kill !process
    `,
    operands: 'meta*',
    allow: ['fuser -v .', 'fuser 8080/tcp'],
    ask: ['fuser -k 8080/tcp'],
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
    names: 'lsb_release hostid runlevel',
    options: '-aidrcsvh --all --id --description --release --codename --short --version --help',
    operands: '',
    allow: ['lsb_release -a', 'hostid', 'runlevel'],
    ask: ['lsb_release x'],
  },
  {
    names: 'nvidia-smi',
    // -f writes a file, -r -pm -pl and others change the card: left out.
    options: `
      -L --list-gpus -q --query -h --help --version
      --query-gpu --format --query-compute-apps --id -i =text
    `,
    operands: '',
    allow: ['nvidia-smi', 'nvidia-smi -L', 'nvidia-smi --query-gpu=name --format=csv'],
    ask: ['nvidia-smi -r', 'nvidia-smi -pm 1', 'nvidia-smi -f out'],
  },
  {
    names: 'sensors acpi upower',
    options: `
      -AujLbatVi -h --help --version
      -e -d --enumerate --dump
    `,
    operands: 'text*',
    allow: ['sensors', 'acpi -b', 'upower -e'],
    ask: ['sensors -s'],
  },
  {
    names: 'dmidecode hwinfo lshw inxi',
    style: 'none',
    does: 'system - probes hardware',
    operands: 'text*',
    allow: [],
    ask: ['lshw', 'dmidecode'],
  },
  {
    names: 'mount',
    options: `
      -lvhV --show-labels --verbose --help --version
      -t --types -O =text
    `,
    operands: 'system*',
    allow: ['mount', 'mount -l', 'mount -t ext4'],
    ask: ['mount /dev/sdb1 /mnt', 'mount -o remount,rw /', 'mount -a'],
  },
  {
    names: 'swapon',
    options: `
      -shV --summary --noheadings --raw --bytes --help --version
      --show ?text
    `,
    operands: 'system*',
    allow: ['swapon --show', 'swapon -s'],
    ask: ['swapon -a', 'swapon /swapfile'],
  },
  {
    names: 'timedatectl hostnamectl localectl',
    options: `
      --no-pager --no-ask-password -a --all -l --full --static --transient --pretty -h --help --version
      -p --property =text
      --json ?text
    `,
    bare: true,
    commands: {
      'status show timesync-status show-timesync list-timezones list-locales list-keymaps': {
        options: '--no-pager -a --all',
        operands: '',
      },
    },
    allow: ['timedatectl', 'hostnamectl status', 'localectl list-locales'],
    ask: ['hostnamectl set-hostname x', 'timedatectl set-time 10:00', 'hostnamectl -H host status'],
  },
  {
    names: 'getconf sw_vers',
    options: `
      -a -v -productName -productVersion -buildVersion
    `,
    style: 'single',
    operands: 'text* ',
    globSafe: true,
    allow: ['getconf PAGE_SIZE', 'sw_vers', 'sw_vers -productVersion'],
    ask: ['getconf --frob'],
  },
  {
    names:
      'umount swapoff resize2fs tune2fs fsck e2fsck modprobe insmod rmmod depmod poweroff reboot halt shutdown init telinit iptables ip6tables nft ufw firewall-cmd useradd userdel usermod groupadd groupdel groupmod adduser deluser addgroup passwd chpasswd gpasswd chsh chfn visudo vipw vigr hwclock setenforce semanage restorecon setsebool update-alternatives update-grub grub-install dpkg-reconfigure ldconfig sync at batch atrm',
    style: 'none',
    does: 'system - changes the machine',
    operands: 'text*',
    allow: [],
    ask: ['poweroff', 'useradd bob', 'insmod x.ko', 'hostnamectl set-hostname x', 'init 0'],
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
    allow: [],
    ask: ['crontab -l', 'crontab -r', 'crontab -e', 'crontab file'],
  },
];
