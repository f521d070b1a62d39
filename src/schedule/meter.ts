import { monotonicMs } from '../plan/clock.ts';

import type { JobState } from '../session/state-vector.ts';
import type { Demand } from './demand.ts';

/** Adds up what a running job really takes, sample by sample, for the next job of its shape. */
export class Meter {
  readonly #expected: Demand;
  readonly #started = monotonicMs();
  #last = this.#started;
  #cpuSeconds = 0;
  #measuredSeconds = 0;
  #peakBytes = 0;
  #cpuPercent: number | undefined;
  #memoryBytes: number | undefined;

  constructor(expected: Demand) {
    this.#expected = expected;
  }

  /** The job as the sample shows it, if it does. */
  sample(job: JobState | undefined): void {
    const at = monotonicMs();
    const seconds = (at - this.#last) / 1000;
    this.#last = at;
    if (job?.cpuPercent !== undefined) {
      this.#cpuPercent = job.cpuPercent;
      this.#cpuSeconds += (seconds * job.cpuPercent) / 100;
      this.#measuredSeconds += seconds;
    }
    if (job?.memoryBytes !== undefined) {
      this.#memoryBytes = job.memoryBytes;
      this.#peakBytes = Math.max(this.#peakBytes, job.memoryBytes);
    }
  }

  now(): { readonly demand: Demand; readonly cpuPercent?: number; readonly memoryBytes?: number } {
    return {
      demand: this.#expected,
      ...(this.#cpuPercent === undefined ? {} : { cpuPercent: this.#cpuPercent }),
      ...(this.#memoryBytes === undefined ? {} : { memoryBytes: this.#memoryBytes }),
    };
  }

  /** What the whole run took. One too short to be measured counts as busy on one core for its time. */
  seen(): Demand {
    const seconds = (monotonicMs() - this.#started) / 1000;
    const cores = this.#measuredSeconds > 0 ? this.#cpuSeconds / this.#measuredSeconds : 1;
    return {
      cpuSeconds: cores * seconds,
      cores,
      memoryBytes: this.#peakBytes > 0 ? this.#peakBytes : this.#expected.memoryBytes,
    };
  }
}
