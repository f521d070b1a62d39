import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Roots } from '../sensors/roots.ts';

/** The parts the kernel lists, by their folders under /sys, and whether one of a kind may be asleep. */
export interface Parts {
  readonly drives: readonly string[];
  readonly cards: readonly string[];
  readonly supplies: readonly string[];
  readonly driveMaySleep: boolean;
  readonly cardMaySleep: boolean;
}

export function readParts({ proc, sys }: Roots): Parts {
  const under = (folder: string, pattern: RegExp) =>
    list(folder)
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, name));
  const drives = under(join(sys, 'block'), /^(?!loop|ram|zram|dm-|md|sr)/);
  const cards = [
    ...under(join(sys, 'class/drm'), /^card\d+$/).map((card) => join(card, 'device')),
    ...list(join(proc, 'driver/nvidia/gpus')).map((bus) => join(sys, 'bus/pci/devices', bus)),
  ];
  return {
    drives,
    cards,
    supplies: under(join(sys, 'class/power_supply'), /./),
    driveMaySleep: drives.some((drive) => mayStandStill(drive) || isSuspended(join(drive, 'device'))),
    cardMaySleep: cards.some(isSuspended),
  };
}

/** A disk that turns may have stopped by a timer of its own, which the kernel does not tell. A virtual one does not. */
const mayStandStill = (drive: string) =>
  !/^x?vd/.test(drive.slice(drive.lastIndexOf('/') + 1)) && text(join(drive, 'queue/rotational')) === '1';

const isSuspended = (device: string) => /^suspend/.test(text(join(device, 'power/runtime_status')));

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
