import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Inventory, StateVector } from '../../session/state-vector.ts';
import { Background } from '../background.ts';
import type { Card } from '../sensors/heat.ts';
import type { Roots } from '../sensors/roots.ts';
import { type Answers, withAnswers, withGraphics } from './answers.ts';
import { askLibrary, type Call } from './ask.ts';
import { readInventory } from './files.ts';

export interface LibraryProgram {
  /** The built probe.ts. */
  readonly program: string;
  /** Milliseconds before it is first started: a session has better to do at its start. */
  readonly afterMs: number;
}

/** Once, and again when what the kernel lists has changed: these ask drives and cards, which sleep if they may. */
const AT_START: readonly Call[] = ['system', 'cpu', 'memLayout', 'diskLayout', 'graphics', 'battery'];

const SECONDS = 60;

/**
 * What the machine is made of: by files once a minute, by the library at the start; after that the library is asked for
 * what changes from minute to minute, where there is such a thing.
 */
export class Inventories {
  readonly #roots: Roots;
  readonly #files: Background<Inventory>;
  readonly #library: Background<Answers>;
  #answers: Answers | undefined;
  #parts: string | undefined;

  constructor(roots: Roots, library: LibraryProgram | undefined) {
    this.#roots = roots;
    this.#files = new Background(SECONDS, () => readInventory(roots));
    this.#library = new Background(SECONDS, async () => (library ? this.#ask(library) : {}));
  }

  /** What is known now; asks when it is time. `now` in monotonic seconds. */
  at(now: number): Inventory | undefined {
    const files = this.#files.at(now);
    this.#answers = this.#library.at(now);
    const whole = withAnswers(files ?? {}, this.#answers ?? {});
    return Object.keys(whole).length > 0 ? whole : undefined;
  }

  /** The cards with what the library knows of them. */
  named(cards: readonly Card[] | undefined): StateVector['gpus'] {
    return withGraphics(cards, this.#answers ?? {});
  }

  async settled(): Promise<void> {
    await Promise.all([this.#files.settled(), this.#library.settled()]);
  }

  async #ask({ program, afterMs }: LibraryProgram): Promise<Answers> {
    if (this.#parts === undefined && afterMs > 0) await sleep(afterMs, undefined, { ref: false });
    const listed = (folder: string, pattern: RegExp) =>
      list(join(this.#roots.sys, folder)).filter((name) => pattern.test(name));
    const batteries = listed('class/power_supply', /^BAT/);
    const parts = JSON.stringify([
      listed('block', /^(?!loop|ram|zram|dm-|md|sr)/),
      listed('class/drm', /^card\d+$/),
      batteries,
    ]);
    const changing: readonly Call[] = [
      ...(batteries.length > 0 ? (['battery'] as const) : []),
      ...((await this.#nvidiaAwake()) ? (['graphics'] as const) : []),
    ];
    const calls = parts === this.#parts ? changing : AT_START;
    this.#parts = parts;
    const fresh = await askLibrary(program, calls);
    // A call that failed this time leaves no old figure behind.
    const kept = Object.entries(this.#answers ?? {}).filter(([call]) => !calls.includes(call as Call));
    return { ...Object.fromEntries(kept), ...fresh };
  }

  /** Only NVIDIA's driver keeps its figures from /sys; a card that sleeps is not woken to be asked. */
  async #nvidiaAwake(): Promise<boolean> {
    for (const bus of list(join(this.#roots.proc, 'driver/nvidia/gpus'))) {
      const state = join(this.#roots.sys, 'bus/pci/devices', bus, 'power/runtime_status');
      if (!existsSync(state) || (await readFile(state, 'utf8').catch(() => '')).trim() === 'active')
        return true;
    }
    return false;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
