import { setTimeout as sleep } from 'node:timers/promises';
import type { Inventory, StateVector } from '../../session/state-vector.ts';
import { Background } from '../background.ts';
import type { Card } from '../sensors/heat.ts';
import type { Roots } from '../sensors/roots.ts';
import { type Answers, withAnswers, withGraphics } from './answers.ts';
import { askLibrary, type Call } from './ask.ts';
import { readInventory } from './files.ts';
import { readParts } from './parts.ts';

export interface LibraryProgram {
  /** The built probe.ts. */
  readonly program: string;
  /** Milliseconds before it is first started: a session has better to do at its start. */
  readonly afterMs: number;
}

/** In this order: what may hang on a drive or a card comes last, so that the rest has been said by then. */
const ALL: readonly Call[] = ['system', 'cpu', 'memLayout', 'battery', 'diskLayout', 'graphics'];

const SECONDS = 60;

/**
 * What the machine is made of, by files and by the library: at the start, whenever the kernel lists other parts, and once a
 * minute. A drive or card that sleeps is not woken each minute: it is asked at the start and when the parts change.
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
    const { driveMaySleep, cardMaySleep, ...listed } = readParts(this.#roots);
    const parts = JSON.stringify(listed);
    const leftOut = new Set<Call>();
    if (parts === this.#parts && driveMaySleep) leftOut.add('diskLayout');
    // Where there is no card the answer would stay the same.
    if (parts === this.#parts && (cardMaySleep || listed.cards.length === 0)) leftOut.add('graphics');
    this.#parts = parts;
    const calls = ALL.filter((call) => !leftOut.has(call));
    const fresh = await askLibrary(program, calls);
    // A call that failed this time leaves no old figure behind.
    const kept = Object.entries(this.#answers ?? {}).filter(([call]) => !calls.includes(call as Call));
    return { ...Object.fromEntries(kept), ...fresh };
  }
}
