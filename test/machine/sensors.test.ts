import { describe, expect, it } from 'vitest';
import { cgroupPlaces, readCgroup } from '../../src/machine/sensors/cgroup.ts';
import { cpuShares, parseCpu } from '../../src/machine/sensors/cpu.ts';
import { parseDiskCounters, parseMounts } from '../../src/machine/sensors/disks.ts';
import { readGpus, readTemperature } from '../../src/machine/sensors/heat.ts';
import { parseMemory, withLimit } from '../../src/machine/sensors/memory.ts';
import { processName } from '../../src/machine/sensors/names.ts';
import {
  networkState,
  parseDefaultRoute,
  parseNetworkDevices,
  parseTcp,
} from '../../src/machine/sensors/network.ts';
import { parsePressure } from '../../src/machine/sensors/pressure.ts';
import { parseProcess, readUnits, treeOf } from '../../src/machine/sensors/processes.ts';
import { KERNEL } from '../../src/machine/sensors/roots.ts';
import { parseFailedUnits, parseJournal, parseRestarts } from '../../src/machine/sensors/services.ts';
import { fakeKernel, processLine } from './kernel.ts';

const cpu = (...lines: string[]) => parseCpu(lines.join('\n'))!;

describe('processor', () => {
  it('counts neither idle nor waiting as busy, and guest time once', () => {
    const before = cpu('cpu  100 0 100 800 0 0 0 0 50 0', 'cpu0 100 0 100 800 0 0 0 0 50 0');
    const after = cpu('cpu  140 0 110 840 10 0 0 0 80 0', 'cpu0 140 0 110 840 10 0 0 0 80 0');
    expect(cpuShares(before, after)).toEqual({ percent: 50, ioWaitPercent: 10, perCore: [50] });
  });

  it('leaves the figure out when nothing passed, or a counter ran backwards', () => {
    const one = cpu('cpu  100 0 0 100');
    expect(cpuShares(one, one)).toEqual({});
    expect(cpuShares(one, cpu('cpu  90 0 0 200'))).toEqual({});
  });

  it('survives idle time stepping back, as the kernel warns of it', () => {
    expect(cpuShares(cpu('cpu  100 0 0 100 50'), cpu('cpu  150 0 0 150 49')).percent).toBe(50);
  });

  it('leaves the cores out when one was switched on or off in between', () => {
    const two = cpu('cpu  0 0 0 0', 'cpu0 0 0 0 0', 'cpu1 0 0 0 0');
    const one = cpu('cpu  50 0 0 50', 'cpu0 50 0 0 50');
    expect(cpuShares(two, one)).toEqual({ percent: 50, ioWaitPercent: 0 });
  });

  it('takes no text for figures', () => {
    expect(parseCpu('')).toBeUndefined();
    expect(parseCpu('cpu  x y z w')).toBeUndefined();
    expect(parsePressure('')).toBeUndefined();
    expect(parsePressure('some avg10=12.34 avg60=0.00 avg300=0.00 total=1')).toBe(12.34);
  });
});

describe('memory', () => {
  const meminfo = parseMemory('MemTotal: 1000 kB\nMemAvailable: 600 kB\nSwapTotal: 10 kB\nSwapFree: 4 kB\n');

  it('reads bytes', () => {
    expect(meminfo).toEqual({ total: 1_024_000, available: 614_400, swapTotal: 10_240, swapUsed: 6144 });
    expect(parseMemory('MemTotal: 1000 kB\nMemFree: 600 kB\n')).toEqual({ total: 1_024_000 });
  });

  it('takes the tighter of machine and control group', () => {
    const group = { memoryLimit: 512_000, memoryUsed: 500_000 };
    expect(withLimit(meminfo, group)).toMatchObject({ total: 512_000, available: 12_000 });
    expect(withLimit(meminfo, { memoryLimit: 9e9, memoryUsed: 1 })).toEqual(meminfo);
    expect(withLimit(meminfo, undefined)).toEqual(meminfo);
  });

  it('finds the limit of any parent group, version 2', () => {
    using kernel = fakeKernel({
      'sys/g/cpu.max': 'max 100000\n',
      'sys/g/a/memory.max': '500000\n',
      'sys/g/a/memory.current': '300000\n',
      'sys/g/a/memory.stat': 'anon 1\ninactive_file 100000\n',
      'sys/g/a/cpu.max': '150000 100000\n',
      'sys/g/a/cpu.stat': 'usage_usec 2500000\n',
      'sys/g/a/b/memory.max': 'max\n',
      'sys/g/a/b/cpu.max': 'max 100000\n',
    });
    const places = cgroupPlaces('0::/a/b\n', `30 23 0:26 / ${kernel.sys}/g rw - cgroup2 cgroup2 rw\n`)!;
    expect(readCgroup(places)).toEqual({
      memoryLimit: 500_000,
      memoryUsed: 200_000,
      cores: 1.5,
      cpuSeconds: 2.5,
    });
  });

  it('finds the limit of version 1, and reads its "no limit" as none', () => {
    using kernel = fakeKernel({
      'sys/m/x/memory.limit_in_bytes': '800000\n',
      'sys/m/x/memory.usage_in_bytes': '500000\n',
      'sys/m/x/memory.stat': 'total_inactive_file 100000\n',
      'sys/m/memory.limit_in_bytes': '9223372036854771712\n',
      'sys/c/cpu.cfs_quota_us': '-1\n',
      'sys/c/cpu.cfs_period_us': '100000\n',
    });
    const mounts = [
      `30 23 0:26 / ${kernel.sys}/m rw - cgroup cgroup rw,memory`,
      `31 23 0:27 / ${kernel.sys}/c rw - cgroup cgroup rw,cpu`,
    ].join('\n');
    const places = cgroupPlaces('5:memory:/x\n4:cpu:/\n0::/\n', mounts)!;
    expect(readCgroup(places)).toEqual({ memoryLimit: 800_000, memoryUsed: 400_000 });
    expect(cgroupPlaces('0::/\n', '')).toBeUndefined();
  });
});

