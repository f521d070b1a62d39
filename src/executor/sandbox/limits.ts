import { readdirSync, statSync } from 'node:fs';

/** What one run may use. What is missing is not limited. */
export interface Limits {
  /** Memory of each process that it does not share, bytes. Address space it only reserves does not count. */
  readonly memoryBytes?: number;
  /** Processes more than this user has now; the kernel does not hold root to it. */
  readonly processes?: number;
  /** CPU seconds of each process. */
  readonly cpuSeconds?: number;
  /** Largest file that may be written, bytes. */
  readonly fileBytes?: number;
  /** 0–19; 19 gives way to everything else. */
  readonly nice?: number;
}

/** Bash text that lowers the limits for what follows; one that cannot be lowered stays as it was. */
export function limitText(limits: Limits): string {
  const { memoryBytes, processes, cpuSeconds, fileBytes, nice } = limits;
  const set = (flag: string, value: number | undefined) =>
    value === undefined ? '' : `ulimit -${flag} ${Math.max(1, Math.floor(value))} 2>/dev/null; `;
  return [
    'ulimit -c 0; ',
    set('d', memoryBytes && memoryBytes / 1024),
    set('u', processes === undefined ? undefined : processes + ownProcesses()),
    set('t', cpuSeconds),
    set('f', fileBytes && fileBytes / 1024),
    nice === undefined ? '' : `renice -n ${Math.min(19, Math.max(0, Math.floor(nice)))} $$ >/dev/null 2>&1; `,
  ].join('');
}

/** The kernel counts all processes of a user, not those of one tree. */
function ownProcesses(): number {
  const me = process.getuid?.();
  const isOurs = (name: string) => {
    try {
      return statSync(`/proc/${name}`).uid === me;
    } catch {
      return false;
    }
  };
  try {
    return readdirSync('/proc').filter((name) => /^\d/.test(name) && isOurs(name)).length;
  } catch {
    return 0;
  }
}
