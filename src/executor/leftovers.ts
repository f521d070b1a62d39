import { endTree, groupAlive, ignoresHangup, members, processRow, type TreeRoot } from './tree.ts';

export interface Leftovers {
  readonly ended: number;
  /** Left alone because they asked to survive a hang-up (`nohup`). */
  readonly spared: number;
}

/**
 * What a finished step left in its session is ended, unless it ignores hang-ups. A program that made a session of its
 * own (a daemon, `setsid`) meant to stay and is not looked for.
 */
export async function endLeftovers(root: TreeRoot, graceMs: number): Promise<Leftovers> {
  if (!groupAlive(root.pid)) return { ended: 0, spared: 0 };
  const inSession = members(root).filter((pid) => processRow(pid)?.session === root.pid);
  const spared = new Set(inSession.filter(ignoresHangup));
  const spare = (pid: number) => spared.has(pid) || processRow(pid)?.session !== root.pid;
  const ended = inSession.length - spared.size;
  if (ended > 0) await endTree(root, { graceMs, spare });
  return { ended, spared: spared.size };
}
