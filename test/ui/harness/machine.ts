import { cpus, freemem, loadavg, totalmem } from 'node:os';
import type { StateVector } from '../../../src/session/state-vector.ts';
import type { Sampler } from '../../../src/ui/deps.ts';

/** A cheap stand-in for the sampler: the real one is another room's business. */
export function harnessSampler(): Sampler {
  const history: StateVector[] = [];
  const listeners = new Set<(state: StateVector) => void>();
  let timer: NodeJS.Timeout | undefined;
  let before = cpus();
  const sample = () => {
    const now = cpus();
    const perCore = now.map(({ times }, index) => {
      const old = before[index]!.times;
      const idle = times.idle - old.idle;
      const total =
        Object.values(times).reduce((a, b) => a + b, 0) - Object.values(old).reduce((a, b) => a + b, 0);
      return total > 0 ? (1 - idle / total) * 100 : 0;
    });
    before = now;
    const state: StateVector = {
      time: new Date().toISOString(),
      cpu: {
        percent: perCore.reduce((a, b) => a + b, 0) / perCore.length,
        perCore,
        load: loadavg() as [number, number, number],
        cores: now.length,
      },
      memory: { total: totalmem(), available: freemem() },
      disks: [
        { mount: '/', total: 100e9, available: 28e9, readBytesPerSecond: 0, writeBytesPerSecond: 123456 },
      ],
      network: { rxBytesPerSecond: 1_234_000 * Math.random(), txBytesPerSecond: 12_000 },
      jobs: [],
    };
    history.push(state);
    if (history.length > 120) history.shift();
    for (const listener of listeners) listener(state);
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(sample, 1000);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
    history: () => history,
  };
}
