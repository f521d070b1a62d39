import type { Loaded } from '../config/load.ts';
import type { LocalOptions } from '../executor/local.ts';

/** What a step may use, as far as settings say so. */
export function limitsOf(settings: Loaded['settings']): NonNullable<LocalOptions['limits']> {
  const memoryBytes = settings['limits.memory'];
  const processes = settings['limits.processes'];
  const nice = settings['limits.nice'];
  const outputBytes = settings['limits.output'];
  return {
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(processes === undefined ? {} : { processes }),
    ...(nice === undefined ? {} : { nice }),
    ...(outputBytes === undefined ? {} : { outputBytes }),
  };
}
