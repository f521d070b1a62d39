import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is known of a step's processes: the session leader, when it started, and the mark in its environment. */
export interface TreeRoot {
  readonly pid: number;
  /** Clock ticks since boot; a process older than this is not ours, whatever its numbers say. */
  readonly startTicks: number;
  /** `NAME=value` as it stands in the environment of every process that did not clear it. */
  readonly marker: string;
}

interface ProcessRow {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly startTicks: number;
}

const POLL_MS = 15;
const KILL_WAIT_MS = 3000;

/** Undefined when the process is gone or the system has no /proc. */
export function processRow(pid: number): ProcessRow | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The name may hold blanks and brackets: fields are counted from the last closing one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    state: fields[0]!,
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    startTicks: Number(fields[19]),
  };
}

/**
 * Living processes of the tree: same session or group, a descendant of one of those, or carrying the mark. What left
 * the session, lost its parent and cleared its environment is not found.
 */
export function members(root: TreeRoot): number[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return groupAlive(root.pid) ? [-root.pid] : [];
  }
  const rows: ProcessRow[] = [];
  for (const name of names) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const row = processRow(pid);
    if (row && row.startTicks >= root.startTicks && row.state !== 'Z' && row.state !== 'X') rows.push(row);
  }
  const found = new Set<number>();
  for (const row of rows)
    if (row.session === root.pid || row.group === root.pid || row.pid === root.pid || marked(row.pid, root))
      found.add(row.pid);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const row of rows) if (found.has(row.parent)) found.add(row.pid);
  }
  return [...found];
}

function marked(pid: number, root: TreeRoot): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(root.marker);
  } catch {
    return false;
  }
}

/** Whether anything is left in the step's process group. */
export function groupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export interface EndOptions {
  /** Between TERM and KILL, in ms. */
  readonly graceMs: number;
  /** Kills what left the session and cleared its environment too, where the system offers a way (a cgroup). */
  readonly killAll?: () => void;
  /** Further processes that are known to belong to it. */
  readonly also?: () => readonly number[];
  /** Takes some found processes out again. */
  readonly spare?: (pid: number) => boolean;
}

/** TERM to the whole tree, KILL after the grace time. Resolves to the number of processes that could not be ended. */
export async function endTree(root: TreeRoot, options: EndOptions): Promise<number> {
  const alive = () => {
    const found = [...new Set([...members(root), ...(options.also?.() ?? [])])];
    return options.spare ? found.filter((pid) => !options.spare!(pid)) : found;
  };
  let left = alive();
  for (const pid of left) {
    send(pid, 'SIGTERM');
    // A stopped process cannot answer TERM.
    send(pid, 'SIGCONT');
  }
  const graceEnds = Date.now() + options.graceMs;
  while (left.length > 0 && Date.now() < graceEnds) {
    await sleep(POLL_MS);
    left = alive();
  }
  options.killAll?.();
  const giveUp = Date.now() + KILL_WAIT_MS;
  for (left = alive(); left.length > 0 && Date.now() < giveUp; left = alive()) {
    for (const pid of left) send(pid, 'SIGKILL');
    await sleep(POLL_MS / 3);
  }
  return left.length;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, or not ours to end: the next look tells.
  }
}

/** Whether the process asked to survive a hang-up (`nohup`): bit 0 of the ignored signals. */
export function ignoresHangup(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const ignored = /^SigIgn:\t([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
    return (BigInt(`0x${ignored}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
