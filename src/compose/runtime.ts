import { join } from 'node:path';
import type { Remembered, Runtime, RuntimeOptions } from '../cli/deps.ts';
import { type Loaded, loadSettings } from '../config/load.ts';
import { type Paths, pathsOf, prepareState } from '../config/paths.ts';
import { createExecutor } from '../executor/local.ts';
import { createJudge } from '../facts/judge.ts';
import { openDatabase } from '../journal/database.ts';
import { History } from '../journal/history.ts';
import { createJournal, newSession } from '../journal/journal.ts';
import { examples } from '../journal/learn.ts';
import { TokenLedger } from '../journal/ledger.ts';
import { createContextGatherer } from '../machine/context.ts';
import { type Budget, withBudget } from '../planner/budget.ts';
import { withSchedules } from '../planner/schedule-words.ts';
import type { SandboxMode } from '../policy/sandboxed.ts';
import type { LastResult } from '../session/context.ts';
import type { Keeper, Planner, QueuePort } from '../session/ports.ts';
import { limitsOf } from './limits.ts';
import { acceptedPins, acceptPins } from './pins.ts';
import type { PreviewDesk } from './preview.ts';
import type { ExitOf } from './queue.ts';
import { rulesInForce } from './rules.ts';
import { sandboxUse } from './sandbox.ts';
import { withSettling } from './settling.ts';

/** What the planner may know of what runs unasked; the policy decides, this is only told. */
const UNASKED =
  'commands that only read inside the folder or report on the system: ls, cat, grep, find without actions, sort, wc, du, df, ps, git status/log/diff';

