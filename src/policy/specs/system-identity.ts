import type { ToolSpec } from '../spec.ts';

/** Told by the kernel alone. */
const LOCAL_NAME = /^(?:-[Isy]|--all-ip-addresses|--short|--yp|--nis)$/;

/** Who and where: users, names, time, language. */
export const IDENTITY: readonly ToolSpec[] = [
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
    // A name that /etc/hosts does not have is asked of the name server; -I, -s, -y and -V need no address.
    interpret: ({ program, options }) =>
      (program === 'dnsdomainname' || options.length > 0) &&
      options.every(({ name }) => !/^(?:-[hV]|--help|--version)$/.test(name)) &&
      (program === 'dnsdomainname' || options.some(({ name }) => !LOCAL_NAME.test(name)))
        ? [{ kind: 'network', detail: 'asks the name server for the own name' }]
        : [],
    allow: ['hostname', 'hostname -s', 'hostname -I', 'domainname', 'dnsdomainname --version'],
    ask: [
      'hostname evil',
      'hostname -F name.txt',
      'hostname -b x',
      'hostname -f',
      'hostname -si',
      'hostname --fqdn',
      'dnsdomainname',
    ],
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
    names: 'last lastlog',
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
    names: 'lastb',
    style: 'none',
    operands: 'text*',
    does: 'secret - what was typed in the place of a name may be a password',
    allow: [],
    ask: ['lastb', 'lastb -n 5'],
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
    interpret: (call) => [
      ...call.operands
        .filter((operand) => !operand.exact || operand.text.includes('@'))
        .map((arg) => ({ kind: 'network' as const, arg })),
      ...(call.program === 'pinky' && !call.has('-l', '-i', '-q', '--help', '--version')
        ? [{ kind: 'network' as const, detail: 'looks up the hosts people came from; -i does not' }]
        : []),
    ],
    allow: ['pinky -i', 'pinky -l root', 'finger root'],
    ask: ['finger root@example.org', 'pinky', 'pinky -f'],
  },
  {
    names: 'chage',
    options: `
      -l --list -i --iso8601 -h --help
      -d --lastday -E --expiredate -I --inactive -m --mindays -M --maxdays -W --warndays -R --root -P --prefix =system
    `,
    operands: 'text?',
    interpret: ({ has }) =>
      has('-l', '--list', '-h', '--help')
        ? []
        : [{ kind: 'system', detail: 'changes when an account expires' }],
    allow: ['chage -l user'],
    ask: ['chage user', 'chage -M 1 user'],
  },
  {
    names: 'locale',
    options: '-acmkv --all-locales --category-name --charmaps --keyword-name --verbose --help --version',
    operands: 'text*',
    allow: ['locale', 'locale -a', 'locale LC_TIME'],
    ask: ['locale --frob'],
  },
  {
    names: 'lsb_release hostid runlevel',
    options: '-aidrcsvh --all --id --description --release --codename --short --version --help',
    operands: '',
    // The number of a host without one of its own is its address.
    interpret: ({ program, options }) =>
      program === 'hostid' && options.length === 0 ? [{ kind: 'own-name' }] : [],
    allow: ['lsb_release -a', 'hostid', 'runlevel'],
    ask: ['lsb_release x'],
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
];
