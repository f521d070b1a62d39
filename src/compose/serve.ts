import { loadSettings } from '../config/load.ts';
import { pathsOf, prepareState } from '../config/paths.ts';
import { createSampler } from '../machine/sampler.ts';
import { LIMITS, type Limits } from '../schedule/limits.ts';
import { Queue } from '../schedule/queue.ts';
import { jobStates } from '../schedule/report.ts';
import { type Served, serve } from '../schedule/serve.ts';
import { createJobRunner } from './job-runner.ts';
import { rulesInForce } from './rules.ts';
import { lazyKeeper } from './runtime.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** `assent jobs serve`: the one owner of this user's queue, until a minute after it is empty. */
export async function serveJobs(env: Env, signal: AbortSignal): Promise<Served> {
  const paths = pathsOf(env);
  prepareState(paths);
  const loaded = await loadSettings({ paths, env, cwd: '/' });
  const { rules } = await rulesInForce(paths, loaded);
  using queue = await Queue.open(paths.database);
  const runner = createJobRunner({
    env,
    paths,
    settings: loaded.settings,
    rules: () => rules,
    keeper: lazyKeeper(paths.state),
  });
  try {
    return await serve({
      queue,
      states: createSampler({ jobs: () => jobStates(queue) }),
      runner,
      signal,
      limits: scheduleLimits(loaded.settings),
    });
  } finally {
    runner.close();
  }
}

export function scheduleLimits(settings: Readonly<Record<string, unknown>>): Limits {
  return {
    ...LIMITS,
    soft: settings['schedule.soft'] as number,
    hard: settings['schedule.hard'] as number,
    idle: settings['schedule.idle'] as number,
  };
}
