import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFile,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { quote } from './restore.ts';
import { toBytes } from './shell-state.ts';

/** A control group of one step: what is in it can be ended with one write, wherever it hides. */
export interface Cgroup {
  /** Moves a process in, and with it its later children; those it has already stay outside. */
  add(pid: number): Promise<void>;
  members(): readonly number[];
  /** KILL to everything in it. */
  kill(): void;
  /** Takes it away when it is empty. */
  remove(): void;
  readonly path: string;
}

/** Text by which a step could leave our sight in its first moments: a new session, a cleared environment, a fork. */
const LEAVES = /&(?![&>])|\bsetsid\b|\benv\b|\bexec\b|\bdaemon|\bcoproc\b/;

/**
 * Bash text with which such a step goes into its group before it does anything. It costs some ten milliseconds, so all
 * other steps are moved in while they start.
 */
export function enterFirst(group: Cgroup, command: string): string {
  return LEAVES.test(command)
    ? `{ builtin echo 0 > ${quote(toBytes(group.path))}/cgroup.procs; } 2>/dev/null\n`
    : '';
}

let counter = 0;

/** A fresh group below our own. Undefined where cgroup v2 is not there, not ours to use, or older than cgroup.kill. */
export function createCgroup(base: string | undefined = ownCgroup()): Cgroup | undefined {
  if (base === undefined) return undefined;
  const path = join(base, `assent-${process.pid}-${++counter}`);
  try {
    mkdirSync(path);
  } catch {
    return undefined;
  }
  if (counter === 1) sweep(base);
  // The dead are counted for a moment longer; whoever was spared keeps the group, and a later start sweeps it away.
  const remove = (tries = 10) => {
    try {
      rmdirSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EBUSY' && tries > 0)
        setTimeout(() => remove(tries - 1), 30).unref();
    }
  };
  if (!existsSync(join(path, 'cgroup.kill'))) {
    remove();
    return undefined;
  }
  return {
    path,
    // Moving a process can take ten milliseconds: the step does not wait for that.
    add: (pid) =>
      new Promise((resolve) => {
        writeFile(join(path, 'cgroup.procs'), String(pid), () => resolve());
      }),
    members: () => {
      try {
        return readFileSync(join(path, 'cgroup.procs'), 'latin1').split('\n').filter(Boolean).map(Number);
      } catch {
        return [];
      }
    },
    kill: () => {
      try {
        writeFileSync(join(path, 'cgroup.kill'), '1');
      } catch {
        // Empty and gone already.
      }
    },
    remove: () => remove(),
  };
}

/** Takes away empty groups of processes that have ended. */
function sweep(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = /^assent-(\d+)-\d+$/.exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    try {
      rmdirSync(join(base, name));
    } catch {
      // Not empty, or somebody else was faster.
    }
  }
}

/** Our own place in the version 2 tree, wherever that is mounted. */
export function ownCgroup(): string | undefined {
  try {
    const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
    const mount = /^\S+ \S+ \S+ \S+ (\S+) .* - cgroup2 /m.exec(
      readFileSync('/proc/self/mountinfo', 'utf8'),
    )?.[1];
    return own === undefined || mount === undefined ? undefined : join(mount, own);
  } catch {
    return undefined;
  }
}
