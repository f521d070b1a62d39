import { existsSync, statSync } from 'node:fs';
import type { Check } from '../session/check.ts';
import { type Loaded, loadSettings } from './load.ts';
import { fileProblem, folderProblem, type Paths } from './paths.ts';

export interface DoctorInput {
  readonly paths: Paths;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  readonly columns?: number;
  /** Checks of other rooms, such as the record; each may throw, which is a failed check. */
  readonly more?: readonly (() => Check | Promise<Check>)[];
}

/** Looks at everything assent depends on. Nothing is sent over the network, and programs are started from fixed places only. */
export async function doctor(input: DoctorInput): Promise<readonly Check[]> {
  const own: (() => Check | Promise<Check>)[] = [
    node,
    bash,
    () => folders(input.paths),
    () => settings(input),
    () => terminal(input),
  ];
  const checks: Check[] = [];
  for (const check of [...own, ...(input.more ?? [])]) {
    try {
      checks.push(await check());
    } catch (error) {
      checks.push({ name: check.name || 'check', status: 'fail', detail: (error as Error).message });
    }
  }
  return checks;
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const name = 'node';
  if (major > 22 || (major === 22 && minor >= 16))
    return { name, status: 'ok', detail: process.versions.node };
  return { name, status: 'fail', detail: process.versions.node, mend: 'install Node 22.16 or newer' };
}

async function bash(): Promise<Check> {
  const name = 'bash';
  const path = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'].find((candidate) =>
    existsSync(candidate),
  );
  if (!path) return { name, status: 'fail', detail: 'not found', mend: 'install bash' };
  const { output } = await probe(path, ['--norc', '-c', 'echo "$BASH_VERSION"']);
  const version = output.trim();
  if (Number(version.split('.')[0]) >= 4) return { name, status: 'ok', detail: `${version} at ${path}` };
  return {
    name,
    status: 'warn',
    detail: `${version || 'unknown'} at ${path}`,
    mend: 'install bash 4 or newer',
  };
}

function folders(paths: Paths): Check {
  const name = 'folders';
  const all = [paths.home, paths.config, paths.state, paths.cache, paths.data].filter(
    (path) => path !== undefined,
  );
  const problem = all.map(folderProblem).find((found) => found !== undefined);
  if (problem) {
    const [detail, mend] = problem.split(/: (?=run |set |move )/);
    return { name, status: 'fail', detail: detail!, ...(mend ? { mend } : {}) };
  }
  if (!existsSync(paths.state))
    return { name, status: 'ok', detail: `${paths.state} is made at the first request` };
  const open = [paths.state, paths.database, paths.auditFile].find(
    (path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0,
  );
  if (open) return { name, status: 'warn', detail: `others can read ${open}`, mend: `chmod go= ${open}` };
  return { name, status: 'ok', detail: paths.state };
}

async function settings({ paths, env, cwd }: DoctorInput): Promise<Check> {
  let loaded: Loaded;
  try {
    loaded = await loadSettings({ paths, env, cwd });
  } catch (error) {
    return {
      name: 'settings',
      status: 'fail',
      detail: (error as Error).message,
      mend: 'see: assent config path',
    };
  }
  const policy = fileProblem(paths.policyFile);
  if (policy) return { name: 'settings', status: 'fail', detail: policy };
  const { endpoint, warnings } = loaded;
  const where = endpoint
    ? `${endpoint.baseUrl} (${endpoint.origin}), ${endpoint.apiKey === undefined ? 'no key' : 'with a key'}, model ${endpoint.model ?? 'not named'}`
    : 'no endpoint: the embedded planner answers';
  if (endpoint && endpoint.model === undefined)
    return { name: 'settings', status: 'warn', detail: where, mend: 'name a model: --model or ASSENT_MODEL' };
  if (warnings.length > 0)
    return { name: 'settings', status: 'warn', detail: `${where}; ${warnings.join('; ')}` };
  return { name: 'settings', status: 'ok', detail: where };
}

function terminal({ terminal: ends, columns, env }: DoctorInput): Check {
  const name = 'terminal';
  if (!ends.stdin || !ends.stdout)
    return { name, status: 'ok', detail: 'input or output is no terminal: one request at a time' };
  const colour = env.NO_COLOR ? 'no colour (NO_COLOR)' : (env.COLORTERM ?? env.TERM ?? 'unknown');
  if (env.TERM === undefined || env.TERM === 'dumb')
    return {
      name,
      status: 'warn',
      detail: `TERM is ${env.TERM ?? 'not set'}`,
      mend: 'set TERM, such as TERM=xterm-256color; or use assent --accessible',
    };
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (!/utf-?8/i.test(locale))
    return {
      name,
      status: 'warn',
      detail: `${colour}, locale ${locale || 'not set'}`,
      mend: 'use a UTF-8 locale, such as LANG=C.UTF-8',
    };
  return { name, status: 'ok', detail: `${colour}, ${columns ?? '?'} columns, ${locale}` };
}

/** Fixed program, empty environment, three seconds, 64 KiB. */
async function probe(program: string, args: readonly string[]): Promise<{ ok: boolean; output: string }> {
  const { execa } = await import('execa');
  const { failed, all, shortMessage } = await execa(program, args, {
    env: {},
    extendEnv: false,
    cwd: '/',
    stdin: 'ignore',
    timeout: 3000,
    maxBuffer: 64 * 1024,
    reject: false,
    all: true,
  });
  return { ok: !failed, output: all || shortMessage || '' };
}