describe('disks', () => {
  it('keeps what holds files: one mount per device, names unescaped, pseudo file systems out', () => {
    const mounts = parseMounts(
      [
        '22 1 0:21 / /proc rw - proc proc rw',
        '27 1 254:0 / / rw - ext4 /dev/vda rw',
        '40 27 254:0 /home /home rw shared:1 - ext4 /dev/vda rw',
        '41 27 8:1 / /media/my\\040disk rw - vfat /dev/sda1 rw',
        '42 27 0:30 / /tmp rw - tmpfs tmpfs rw,size=4k',
        '43 27 0:31 / /run/user/0 rw - tmpfs tmpfs rw',
        '44 27 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro',
        '45 27 0:40 / /mnt/nas rw - nfs4 nas:/share rw',
      ].join('\n'),
    );
    expect(mounts.map(({ point }) => point).sort()).toEqual(['/', '/media/my disk', '/mnt/nas', '/tmp']);
  });

  it('counts sectors of 512 bytes', () => {
    const counters = parseDiskCounters(' 254 0 vda 10 0 20 1 30 0 40 2 0 3 4\n broken');
    expect(counters.get('254:0')).toEqual({ name: 'vda', read: 10_240, written: 20_480 });
    expect(counters.size).toBe(1);
  });
});

describe('network', () => {
  const device = (name: string, rx: number, tx: number, errors = 0) =>
    `${name}: ${rx} 1 ${errors} 0 0 0 0 0 ${tx} 1 0 0 0 0 0 0`;
  const reading = (...lines: string[]) => ({
    interfaces: parseNetworkDevices(['head', 'head', ...lines].join('\n')),
    up: new Map<string, boolean>(),
  });

  it('adds up real interfaces once: no loopback, no container side of a bridge', () => {
    const before = reading(device('lo', 0, 0), device('eth0', 1000, 0), device('veth1', 1000, 0));
    const after = reading(device('lo', 9999, 9999), device('eth0', 3000, 500), device('veth1', 3000, 500));
    expect(networkState(before, after, 2)).toMatchObject({ rxBytesPerSecond: 1000, txBytesPerSecond: 250 });
  });

  it('leaves out a rate it cannot know: first sample, new device, counter reset', () => {
    expect(networkState(undefined, reading(device('eth0', 5, 5)), 1)).toEqual({ interfaces: [] });
    expect(
      networkState(reading(device('eth0', 500, 5)), reading(device('eth0', 5, 5)), 1),
    ).not.toHaveProperty('rxBytesPerSecond');
  });

  it('reads route and TCP tables', () => {
    const head = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\n';
    expect(parseDefaultRoute(`${head}eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\n`)).toBe(true);
    expect(parseDefaultRoute(`${head}eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\n`)).toBe(false);
    expect(parseTcp('Tcp: A OutSegs RetransSegs\nTcp: 1 10 2\n')).toEqual({ sent: 10, again: 2 });
    expect(parseTcp('')).toBeUndefined();
  });
});

