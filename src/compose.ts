/** What compose offers the faces: each part of the house wired behind one function, loaded when it is called. */
export const compose = async (options: import('./cli/deps.ts').RuntimeOptions) =>
  (await import('./compose/runtime.ts')).compose(options);

export const speakerIn = async (env: Readonly<Record<string, string | undefined>>, cwd: string) =>
  (await import('./compose/language.ts')).speakerIn(env, cwd);

export const openStore = async (env: Readonly<Record<string, string | undefined>>) =>
  (await import('./compose/store.ts')).openStore(env);

export const openSettings = async (
  where: Parameters<typeof import('./compose/settings.ts').openSettings>[0],
) => (await import('./compose/settings.ts')).openSettings(where);

export const answerLocalServer = async (
  env: Readonly<Record<string, string | undefined>>,
  address: string,
  use: boolean,
) => (await import('./compose/settings.ts')).answerLocalServer(env, address, use);
export const localServers = async (env: Readonly<Record<string, string | undefined>>) =>
  (await import('./compose/settings.ts')).localServers(env);

export const examine = async (input: Parameters<typeof import('./compose/settings.ts').examine>[0]) =>
  (await import('./compose/settings.ts')).examine(input);

export const openUndo = async (env: Readonly<Record<string, string | undefined>>, cwd: string) =>
  (await import('./compose/undo.ts')).openUndo(env, cwd);

export const openPolicy = async (where: Parameters<typeof import('./compose/policy.ts').openPolicy>[0]) =>
  (await import('./compose/policy.ts')).openPolicy(where);

export const openSampler = async (env: Readonly<Record<string, string | undefined>>) =>
  (await import('./compose/state.ts')).openSampler(env);

export const prepareShellHook = async (env: Readonly<Record<string, string | undefined>>) =>
  (await import('./compose/shell.ts')).prepareShellHook(env);

export const openJobs = async (env: Readonly<Record<string, string | undefined>>) =>
  (await import('./compose/jobs.ts')).openJobs(env);

export const serveJobs = async (env: Readonly<Record<string, string | undefined>>, signal: AbortSignal) =>
  (await import('./compose/serve.ts')).serveJobs(env, signal);

export const openManuals = async () => (await import('./compose/manuals.ts')).openManuals();

export const openFix = async (env: Readonly<Record<string, string | undefined>>) =>
  (await import('./compose/fix.ts')).openFix(env);

export const recordings = async () => (await import('./compose/state.ts')).recordings;

export const openModels = async (env: Readonly<Record<string, string | undefined>>, cwd: string) =>
  (await import('./compose/model.ts')).openModels(env, cwd);

export const openSetup = async (env: Readonly<Record<string, string | undefined>>, cwd: string) =>
  (await import('./compose/setup.ts')).openSetup(env, cwd);
