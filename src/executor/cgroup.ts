import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A control group of one step: what is in it can be ended with one write, wherever it hides. */
export interface Cgroup {
  /** Moves a process in. It does not wait: a process takes its later children along, earlier ones stay outside. */
  add(pid: number): Promise<void>;
  members(): readonly number[];
  /** KILL to everything in it. */
  kill(): void;
  /** Takes it away when it is empty. */
  remove(): void;
  readonly path: string;
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
  const remove = () => {
    try {
      rmdirSync(path);
    } catch {
      // Somebody lives in it; the system takes it away with them.
    }
  };
  if (!existsSync(join(path, 'cgroup.kill'))) {
    remove();
    return undefined;
  }
  return {
    path,
    // Moving a process can take ten milliseconds: the step does not wait for that.
    add: (pid) => writeFile(join(path, 'cgroup.procs'), String(pid)).catch(() => undefined),
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
    remove,
  };
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
