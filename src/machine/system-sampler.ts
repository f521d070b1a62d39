import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sampler } from './paced.ts';
import { createPortableSampler } from './portable.ts';
import { createSampler, type SamplerOptions } from './sampler.ts';
import { SYSTEMD } from './sensors/services.ts';

/** Where systemd runs as process 1 this folder exists (sd_booted). */
const SYSTEMD_RUNS = '/run/systemd/system';

export interface SystemOptions extends Pick<SamplerOptions, 'jobs'> {
  /** Milliseconds before the systeminformation library is first asked, in a process of its own. */
  readonly libraryAfterMs: number;
}

/**
 * S of the machine this runs on: by the kernel's files where there are some, with what systemd tells where it runs and
 * what the library tells of the machine's parts.
 */
export function systemSampler({ libraryAfterMs, ...options }: SystemOptions): Sampler {
  if (!existsSync('/proc/stat')) return createPortableSampler(options);
  const program = probeProgram();
  return createSampler({
    ...options,
    ...(existsSync(SYSTEMD_RUNS) ? { services: SYSTEMD } : {}),
    ...(program === undefined ? {} : { library: { program, afterMs: libraryAfterMs } }),
  });
}

/** Built beside the program that runs; from source there is none, and files alone tell. */
function probeProgram(): string | undefined {
  try {
    const program = join(dirname(realpathSync(process.argv[1] ?? '')), 'inventory.js');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}
