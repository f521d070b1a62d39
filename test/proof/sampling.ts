import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createSampler } from '../../src/machine/sampler.ts';
import type { StateVector } from '../../src/session/state-vector.ts';
import { cpuSeconds } from '../bench/measure.ts';
import { ASSENT } from '../tools/assent.ts';
import type { ProofOptions } from './run.ts';

export const name = 'sampling';

const PROCESSES = 300;
const COST_SECONDS = 60;
const SESSION = 'the session, its panel open (in a terminal)';
const watcher = fileURLToPath(new URL('../fixtures/watch.ts', import.meta.url));

/** What sampling costs beside other monitors, and how near S is to the kernel's own figures; `count` is seconds. */
export async function run({ count = 600 }: ProofOptions): Promise<{ ok: boolean }> {
  const cheap = await cost();
  const exact = await accuracy(count);
  return { ok: cheap && exact };
}

async function cost(): Promise<boolean> {
  const present = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).length;
  const idle = Array.from({ length: Math.max(0, PROCESSES - present) }, () =>
    spawn('sleep', ['3600'], { stdio: 'ignore' }),
  );
  const home = mkdtempSync(join(tmpdir(), 'sampling-'));
  mkdirSync(join(home, 'btop'));
  writeFileSync(join(home, 'btop/btop.conf'), 'update_ms = 1000\n');
  const contestants: readonly (readonly [string, string, readonly string[]])[] = [
    ['sampler and detectors, 1 Hz', process.execPath, [watcher]],
    [
      SESSION,
      'script',
      ['-qfc', `stty rows 40 cols 120; ${process.execPath} ${ASSENT} --offline`, '/dev/null'],
    ],
    ['top -b -d 1', 'top', ['-b', '-d', '1']],
    ['htop -d 10 (in a terminal)', 'script', ['-qfc', 'stty rows 40 cols 120; htop -d 10', '/dev/null']],
    [
      'btop, update_ms 1000 (in a terminal)',
      'script',
      ['-qfc', `stty rows 40 cols 120; XDG_CONFIG_HOME=${home} btop`, '/dev/null'],
    ],
    ['glances -t 1 (in a terminal)', 'script', ['-qfc', 'stty rows 40 cols 120; glances -t 1', '/dev/null']],
  ];
  const running = contestants.map(([label, file, args]) => ({
    label,
    child: spawn(file, args, {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, LANG: 'C.UTF-8', TERM: 'xterm', LINES: '40', COLUMNS: '120', ASSENT_HOME: home },
    }).on('error', () => undefined),
  }));
  // Start-up is not sampling; of the askings once a minute one falls into the minute that is measured.
  await sleep(12_000);
  const before = running.map(({ child }) => used(child));
  await sleep(COST_SECONDS * 1000);
  const after = running.map(({ child }) => used(child));
  console.log(
    `| 1 Hz over ${COST_SECONDS} s, ${PROCESSES} processes, children counted | cpu of one core |\n|---|---|`,
  );
  const percents = running.map(({ label }, index) => {
    const [from, to] = [before[index], after[index]];
    const percent = from === undefined || to === undefined ? undefined : (100 * (to - from)) / COST_SECONDS;
    console.log(`| ${label} | ${percent === undefined ? 'not installed' : `${percent.toFixed(2)} %`} |`);
    return percent;
  });
  for (const { child } of running) child.kill('SIGKILL');
  for (const child of idle) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
  return Math.max(percents[0] ?? 100, percents[1] ?? 100) <= 2;
}

/** Processor seconds of a process with its living descendants. */
function used(child: ChildProcess): number | undefined {
  if (child.pid === undefined || child.exitCode !== null) return undefined;
  const children = (pid: number): number[] => {
    const text = readOr(`/proc/${pid}/task/${pid}/children`);
    return text.split(' ').filter(Boolean).map(Number);
  };
  let sum = 0;
  for (const open = [child.pid]; open.length > 0; ) {
    const pid = open.pop()!;
    try {
      sum += cpuSeconds(pid);
    } catch {
      return undefined;
    }
    open.push(...children(pid));
  }
  return sum;
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Counters of other files than the sampler reads: idle time, the devices' own statistics. */
function kernel() {
  const [uptime, idle] = readFileSync('/proc/uptime', 'utf8').split(' ').map(Number) as [number, number];
  const links = readdirSync('/sys/class/net').filter((link) => !/^(?:lo|ifb)/.test(link));
  const network = (counter: string) =>
    links.reduce((sum, link) => sum + Number(readOr(`/sys/class/net/${link}/statistics/${counter}`)), 0);
  const disk = readdirSync('/sys/block').filter((device) => !/^(?:loop|ram|zram)/.test(device));
  const written = disk.reduce(
    (sum, device) => sum + Number(readOr(`/sys/block/${device}/stat`).trim().split(/\s+/)[6] ?? 0) * 512,
    0,
  );
  const available = Number(/MemAvailable:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))![1]) * 1024;
  return { uptime, idle, rx: network('rx_bytes'), written, available };
}

