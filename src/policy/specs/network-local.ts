import type { Call, CommandSpec, ToolSpec, Use } from '../spec.ts';

/** Words after `show` only choose what is shown; options do not exist there. */
const SHOWS: CommandSpec = { style: 'none', operands: 'text*' };
const SETS: CommandSpec = { style: 'none', operands: 'text*', does: 'system - changes the network' };
/** `ip link s` sets, `ip addr s` shows. */
const SHOW = 'show list lst sh l';
const CHANGE = 'add a change chg replace set delete del d flush append up down';

const OBJECT: CommandSpec = { bare: true, commands: { [SHOW]: SHOWS, [CHANGE]: SETS } };

const FILTER_WORD =
  /^(?:state|exclude|all|connected|synchronized|bucket|big|established|syn-sent|syn-recv|fin-wait-[12]|time-wait|closed|close-wait|last-ack|listen|listening|closing|sport|dport|src|dst|eq|neq|ne|lt|gt|le|ge|and|or|not|[()!&|=<>]+|(?:=\s*)?[[\]*:./0-9a-f%]*[:.*\d][[\]*:./0-9a-f%]*|\*?:[\w-]+)$/;

/** A host name in a filter of ss is looked up. */
function lookedUp(call: Call): readonly Use[] {
  return call.operands
    .flatMap((arg) => (arg.exact ? arg.text.split(/\s+|(?<=[()])|(?=[()])/) : [arg.text, 'host']))
    .filter((word) => word !== '' && !FILTER_WORD.test(word))
    .slice(0, 1)
    .map((word) => ({ kind: 'network', arg: word, detail: 'looks up the name' }));
}

/** Without `-n` addresses are looked up at the name server. */
function resolves(call: Call): readonly Use[] {
  return call.has('-n', '--numeric', '--numeric-hosts', '-V', '--version', '-h', '--help')
    ? []
    : [{ kind: 'network', detail: 'looks up the names of the addresses; -n does not' }];
}

/** What this machine's own network looks like: nothing is sent. */
export const NETWORK_LOCAL: readonly ToolSpec[] = [
  {
    names: 'ip',
    style: 'single',
    options: `
      -4 -6 -0 -B -M -s -stats -statistics -d -details -o -oneline -br -brief -j -json -p -pretty -h -human
      -human-readable -iec -t -timestamp -ts -tshort -N -Numeric -V -Version -echo
      -c -color ?text
      -f -family =oneof:inet|inet6|mpls|bridge|link
      -l -loops -rc -rcvbuf =text
      -r -resolve !network # looks up names
      -n -netns =unknown
      -b -batch =exec # commands from a file
      -force -a -all !unknown
    `,
    bare: true,
    commands: {
      'link l li neighbour neighbor neigh n rule ru maddress maddr': OBJECT,
      'address addr a ad': { bare: true, commands: { [`${SHOW} s`]: SHOWS, [CHANGE]: SETS } },
      'route r ro': {
        bare: true,
        commands: { [`${SHOW} s get g`]: SHOWS, [CHANGE]: SETS },
      },
      netns: {
        bare: true,
        commands: {
          'list list-id identify pids': SHOWS,
          'add delete del set attach': SETS,
          exec: { style: 'none', operands: 'text*', does: 'exec - starts a command in another name space' },
        },
      },
    },
    allow: [
      'ip a',
      'ip addr show',
      'ip -br -c addr',
      'ip -4 addr show dev eth0',
      'ip --brief link',
      'ip -s link show eth0',
      'ip route',
      'ip a s eth0',
      'ip r',
      'ip route get 1.1.1.1',
      'ip -6 route list table all',
      'ip neigh',
      'ip rule show',
      'ip -j -p a',
      'ip netns list',
      'ip -V',
    ],
    ask: [
      'ip link set eth0 down',
      'ip link s eth0 down',
      'ip l s dev eth0 down',
      'ip addr add 192.0.2.1/24 dev eth0',
      'ip a flush eth0',
      'ip route del default',
      'ip netns exec blue ls',
      'ip -n blue addr',
      'ip -batch x',
      'ip -b x',
      'ip -force -batch x',
      'ip -r neigh',
      'ip tunnel add x',
      'ip vrf exec blue id',
      'ip addr x',
    ],
  },
  {
    names: 'ss',
    options: `
      -naloemptTisbZz460MSudwxHOhV --numeric --all --listening --options --extended --memory --processes --threads
      --info --tipcinfo --summary --tos --cgroup --bpf --context --contexts --ipv4 --ipv6 --packet --tcp --mptcp
      --sctp --udp --dccp --raw --unix --tipc --vsock --xdp --no-header --oneline --inet-sockopt --help --version
      -f --family -A --query --socket =text
      -r --resolve !network # looks up names
      -F --filter =read
      -D --diag =write
      -N --net =unknown
      -K --kill !process # closes connections
    `,
    operands: 'text*',
    interpret: lookedUp,
    allow: [
      'ss',
      'ss -s',
      'ss -tulpn',
      'ss -tan state established',
      'ss -lnt sport = :443',
      "ss -o state established '( dport = :ssh or sport = :ssh )'",
      'ss -t dst 192.0.2.0/24',
    ],
    ask: [
      'ss -K dst 192.0.2.1',
      'ss --kill',
      'ss -D out',
      'ss -tr',
      'ss dst leak.example.com',
      'ss -N x',
      'ss --diag=x',
    ],
  },
  {
    names: 'netstat',
    // -c never ends; -w and -p take values on BSD: as flags they shift only operands, and operands are not allowed.
    options: `
      -natuxlpeorgisvW46hV --numeric --numeric-hosts --numeric-ports --numeric-users --all --listening --programs
      --tcp --udp --raw --unix --extend --timers --route --groups --interfaces --statistics --verbose --wide --symbolic
      --help --version
    `,
    operands: '',
    interpret: resolves,
    allow: ['netstat -tulpn', 'netstat -rn', 'netstat -an'],
    ask: ['netstat', 'netstat -tc', 'netstat --frob'],
  },
  {
    names: 'ifconfig',
    options: '-asv',
    operands: 'text?',
    allow: ['ifconfig', 'ifconfig -a', 'ifconfig eth0'],
    ask: ['ifconfig eth0 down', 'ifconfig eth0 192.0.2.1', 'ifconfig -frob'],
  },
  {
    names: 'iwconfig',
    options: '--version --help',
    operands: 'text?',
    allow: ['iwconfig', 'iwconfig wlan0'],
    ask: ['iwconfig wlan0 essid x'],
  },
  {
    names: 'arp',
    options: `
      -anev --all --numeric --verbose -V --version --help
      -i --device -H --hw-type =text
      -dsf --delete --set --file !system # changes the table
    `,
    operands: '',
    variants: [{ if: '-d -s -f --delete --set --file', operands: 'text*' }],
    interpret: resolves,
    allow: ['arp -n', 'arp -an', 'arp -n -i eth0'],
    ask: ['arp', 'arp -d 192.0.2.1', 'arp -s 192.0.2.1 00:00:00:00:00:01', 'arp -nf x', 'arp -n example.com'],
  },
  {
    names: 'route',
    options: '-neFCv46V --numeric --extend --fib --cache --verbose --version --help',
    operands: '',
    interpret: resolves,
    allow: ['route -n', 'route -en'],
    ask: ['route', 'route add default gw 192.0.2.1', 'route -n del default'],
  },
];
