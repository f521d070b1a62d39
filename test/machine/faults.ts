import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AnomalyKind } from '../../src/machine/anomaly/anomaly.ts';
import type { Notice } from '../../src/machine/anomaly/monitor.ts';

const watcher = fileURLToPath(new URL('../fixtures/watch.ts', import.meta.url));

/** A fault that is really made, in namespaces of its own, with the real sampler and monitor beside it. */
export interface Fault {
  readonly kind: AnomalyKind;
  readonly name: string;
  /** real: made by the kernel; simulated: by figures or answers written into files. */
  readonly source: 'real' | 'simulated';
  /** Bash, run in the namespaces before watching: mounts, links. $D is a folder of its own. */
  readonly setUp?: string;
  /** Bash that makes the fault. */
  readonly make: string;
  /** Seconds until it must have been noticed. */
  readonly within: number;
  readonly watch?: readonly string[];
}

const python = (text: string) => `exec python3 -c '${text}'`;
const leak = (mebibytes: number) =>
  python(`import time
a=[]
while True: a.append(bytearray(b"x"*int(${mebibytes}*104857.6))); time.sleep(0.1)`);
const disk = (mebibytes: number) =>
  `mkdir -p $D/disk; mount -t tmpfs -o size=${mebibytes}m,nr_inodes=4000 assent-test $D/disk`;
const fill = (kibibytes: number) =>
  `i=0; while :; do i=$((i+1)); head -c ${kibibytes}k /dev/zero >> $D/disk/log || exit; sleep 0.2; done`;
const link =
  'mount -t sysfs none /sys; ip link add va type veth peer name vb; ip link set va up; ip link set vb up; ip addr add 10.9.0.1/24 dev va; ip route add default via 10.9.0.2 dev va';

const HOGS = [
  'while :; do :; done',
  'exec yes > /dev/null',
  python('while True: pass'),
  'exec node -e "while(true){}"',
  'exec awk "BEGIN { while (1) x++ }"',
  'exec perl -e "1 while 1"',
  'exec cat /dev/zero > /dev/null',
  'i=0; while true; do i=$(( (i + 1) % 1000 )); done',
  'exec dd if=/dev/zero of=/dev/null bs=1k status=none',
  'exec sh -c "while true; do true; done"',
];
const LEAKS = [
  ...[2, 3, 4, 6, 8, 10, 15].map(leak),
  'exec node -e "const a=[];setInterval(()=>a.push(Buffer.alloc(700000,1)),100)"',
  'exec perl -e \'my @a; while (1) { push @a, "x" x 400000; select(undef,undef,undef,0.1) }\'',
  python(`import time
d={}
n=0
while True:
  for i in range(3000): d[n]=str(n)*20; n+=1
  time.sleep(0.1)`),
];
const JUMPS = [64, 100, 128, 200, 256, 300, 64, 128, 256, 400].map((size, index) => ({
  size,
  rate: Math.round((size * 1024 * [0.02, 0.03, 0.05, 0.025, 0.04][index % 5]!) / 5),
}));
const TRENDS = [64, 100, 128, 200, 256, 300, 64, 128, 256, 400].map((size, index) => ({
  size,
  rate: Math.round((size * 1024 * [0.0015, 0.002, 0.003, 0.0025, 0.004][index % 5]!) / 5),
}));
const BREAKS = ['ip link set vb down', 'ip link del vb', 'ip route del default', 'ip link set va down'];
const LAZY = [
  ...[12, 20, 40, 80].map((count) =>
    python(`import os,time
for i in range(${count}):
  if os.fork()==0: os._exit(0)
time.sleep(600)`),
  ),
  ...[2, 4, 8].map((rate) =>
    python(`import os,time
while True:
  if os.fork()==0: os._exit(0)
  time.sleep(1/${rate})`),
  ),
  'exec perl -e "for (1..30) { exit 0 unless fork } sleep 600"',
  'exec perl -e "while (1) { exit 0 unless fork; select(undef,undef,undef,0.2) }"',
  'for i in $(seq 25); do sleep 1 & done; exec sleep 600',
];

const answers = (failed: string, restarts: number, errors: number) =>
  `printf '%s' '${failed}' > $D/failed; printf 'Id=web.service\\nNRestarts=${restarts}\\n' > $D/restarts; for i in $(seq ${errors}); do echo '{"_SYSTEMD_UNIT":"db.service"}'; done > $D/journal`;

