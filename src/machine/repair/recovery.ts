import type { Plan, Step } from '../../plan/plan.ts';
import type { Anomaly } from '../anomaly/anomaly.ts';
import type { RepairWorld } from './failure.ts';
import { asRoot } from './packages.ts';
import { quote } from './text.ts';

type Look = readonly [command: string, why: string];

/** Waits up to five seconds for a process to end. */
const gone = (pid: number) =>
  `for i in 1 2 3 4 5 6 7 8 9 10; do test -d /proc/${pid} || exit 0; sleep 0.5; done; exit 1`;

/**
 * What to do about an anomaly, without a model: look first, then change, then verify. Where no change is known to be
 * right the plan only looks. It goes through the judge and the approval like any plan.
 */
export function recoveryFor(anomaly: Anomaly, world: RepairWorld): Plan | undefined {
  const [process] = anomaly.processes;
  const { kind, subject } = anomaly;
  const name = quote(subject);
  switch (kind) {
    case 'runaway-process':
    case 'memory-leak':
      if (!process) return undefined;
      return plan(`end ${process.name} (pid ${process.pid})`, [
        [`ps -o pid,ppid,user,etime,pcpu,rss,args -p ${process.pid}`, 'what it is and since when it runs'],
        [`kill ${process.pid}`, 'asks it to end'],
        [gone(process.pid), 'it has ended'],
      ]);
    case 'zombies':
      if (!process) return undefined;
      return plan(`have ${process.name} (pid ${process.pid}) collect its dead children`, [
        [`ps -o pid,ppid,stat,etime,args --ppid ${process.pid} | head -n 20`, 'which children are dead'],
        [`kill -CHLD ${process.pid}`, 'tells it that children have ended'],
        [`sleep 1; test "$(ps -o stat= --ppid ${process.pid} | grep -c Z)" -lt 10`, 'they are collected'],
      ]);
    case 'disk-filling':
      return fullDisk(subject, world);
    case 'inode-exhaustion':
      return look(`find what makes so many files on ${subject}`, [
        [`df -i ${name}`, 'how many files are left'],
        [`du -x --inodes --max-depth=2 ${name} 2>/dev/null | sort -rn | head -n 15`, 'where they are'],
      ]);
    case 'memory-pressure':
    case 'swap-storm':
      return look('find what holds the memory', [
        ['free -h', 'what is left'],
        ['ps -eo pid,user,rss,etime,args --sort=-rss | head -n 12', 'who holds it'],
      ]);
    case 'network-loss':
      return network(subject, name, world);
    case 'failed-unit':
      return plan(`start ${subject} again`, [
        [`systemctl status --no-pager ${name}; journalctl --no-pager -n 30 -u ${name}`, 'why it failed'],
        [asRoot(`systemctl restart ${name}`, world.root), 'starts it again'],
        [`sleep 2; systemctl is-active ${name}`, 'it runs'],
      ]);
    case 'restart-loop':
      return look(`find out why ${subject} ends again and again`, [
        [`systemctl status --no-pager ${name}`, 'its state'],
        [`journalctl --no-pager -n 50 -u ${name}`, 'what it said'],
      ]);
    case 'journal-errors':
      return look('read the errors', [
        ['journalctl --no-pager --priority=err --since=-10min --lines=50', 'the last of them'],
      ]);
  }
}

function fullDisk(mount: string, world: RepairWorld): Plan {
  const name = quote(mount);
  const looks: readonly Look[] = [
    [`df -h ${name}`, 'how full it is'],
    [`du -xh --max-depth=2 ${name} 2>/dev/null | sort -rh | head -n 15`, 'what takes the room'],
  ];
  const files = world.disposable(mount).slice(0, 5);
  if (files.length === 0) return look(`find what fills ${mount}`, looks);
  const paths = files.map(({ path }) => quote(path)).join(' ');
  return plan(`make room on ${mount}`, [
    [`df -h ${name} && du -sh -- ${paths}`, 'how full it is, and what can go'],
    [`rm -- ${paths}`, 'deletes caches, and temporary files and logs older than a day'],
    [`test "$(df --output=pcent ${name} | tail -n 1 | tr -dc 0-9)" -lt 95`, 'there is room now'],
  ]);
}

function network(subject: string, name: string, world: RepairWorld): Plan {
  const looks: readonly Look[] = [
    ['ip -br link', 'which links are up'],
    ['ip route', 'where packets go'],
  ];
  if (['route', 'answers', 'packets'].includes(subject))
    return look('find out where the network ends', looks);
  return plan(`bring ${subject} up again`, [
    ['ip -br link', 'which links are up'],
    [asRoot(`ip link set ${name} up`, world.root), 'switches it on'],
    [`sleep 2; test "$(cat /sys/class/net/${name}/operstate)" = up`, 'it has a carrier'],
  ]);
}

function plan(goal: string, [check, change, verify]: readonly [Look, Look, Look]): Plan {
  return {
    version: 1,
    goal,
    steps: [
      step('check', check, 'check'),
      step('change', change, 'change'),
      step('verify', verify, 'verify'),
    ],
  };
}

const look = (goal: string, looks: readonly Look[]): Plan => ({
  version: 1,
  goal,
  steps: looks.map((one, index) => step(`check${index + 1}`, one, 'check')),
});

const step = (id: string, [command, why]: Look, role: NonNullable<Step['role']>): Step => ({
  id,
  command,
  why,
  role,
});
