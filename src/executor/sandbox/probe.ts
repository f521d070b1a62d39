import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { openSandbox, type Sandbox } from './profile.ts';

export type SandboxState =
  | { readonly ok: true }
  /** One line why, and one that mends it where there is one. */
  | { readonly ok: false; readonly why: string; readonly mend?: string };

const PROBE_MS = 5000;
/** Runs inside: the shell works, and the system cannot be written nor a network device be seen but the own loopback. */
const INSIDE =
  'echo in; [ -w /etc ] && echo etc; (: >/usr/assent-probe) 2>/dev/null && echo usr; while read -r line; do case $line in *lo:*|*\\|*) ;; *) echo "net $line";; esac; done </proc/net/dev';

/** Whether this machine gives the sandbox: tried by really running in it, and by looking that it holds. */
export async function probeSandbox(): Promise<SandboxState> {
  if (process.platform !== 'linux')
    return { ok: false, why: `there is no sandbox for steps on ${process.platform}` };
  let sandbox: Sandbox;
  try {
    sandbox = openSandbox({ cwd: '/', writable: [] });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, why, ...(/bubblewrap/.test(why) ? { mend: 'install the package bubblewrap' } : {}) };
  }
  try {
    const { stdout, stderr } = await run(sandbox.enter(['/bin/bash', '--noprofile', '--norc', '-c', INSIDE]));
    if (stdout.trim() === 'in') return { ok: true };
    if (stdout.startsWith('in\n'))
      return {
        ok: false,
        why: `the sandbox starts but does not hold (${stdout.trim().split('\n').slice(1).join(', ')})`,
      };
    const why = stderr.trim().split('\n')[0] || 'nothing came back';
    const mend = namespaceMend() ?? (/namespace|mount/i.test(why) ? NAMESPACES : undefined);
    return {
      ok: false,
      why: `bubblewrap cannot start here: ${why}`,
      ...(mend === undefined ? {} : { mend }),
    };
  } finally {
    sandbox.close();
  }
}

/** Where no switch of this machine's is the reason, whoever set up the machine has to say. */
const NAMESPACES = 'leave to make user namespaces and mounts, which a container or its host takes away';

/** The switch that keeps user namespaces from working, and how it is turned. */
export function namespaceMend(read: (path: string) => string | undefined = content): string | undefined {
  if (read('/proc/sys/kernel/unprivileged_userns_clone') === '0')
    return 'sysctl kernel.unprivileged_userns_clone=1';
  if (read('/proc/sys/user/max_user_namespaces') === '0') return 'sysctl user.max_user_namespaces=15000';
  if (read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1')
    return 'sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile for bwrap';
  return undefined;
}

function content(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function run([file, ...args]: readonly string[]): Promise<{
  readonly stdout: string;
  readonly stderr: string;
}> {
  return new Promise((resolve) => {
    const child = spawn(file!, args, {
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PROBE_MS,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    child.once('error', (error) => resolve({ stdout, stderr: error.message }));
    child.once('close', () => resolve({ stdout, stderr }));
  });
}
