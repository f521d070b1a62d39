import { type DoctorInput, doctor } from '../config/doctor.ts';
import { type Loaded, loadSettings } from '../config/load.ts';
import { pathsOf } from '../config/paths.ts';
import { findProject, readProject } from '../config/project.ts';
import { describeProject, explainSetting, showChecks, showPaths, showSettings } from '../config/report.ts';
import { answerLocal, initConfig, setSetting } from '../config/set.ts';
import { lostRules, trust, trustState } from '../config/trust.ts';
import { executionChecks } from '../executor/checks.ts';
import { recordChecks } from '../journal/health.ts';
import type { Report } from '../session/report.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Settings for `assent config` and `assent trust`. */
export function openSettings({ env, cwd }: { readonly env: Env; readonly cwd: string }) {
  const paths = pathsOf(env);
  const load = (): Promise<Loaded> => loadSettings({ paths, env, cwd });
  return {
    paths: () => showPaths(paths),
    show: async () => showSettings(await load()),
    explain: async (key: string) => explainSetting(await load(), key),
    async set(key: string, value: string) {
      await setSetting(paths, key, value);
      return `${key} is set in ${paths.configFile}`;
    },
    init() {
      initConfig(paths);
      return `wrote ${paths.configFile}`;
    },
    project() {
      const nearest = findProject(cwd, env.HOME);
      const lost = lostRules(cwd, nearest, paths, env.HOME);
      const found = nearest ?? (lost === undefined ? undefined : readProject(lost));
      if (!found) return undefined;
      const state = trustState(found, paths);
      return {
        report: describeProject(found, state),
        trusted: state === 'trusted',
        trust: () => trust(found, paths),
      };
    },
  };
}

export async function examine(input: Omit<DoctorInput, 'paths' | 'more'>): Promise<Report> {
  const paths = pathsOf(input.env);
  return showChecks(
    await doctor({ ...input, paths, more: [...executionChecks, ...recordChecks(paths.state)] }),
  );
}

/** Remembers whether a server on this machine may be used. */
export async function answerLocalServer(env: Env, address: string, use: boolean): Promise<void> {
  const paths = pathsOf(env);
  await answerLocal(paths, await localServers(env), address, use);
}

/** Answers about local servers, as they were remembered. */
export async function localServers(env: Env) {
  const { settings } = await loadSettings({ paths: pathsOf(env), env, cwd: '/' });
  return { accepted: settings['endpoint.accepted_local'], declined: settings['endpoint.declined_local'] };
}
