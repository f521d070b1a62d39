import type { ProcessState, StateVector } from '../../session/state-vector.ts';
import type { Anomaly, Detector, Moment } from './anomaly.ts';
import { durationText, iso } from './words.ts';

/**
 * Share of one core a process must use to count as busy. Where the cores are contended for it is most of a fair share,
 * and then the process must want a core whenever it is looked at.
 */
const BUSY = 85;
const LEAST_BUSY = 8;
const OF_FAIR_SHARE = 0.6;
/**
 * A process that computes something touches new pages, moves data or has children at work; one that spins does not. By
 * the second of processor time it got, for on a crowded machine an honest worker has little to show for a whole second.
 */
const FEW_FAULTS = 40;
const LITTLE_DATA = 64 * 1024;
const CHILDREN_AT_WORK = 2;
/** Two whole tables at three seconds: seen within ten seconds of its start. */
const SPINS_SECONDS = 5;
/** Of processor time, spent spinning: less of it proves nothing. */
const LEAST_SPUN = 1;
/** Somebody else's process may move data unseen, and one that holds much memory may compute on it: look longer. */
const UNSURE_SECONDS = 60;
const MUCH_MEMORY = 128 * 1024 ** 2;
/** Whatever it does: a core for so long on a machine where others wait is worth a word. */
const LONG_SECONDS = 900;
const CROWDED = 90;
const OTHERS_WAIT = 25;

interface Watched {
  readonly busySince: number;
  readonly spinsSince: number | undefined;
}

/** A process that keeps a core busy and has nothing to show for it. Our own jobs are work by definition. */
export class RunawayDetector implements Detector {
  #watched = new Map<number, Watched>();

  step({ state, at, newTable }: Moment): readonly Anomaly[] {
    if (!newTable) return this.#found(state.processes ?? [], at, state);
    const own = new Set(state.jobs.flatMap((job) => job.processes ?? []));
    const next = new Map<number, Watched>();
    const crowded = (state.cpu.percent ?? 0) >= CROWDED || (state.pressure?.cpu ?? 0) >= OTHERS_WAIT;
    for (const process of state.processes ?? []) {
      const before = this.#watched.get(process.pid);
      const percent = process.cpuPercent ?? 0;
      const contended =
        (crowded || before !== undefined) && percent >= fairShare(state) && process.state === 'R';
      if ((percent < BUSY && !contended) || own.has(process.pid)) continue;
      next.set(process.pid, {
        busySince: before?.busySince ?? at,
        spinsSince: spins(process) ? (before?.spinsSince ?? at) : undefined,
      });
    }
    this.#watched = next;
    return this.#found(state.processes ?? [], at, state);
  }

  #found(processes: readonly ProcessState[], at: number, state: Moment['state']): readonly Anomaly[] {
    return processes.flatMap((process) => {
      const watched = this.#watched.get(process.pid);
      if (!watched) return [];
      const known = process.ioBytesPerSecond !== undefined;
      const spinning = watched.spinsSince === undefined ? 0 : at - watched.spinsSince;
      const busy = at - watched.busySince;
      const sure = known && (process.memoryBytes ?? 0) < MUCH_MEMORY;
      const runaway =
        spinning >= (sure ? SPINS_SECONDS - 2.5 : UNSURE_SECONDS) && spinning * share(process) >= LEAST_SPUN;
      const hogging =
        busy >= LONG_SECONDS &&
        (state.cpu.percent ?? 0) >= CROWDED &&
        (state.pressure?.cpu ?? 0) >= OTHERS_WAIT;
      if (!runaway && !hogging) return [];
      const age = process.ageSeconds ?? busy;
      const since = Math.max(watched.busySince - 3, at - age);
      return [
        {
          kind: 'runaway-process' as const,
          subject: `pid ${process.pid}`,
          since: iso(since),
          text: `${process.name} (pid ${process.pid}) uses ${Math.round(process.cpuPercent ?? 0)} % of a core for ${durationText(at - since)}${runaway ? ' and neither reads, writes nor grows' : ' while others wait'}`,
          numbers: [
            { name: 'cpu of the process', value: process.cpuPercent ?? 0, unit: '%' as const },
            ...(state.cpu.percent === undefined
              ? []
              : [{ name: 'cpu of the machine', value: state.cpu.percent, unit: '%' as const }]),
            { name: 'new pages', value: process.faultsPerSecond ?? 0, unit: '/s' as const },
            ...(known
              ? [{ name: 'data moved', value: process.ioBytesPerSecond!, unit: 'bytes/s' as const }]
              : []),
          ],
          processes: [process],
        },
      ];
    });
  }
}

function fairShare({ cpu, tasks }: StateVector): number {
  const wanting = Math.max(cpu.cores, cpu.load?.[0] ?? 0, tasks?.running ?? 0);
  return Math.max(LEAST_BUSY, (OF_FAIR_SHARE * 100 * cpu.cores) / wanting);
}

/** Of one core, at most a whole one. */
const share = ({ cpuPercent = 0 }: ProcessState) => Math.min(1, cpuPercent / 100);

/** A missing figure is not held against the process, but the first table of its life says nothing yet. */
function spins(process: ProcessState): boolean {
  const got = share(process);
  return (
    process.faultsPerSecond !== undefined &&
    process.faultsPerSecond < FEW_FAULTS * got &&
    (process.childCpuPercent ?? 0) < CHILDREN_AT_WORK * got &&
    (process.ioBytesPerSecond ?? 0) < LITTLE_DATA * got
  );
}
