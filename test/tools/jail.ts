import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Who runs inside when the tests run as root: root's number alone opens kernel settings, whatever the namespace. */
export const NOBODY = 61_000;
export const HOME = '/home/tester';
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export interface JailOptions {
  /** Folders inside which may be written; they have to exist. Everything else is read-only or gone at the end. */
  readonly writable: readonly string[];
  /** A folder outside that is the home folder inside, /home/tester; writable. */
  readonly home?: string;
  readonly cwd: string;
  /** Files shown in the place of others, read-only: inside → outside. */
  readonly shown?: Readonly<Record<string, string>>;
  readonly hostname?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to stdin. */
  readonly input?: string;
  /** Milliseconds until the jail is torn down; 60 s unless given. */
  readonly ms?: number;
}

export interface Jailed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The argv that runs a program in the outer jail for hostile tests: no network, read-only root, fresh home, /tmp, /run,
 * /proc and /dev, own process and IPC namespaces, never as root, gone when its parent dies.
 */
export function jailArguments(command: readonly string[], options: JailOptions): string[] {
  const asRoot = process.getuid?.() === 0;
  const { home } = options;
  const ours = home === undefined ? options.writable : [...options.writable, home];
  if (asRoot) for (const folder of ours) chownSync(folder, NOBODY, NOBODY);
  const drop = asRoot
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--inh-caps=-all', '--']
    : [];
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home === undefined ? '/tmp' : HOME,
    LANG: 'C.UTF-8',
    ...options.env,
  };
  return [
    ...drop,
    'bwrap',
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...['/tmp', '/run', '/home', '/root', '/var/tmp']
      .filter((path) => existsSync(path))
      .flatMap((path) => ['--tmpfs', path]),
    ...['--unshare-user', '--unshare-net', '--unshare-pid', '--unshare-ipc', '--unshare-uts'],
    // The repository may lie below one of the folders just hidden.
    ...['--ro-bind', REPOSITORY, REPOSITORY],
    ...options.writable.flatMap((path) => ['--bind', path, path]),
    ...(home === undefined ? [] : ['--bind', home, HOME]),
    ...Object.entries(options.shown ?? {}).flatMap(([inside, outside]) => ['--ro-bind', outside, inside]),
    ...(options.hostname === undefined ? [] : ['--hostname', options.hostname]),
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--chdir', options.cwd, '--clearenv'],
    ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]),
    '--',
    ...command,
  ];
}

/** Runs a program in the outer jail. */
export function inJail(command: readonly string[], options: JailOptions): Promise<Jailed> {
  const [file, ...args] = jailArguments(command, options);
  return new Promise((resolve, reject) => {
    const child = spawn(file!, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), options.ms ?? 60_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Whether this machine can give the jail at all: tried, not guessed. */
export function jailWorks(): boolean {
  const [file, ...args] = jailArguments(['true'], { writable: [], cwd: '/' });
  return spawnSync(file!, args).status === 0;
}
