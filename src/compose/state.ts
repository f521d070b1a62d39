import { existsSync } from 'node:fs';
import { pathsOf } from '../config/paths.ts';
import { createMonitor } from '../machine/anomaly/monitor.ts';
import { createRecorder, replay } from '../machine/recording.ts';
import { systemSampler } from '../machine/system-sampler.ts';
import { Queue } from '../schedule/queue.ts';
import { jobStates } from '../schedule/report.ts';

/** S with the queue's jobs in it; looking makes no queue where there is none. */
export async function openSampler(env: Readonly<Record<string, string | undefined>>) {
  const { database } = pathsOf(env);
  if (!existsSync(database)) return systemSampler({ libraryAfterMs: 0 });
  const queue = await Queue.open(database);
  return systemSampler({ jobs: () => jobStates(queue), libraryAfterMs: 0 });
}

/** Recordings of S: written a sample at a time, read back oldest first. */
export const recordings = { create: createRecorder, replay, monitor: createMonitor };
