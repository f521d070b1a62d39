import { type Loaded, loadSettings } from '../config/load.ts';
import { pathsOf, prepareState } from '../config/paths.ts';
import { createSampler } from '../machine/sampler.ts';
import { LIMITS, type Limits } from '../schedule/limits.ts';
import { Queue } from '../schedule/queue.ts';
import { jobStates } from '../schedule/report.ts';
import { type Served, serve } from '../schedule/serve.ts';
import { createJobRunner } from './job-runner.ts';
import { rulesInForce } from './rules.ts';
import { lazyKeeper } from './runtime.ts';

/** Whoever changes a limit because a job is held should not have to end the owner. */
const SETTINGS_MS = 5000;

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
  let limits = scheduleLimits(loaded.settings);
  const reading = setInterval(async () => {
    const now = await loadSettings({ paths, env, cwd: '/' }).catch(() => undefined);
    if (now) limits = scheduleLimits(now.settings);
  }, SETTINGS_MS);
  try {
    return await serve({
      queue,
      states: createSampler({ jobs: () => jobStates(queue) }),
      runner,
      signal,
      limits: () => limits,
    });
  } finally {
    clearInterval(reading);
    runner.close();
  }
}

function scheduleLimits(settings: Loaded['settings']): Limits {
  const soft = settings['schedule.soft'];
  return {
    ...LIMITS,
    soft: {
      cpu: settings['schedule.cpu'] ?? soft,
      memory: settings['schedule.memory'] ?? soft,
      pressure: settings['schedule.pressure'] ?? soft,
    },
    hard: settings['schedule.hard'],
    idle: settings['schedule.idle'],
  };
}
