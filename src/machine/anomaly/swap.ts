import type { Anomaly, Detector, Moment } from './anomaly.ts';
import { swapTraffic } from './memory.ts';
import { bytesText, iso } from './words.ts';

const BOTH_WAYS = 1e6;
const EITHER_WAY = 20e6;
const STALLS = 5;
const WINDOW = 6;
const NEEDED = 4;

/** Pages go out and come back at once: the machine works for its swap, not for people. */
export class SwapStormDetector implements Detector {
  #recent: { readonly at: number; readonly storm: boolean }[] = [];

  step({ state, at }: Moment): readonly Anomaly[] {
    const { swapInBytesPerSecond: into = 0, swapOutBytesPerSecond: out = 0 } = state.memory;
    const traffic = (into >= BOTH_WAYS && out >= BOTH_WAYS) || into + out >= EITHER_WAY;
    // Where the kernel keeps pressure figures, one of them has to agree.
    const { memory, io } = state.pressure ?? {};
    const felt = (memory ?? STALLS) >= STALLS || (io ?? STALLS) >= STALLS;
    this.#recent = [...this.#recent, { at, storm: traffic && felt }].slice(-WINDOW);
    const storms = this.#recent.filter(({ storm }) => storm);
    if (storms.length < NEEDED) return [];
    const largest = (state.processes ?? []).toSorted((a, b) => (b.memoryBytes ?? 0) - (a.memoryBytes ?? 0));
    return [
      {
        kind: 'swap-storm',
        subject: 'swap',
        since: iso(storms[0]!.at),
        text: `swapping ${bytesText(swapTraffic(state))} a second: memory is too small for what runs`,
        numbers: [
          { name: 'swapped in', value: into, unit: 'bytes/s' },
          { name: 'swapped out', value: out, unit: 'bytes/s' },
          ...(memory === undefined
            ? []
            : [{ name: 'time stalled on memory', value: memory, unit: '%' as const }]),
        ],
        processes: largest.slice(0, 3),
      },
    ];
  }
}
