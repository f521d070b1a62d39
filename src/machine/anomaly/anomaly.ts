import type { ProcessState, StateVector } from '../../session/state-vector.ts';

export type AnomalyKind =
  | 'runaway-process'
  | 'memory-leak'
  | 'memory-pressure'
  | 'swap-storm'
  | 'disk-filling'
  | 'inode-exhaustion'
  | 'network-loss'
  | 'failed-unit'
  | 'restart-loop'
  | 'journal-errors'
  | 'zombies';

/** One figure that speaks for the finding. */
export interface EvidenceNumber {
  readonly name: string;
  readonly value: number;
  readonly unit: '%' | 'bytes' | 'bytes/s' | 's' | '/s' | '/min' | 'count';
}

/** What a detector found. Texts are data for a person; names in them come from the machine and are not yet made safe. */
export interface Anomaly {
  readonly kind: AnomalyKind;
  /** What it is about: "pid 4711", "/home", "eth0". One notice is given for a kind and a subject. */
  readonly subject: string;
  /** ISO 8601, as far back as the samples show it. */
  readonly since: string;
  /** One line: what, and since when or until when. */
  readonly text: string;
  readonly numbers: readonly EvidenceNumber[];
  readonly processes: readonly ProcessState[];
}

/**
 * Looks at one sample after the other and says what is wrong now. A detector keeps only what it needs, asks neither
 * clock nor machine, and so gives the same answers for a recording.
 */
export interface Detector {
  step(moment: Moment): readonly Anomaly[];
}

export interface Moment {
  readonly state: StateVector;
  /** Seconds since 1970 of the sample. */
  readonly at: number;
  /** Seconds since the sample before. */
  readonly passed: number;
  /** A new process table came with this sample; it is read less often than the rest. */
  readonly newTable: boolean;
}

/** After a pause this long (a suspended machine, a stopped recording) or a clock set back, nothing before counts. */
export const GAP_SECONDS = 20;
