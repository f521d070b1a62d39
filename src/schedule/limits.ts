/** The figures admission looks at. */
export const SIGNALS = ['cpu', 'memory', 'pressure'] as const;
export type Signal = (typeof SIGNALS)[number];

/** Percent. A signal that went over its `soft` limit counts as over until it is `hysteresis` below. */
export interface Limits {
  readonly soft: Readonly<Record<Signal, number>>;
  readonly hard: number;
  readonly hysteresis: number;
  /** Samples a figure is averaged over, and that pass between two starts above the soft limit. */
  readonly window: number;
  /** Below this share of other people's processor use the machine counts as idle. */
  readonly idle: number;
  /** Seconds a ready job waits before it may become overdue. */
  readonly ageAfterSeconds: number;
  /** ... plus this many times the work that is queued. */
  readonly ageBacklog: number;
}

export const LIMITS: Limits = {
  soft: { cpu: 80, memory: 80, pressure: 80 },
  hard: 95,
  hysteresis: 5,
  window: 3,
  idle: 20,
  ageAfterSeconds: 1800,
  ageBacklog: 4,
};
