import { appendFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../plan/redact.ts';

/**
 * What passes between the person's own shell and assent (`assent init`, docs/execution.md): two small files for each
 * shell in a private folder. The shell writes `PID.failed`, assent appends to `PID.ran`, and the shell's next prompt
 * moves that into its history. Both hold fields that end in NUL; neither is ever run or sourced.
 */
export const shellFolder = (state: string): string => join(state, 'shell');

/** The mark and the number of fields of `PID.failed`: mark, shell, exit code, folder, 1 when sure, command. */
const MARK = 'assent-shell-1';
const FIELDS = 6;
const MAX_BYTES = 64 * 1024;

type Env = Readonly<Record<string, string | undefined>>;

/** The command that failed last in the shell this process was started from. */
export interface ShellFailure {
  readonly shell: string;
  readonly exitCode: number;
  readonly cwd: string;
  /** As typed, with what looks like a secret taken out: fit for a model, not to be run again as it is. */
  readonly command: string;
  /** False when the shell kept no history of what failed, so that this may be the command before it. */
  readonly certain: boolean;
  readonly time: Date;
}

/** Undefined when the shell has no hook, nothing has failed yet, or the file is not as the hook writes it. */
export function lastShellFailure(env: Env, state: string): ShellFailure | undefined {
  const pid = shellOf(env);
  if (pid === undefined) return undefined;
  const path = join(shellFolder(state), `${pid}.failed`);
  try {
    const status = lstatSync(path);
    const mine = process.getuid?.() ?? status.uid;
    if (!status.isFile() || status.uid !== mine || status.size > MAX_BYTES) return undefined;
    const fields = readFileSync(path, 'utf8').split('\0');
    const [mark, shell, code, cwd, certain, command] = fields;
    if (mark !== MARK || fields.length !== FIELDS + 1 || fields.at(-1) !== '') return undefined;
    if (!/^\d{1,3}$/.test(code!) || !cwd!.startsWith('/') || command!.trim() === '') return undefined;
    return {
      shell: shell!,
      exitCode: Number(code),
      cwd: cwd!,
      command: redact(command!),
      certain: certain === '1',
      time: status.mtime,
    };
  } catch {
    return undefined;
  }
}

/**
 * Leaves a command that was started to the shell's history. What holds something that looks like a secret stays out,
 * as it does of ours. Nothing happens without a hook, or when this process does not come from that shell.
 */
export function handToShell(env: Env, state: string, command: string): void {
  const pid = shellOf(env);
  if (pid === undefined || command.includes('\0') || redact(command) !== command) return;
  const folder = shellFolder(state);
  try {
    if (existsSync(folder)) appendFileSync(join(folder, `${pid}.ran`), `${command}\0`, { mode: 0o600 });
  } catch {
    // A full disk or a folder that vanished costs the shell's history a line, not the step.
  }
}

/** Makes the folder and takes away what shells that have ended left in it. */
export function prepareShellFolder(state: string): string {
  const folder = shellFolder(state);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const pid = /^(\d+)\.(?:failed|ran|taken)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true });
  }
  return folder;
}

/** The shell's process, when the hook named one and this process comes from it. */
function shellOf(env: Env): number | undefined {
  const pid = Number(env.ASSENT_SHELL_PID);
  return Number.isInteger(pid) && pid > 1 && comesFrom(pid) ? pid : undefined;
}

const MOST_GENERATIONS = 64;

/** Where there is no /proc, being alive has to do. */
function comesFrom(pid: number): boolean {
  if (!existsSync('/proc/self/stat')) return isAlive(pid);
  let at = process.ppid;
  for (let generation = 0; generation < MOST_GENERATIONS && at > 1; generation++) {
    if (at === pid) return true;
    try {
      const text = readFileSync(`/proc/${at}/stat`, 'latin1');
      at = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return false;
    }
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