const INTERVAL = 10;

async function accuracy(seconds: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
  const load = spawn('bash', ['-c', LOAD], { cwd: folder, stdio: 'ignore', detached: true });
  const sampler = createSampler();
  const worst = { cpu: 0, memory: 0, network: 0, disk: 0 };
  const whole = { shownRx: 0, rx: 0, shownWritten: 0, written: 0 };
  let intervals = 0;
  try {
    let last = performance.now();
    const first = sampler.sample();
    let before = kernel();
    await first;
    for (let round = 0; round < seconds / INTERVAL; round++) {
      const samples: StateVector[] = [];
      const moments: number[] = [];
      let after = before;
      for (let second = 0; second < INTERVAL; second++) {
        await sleep(1000);
        const at = performance.now();
        // The sampler reads its counters when it is called: both look at the same moment.
        const sample = sampler.sample();
        after = kernel();
        samples.push(await sample);
        moments.push((at - last) / 1000);
        last = at;
      }
      const passed = after.uptime - before.uptime;
      const cores = samples[0]!.cpu.cores;
      const total = (of: (state: StateVector) => number | undefined) =>
        samples.reduce((sum, state, index) => sum + (of(state) ?? 0) * moments[index]!, 0);
      // The kernel's idle time leaves out waiting for disks, which S does not count as busy either.
      const waited = total((state) => state.cpu.ioWaitPercent) / passed;
      const busy = 100 * (1 - (after.idle - before.idle) / passed / cores) - waited;
      const deviation = (a: number, b: number, least: number) =>
        b < least ? 0 : (100 * Math.abs(a - b)) / b;
      worst.cpu = Math.max(worst.cpu, Math.abs(total((state) => state.cpu.percent) / passed - busy));
      worst.memory = Math.max(worst.memory, deviation(samples.at(-1)!.memory.available!, after.available, 1));
      const rx = total((state) => state.network?.rxBytesPerSecond);
      const written = total((state) =>
        state.disks?.reduce((sum, disk) => sum + (disk.writeBytesPerSecond ?? 0), 0),
      );
      worst.network = Math.max(worst.network, deviation(rx, after.rx - before.rx, 100_000));
      worst.disk = Math.max(worst.disk, deviation(written, after.written - before.written, 4_000_000));
      whole.shownRx += rx;
      whole.rx += after.rx - before.rx;
      whole.shownWritten += written;
      whole.written += after.written - before.written;
      before = after;
      intervals++;
    }
  } finally {
    process.kill(-load.pid!, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
  const off = (shown: number, real: number) => (real === 0 ? 0 : (100 * Math.abs(shown - real)) / real);
  const network = off(whole.shownRx, whole.rx);
  const disk = off(whole.shownWritten, whole.written);
  console.log(
    `\n| S against the kernel, ${intervals * INTERVAL} s of varied load | deviation | worst ${INTERVAL} s | promised |\n|---|---|---|---|`,
  );
  console.log(`| cpu | | ${worst.cpu.toFixed(2)} points | ≤ 3 points |`);
  console.log(`| memory available | | ${worst.memory.toFixed(2)} % | ≤ 1 % |`);
  console.log(`| network received | ${network.toFixed(2)} % | ${worst.network.toFixed(2)} % | ≤ 5 % |`);
  console.log(`| disk written | ${disk.toFixed(2)} % | ${worst.disk.toFixed(2)} % | ≤ 5 % |`);
  return worst.cpu <= 3 && worst.memory <= 1 && network <= 5 && disk <= 5;
}

/** Bursts of computing, writing, memory and, where the namespace allows it, packets over a pair of links. */
const LOAD = `
ip link add acca type veth peer name accb 2>/dev/null && ip addr add 10.77.0.1/24 dev acca && ip link set acca up && ip link set accb up && ip neigh add 10.77.0.2 lladdr 02:00:00:00:00:01 dev acca
while :; do
  timeout 7 bash -c 'while :; do :; done'
  for i in 1 2 3 4; do head -c 40M /dev/urandom > blob; sync blob; sleep 0.7; done
  python3 -c 'import time; a=bytearray(300000000); time.sleep(4)'
  python3 -c '
import socket,time
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)
for i in range(4000):
  try: s.sendto(b"x"*1400,("10.77.0.2",9))
  except OSError: pass
  if i%20==0: time.sleep(0.03)'
  sleep 3
done`;