/** Everything one process needs to answer requests: each adapter behind its port. */
export async function compose(options: RuntimeOptions): Promise<Runtime> {
  const { env, cwd } = options;
  const paths = pathsOf(env);
  const loaded = await loadSettings({
    paths,
    env,
    cwd,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.model === undefined ? {} : { model: options.model }),
  });
  prepareState(paths);
  let policy = await rulesInForce(paths, loaded);
  const database = openDatabase(paths.state);
  const isPrivate = options.private || loaded.settings['history.private'];
  const journal = createJournal({
    database,
    folder: paths.state,
    session: newSession(),
    private: isPrivate,
    notice: (text) => options.notice(text),
  });
  const keepsHistory = !isPrivate && loaded.settings['history.enabled'];
  const toShell = keepsHistory && env.ASSENT_SHELL_PID !== undefined ? await import('./shell.ts') : undefined;
  const limits = limitsOf(loaded.settings);
  const timeoutSeconds = loaded.settings['run.timeout'];
  const sandbox = sandboxUse({
    mode: loaded.settings['sandbox.mode'] as SandboxMode,
    start: cwd,
    cwd: () => executor.cwd,
    env,
    paths,
    limits,
    notice: (text) => options.notice(text),
  });
  const executor = createExecutor({
    cwd,
    env,
    sandbox: sandbox.scope,
    // A private request leaves nothing behind.
    ...(isPrivate ? {} : { spill: { folder: join(paths.state, 'output') } }),
    graceMs: loaded.settings['run.grace'] * 1000,
    ...(options.terminal ? { terminal: options.terminal } : {}),
    limits,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  });
  const judge = createJudge({
    cwd: () => executor.cwd,
    env,
    paths,
    session: () => executor.session,
    rules: () => policy.rules,
    sandbox,
    accepted: () => acceptedPins(paths.state),
  });
  // What the first start needs is loaded while the plan is made.
  if (options.runs && options.streams !== false) void executor.prepare();
  const handing = toShell ? toShell.withShellHistory(journal, env, paths.state) : journal;
  // A session is asked once about what its steps changed; a single request ends before that matters.
  const observed = options.terminal ? withSettling(handing, judge) : handing;
  const lastResults: LastResult[] = [];
  const context = createContextGatherer({
    cwd: () => executor.cwd,
    home: env.HOME ?? '/',
    ...(env.SHELL === undefined ? {} : { shell: env.SHELL }),
    state: options.state ?? (() => (planner.name === 'embedded' ? undefined : momentary())),
    lastResults: () => lastResults,
    ...(options.stdinSample === undefined ? {} : { stdinSample: options.stdinSample }),
    unasked: UNASKED,
  });
  const { planner, says, notices } = await choosePlanner(
    options,
    loaded,
    paths.cache,
    paths.data,
    database,
    () => executor.cwd,
  );
  let desk: PreviewDesk | undefined;
  const previews = async () => {
    const { PreviewDesk } = await import('./preview.ts');
    const hidden = [paths.config, paths.state, paths.cache, paths.data];
    desk ??= new PreviewDesk({ executor, judge, home: env.HOME ?? '/', hidden, state: paths.state });
    return desk;
  };
  return {
    planner: isPrivate ? planner : withSchedules(planner),
    plannerLine: says,
    context,
    judge,
    accept: (changed) => acceptPins(paths.state, changed),
    executor,
    keeper: lazyKeeper(paths.state, () => executor.cwd),
    ...(isPrivate ? {} : { queue: lazyQueue(paths, env, (pid) => executor.backgroundExit(pid)) }),
    preview: async (steps, signal, planHash) => (await previews()).run(steps, signal, planHash),
    changes: {
      verdict: async (planHash) => (await previews()).verdict(planHash),
      apply: async (cleared, label) => (await previews()).apply(cleared, label),
    },
    dropPreview: async () => desk?.drop(),
    journal: observed,
    settings: loaded.settings,
    warnings: [...loaded.warnings, ...policy.warnings, ...notices],
    async copiesAhead(verdicts) {
      const { copiesAhead } = await import('../executor/preview/copies.ts');
      return copiesAhead(verdicts.flatMap(({ effects }) => effects));
    },
    async previewable() {
      const { previewAvailable } = await import('../executor/preview/available.ts');
      return (await previewAvailable({ home: env.HOME ?? '/' })).ok;
    },
    async remember(entry: Remembered) {
      for (const result of entry.results) lastResults.push(result);
      const mark = journal.mark();
      if (!mark || !keepsHistory) return;
      new History(database).add({ ...entry, mark });
    },
    async recentRequests(limit: number) {
      return new History(database).recent(limit).map(({ request }) => request);
    },
    async reloadRules() {
      policy = await rulesInForce(paths, loaded);
    },
    resetSession() {
      executor.reset();
      judge.forget();
    },
    async close(how) {
      await desk?.drop();
      const kept = how?.keepBackground && executor.background.some(({ exit }) => exit === undefined);
      await executor.close(how);
      if (kept) await (await import('./queue.ts')).ensureOwner(paths, env);
      database.close();
    },
  };
}

/** The first rung of the ladder there is; each planner's code is loaded only when it is the one that is asked. */
async function choosePlanner(
  options: RuntimeOptions,
  loaded: Loaded,
  cacheDir: string,
  dataDir: string,
  database: ReturnType<typeof openDatabase>,
  folder: () => string,
): Promise<Chosen> {
  const { settings, endpoint, model } = loaded;
  const accepted = settings['endpoint.accepted_local'];
  const managed = settings['model.use'];
  const alone =
    options.offline || (!endpoint && model === undefined && accepted.length === 0 && managed === undefined);
  const embedded = embeddedPlanner(options, alone && options.plans);
  if (alone || !options.plans)
    return { planner: embedded, says: 'planner: embedded; nothing leaves this machine', notices: [] };
  const [
    { createPlanner },
    { resolvePlanner },
    { findAccepted },
    { createDryCheck, lookUp },
    { loadClient },
    { nearest },
    { readManual },
  ] = await Promise.all([
    import('../planner/ladder.ts'),
    import('../planner/endpoint.ts'),
    import('../planner/discover.ts'),
    import('../planner/dry-check.ts'),
    import('../planner/exchange.ts'),
    import('../planner/bank/nearest.ts'),
    import('../machine/manual/manual.ts'),
  ]);
  const server = endpoint ? undefined : await findAccepted(accepted, model);
  const resolution = resolvePlanner({
    offline: false,
    ...(endpoint ? { configured: endpoint } : {}),
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(server ? { accepted: server } : {}),
  });
  // The client is large: it loads while the context is gathered.
  if (resolution.kind === 'use') void loadClient().catch(() => undefined);
  const inProcess =
    managed === undefined
      ? undefined
      : await (await import('./model.ts')).managedPlanner(managed, loaded, dataDir, options);
  const { planner, says } = createPlanner({
    resolution,
    embedded,
    ...(inProcess ? { managed: inProcess } : {}),
    cacheDir,
    deadlineMs: options.planningMs ?? settings['planning.timeout'] * 1000,
    firstByteMs: settings['planning.first_byte_timeout'] * 1000,
    check: createDryCheck({ exists: lookUp(options.env.PATH ?? ''), manuals: readManual, cwd: folder }),
    examples(request) {
      const own = settings['history.enabled'] ? examples(new History(database), request, EXAMPLES) : [];
      return [...own, ...nearest(request, EXAMPLES)];
    },
    votes: Number(settings['planning.votes']),
  });
  const counted =
    resolution.kind === 'use' ? withBudget(planner, budgetOf(settings), new TokenLedger(database)) : planner;
  return { planner: counted, says, notices: resolution.notices };
}

