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
    /** Hottest sensor of the processor, °C. */
    readonly temperature?: number;
    /** Share of the time in which a core waited for a disk, 0–100. */
    readonly ioWaitPercent?: number;
    /** Cores a cgroup quota leaves us, when there is one; `limitPercent` is the share of them in use. */
    readonly limitCores?: number;
    readonly limitPercent?: number;
  };
  /** `total` and `available` respect the cgroup's limit when that is the smaller one. */
  readonly memory: {
    readonly total?: number;
    readonly available?: number;
    readonly swapTotal?: number;
    readonly swapUsed?: number;
    readonly swapInBytesPerSecond?: number;
    readonly swapOutBytesPerSecond?: number;
    /** Processes the kernel killed for lack of memory since the last sample; missing when none. */
    readonly oomKills?: number;
  };
  readonly disks?: readonly DiskState[];
  readonly network?: NetworkState;
  /** Pressure stall information, `some avg10` in percent. */
  readonly pressure?: { readonly cpu?: number; readonly memory?: number; readonly io?: number };
  readonly gpus?: readonly {
    readonly name: string;
    readonly percent?: number;
    readonly memoryUsed?: number;
    readonly memoryTotal?: number;
    /** °C. */
    readonly temperature?: number;
  }[];
  readonly tasks?: TaskCounts;
  /** Services that failed or keep restarting, and errors in the journal: read once a minute where systemd runs. */
  readonly services?: ServiceState;
  /** What the machine is made of; read at the start and once a minute. */
  readonly inventory?: Inventory;
  /** Busiest processes first. */
  readonly processes?: readonly ProcessState[];
  readonly jobs: readonly JobState[];
}

export interface Inventory {
  readonly processor?: string;
  readonly physicalCores?: number;
  /** Maker and product, or the host of a virtual machine. */
  readonly machine?: string;
  readonly kernel?: string;
  /** What it runs in, where that is no machine of its own: "KVM", "virtual machine". */
  readonly virtual?: string;
  /** Modules that are plugged in; only root may ask. */
  readonly memory?: readonly {
    readonly bytes: number;
    readonly type?: string;
    readonly megahertz?: number;
  }[];
  readonly drives?: readonly DriveState[];
  readonly battery?: BatteryState;
}

export interface DriveState {
  readonly device: string;
  readonly model?: string;
  readonly bytes?: number;
  /** "SSD", "HD" or "NVMe". */
  readonly type?: string;
  /** What the drive says of itself (SMART); only root may ask. */
  readonly health?: 'good' | 'failing';
  /** °C. */
  readonly temperature?: number;
}

export interface BatteryState {
  /** 0–100. */
  readonly percent: number;
  readonly charging: boolean;
  readonly minutesLeft?: number;
  /** What it still holds of what it was built for, 0–100. */
  readonly healthPercent?: number;
}

/** Totals over all interfaces but the loopback. */
export interface NetworkState {
  readonly rxBytesPerSecond?: number;
  readonly txBytesPerSecond?: number;
  /** Damaged and dropped packets, both directions. */
  readonly errorsPerSecond?: number;
  /** Share of the sent TCP segments that had to be sent again, 0–100. */
  readonly retransmitPercent?: number;
  /** Whether a default route exists. */
  readonly defaultRoute?: boolean;
  readonly interfaces?: readonly NetworkInterface[];
}

export interface NetworkInterface {
  readonly name: string;
  /** Whether the link has a carrier; missing where the driver does not say. */
  readonly up?: boolean;
  readonly rxBytesPerSecond?: number;
  readonly txBytesPerSecond?: number;
}

export interface TaskCounts {
  readonly total?: number;
  readonly running?: number;
  /** Waiting for a device, not interruptible. */
  readonly blocked?: number;
  readonly zombies?: number;
  /** The process that leaves the most zombies behind. */
  readonly zombieParent?: { readonly pid: number; readonly name: string; readonly zombies: number };
  readonly startsPerSecond?: number;
}

export interface ServiceState {
  readonly failed: readonly string[];
  readonly restarts: readonly { readonly unit: string; readonly count: number }[];
  readonly errorsPerMinute?: number;
  /** Who wrote most of these errors. */
  readonly errorSource?: string;
}

export interface DiskState {
  readonly mount: string;
  /** Name of the block device, such as "nvme0n1p2"; missing where there is none. */
  readonly device?: string;
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
  readonly ageSeconds?: number;
  readonly threads?: number;
  /** New pages it touched: a process that works has some, one that spins has none. */
  readonly faultsPerSecond?: number;
  /** Processor time of children it waited for, as a share of one core: a shell or a build driver at work. */
  readonly childCpuPercent?: number;
  /** Bytes through files, pipes and sockets (not /dev/null or /dev/zero); busy processes of one's own only. */
  readonly ioBytesPerSecond?: number;
}

export interface JobState {
  readonly id: string;
  readonly command: string;
  readonly status: 'running' | 'queued' | 'held' | 'done' | 'failed' | 'cancelled';
  readonly pid?: number;
  /** Of the whole process tree. */
  readonly cpuPercent?: number;
  readonly memoryBytes?: number;
  /** Through read and write calls of the whole tree. */
  readonly ioBytesPerSecond?: number;
  /** The processes of the whole tree, at most 256. */
  readonly processes?: readonly number[];
  readonly startedAt?: string;
  readonly reason?: string;
}
