import type { Anomaly, Detector, Moment } from './anomaly.ts';
import { Series } from './series.ts';
import { durationText, iso } from './words.ts';

/** So many of one parent, all the time, for so long: a busy parent reaps within a blink. */
const MANY = 10;
const SECONDS = 11;
const TABLES = 4;

/** Dead children that nobody collects: each keeps a process number, and those run out. */
export class ZombieDetector implements Detector {
  #parent: number | undefined;
  #counts = new Series(120);
  #found: readonly Anomaly[] = [];

  step({ state, at, newTable }: Moment): readonly Anomaly[] {
    if (!newTable) return this.#found;
    const worst = state.tasks?.zombieParent;
    if (!worst || worst.pid !== this.#parent) this.#counts.clear();
    this.#parent = worst?.pid;
    if (!worst || worst.zombies < MANY) {
      this.#counts.clear();
      this.#found = [];
      return this.#found;
    }
    this.#counts.push(at, worst.zombies);
    const piled = this.#counts.span >= SECONDS - 2.5 && this.#counts.length >= TABLES;
    this.#found = piled
      ? [
          {
            kind: 'zombies',
            subject: `pid ${worst.pid}`,
            since: iso(this.#counts.start),
            text: `${worst.name} (pid ${worst.pid}) leaves its dead children: ${worst.zombies} zombies for ${durationText(this.#counts.span)}`,
            numbers: [
              { name: 'zombies of it', value: worst.zombies, unit: 'count' },
              { name: 'zombies in all', value: state.tasks?.zombies ?? worst.zombies, unit: 'count' },
            ],
            processes: (state.processes ?? []).filter(({ pid }) => pid === worst.pid),
          },
        ]
      : [];
    return this.#found;
  }
}
