import type { Remembered, Runtime, RuntimeOptions } from './cli/deps.ts';
import type { Loaded } from './config/load.ts';
import type { Resolution } from './planner/endpoint.ts';
import type { LastResult } from './session/context.ts';
import type { Planner } from './session/ports.ts';
import type { Report } from './session/report.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What the planner may know of what runs unasked; the policy decides, this is only told. */
const UNASKED =
  'commands that only read inside the folder or report on the system: ls, cat, grep, find without actions, sort, wc, du, df, ps, git status/log/diff';

/** Everything one process needs to answer requests: each adapter behind its port. */
export async function compose(options: RuntimeOptions): Promise<Runtime> {
  const { env, cwd } = options;
  const [
    { pathsOf, prepareState },
    { loadSettings },
    journals,
    { openDatabase },
    { createExecutor },
    { createJudge },
    { createContextGatherer },
  ] = await Promise.all([
    import('./config/paths.ts'),
    import('./config/load.ts'),
    import('./journal/journal.ts'),
    import('./journal/database.ts'),
    import('./executor/local.ts'),
    import('./facts/judge.ts'),
    import('./machine/context.ts'),
  ]);
  const paths = pathsOf(env);
  const loaded = await loadSettings({
    paths,
    env,
    cwd,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.model === undefined ? {} : { model: options.model }),
  });
  prepareState(paths);
  const database = openDatabase(paths.state);
  const isPrivate = options.private || loaded.settings['history.private'];
  const journal = journals.createJournal({
    database,
    folder: paths.state,
    session: journals.newSession(),
    private: isPrivate,
    notice: (text) => options.notice(text),
  });
  const executor = createExecutor({
    cwd,
    env,
    graceMs: loaded.settings['run.grace'] * 1000,
    ...(options.terminal ? { terminal: options.terminal } : {}),
  });
  const lastResults: LastResult[] = [];
  const context = createContextGatherer({
    cwd: () => executor.cwd,
    home: env.HOME ?? '/',
    ...(env.SHELL === undefined ? {} : { shell: env.SHELL }),
    ...(options.state ? { state: options.state } : {}),
    lastResults: () => lastResults,
    ...(options.stdinSample === undefined ? {} : { stdinSample: options.stdinSample }),
    unasked: UNASKED,
  });
  const { rung, warnings } = await choosePlanner(options, loaded, paths.cache);
  return {
    planner: rung.planner,
    plannerLine: rung.says,
    context,
    judge: createJudge({ cwd: () => executor.cwd, env, paths, session: () => executor.session }),
    executor,
    journal,
    settings: loaded.settings,
    warnings: [...loaded.warnings, ...warnings],
    async remember(entry: Remembered) {
      for (const result of entry.results) lastResults.push(result);
      const mark = journal.mark();
      if (!mark || isPrivate || !loaded.settings['history.enabled']) return;
      const { History } = await import('./journal/history.ts');
      new History(database).add({ ...entry, mark });
    },
    async recentRequests(limit: number) {
      const { History } = await import('./journal/history.ts');
      return new History(database).recent(limit).map(({ request }) => request);
    },
    resetSession: () => executor.reset(),
    async close() {
      executor.close();
      database.close();
    },
  };
}

/** The first rung of the ladder there is; each planner's code is loaded only when it is the one. */
async function choosePlanner(options: RuntimeOptions, loaded: Loaded, cacheDir: string) {
  const [{ createPlanner }, embedded] = await Promise.all([
    import('./planner/ladder.ts'),
    embeddedPlanner(options),
  ]);
  const resolution = resolutionOf(options, loaded);
  const { settings } = loaded;
  const rung = createPlanner({
    resolution,
    embedded,
    cacheDir,
    deadlineMs: options.planningMs ?? settings['planning.timeout'] * 1000,
    firstByteMs: settings['planning.first_byte_timeout'] * 1000,
  });
  return { rung, warnings: resolution.notices };
}

async function embeddedPlanner(options: RuntimeOptions): Promise<Planner> {
  const { createEmbeddedPlanner } = await import('./planner/offline/embedded.ts');
  return createEmbeddedPlanner({ stdin: options.stdin });
}

