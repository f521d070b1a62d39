import { existsSync } from 'node:fs';
import type { Sampler } from './paced.ts';
import { createPortableSampler } from './portable.ts';
import { createSampler, type SamplerOptions } from './sampler.ts';
import { SYSTEMD } from './sensors/services.ts';

/** Where systemd runs as process 1 this folder exists (sd_booted). */
const SYSTEMD_RUNS = '/run/systemd/system';

/** S of the machine this runs on: by the kernel's files where there are some, with what systemd tells where it runs. */
export function systemSampler(options: Pick<SamplerOptions, 'jobs'> = {}): Sampler {
  if (!existsSync('/proc/stat')) return createPortableSampler(options);
  return createSampler({ ...options, ...(existsSync(SYSTEMD_RUNS) ? { services: SYSTEMD } : {}) });
}
