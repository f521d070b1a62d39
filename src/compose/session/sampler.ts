import type { JobState } from '../../session/state-vector.ts';
import type { Sampler } from '../../ui/deps.ts';

/** The person types by then, or reads; either way the first seconds are theirs. */
const LIBRARY_AFTER_MS = 5000;

/** The sampler's code is loaded when the panel first wants a sample, after the first frame. */
export function lazySampler(jobs: () => readonly JobState[]): Sampler {
  let loaded: import('../../machine/paced.ts').Sampler | undefined;
  const listeners = new Set<(state: import('../../session/state-vector.ts').StateVector) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1)
        void import('../../machine/system-sampler.ts').then(({ systemSampler }) => {
          loaded ??= systemSampler({ jobs, libraryAfterMs: LIBRARY_AFTER_MS });
          if (listeners.size > 0)
            loaded.start((state) => {
              for (const each of listeners) each(state);
            });
        });
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) loaded?.stop();
      };
    },
    history: () => loaded?.history() ?? [],
  };
}
