import { join } from 'node:path';
import { pathsOf, prepareState } from '../../config/paths.ts';
import { writeFileWhole } from '../../config/write-file.ts';
import { createMonitor, type Notice } from '../../machine/anomaly/monitor.ts';
import { Mutes } from '../../machine/anomaly/mutes.ts';
import type { StateVector } from '../../session/state-vector.ts';

/** A notice with the number the person names it by. */
export interface Numbered extends Notice {
  readonly number: number;
}

const KEPT = 50;

/** D(S) in a session: what is found is numbered and told once, unless it is muted; a mute that ends tells it then. */
export class Notices {
  readonly mutes: Mutes;
  readonly #monitor = createMonitor();
  readonly #told: Numbered[] = [];
  readonly #silent = new Set<string>();
  #count = 0;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const paths = pathsOf(env);
    this.mutes = new Mutes(join(paths.state, 'muted.json'), (path, text) => {
      prepareState(paths);
      writeFileWhole(path, text);
    });
  }

  /** Takes in a sample; gives what is to be told now. */
  push(state: StateVector): readonly Numbered[] {
    const at = Date.parse(state.time);
    const fresh = this.#monitor.push(state);
    const again =
      this.#silent.size === 0 ? [] : this.#monitor.active().filter(({ key }) => this.#silent.has(key));
    const tell: Numbered[] = [];
    for (const notice of [...fresh, ...again]) {
      if (this.mutes.has(notice, at)) {
        this.#silent.add(notice.key);
        continue;
      }
      this.#silent.delete(notice.key);
      tell.push({ ...notice, number: ++this.#count });
    }
    this.#told.push(...tell);
    this.#told.splice(0, this.#told.length - KEPT);
    return tell;
  }

  /** By number, else the last that was told. */
  find(number?: number): Numbered | undefined {
    return number === undefined ? this.#told.at(-1) : this.#told.find((one) => one.number === number);
  }

  /** What is wrong now, those with a number. */
  active(): readonly Numbered[] {
    const keys = new Set(this.#monitor.active().map(({ key }) => key));
    return this.#told.filter(({ key }) => keys.has(key));
  }
}
