import type { Loaded } from './config/load.ts';
import type { Report } from './session/report.ts';

type Env = Readonly<Record<string, string | undefined>>;

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