describe('processes', () => {
  it('reads a line whatever the name holds', () => {
    const row = parseProcess(processLine({ pid: 7, name: 'a) R 1 (b', parent: 3, ticks: 42, pages: 9 }));
    expect(row).toMatchObject({ pid: 7, name: 'a) R 1 (b', state: 'S', parent: 3, ticks: 42, pages: 9 });
    expect(parseProcess('7 (x')).toBeUndefined();
    expect(parseProcess('')).toBeUndefined();
  });

  it('finds the whole tree, also what left the family but kept the session', () => {
    const rows = [
      processLine({ pid: 10, name: 'bash', parent: 1 }),
      processLine({ pid: 11, name: 'make', parent: 10, session: 10 }),
      processLine({ pid: 12, name: 'cc', parent: 11, session: 12 }),
      processLine({ pid: 13, name: 'daemon', parent: 1, session: 10 }),
      processLine({ pid: 14, name: 'other', parent: 1 }),
    ].map((line) => parseProcess(line)!);
    expect(
      treeOf(rows, 10)
        .map((row) => row.pid)
        .sort(),
    ).toEqual([10, 11, 12, 13]);
    expect(treeOf(rows, 999)).toEqual([]);
  });

  it('names interpreters by their script and shows no other argument', () => {
    expect(processName('python3', 'python3\0/home/me/leak.py\0--password=hunter2\0')).toBe('python3 leak.py');
    expect(processName('MainThread', '/usr/bin/node\0--inspect\0/srv/app/server.js\0')).toBe(
      'node server.js',
    );
    expect(processName('bash', 'bash\0-c\0curl -u me:secret x\0')).toBe('bash');
    expect(processName('nginx', 'nginx: worker process\0')).toBe('nginx');
    expect(processName('systemd-journal', '/lib/systemd/systemd-journald\0')).toBe('systemd-journald');
    expect(processName('kworker/0:1', '')).toBe('kworker/0:1');
  });

  it('knows page size and tick', () => {
    const { pageSize, ticksPerSecond } = readUnits(KERNEL);
    expect(Math.log2(pageSize) % 1).toBe(0);
    expect(ticksPerSecond).toBeGreaterThanOrEqual(100);
  });
});

describe('heat and cards', () => {
  it('takes the hottest processor sensor that is wired', async () => {
    using kernel = fakeKernel({
      'sys/class/hwmon/hwmon0/name': 'coretemp\n',
      'sys/class/hwmon/hwmon0/temp1_input': '51000\n',
      'sys/class/hwmon/hwmon0/temp2_input': '-273000\n',
      'sys/class/hwmon/hwmon1/name': 'nvme\n',
      'sys/class/hwmon/hwmon1/temp1_input': '90000\n',
    });
    expect(await readTemperature(kernel)).toBe(51);
    kernel.remove('sys/class/hwmon');
    expect(await readTemperature(kernel)).toBeUndefined();
    kernel.write({
      'sys/class/thermal/thermal_zone0/type': 'cpu-thermal\n',
      'sys/class/thermal/thermal_zone0/temp': '47500\n',
    });
    expect(await readTemperature(kernel)).toBe(47.5);
  });

  it('shows a card with what its driver tells, no more', async () => {
    using kernel = fakeKernel({
      'sys/class/drm/card0/device/vendor': '0x1002\n',
      'sys/class/drm/card0/device/gpu_busy_percent': '37\n',
      'sys/class/drm/card1/device/vendor': '0x8086\n',
      'proc/driver/nvidia/gpus/0000:01:00.0/information': 'Model: \t\t NVIDIA T4\nIRQ: 1\n',
    });
    expect(await readGpus(kernel)).toEqual([
      { name: 'AMD card0', percent: 37 },
      { name: 'Intel card1' },
      { name: 'NVIDIA T4', bus: '0000:01:00.0' },
    ]);
  });
});

describe('services (recorded answers of systemd 252, for none runs here)', () => {
  it('reads failed units, restarts and the journal', () => {
    expect(
      parseFailedUnits('[{"unit":"nginx.service","load":"loaded","active":"failed","sub":"failed"}]'),
    ).toEqual(['nginx.service']);
    expect(parseFailedUnits('0 loaded units listed.')).toEqual([]);
    expect(parseRestarts('Id=a.service\nNRestarts=0\n\nId=b.service\nNRestarts=7\n')).toEqual([
      { unit: 'b.service', count: 7 },
    ]);
    const line = '{"PRIORITY":"3","_SYSTEMD_UNIT":"db.service","MESSAGE":"disk error"}';
    expect(parseJournal(`${line}\n${line}\n{"SYSLOG_IDENTIFIER":"kernel"}\n`)).toEqual({
      errors: 3,
      source: 'db.service',
    });
  });
});
