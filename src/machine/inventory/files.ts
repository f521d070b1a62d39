import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Inventory } from '../../session/state-vector.ts';
import { compact } from '../assemble.ts';
import type { Roots } from '../sensors/roots.ts';

const MOST_DRIVES = 16;

/** What the machine is made of as far as files say it: nothing is started, so it may be read as often as one likes. */
export async function readInventory(roots: Roots): Promise<Inventory> {
  const [cpuinfo, host, vendor, release, drives] = await Promise.all([
    text(join(roots.proc, 'cpuinfo')),
    text(join(roots.sys, 'class/dmi/id/product_name')),
    text(join(roots.sys, 'class/dmi/id/sys_vendor')),
    text(join(roots.proc, 'sys/kernel/osrelease')),
    readDrives(roots),
  ]);
  const cores = new Set(
    [...(cpuinfo ?? '').matchAll(/^physical id\s*:\s*(\d+)[\s\S]*?^core id\s*:\s*(\d+)/gm)].map(
      ([, socket, core]) => `${socket}/${core}`,
    ),
  );
  return compact({
    processor: /^(?:model name|Model|Hardware)\s*:\s*(.+)$/m.exec(cpuinfo ?? '')?.[1]?.trim(),
    physicalCores: cores.size > 0 ? cores.size : undefined,
    machine: [vendor, host].filter(Boolean).join(' ') || undefined,
    kernel: release,
    virtual: /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo ?? '') ? 'virtual machine' : undefined,
    drives: drives.length > 0 ? drives : undefined,
  });
}

async function readDrives(roots: Roots): Promise<NonNullable<Inventory['drives']>> {
  const names = (await readdir(join(roots.sys, 'block')).catch(() => [])).filter(
    (name) => !/^(?:loop|ram|zram|dm-|md|sr)/.test(name),
  );
  return Promise.all(
    names.slice(0, MOST_DRIVES).map(async (device) => {
      const [model, sectors] = await Promise.all([
        text(join(roots.sys, 'block', device, 'device/model')),
        text(join(roots.sys, 'block', device, 'size')),
      ]);
      return compact({ device, model, bytes: sectors === undefined ? undefined : Number(sectors) * 512 });
    }),
  );
}

const text = (path: string) =>
  readFile(path, 'utf8').then(
    (content) => content.trim() || undefined,
    () => undefined,
  );
