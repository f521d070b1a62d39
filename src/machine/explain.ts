import type { ProcessState, StateVector } from '../session/state-vector.ts';
import type { Anomaly, EvidenceNumber } from './anomaly/anomaly.ts';
import { swapTraffic } from './anomaly/memory.ts';
import { bytesText, durationText } from './anomaly/words.ts';

export interface Finding {
  readonly topic:
    | 'cpu'
    | 'quota'
    | 'memory'
    | 'swap'
    | 'disk-wait'
    | 'disk-space'
    | 'heat'
    | 'network'
    | 'services'
    | 'anomaly';
  /** 0–1: how much it explains that a machine feels slow. */
  readonly weight: number;
  /** One line; names in it come from the machine and are not yet made safe. */
  readonly text: string;
  readonly numbers: readonly EvidenceNumber[];
  readonly processes: readonly ProcessState[];
}

export interface Explanation {
  /** One line: the worst finding, or that nothing stands out. */
  readonly summary: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
  readonly evidence: {
    readonly from: string;
    readonly to: string;
    readonly samples: number;
    /** Busiest first. */
    readonly processes: readonly ProcessState[];
  };
}

/** The time that is looked at: long enough to leave out a blink, short enough to be about now. */
const SECONDS = 30;

/** Why the machine is as it is, from its own figures: the answer to "why is this machine slow". Oldest sample first. */
export function explainState(
  history: readonly StateVector[],
  anomalies: readonly Anomaly[] = [],
): Explanation | undefined {
  const now = history.at(-1);
  if (!now) return undefined;
  const from = Date.parse(now.time) - SECONDS * 1000;
  const recent = history.filter(
    ({ time }) => Date.parse(time) >= from && Date.parse(time) <= Date.parse(now.time),
  );
  const view = { now, recent };
  const findings = [
    ...anomalies.map((one): Finding => ({ ...one, topic: 'anomaly', weight: 0.9 })),
    ...[cpu, quota, memory, swap, diskWait, heat, network].map((rule) => rule(view)),
    ...diskSpace(view),
    services(view),
  ]
    .filter((finding) => finding !== undefined)
    .toSorted((a, b) => b.weight - a.weight);
  const first = recent[0] ?? now;
  return {
    summary: findings[0]?.text ?? calm(now, recent),
    findings,
    evidence: {
      from: first.time,
      to: now.time,
      samples: recent.length,
      processes: busiest(now).slice(0, 5),
    },
  };
}

interface View {
  readonly now: StateVector;
  readonly recent: readonly StateVector[];
}

