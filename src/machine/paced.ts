import type { StateVector } from '../session/state-vector.ts';
import { History } from './history.ts';

export interface Sampler {
  /** Reads the machine's figures now. Rates are those since the sample before; the first has none. */
  sample(): Promise<StateVector>;
  /** Samples at the interval and hands each to the listener, until `stop`. Does not keep the process alive. */
  start(listener: (state: StateVector) => void): void;
  stop(): void;
  /** When what the last sample asked for at a slower pace (inventory, services) has been answered. */
  settled(): Promise<void>;
  /** Oldest first. */
  history(): readonly StateVector[];
}

/** A quarter of an hour at 1 Hz: a few MiB. */
const KEPT = 900;

/** Gives a way to take one sample its pace and its memory. Two callers at once share one sample. */
export function createPaced(
  take: () => Promise<StateVector>,
  intervalMs: number,
  keep: number = KEPT,
): Omit<Sampler, 'settled'> {
  const history = new History(keep);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<StateVector> | undefined;

  function sample(): Promise<StateVector> {
    running ??= take()
      .then((state) => {
        history.push(state);
        return state;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    sample,
    stop,
    history: () => history.all(),
    start(listener) {
      stop();
      const mine = setInterval(tick, intervalMs);
      function tick() {
        sample().then(
          (state) => timer === mine && listener(state),
          // A sample that failed as a whole is one that is not there; the next comes in a second.
          () => undefined,
        );
      }
      timer = mine;
      mine.unref();
      tick();
    },
  };
}