/** Worked examples of the person's own that go into a prompt, and as many of the bank's. */
const EXAMPLES = 3;

function budgetOf(settings: Loaded['settings']): Budget {
  const tokens = settings['budget.tokens'];
  const money = settings['budget.money'];
  const prompt = settings['budget.price_prompt'];
  const completion = settings['budget.price_completion'];
  return {
    ...(tokens === undefined ? {} : { tokensPerDay: tokens }),
    ...(money === undefined ? {} : { moneyPerDay: money }),
    ...(prompt === undefined && completion === undefined
      ? {}
      : { prices: { prompt: prompt ?? 0, completion: completion ?? 0 } }),
  };
}

interface Chosen {
  readonly planner: Planner;
  readonly says: string;
  readonly notices: readonly string[];
}

function embeddedPlanner(options: RuntimeOptions, ahead: boolean): Planner {
  let loading: Promise<typeof import('../planner/offline/embedded.ts')> | undefined;
  const load = () => {
    loading ??= import('../planner/offline/embedded.ts');
    return loading;
  };
  // Read from the disk while the context is gathered.
  if (ahead) load().catch(() => undefined);
  return {
    name: 'embedded',
    async *plan(request, signal) {
      const { createEmbeddedPlanner } = await load();
      const planner = createEmbeddedPlanner({ stdin: options.stdin });
      if (!request.turns.some(({ kind }) => kind === 'failed')) return yield* planner.plan(request, signal);
      const { withRepairRules } = await import('../machine/repair/planner.ts');
      yield* withRepairRules(planner).plan(request, signal);
    },
  };
}

/** The queue is loaded by the first step that is to wait. */
function lazyQueue(paths: Paths, env: RuntimeOptions['env'], exitOf: ExitOf): QueuePort {
  const load = async () => (await import('./queue.ts')).createQueuePort(paths, env, exitOf);
  return {
    submit: async (step) => (await load()).submit(step),
    release: async (job) => (await load()).release(job),
    adopt: async (step) => (await load()).adopt(step),
  };
}

/** Undo is loaded by the first step that changes a file. `folder` is where the session stands. */
export function lazyKeeper(state: string, folder?: () => string): Keeper {
  return {
    async keep(label, effects) {
      if (!effects.some(({ kind }) => kind === 'write' || kind === 'delete')) return undefined;
      const { createKeeper } = await import('./keeper.ts');
      const near = folder && Buffer.from(folder()).toString('latin1');
      return createKeeper(state, near).keep(label, effects);
    },
  };
}

/** S where no sampler runs, for a planner that reads it: what one look tells; what needs two is missing. */
async function momentary() {
  const { createSampler } = await import('../machine/sampler.ts');
  return createSampler().sample();
}
