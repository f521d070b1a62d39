import { existsSync } from 'node:fs';
import { pathsOf } from '../config/paths.ts';
import { createSampler } from '../machine/sampler.ts';
import { Queue } from '../schedule/queue.ts';
import { jobStates } from '../schedule/report.ts';

/** S with the queue's jobs in it; looking makes no queue where there is none. */
export async function openSampler(env: Readonly<Record<string, string | undefined>>) {
  const { database } = pathsOf(env);
  if (!existsSync(database)) return createSampler();
  const queue = await Queue.open(database);
  return createSampler({ jobs: () => jobStates(queue) });
}
