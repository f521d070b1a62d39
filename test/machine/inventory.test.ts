import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { withAnswers, withGraphics } from '../../src/machine/inventory/answers.ts';
import { askLibrary, systemPath } from '../../src/machine/inventory/ask.ts';
import { Inventories } from '../../src/machine/inventory/inventory.ts';
import { fakeKernel } from './kernel.ts';

const probe = fileURLToPath(new URL('../../dist/inventory.js', import.meta.url));
const hanging = fileURLToPath(new URL('../fixtures/probe-that-hangs.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'inventory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('asking the library', () => {
  it('gives its answers to the calls asked for', async () => {
    const answers = await askLibrary(probe, ['system', 'cpu', 'battery']);
    expect(Object.keys(answers).sort()).toEqual(['battery', 'cpu', 'system']);
    expect(answers.cpu).toMatchObject({ cores: expect.any(Number) });
  });

  it('keeps what came in time, and leaves nothing running', async () => {
    const answers = await askLibrary(hanging, ['cpu'], 2500);
    expect(answers.cpu).toEqual({ manufacturer: 'Maker', brand: 'One' });
    expect(answers.env).toEqual(['/', { PATH: systemPath() }]);
    for (let tries = 0; tries < 50 && existsSync(`/proc/${answers.child}/cwd`); tries++) await sleep(100);
    expect(existsSync(`/proc/${answers.child}/cwd`)).toBe(false);
  });

  it('knows nothing where there is no such program', async () => {
    expect(await askLibrary(join(folder, 'gone.js'), ['cpu'])).toEqual({});
  });

  it('looks for programs only where root alone may put them', () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(systemPath([open, join(folder, 'gone'), '/usr/bin'])).toBe('/usr/bin');
    // Below a folder anybody may write to, a sound one can be swapped for another.
    const below = join(open, 'bin');
    mkdirSync(below, { mode: 0o755 });
    expect(systemPath([below])).toBe('');
  });
});

describe('what the library answers', () => {
  it('adds to what files tell', () => {
    const files = { processor: 'AMD EPYC', kernel: '6.1', drives: [{ device: 'sda', bytes: 5e11 }] };
    const answers = {
      system: { manufacturer: 'Maker', model: 'Box 3', virtual: true, virtualHost: 'KVM', serial: 'S3CRET' },
      memLayout: [
        { size: 8589934592, type: 'DDR4', clockSpeed: 3200, serialNum: 'S3CRET' },
        { size: 0, type: 'Empty', clockSpeed: 0 },
      ],
      diskLayout: [
        {
          device: '/dev/sda',
          name: 'Fast One',
          type: 'SSD',
          smartStatus: 'Predicted Failure',
          temperature: 41,
          serialNum: 'S3CRET',
        },
      ],
      battery: {
        hasBattery: true,
        percent: 0,
        isCharging: false,
        maxCapacity: 40_000,
        designedCapacity: 50_000,
        timeRemaining: 12,
      },
    };
    const inventory = withAnswers(files, answers);
    expect(inventory).toEqual({
      processor: 'AMD EPYC',
      kernel: '6.1',
      machine: 'Maker Box 3',
      virtual: 'KVM',
      memory: [{ bytes: 8589934592, type: 'DDR4', megahertz: 3200 }],
      drives: [
        { device: 'sda', bytes: 5e11, model: 'Fast One', type: 'SSD', health: 'failing', temperature: 41 },
      ],
      battery: { percent: 0, charging: false, minutesLeft: 12, healthPercent: 80 },
    });
    expect(JSON.stringify(inventory)).not.toContain('S3CRET');
  });

  it('is missing, not 0, where the library does not know', () => {
    const answers = {
      system: { manufacturer: '', model: '-', virtual: false },
      cpu: { manufacturer: '', brand: '', physicalCores: 0 },
      memLayout: [{ size: 25276514304, type: '', clockSpeed: 0 }],
      diskLayout: [{ device: '/dev/sda', name: '', type: '', smartStatus: 'unknown', temperature: null }],
      battery: { hasBattery: false, percent: 0 },
    };
    expect(withAnswers({ drives: [{ device: 'sda' }] }, answers)).toEqual({ drives: [{ device: 'sda' }] });
  });

  it('may have any shape', () => {
    for (const wrong of [null, 7, 'text', [null], { controllers: 'x' }, [{ device: { a: 1 } }]]) {
      const calls = ['system', 'cpu', 'memLayout', 'diskLayout', 'graphics', 'battery'];
      const answers = Object.fromEntries(calls.map((call) => [call, wrong]));
      expect(withAnswers({ kernel: '6.1' }, answers)).toEqual({ kernel: '6.1' });
      expect(withGraphics([{ name: 'Intel card0', bus: '0000:00:02.0' }], answers)).toEqual([
        { name: 'Intel card0' },
      ]);
    }
  });

  it('names the cards, by their place on the bus', () => {
    const controllers = [
      { vendor: 'Intel Corporation', model: 'UHD 620', busAddress: '00:02.0' },
      { name: 'GeForce', busAddress: '01:00.0', utilizationGpu: 0, memoryUsed: 512, memoryTotal: 4096 },
      { name: 'Another', busAddress: '02:00.0', utilizationGpu: 50 },
    ];
    const cards = [
      { name: 'Intel card0', bus: '0000:00:02.0' },
      { name: 'NVIDIA', bus: '0000:01:00.0' },
    ];
    expect(withGraphics(cards, { graphics: { controllers } })).toEqual([
      { name: 'Intel Corporation UHD 620' },
      { name: 'GeForce', percent: 0, memoryUsed: 512 * 1024 ** 2, memoryTotal: 4096 * 1024 ** 2 },
    ]);
  });
});

describe('the inventory', () => {
  it('shows at once what files tell, and the rest when it has been answered', async () => {
    using kernel = fakeKernel({
      'proc/cpuinfo': 'processor : 0\nflags : fpu hypervisor\n',
      'proc/sys/kernel/osrelease': '6.1\n',
    });
    const inventories = new Inventories(kernel, { program: hanging, afterMs: 0 });
    inventories.at(0);
    await inventories.settled();
    expect(inventories.at(1)).toEqual({ processor: 'Maker One', kernel: '6.1', virtual: 'virtual machine' });
  }, 20_000);

  it('asks the library once a minute, and leaves out what would wake a drive or card that sleeps', async () => {
    using kernel = fakeKernel({
      'sys/block/sda/queue/rotational': '1\n',
      'sys/block/nvme0n1/queue/rotational': '0\n',
      'sys/class/drm/card0/device/power/runtime_status': 'active\n',
    });
    // It says with each answer that it was asked, and how often it was started before.
    const program = join(folder, 'counting.mjs');
    writeFileSync(
      program,
      `import { appendFileSync } from 'node:fs';
      const calls = process.argv.slice(2);
      appendFileSync(${JSON.stringify(join(folder, 'asked'))}, calls.join(' ') + '\\n');
      for (const name of calls) console.log(JSON.stringify({ name, answer: { brand: name } }));`,
    );
    const inventories = new Inventories(kernel, { program, afterMs: 0 });
    const asked = async (second: number) => {
      const before = existsSync(join(folder, 'asked'))
        ? readFileSync(join(folder, 'asked'), 'utf8').length
        : 0;
      inventories.at(second);
      await inventories.settled();
      return readFileSync(join(folder, 'asked'), 'utf8').slice(before).trim();
    };
    const all = 'system cpu memLayout battery diskLayout graphics';
    expect(await asked(0)).toBe(all);
    expect(await asked(59)).toBe('');
    expect(await asked(60)).toBe('system cpu memLayout battery graphics');
    kernel.remove('sys/block/sda');
    // Another list of parts: everything anew.
    expect(await asked(120)).toBe(all);
    expect(await asked(180)).toBe(all);
    kernel.write({ 'sys/class/drm/card0/device/power/runtime_status': 'suspended\n' });
    expect(await asked(240)).toBe('system cpu memLayout battery diskLayout');
    kernel.write({ 'sys/block/nvme0n1/device/power/runtime_status': 'suspended\n' });
    expect(await asked(300)).toBe('system cpu memLayout battery');
    // What is not asked this minute stays known.
    expect(inventories.at(301)).toMatchObject({ processor: 'cpu' });
  }, 20_000);
});
