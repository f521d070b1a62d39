import type { DiskState, StateVector } from '../../session/state-vector.ts';
import type { Anomaly, AnomalyKind, Detector, Moment } from './anomaly.ts';
import { Series } from './series.ts';
import { bytesText, dateText, durationText, iso } from './words.ts';

interface Pace {
  /** Seconds the fall must last, samples in it, and how straight the line must be. */
  readonly seconds: number;
  readonly points: number;
  readonly fit: number;
  /** At this pace it is full within this time ... */
  readonly fullWithinSeconds: number;
  /** ... and this share of the whole has gone already: a copy onto a large disk is no alarm. */
  readonly lost: number;
}

const PACES: readonly Pace[] = [
  { seconds: 4, points: 4, fit: 0.8, fullWithinSeconds: 180, lost: 0.08 },
  { seconds: 40, points: 12, fit: 0.9, fullWithinSeconds: 1800, lost: 0.04 },
  { seconds: 280, points: 60, fit: 0.9, fullWithinSeconds: 6 * 3600, lost: 0.02 },
];
/** Full already, as a share and in bytes: 3 % of a large disk is still a lot. */
const FULL = { share: 0.03, bytes: 5e9 };
const FULL_SAMPLES = 3;
const STEADY = 0.6;

interface Resource {
  readonly kind: AnomalyKind;
  readonly name: string;
  readonly free: (disk: DiskState) => number | undefined;
  readonly total: (disk: DiskState) => number | undefined;
  readonly unit: 'bytes' | 'count';
}

const SPACE: Resource = {
  kind: 'disk-filling',
  name: 'space',
  free: (disk) => disk.available,
  total: (disk) => disk.total,
  unit: 'bytes',
};
const INODES: Resource = {
  kind: 'inode-exhaustion',
  name: 'inodes',
  free: (disk) => disk.inodesFree,
  total: (disk) => disk.inodesTotal,
  unit: 'count',
};

export const diskDetector = (): Detector => new FillDetector(SPACE);
export const inodeDetector = (): Detector => new FillDetector(INODES);

/** A disk that is full, or will be at the present pace: with the date. */
class FillDetector implements Detector {
  readonly #resource: Resource;
  readonly #free = new Map<string, Series>();
  readonly #fullSince = new Map<string, { readonly at: number; readonly samples: number }>();

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  step({ state, at }: Moment): readonly Anomaly[] {
    return (state.disks ?? []).flatMap((disk) => {
      const free = this.#resource.free(disk);
      const total = this.#resource.total(disk);
      if (free === undefined || total === undefined || total === 0) return [];
      const series = this.#free.get(disk.mount) ?? new Series(320);
      this.#free.set(disk.mount, series);
      series.push(at, free);
      const found = this.#full(disk, free, total, at, state) ?? this.#filling(disk, series, total, at, state);
      return found ? [found] : [];
    });
  }

  #full(disk: DiskState, free: number, total: number, at: number, state: StateVector): Anomaly | undefined {
    const full = free / total < FULL.share && (this.#resource.unit === 'count' || free < FULL.bytes);
    if (!full) {
      this.#fullSince.delete(disk.mount);
      return undefined;
    }
    const before = this.#fullSince.get(disk.mount);
    const now = { at: before?.at ?? at, samples: (before?.samples ?? 0) + 1 };
    this.#fullSince.set(disk.mount, now);
    if (now.samples < FULL_SAMPLES) return undefined;
    const left = this.#text(free);
    return this.#anomaly(disk, free, total, now.at, state, `${disk.mount} is full: ${left} left`);
  }

  #filling(
    disk: DiskState,
    series: Series,
    total: number,
    at: number,
    state: StateVector,
  ): Anomaly | undefined {
    for (const pace of PACES) {
      const part = series.tail(pace.seconds * 1.5);
      if (part.span < pace.seconds || part.length < pace.points) continue;
      const { perSecond, fit } = part.trend();
      const lost = part.first - part.last;
      if (perSecond >= 0 || fit < pace.fit || lost < pace.lost * total || part.falling() < STEADY) continue;
      const left = part.last / -perSecond;
      if (left > pace.fullWithinSeconds) continue;
      const text = `${disk.mount} is filling: ${this.#text(lost)} in ${durationText(part.span)}, full in ${durationText(left)} (${dateText(at + left)})`;
      return this.#anomaly(disk, part.last, total, part.start, state, text, -perSecond);
    }
    return undefined;
  }

  #text(amount: number): string {
    return this.#resource.unit === 'bytes' ? bytesText(amount) : `${Math.round(amount)} inodes`;
  }

  #anomaly(
    disk: DiskState,
    free: number,
    total: number,
    since: number,
    state: StateVector,
    text: string,
    perSecond?: number,
  ): Anomaly {
    const { kind, name, unit } = this.#resource;
    return {
      kind,
      subject: disk.mount,
      since: iso(since),
      text,
      numbers: [
        { name: `${name} free`, value: free, unit },
        { name: `${name} in all`, value: total, unit },
        ...(perSecond === undefined
          ? []
          : [
              {
                name: 'lost',
                value: perSecond,
                unit: unit === 'bytes' ? ('bytes/s' as const) : ('/s' as const),
              },
            ]),
      ],
      // Who writes is not told by the kernel at this price; the busiest movers of data are the first to look at.
      processes: (state.processes ?? []).filter((process) => (process.ioBytesPerSecond ?? 0) > 0).slice(0, 3),
    };
  }
}