/** Ten runs of each kind. */
export const FAULTS: readonly Fault[] = [
  ...HOGS.map(
    (make, index): Fault => ({
      kind: 'runaway-process',
      name: `hog ${index}`,
      source: 'real',
      make,
      within: 25,
    }),
  ),
  ...LEAKS.map(
    (make, index): Fault => ({
      kind: 'memory-leak',
      name: `leak ${index}`,
      source: 'real',
      make,
      within: 110,
    }),
  ),
  ...JUMPS.map(
    ({ size, rate }): Fault => ({
      kind: 'disk-filling',
      name: `disk jump, ${rate * 5} KiB/s of ${size} MiB`,
      source: 'real',
      setUp: disk(size),
      make: fill(rate),
      within: 30,
    }),
  ),
  ...TRENDS.map(
    ({ size, rate }): Fault => ({
      kind: 'disk-filling',
      name: `disk trend, ${rate * 5} KiB/s of ${size} MiB`,
      source: 'real',
      setUp: disk(size),
      make: fill(rate),
      within: 120,
    }),
  ),
  ...Array.from(
    { length: 10 },
    (_, index): Fault => ({
      kind: 'inode-exhaustion',
      name: `inodes, ${50 + index * 20} a second`,
      source: 'real',
      setUp: disk(64),
      make: `i=0; while :; do for k in $(seq ${10 + index * 4}); do i=$((i+1)); : > $D/disk/f$i || exit; done; sleep 0.2; done`,
      within: 90,
    }),
  ),
  ...Array.from(
    { length: 10 },
    (_, index): Fault => ({
      kind: 'network-loss',
      name: `network: ${BREAKS[index % BREAKS.length]}`,
      source: 'real',
      setUp: link,
      make: BREAKS[index % BREAKS.length]!,
      within: 20,
    }),
  ),
  ...LAZY.map(
    (make, index): Fault => ({ kind: 'zombies', name: `zombies ${index}`, source: 'real', make, within: 90 }),
  ),
  ...Array.from(
    { length: 10 },
    (_, index): Fault => ({
      kind: 'swap-storm',
      name: `swap storm, ${(index + 1) * 4} MiB/s`,
      source: 'simulated',
      setUp:
        'mkdir -p $D/proc; cp /proc/stat /proc/meminfo /proc/loadavg $D/proc/; printf "pswpin 0\\npswpout 0\\n" > $D/proc/vmstat',
      make: `n=0; while :; do n=$((n+${(index + 1) * 256})); printf "pswpin $n\\npswpout $((n*2))\\n" > $D/proc/new; mv $D/proc/new $D/proc/vmstat; sleep 0.5; done`,
      within: 40,
      watch: ['--proc', '$D/proc'],
    }),
  ),
  ...(['failed-unit', 'restart-loop', 'journal-errors'] as const).flatMap((kind, which) =>
    Array.from(
      { length: which === 0 ? 4 : 3 },
      (_, index): Fault => ({
        kind,
        name: `${kind} ${index}`,
        source: 'simulated',
        setUp: answers('[]', 1, 2),
        make: [
          answers(`[{"unit":"web${index}.service"}]`, 1, 2),
          `for n in 3 5 7 9; do ${answers('[]', 1, 2)}; sed -i "s/=1/=$n/" $D/restarts; sleep 4; done`,
          answers('[]', 1, 130 + index * 100),
        ][which]!,
        within: 40,
        watch: ['--systemctl', '$D/bin/systemctl', '--journalctl', '$D/bin/journalctl'],
      }),
    ),
  ),
];

export interface FaultRun {
  /** Seconds from the fault to the notice; undefined when there was none in time. */
  readonly delay?: number;
  /** Notices of another kind, or before the fault was made. */
  readonly others: readonly string[];
}

/** Makes one fault and waits for the notice. `warmUp` seconds of calm come first. */
export async function runFault(fault: Fault, warmUp: number, record?: string): Promise<FaultRun> {
  const folder = mkdtempSync(join(tmpdir(), 'fault-'));
  fakeSystemd(folder);
  const watch = (fault.watch ?? []).map((word) => word.replace('$D', folder));
  const recording = record === undefined ? [] : ['--record', record];
  const script = `export D=${folder}; ${fault.setUp ?? ':'}
${process.execPath} ${watcher} --seconds ${warmUp + fault.within} ${[...watch, ...recording].join(' ')} &
watcher=$!
sleep ${warmUp}
echo made
( ${fault.make} ) > /dev/null 2>&1 < /dev/null &
wait $watcher
exit 0`;
  // As process 1 of its own namespace: when it ends, the kernel ends everything in it.
  const child = spawn(
    'unshare',
    [
      ...(process.getuid?.() === 0 ? [] : ['-r']),
      '-m',
      '-n',
      '-p',
      '-f',
      '--mount-proc',
      '--kill-child',
      'bash',
      '-c',
      script,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH}` },
    },
  );
  try {
    const run = await observe(child, fault, warmUp);
    // The recording goes on until the sample that told is in it.
    if (record !== undefined) await sleep(2500);
    return run;
  } finally {
    child.kill('SIGKILL');
    await sleep(50);
    rmSync(folder, { recursive: true, force: true });
  }
}

function observe(child: ChildProcess, fault: Fault, warmUp: number): Promise<FaultRun> {
  return new Promise((resolve) => {
    let made: number | undefined;
    let text = '';
    const others: string[] = [];
    const timer = setTimeout(() => resolve({ others }), (warmUp + fault.within + 5) * 1000);
    const end = (run: FaultRun) => {
      clearTimeout(timer);
      resolve(run);
    };
    child.once('exit', () => end({ others }));
    child.stdout!.on('data', (chunk) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop()!;
      for (const line of lines) {
        if (line === 'made') made = performance.now();
        else if (line.startsWith('{')) {
          const notice = JSON.parse(line) as Notice;
          if (made !== undefined && notice.kind === fault.kind)
            return end({ delay: (performance.now() - made) / 1000, others });
          others.push(notice.text);
        }
      }
    });
  });
}

/** Stand-ins that print recorded answers: no systemd runs where this is tested. */
function fakeSystemd(folder: string): void {
  mkdirSync(join(folder, 'bin'));
  const files = {
    systemctl: `#!/bin/bash\nif [ "$1" = list-units ]; then /bin/cat ${folder}/failed; else /bin/cat ${folder}/restarts; fi\n`,
    journalctl: `#!/bin/bash\n/bin/cat ${folder}/journal\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, 'bin', name), text);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
}
