import type { Anomaly, Detector, Moment } from './anomaly.ts';
import { Series } from './series.ts';
import { durationText, iso } from './words.ts';

/**
 * So many of one parent for so long. A parent that collects late, such as the first process of a container on a busy
 * machine, has as many at times: its number falls again and again, while that of one who never collects does not.
 */
const MANY = 10;
const SECONDS = 30;
const TABLES = 8;
/** A fall below this share of the most there were is a collection; the odd one that is collected is not. */
const COLLECTED = 0.9;

/** Dead children that nobody collects: each keeps a process number, and those run out. */
export class ZombieDetector implements Detector {
  #parent: number | undefined;
  #counts = new Series(120);
  #most = 0;
  #found: readonly Anomaly[] = [];

  step({ state, at, newTable }: Moment): readonly Anomaly[] {
    if (!newTable) return this.#found;
    const worst = state.tasks?.zombieParent;
    if (worst?.pid !== this.#parent || (worst?.zombies ?? 0) < COLLECTED * this.#most) {
      this.#counts.clear();
      this.#most = 0;
    }
    this.#parent = worst?.pid;
    if (!worst || worst.zombies < MANY) {
      this.#counts.clear();
      this.#found = [];
      return this.#found;
    }
    this.#counts.push(at, worst.zombies);
    this.#most = Math.max(this.#most, worst.zombies);
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
