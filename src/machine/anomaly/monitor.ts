import type { StateVector } from '../../session/state-vector.ts';
import { type Anomaly, type AnomalyKind, type Detector, GAP_SECONDS } from './anomaly.ts';
import { diskDetector, inodeDetector } from './disk.ts';
import { LeakDetector } from './leak.ts';
import { MemoryPressureDetector } from './memory.ts';
import { NetworkDetector } from './network.ts';
import { RunawayDetector } from './runaway.ts';
import { ServiceDetector } from './services.ts';
import { SwapStormDetector } from './swap.ts';
import { ZombieDetector } from './zombies.ts';

/** A finding that is told to the person, once. */
export interface Notice extends Anomaly {
  /** "runaway-process pid 4711": names it to explain, to plan a recovery, to mute. */
  readonly key: string;
  /** ISO 8601: the sample at which it was first told. */
  readonly noticed: string;
}

export interface Monitor {
  /** Takes in the next sample; gives what is new. */
  push(state: StateVector): readonly Notice[];
  /** What is wrong at present, muted or not. */
  active(): readonly Notice[];
  /** Tells no more of this kind, or of this one subject of it. */
  mute(kind: AnomalyKind, subject?: string): void;
  unmute(kind: AnomalyKind, subject?: string): void;
}

/** A finding that vanishes for less than this is the same finding when it returns. */
const FORGET_SECONDS = 120;

const createDetectors = (): readonly Detector[] => [
  new RunawayDetector(),
  new LeakDetector(),
  new MemoryPressureDetector(),
  new SwapStormDetector(),
  diskDetector(),
  inodeDetector(),
  new NetworkDetector(),
  new ServiceDetector(),
  new ZombieDetector(),
];

/** D(S): every detector over the stream of samples. Costs microseconds a sample and calls no model. */
export function createMonitor(): Monitor {
  let detectors = createDetectors();
  let before: { readonly at: number; readonly table: string } | undefined;
  const told = new Map<string, { notice: Notice; lastSeen: number }>();
  const muted = new Set<string>();

  function push(state: StateVector): readonly Notice[] {
    const at = Date.parse(state.time) / 1000;
    if (!Number.isFinite(at)) return [];
    const passed = before ? at - before.at : 0;
    if (before && (passed <= 0 || passed > GAP_SECONDS)) {
      detectors = createDetectors();
      told.clear();
    }
    const table = tableKey(state);
    const moment = { state, at, passed, newTable: table !== before?.table };
    before = { at, table };
    const fresh: Notice[] = [];
    for (const anomaly of detectors.flatMap((detector) => detector.step(moment))) {
      const key = `${anomaly.kind} ${anomaly.subject}`;
      const known = told.get(key);
      const notice = {
        ...anomaly,
        since: known?.notice.since ?? anomaly.since,
        key,
        noticed: known?.notice.noticed ?? state.time,
      };
      told.set(key, { notice, lastSeen: at });
      if (!known && !muted.has(key) && !muted.has(anomaly.kind)) fresh.push(notice);
    }
    for (const [key, { lastSeen }] of told) if (at - lastSeen > FORGET_SECONDS) told.delete(key);
    return fresh;
  }

  const name = (kind: AnomalyKind, subject?: string) => (subject === undefined ? kind : `${kind} ${subject}`);
  return {
    push,
    active: () =>
      [...told.values()]
        .filter(({ lastSeen }) => lastSeen >= (before?.at ?? 0) - 3)
        .map(({ notice }) => notice),
    mute: (kind, subject) => void muted.add(name(kind, subject)),
    unmute: (kind, subject) => void muted.delete(name(kind, subject)),
  };
}

/** What a recording shows from its first sample to its last. */
export function detect(history: readonly StateVector[]): readonly Notice[] {
  const monitor = createMonitor();
  return history.flatMap((state) => monitor.push(state));
}

/** The table is read every few seconds and repeated in between: the same figures are the same table. */
function tableKey(state: StateVector): string {
  return (state.processes ?? [])
    .map((process) => `${process.pid}:${process.cpuPercent ?? ''}:${process.ageSeconds ?? ''}`)
    .join(' ');
}