function resolutionOf(options: RuntimeOptions, { endpoint, model }: Loaded): Resolution {
  if (options.offline) return { kind: 'embedded', why: 'offline', notices: [] };
  if (!endpoint) {
    if (options.model === undefined) return { kind: 'embedded', why: 'nothing configured', notices: [] };
    return {
      kind: 'failed',
      notices: [],
      message: `--model ${model} needs an endpoint: give --endpoint URL or set ASSENT_BASE_URL`,
    };
  }
  const { baseUrl, apiKey, origin, notices } = endpoint;
  if (endpoint.model === undefined)
    return {
      kind: 'failed',
      notices,
      message: `no model is known for ${baseUrl} (from ${origin}): name one with --model or set ASSENT_MODEL`,
    };
  return {
    kind: 'use',
    notices,
    endpoint: {
      kind: 'endpoint',
      baseUrl,
      model: endpoint.model,
      ...(apiKey === undefined ? {} : { apiKey }),
      origin: { baseUrl: origin, model: origin },
    },
  };
}

/** The record and the history as reports: what `assent audit`, `history` and `sessions` print. */
export async function openStore(env: Env) {
  const { pathsOf, prepareState } = await import('./config/paths.ts');
  const [
    database,
    { Audit },
    { History },
    reports,
    histories,
    { readAudit },
    { verify },
    { forget },
    { listSessions },
    { parseSince },
  ] = await Promise.all([
    import('./journal/database.ts'),
    import('./journal/audit.ts'),
    import('./journal/history.ts'),
    import('./journal/audit-report.ts'),
    import('./journal/history-report.ts'),
    import('./journal/read.ts'),
    import('./journal/verify.ts'),
    import('./journal/forget.ts'),
    import('./journal/sessions.ts'),
    import('./journal/since.ts'),
  ]);
  const paths = pathsOf(env);
  prepareState(paths);
  const db = database.openDatabase(paths.state);
  const history = new History(db);
  const file = paths.auditFile;
  return {
    audit: (filter: Parameters<typeof readAudit>[1]): Report => reports.showAudit(readAudit(file, filter)),
    verify: (options: Parameters<typeof verify>[2]): Report =>
      reports.showVerification(verify(db, file, options)),
    head: (): Report => reports.showHead(verify(db, file)),
    parseHead: reports.parseHead,
    parseSince: (text: string) => parseSince(text),
    recent: (limit: number, selection: Parameters<InstanceType<typeof History>['recent']>[1]): Report =>
      histories.showHistory(history.recent(limit, selection)),
    search: (query: string, limit: number): Report => histories.showHistory(history.search(query, limit)),
    exportHistory: () => histories.exportHistory(history.recent(-1)),
    forget: (selection: Parameters<typeof forget>[2]): Report =>
      histories.showForgotten(forget(history, new Audit(db, file), selection)),
    sessions: (limit: number): Report => histories.showSessions(listSessions(db, limit)),
    close: () => db.close(),
  };
}

/** Settings for `assent config` and `assent trust`. */
export async function openSettings({ env, cwd }: { readonly env: Env; readonly cwd: string }) {
  const [{ pathsOf }, { loadSettings }, reports, set, { findProject }, { trustState, trust }] =
    await Promise.all([
      import('./config/paths.ts'),
      import('./config/load.ts'),
      import('./config/report.ts'),
      import('./config/set.ts'),
      import('./config/project.ts'),
      import('./config/trust.ts'),
    ]);
  const paths = pathsOf(env);
  const load = (): Promise<Loaded> => loadSettings({ paths, env, cwd });
  return {
    paths: () => reports.showPaths(paths),
    show: async () => reports.showSettings(await load()),
    explain: async (key: string) => reports.explainSetting(await load(), key),
    async set(key: string, value: string) {
      await set.setSetting(paths, key, value);
      return `${key} is set in ${paths.configFile}`;
    },
    init() {
      set.initConfig(paths);
      return `wrote ${paths.configFile}`;
    },
    project() {
      const found = findProject(cwd, env.HOME);
      if (!found) return undefined;
      const state = trustState(found, paths);
      return {
        report: reports.describeProject(found, state),
        trusted: state === 'trusted',
        trust: () => trust(found, paths),
      };
    },
  };
}

export async function examine(
  input: Omit<import('./config/doctor.ts').DoctorInput, 'paths' | 'more'>,
): Promise<Report> {
  const [{ pathsOf }, { doctor }, { showChecks }, { recordChecks }] = await Promise.all([
    import('./config/paths.ts'),
    import('./config/doctor.ts'),
    import('./config/report.ts'),
    import('./journal/health.ts'),
  ]);
  const paths = pathsOf(input.env);
  return showChecks(await doctor({ ...input, paths, more: recordChecks(paths.state) }));
}

export async function openSampler() {
  const { createSampler } = await import('./machine/sampler.ts');
  return createSampler();
}
