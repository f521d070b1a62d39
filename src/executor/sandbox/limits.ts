/** What one run may use. What is missing is not limited. */
export interface Limits {
  /** Address space of each process, bytes. */
  readonly memoryBytes?: number;
  /** Processes of this user, counted as the kernel does; root is not counted. */
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
    set('v', memoryBytes && memoryBytes / 1024),
    set('u', processes),
    set('t', cpuSeconds),
    set('f', fileBytes && fileBytes / 1024),
    nice === undefined ? '' : `renice -n ${Math.min(19, Math.max(0, Math.floor(nice)))} $$ >/dev/null 2>&1; `,
  ].join('');
}
