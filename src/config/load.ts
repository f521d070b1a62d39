import { readFileSync } from 'node:fs';
import { type Endpoint, namedModel, resolveEndpoint } from './endpoint.ts';
import { ConfigError, fileProblem, type Paths, readableByOthers } from './paths.ts';
import { AGENTS, FOLDER, findProject, type Project, RULES } from './project.ts';
import { isKey, KEYS, type Key, type Settings, TABLE, unknownSetting } from './schema.ts';
import { entryLine, flatten, parseToml } from './toml-text.ts';
import { lostRules, type TrustState, trustState } from './trust.ts';

export interface LoadOptions {
  readonly paths: Paths;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** What the command line said about settings; highest. */
  readonly flags?: Partial<Settings>;
  /** `--endpoint` and `--model`. */
  readonly endpoint?: string;
  readonly model?: string;
}

export interface Origin {
  readonly source: 'flag' | 'project' | 'user' | 'built-in';
  /** "/home/me/.config/assent/config.toml:12". */
  readonly where?: string;
}

/** All of it frozen. */
export interface Loaded {
  readonly settings: Settings;
  readonly origins: Readonly<Record<Key, Origin>>;
  /** undefined: ask an accepted local server, else the embedded planner. */
  readonly endpoint?: Endpoint;
  /** Model that was named for the endpoint, or for whatever server is used without one. */
  readonly model?: string;
  /** The folder's own settings; its files may be read only when `trust` is "trusted". */
  readonly project?: { readonly found: Project; readonly trust: TrustState };
  /** A folder whose trusted rules are not in force any more. */
  readonly lostRules?: string;
  /** One line each, for stderr. */
  readonly warnings: readonly string[];
}

/**
 * Said → meant: flags > environment > trusted project (tightening only) > user > built-in, each value with its origin.
 * Throws ConfigError for a user file that cannot be read or understood; a project's only warns.
 */
export async function loadSettings(options: LoadOptions): Promise<Loaded> {
  const { paths, env, cwd, flags = {} } = options;
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  const warnings: string[] = [];
  for (const key of KEYS) {
    values[key] = TABLE[key].otherwise;
    origins[key] = { source: 'built-in' };
  }
  for (const { key, value, line } of await userEntries(paths, warnings)) {
    values[key] = value;
    origins[key] = { source: 'user', where: `${paths.configFile}:${line}` };
  }
  const found = findProject(cwd, env.HOME);
  const trust = found && trustState(found, paths);
  const lost = lostRules(cwd, found, paths, env.HOME);
  if (found && trust === 'trusted') await tighten(found, values, origins, warnings);
  else if (found && trust && [...found.files.keys()].some((name) => name.startsWith(FOLDER)))
    warnings.push(untrustedLine(found.root, trust));
  for (const [key, value] of Object.entries(flags)) {
    if (value === undefined) continue;
    values[key] = value;
    origins[key] = { source: 'flag' };
  }
  const settings = Object.freeze(values) as Settings;
  const asked = {
    env,
    user: settings,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.model === undefined ? {} : { model: options.model }),
  };
  const endpoint = resolveEndpoint(asked);
  const model = endpoint ? endpoint.model : namedModel(asked);
  return Object.freeze({
    settings,
    origins: Object.freeze(origins) as Readonly<Record<Key, Origin>>,
    ...(endpoint ? { endpoint } : {}),
    ...(model === undefined ? {} : { model }),
    ...(found && trust ? { project: { found, trust } } : {}),
    ...(lost === undefined ? {} : { lostRules: lost }),
    warnings: [...warnings, ...(endpoint?.notices ?? [])],
  });
}

function untrustedLine(root: string, trust: TrustState): string {
  const why = trust === 'changed' ? 'they changed since you trusted them' : 'they are not trusted';
  return `the settings in ${root}/${FOLDER} are ignored: ${why}; read them, then: assent trust`;
}

interface Entry {
  readonly key: Key;
  readonly value: unknown;
  /** 1-based. */
  readonly line: number;
}

async function userEntries(paths: Paths, warnings: string[]): Promise<Entry[]> {
  const problem = fileProblem(paths.configFile);
  if (problem !== undefined) throw new ConfigError(problem);
  let source: string;
  try {
    source = readFileSync(paths.configFile, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new ConfigError(`cannot read ${paths.configFile}: ${(error as Error).message}`, { cause: error });
  }
  const { entries, problems } = await checkText(source, paths.configFile);
  if (problems.length > 0) throw new ConfigError(problems.slice(0, 3).join('\n'));
  if (entries.some(({ key }) => key === 'endpoint.api_key') && readableByOthers(paths.configFile))
    warnings.push(`others can read the key in ${paths.configFile}: run chmod 600 on it`);
  return entries;
}

/** Every entry of a settings file that is right, and one line for each that is not. Throws when it is no TOML. */
export async function checkText(
  source: string,
  name: string,
): Promise<{ readonly entries: Entry[]; readonly problems: string[] }> {
  const lines = source.split('\n');
  const entries: Entry[] = [];
  const problems: string[] = [];
  for (const [key, raw] of flatten(await parseToml(source, name))) {
    const line = (entryLine(lines, key)?.line ?? 0) + 1;
    if (!isKey(key)) {
      problems.push(`${name} line ${line}: ${unknownSetting(key)}`);
      continue;
    }
    const { kind, secret } = TABLE[key];
    const value = kind.read(raw);
    if (value === undefined)
      problems.push(
        `${name} line ${line}: ${key}${secret ? '' : ` is ${JSON.stringify(raw)}`}: give ${kind.want}`,
      );
    else entries.push({ key, value, line });
  }
  return { entries, problems };
}

/** Takes from a trusted project what tightens, and says what it leaves. */
async function tighten(
  { root, files }: Project,
  values: Record<string, unknown>,
  origins: Record<string, Origin>,
  warnings: string[],
): Promise<void> {
  const name = `${FOLDER}/config.toml`;
  const source = files.get(name)?.toString();
  if (source === undefined) return;
  let checked: Awaited<ReturnType<typeof checkText>>;
  try {
    checked = await checkText(source, name);
  } catch (error) {
    warnings.push(`${(error as Error).message}; the project's settings are ignored`);
    return;
  }
  warnings.push(...checked.problems.map((problem) => `${problem} (ignored)`));
  for (const { key, value, line } of checked.entries) {
    const { project } = TABLE[key];
    const now = values[key] as number | undefined;
    const lowers = project === 'lower' && (now === undefined || (value as number) <= now);
    if (project === 'set' || lowers) {
      values[key] = value;
      origins[key] = { source: 'project', where: `${root}/${name}:${line}` };
    } else {
      const why = project === 'lower' ? 'a project may only lower it' : 'a project may not set it';
      warnings.push(`${name} line ${line}: ${key} is ignored: ${why}`);
    }
  }
}

/** Text of AGENTS.md of a trusted project: content, hence tainted; never read otherwise. */
export function agentsText({ project }: Loaded): string | undefined {
  return project?.trust === 'trusted' ? project.found.files.get(AGENTS)?.toString() : undefined;
}

/** Text of the tightening rules of a trusted project. */
export function projectRules({ project }: Loaded): string | undefined {
  return project?.trust === 'trusted' ? project.found.files.get(RULES)?.toString() : undefined;
}