function mean(
  recent: readonly StateVector[],
  of: (state: StateVector) => number | undefined,
): number | undefined {
  const known = recent.map(of).filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const busiest = (state: StateVector) =>
  (state.processes ?? []).toSorted((a, b) => (b.cpuPercent ?? 0) - (a.cpuPercent ?? 0));
const largest = (state: StateVector) =>
  (state.processes ?? []).toSorted((a, b) => (b.memoryBytes ?? 0) - (a.memoryBytes ?? 0));
const named = (process: ProcessState) => `${process.name} (pid ${process.pid})`;

function cpu({ now, recent }: View): Finding | undefined {
  const percent = mean(recent, (state) => state.cpu.percent);
  if (percent === undefined || percent < 75) return undefined;
  const users = busiest(now)
    .filter((process) => (process.cpuPercent ?? 0) >= 10)
    .slice(0, 3);
  const who = users.map((process) => `${named(process)} with ${Math.round(process.cpuPercent!)} % of a core`);
  const waiting = mean(recent, (state) => state.pressure?.cpu);
  return {
    topic: 'cpu',
    weight: percent / 100,
    text: `the processor is busy: ${Math.round(percent)} % of ${now.cpu.cores} cores${who.length ? `, most of it ${who.join(', ')}` : ''}`,
    numbers: [
      { name: 'cpu', value: percent, unit: '%' },
      ...(waiting === undefined
        ? []
        : [{ name: 'time somebody waited for a core', value: waiting, unit: '%' as const }]),
      ...(now.cpu.load ? [{ name: 'load', value: now.cpu.load[0], unit: 'count' as const }] : []),
    ],
    processes: users,
  };
}

function quota({ now, recent }: View): Finding | undefined {
  const percent = mean(recent, (state) => state.cpu.limitPercent);
  if (percent === undefined || percent < 85 || now.cpu.limitCores === undefined) return undefined;
  return {
    topic: 'quota',
    weight: 0.97,
    text: `the container's quota of ${now.cpu.limitCores} cores is used up (${Math.round(percent)} %)`,
    numbers: [{ name: 'quota used', value: percent, unit: '%' }],
    processes: busiest(now).slice(0, 3),
  };
}

function memory({ now }: View): Finding | undefined {
  const { total, available } = now.memory;
  if (!total || available === undefined || available / total > 0.12) return undefined;
  const holders = largest(now).slice(0, 3);
  return {
    topic: 'memory',
    weight: 0.95 - available / total,
    text: `memory is short: ${bytesText(available)} of ${bytesText(total)} left${holders[0] ? `; ${named(holders[0])} holds ${bytesText(holders[0].memoryBytes ?? 0)}` : ''}`,
    numbers: [
      { name: 'memory available', value: available, unit: 'bytes' },
      { name: 'memory in all', value: total, unit: 'bytes' },
    ],
    processes: holders,
  };
}

function swap({ now, recent }: View): Finding | undefined {
  const traffic = mean(recent, swapTraffic);
  if (traffic === undefined || traffic < 500_000) return undefined;
  return {
    topic: 'swap',
    weight: 0.96,
    text: `it swaps ${bytesText(traffic)} a second: memory is too small for what runs`,
    numbers: [{ name: 'swap traffic', value: traffic, unit: 'bytes/s' }],
    processes: largest(now).slice(0, 3),
  };
}

function diskWait({ now, recent }: View): Finding | undefined {
  const waited = mean(recent, (state) => state.cpu.ioWaitPercent);
  const stalled = mean(recent, (state) => state.pressure?.io);
  if ((waited ?? 0) < 15 && (stalled ?? 0) < 25) return undefined;
  const traffic = (disk: NonNullable<StateVector['disks']>[number]) =>
    (disk.readBytesPerSecond ?? 0) + (disk.writeBytesPerSecond ?? 0);
  const disk = (now.disks ?? []).toSorted((a, b) => traffic(b) - traffic(a))[0];
  const movers = (now.processes ?? [])
    .filter((process) => process.state === 'D' || (process.ioBytesPerSecond ?? 0) > 1e6)
    .slice(0, 3);
  return {
    topic: 'disk-wait',
    weight: Math.min(0.94, Math.max((waited ?? 0) / 60, (stalled ?? 0) / 80)),
    text: `it waits for a disk${disk && traffic(disk) > 0 ? `: ${disk.device ?? disk.mount} moves ${bytesText(traffic(disk))} a second` : ''}${movers[0] ? `, look at ${named(movers[0])}` : ''}`,
    numbers: [
      ...(waited === undefined
        ? []
        : [{ name: 'cores waiting for a disk', value: waited, unit: '%' as const }]),
      ...(stalled === undefined
        ? []
        : [{ name: 'time stalled on disks', value: stalled, unit: '%' as const }]),
    ],
    processes: movers,
  };
}

function diskSpace({ now }: View): readonly Finding[] {
  return (now.disks ?? [])
    .filter((disk) => disk.total > 0 && disk.available / disk.total < 0.05)
    .map((disk) => ({
      topic: 'disk-space' as const,
      weight: 0.5,
      text: `${disk.mount} is nearly full: ${bytesText(disk.available)} of ${bytesText(disk.total)} free`,
      numbers: [{ name: 'space free', value: disk.available, unit: 'bytes' as const }],
      processes: [],
    }));
}

function heat({ now }: View): Finding | undefined {
  const { temperature } = now.cpu;
  if (temperature === undefined || temperature < 90) return undefined;
  return {
    topic: 'heat',
    weight: 0.7,
    text: `the processor is at ${Math.round(temperature)} °C and may slow itself down`,
    numbers: [],
    processes: busiest(now).slice(0, 1),
  };
}

function network({ recent }: View): Finding | undefined {
  const again = mean(recent, (state) => state.network?.retransmitPercent);
  if (again === undefined || again < 5) return undefined;
  return {
    topic: 'network',
    weight: 0.4,
    text: `the network loses packets: ${Math.round(again)} % are sent again`,
    numbers: [{ name: 'sent again', value: again, unit: '%' }],
    processes: [],
  };
}

function services({ now }: View): Finding | undefined {
  const failed = now.services?.failed ?? [];
  if (failed.length === 0) return undefined;
  return {
    topic: 'services',
    weight: 0.3,
    text: `failed units: ${failed.join(', ')}`,
    numbers: [],
    processes: [],
  };
}

function calm(now: StateVector, recent: readonly StateVector[]): string {
  const percent = mean(recent, (state) => state.cpu.percent);
  const { total, available } = now.memory;
  const parts = [
    percent === undefined ? undefined : `cpu ${Math.round(percent)} %`,
    total && available !== undefined
      ? `${bytesText(available)} of ${bytesText(total)} memory free`
      : undefined,
  ].filter((part) => part !== undefined);
  const seconds = recent.length > 1 ? (Date.parse(now.time) - Date.parse(recent[0]!.time)) / 1000 : 0;
  const since = seconds > 0 ? ` over ${durationText(seconds)}` : '';
  return `nothing stands out${since}${parts.length ? `: ${parts.join(', ')}` : ''}`;
}
