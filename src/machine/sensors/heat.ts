import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StateVector } from '../../session/state-vector.ts';
import { type Roots, toNumber } from './roots.ts';

/** A card, with the address on its bus where it has one. */
export type Card = NonNullable<StateVector['gpus']>[number] & { readonly bus?: string };

const text = (path: string) =>
  readFile(path, 'utf8').then(
    (content) => content.trim(),
    () => undefined,
  );
const list = (path: string) => readdir(path).catch(() => [] as string[]);
const PROCESSOR_CHIPS = new Set(['coretemp', 'k10temp', 'zenpower', 'cpu_thermal', 'x86_pkg_temp', 'acpitz']);

/** Hottest processor sensor in °C. Some drivers take milliseconds to answer, hence asynchronous and rarely asked. */
export async function readTemperature(roots: Roots): Promise<number | undefined> {
  const chips = join(roots.sys, 'class/hwmon');
  const degrees: number[] = [];
  for (const chip of await list(chips)) {
    if (!PROCESSOR_CHIPS.has((await text(join(chips, chip, 'name'))) ?? '')) continue;
    const inputs = (await list(join(chips, chip))).filter((name) => /^temp\d+_input$/.test(name));
    for (const input of inputs.slice(0, 32)) push(degrees, await text(join(chips, chip, input)));
  }
  if (degrees.length === 0) {
    const zones = join(roots.sys, 'class/thermal');
    for (const zone of (await list(zones)).filter((name) => name.startsWith('thermal_zone')).slice(0, 16)) {
      const type = (await text(join(zones, zone, 'type'))) ?? '';
      if (/cpu|pkg|acpitz|soc/i.test(type)) push(degrees, await text(join(zones, zone, 'temp')));
    }
  }
  return degrees.length === 0 ? undefined : Math.max(...degrees);
}

function push(degrees: number[], milli: string | undefined) {
  const value = toNumber(milli);
  // A sensor that is not wired reports absolute zero or the like.
  if (value !== undefined && value > 0 && value < 150_000) degrees.push(value / 1000);
}

/** Cards as their drivers show them under /sys; NVIDIA shows a name under /proc and no load. */
export async function readGpus(roots: Roots): Promise<readonly Card[]> {
  const cards = join(roots.sys, 'class/drm');
  const gpus: Card[] = [];
  for (const card of (await list(cards)).filter((name) => /^card\d+$/.test(name)).slice(0, 16)) {
    const device = join(cards, card, 'device');
    const [percent, used, total, vendor] = await Promise.all(
      ['gpu_busy_percent', 'mem_info_vram_used', 'mem_info_vram_total', 'vendor'].map((name) =>
        text(join(device, name)),
      ),
    );
    if (vendor === '0x10de') continue;
    const figures = { percent: toNumber(percent), memoryUsed: toNumber(used), memoryTotal: toNumber(total) };
    const known = Object.entries(figures).filter(([, value]) => value !== undefined);
    if (vendor === undefined) continue;
    const place = basename(await realpath(device).catch(() => ''));
    gpus.push({
      name: `${VENDORS[vendor] ?? vendor} ${card}`,
      ...(ON_PCI.test(place) ? { bus: place } : {}),
      ...Object.fromEntries(known),
    });
  }
  const nvidia = join(roots.proc, 'driver/nvidia/gpus');
  for (const bus of await list(nvidia)) {
    const model = /^Model:\s*(.+)$/m.exec((await text(join(nvidia, bus, 'information'))) ?? '')?.[1];
    gpus.push({ name: model ?? `NVIDIA ${bus}`, bus });
  }
  return gpus;
}

const ON_PCI = /^[\da-f]{4,}:[\da-f]{2}:[\da-f]{2}\.\d$/;
const VENDORS: Record<string, string> = { '0x1002': 'AMD', '0x8086': 'Intel', '0x1af4': 'virtio' };
