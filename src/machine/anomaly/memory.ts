import type { StateVector } from '../../session/state-vector.ts';
import type { Anomaly, Detector, Moment } from './anomaly.ts';
import { bytesText, durationText, iso } from './words.ts';

const LITTLE = 0.08;
const NEARLY_NONE = 0.03;
const STALLS = 10;
const SWAPS = 1e6;
const SAMPLES = 3;

/** Memory is short: little is left and the machine already suffers, or next to nothing is left, or the kernel killed. */
export class MemoryPressureDetector implements Detector {
  #since: number | undefined;
  #samples = 0;

  step({ state, at }: Moment): readonly Anomaly[] {
    const { total, available, oomKills } = state.memory;
    if (oomKills !== undefined)
      return [
        anomaly(
          state,
          at,
          `the kernel killed ${oomKills} process${oomKills === 1 ? '' : 'es'} for lack of memory`,
          'kernel',
        ),
      ];
    if (total === undefined || available === undefined || total === 0) return [];
    const share = available / total;
    const suffers = (state.pressure?.memory ?? 0) >= STALLS || swapTraffic(state) >= SWAPS;
    if (share < NEARLY_NONE || (share < LITTLE && suffers)) {
      this.#since ??= at;
      this.#samples++;
    } else {
      this.#since = undefined;
      this.#samples = 0;
    }
    if (this.#since === undefined || this.#samples < SAMPLES) return [];
    const text = `memory is short: ${bytesText(available)} of ${bytesText(total)} left for ${durationText(at - this.#since)}`;
    return [anomaly(state, this.#since, text, 'memory')];
  }
}

export const swapTraffic = (state: StateVector): number =>
  (state.memory.swapInBytesPerSecond ?? 0) + (state.memory.swapOutBytesPerSecond ?? 0);

function anomaly(state: StateVector, since: number, text: string, subject: string): Anomaly {
  const { available } = state.memory;
  const largest = (state.processes ?? [])
    .toSorted((a, b) => (b.memoryBytes ?? 0) - (a.memoryBytes ?? 0))
    .slice(0, 3);
  return {
    kind: 'memory-pressure',
    subject,
    since: iso(since),
    text: `${text}${largest[0] ? `; most is held by ${largest[0].name} (pid ${largest[0].pid})` : ''}`,
    numbers: [
      ...(available === undefined
        ? []
        : [{ name: 'memory available', value: available, unit: 'bytes' as const }]),
      ...(state.pressure?.memory === undefined
        ? []
        : [{ name: 'time stalled on memory', value: state.pressure.memory, unit: '%' as const }]),
      ...(state.memory.swapUsed === undefined
        ? []
        : [{ name: 'swap used', value: state.memory.swapUsed, unit: 'bytes' as const }]),
    ],
    processes: largest,
  };
}
