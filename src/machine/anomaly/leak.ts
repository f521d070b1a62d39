import type { Anomaly, Detector, Moment } from './anomaly.ts';
import { Series } from './series.ts';
import { bytesText, dateText, durationText, iso } from './words.ts';

const MIB = 1024 ** 2;
/** A program that starts loads what it needs: its first seconds do not count. */
const START_UP_SECONDS = 8;

/** How long a process must grow in a straight line, how much, and what that must mean for the machine. */
const TIERS = [
  { seconds: 36, points: 12, fit: 0.97, growth: 48 * MIB, fullWithinSeconds: 6 * 3600 },
  { seconds: 420, points: 100, fit: 0.97, growth: 96 * MIB, fullWithinSeconds: 7 * 86_400 },
] as const;
const LONGEST = TIERS.at(-1)!.seconds * 1.2;
/** Of a window split in three, each part must show its share of the growth: one jump is no leak. */
const EVEN_SHARE = 0.15;
/** The machine must lose at least this share of what the process gains. */
const MACHINE_SHARE = 0.4;

interface Grower {
  readonly memory: Series;
  readonly available: Series;
}

/** A process that grows steadily while the machine's memory shrinks with it. */
export class LeakDetector implements Detector {
  #growers = new Map<number, Grower>();
  #found: readonly Anomaly[] = [];

  step({ state, at, newTable }: Moment): readonly Anomaly[] {
    if (!newTable) return this.#found;
    const next = new Map<number, Grower>();
    const found: Anomaly[] = [];
    for (const process of state.processes ?? []) {
      if (process.memoryBytes === undefined || state.memory.available === undefined) continue;
      if ((process.ageSeconds ?? Number.POSITIVE_INFINITY) < START_UP_SECONDS) continue;
      const grower = this.#growers.get(process.pid) ?? {
        memory: new Series(LONGEST),
        available: new Series(LONGEST),
      };
      grower.memory.push(at, process.memoryBytes);
      grower.available.push(at, state.memory.available);
      next.set(process.pid, grower);
      const leak = judge(grower, state.memory.available);
      if (!leak) continue;
      const full = at + state.memory.available / leak.perSecond;
      found.push({
        kind: 'memory-leak',
        subject: `pid ${process.pid}`,
        since: iso(at - leak.seconds),
        text: `${process.name} (pid ${process.pid}) grows by ${bytesText(leak.perSecond * 60)} a minute, steadily for ${durationText(leak.seconds)}; memory is used up by ${dateText(full)}`,
        numbers: [
          { name: 'memory of the process', value: process.memoryBytes, unit: 'bytes' },
          { name: 'growth', value: leak.perSecond, unit: 'bytes/s' },
          { name: 'memory available', value: state.memory.available, unit: 'bytes' },
        ],
        processes: [process],
      });
    }
    this.#growers = next;
    this.#found = found;
    return found;
  }
}

function judge(grower: Grower, available: number): { perSecond: number; seconds: number } | undefined {
  for (const tier of TIERS) {
    const memory = grower.memory.tail(tier.seconds * 1.1);
    if (memory.span < tier.seconds || memory.length < tier.points) continue;
    const growth = memory.last - memory.first;
    const { perSecond, fit } = memory.trend();
    if (growth < tier.growth || fit < tier.fit || perSecond <= 0) continue;
    if (available / perSecond > tier.fullWithinSeconds || !even(memory.values(), growth)) continue;
    const lost = grower.available.tail(tier.seconds * 1.1);
    if (lost.first - lost.last < growth * MACHINE_SHARE) continue;
    return { perSecond, seconds: memory.span };
  }
  return undefined;
}

function even(values: readonly number[], growth: number): boolean {
  const at = (share: number) => values[Math.round((values.length - 1) * share)]!;
  const thirds = [at(1 / 3) - at(0), at(2 / 3) - at(1 / 3), at(1) - at(2 / 3)];
  return thirds.every((part) => part >= growth * EVEN_SHARE);
}
