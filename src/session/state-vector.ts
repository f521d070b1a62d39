/**
 * The state vector S = (CPU, MEM, NET, JOBS). Bytes, percent and seconds; what is not known is missing, never 0.
 * This is also the shape of `assent state --json` (contract, version 1).
 */
export interface StateVector {
  /** ISO 8601. */
  readonly time: string;
  readonly cpu: {
    /** Share of all cores in use since the last sample, 0–100. Missing in the first sample. */
    readonly percent?: number;
    readonly perCore?: readonly number[];
    /** Load averages over 1, 5 and 15 minutes. */
    readonly load?: readonly [number, number, number];
    readonly cores: number;
    readonly temperature?: number;
  };
  readonly memory: {
    readonly total?: number;
    readonly available?: number;
    readonly swapTotal?: number;
    readonly swapUsed?: number;
  };
  readonly disks?: readonly DiskState[];
  readonly network?: { readonly rxBytesPerSecond?: number; readonly txBytesPerSecond?: number };
  /** Pressure stall information, `some avg10` in percent. */
  readonly pressure?: { readonly cpu?: number; readonly memory?: number; readonly io?: number };
  readonly gpus?: readonly {
    readonly name: string;
    readonly percent?: number;
    readonly memoryUsed?: number;
    readonly memoryTotal?: number;
  }[];
  /** Busiest processes first. */
  readonly processes?: readonly ProcessState[];
  readonly jobs: readonly JobState[];
}

export interface DiskState {
  readonly mount: string;
  readonly total: number;
  readonly available: number;
  readonly inodesTotal?: number;
  readonly inodesFree?: number;
  readonly readBytesPerSecond?: number;
  readonly writeBytesPerSecond?: number;
}

export interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly user?: string;
  /** Share of one core, 0–100 per core. */
  readonly cpuPercent?: number;
  readonly memoryBytes?: number;
  readonly state?: string;
}

export interface JobState {
  readonly id: string;
  readonly command: string;
  readonly status: 'running' | 'queued' | 'held' | 'done' | 'failed' | 'cancelled';
  readonly pid?: number;
  /** Of the whole process tree. */
  readonly cpuPercent?: number;
  readonly memoryBytes?: number;
  readonly startedAt?: string;
  readonly reason?: string;
}
