import { closeSync, openSync } from 'node:fs';
import type { Cgroup } from './cgroup.ts';
import type { Exit, Started } from './start.ts';
import { endTree, type TreeRoot } from './tree.ts';

/** A step that goes on by itself. */
export interface BackgroundStep {
  readonly stepId: string;
  readonly command: string;
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** File with its output; missing where none could be made. */
  readonly output?: string;
  /** Set once it has ended. */
  readonly exit?: Exit;
}

interface Running {
  step: BackgroundStep;
  readonly root: TreeRoot;
  readonly group: Cgroup | undefined;
  readonly done: Promise<unknown>;
}

/** Steps that keep running while later ones go on. They end with the session. */
export class Background {
  readonly #running: Running[] = [];
  readonly #graceMs: number;

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  get steps(): readonly BackgroundStep[] {
    return this.#running.map(({ step }) => step);
  }

  add(step: BackgroundStep, started: Started, root: TreeRoot, group: Cgroup | undefined): void {
    const running: Running = {
      step,
      root,
      group,
      done: started.exit.then((exit) => {
        running.step = { ...running.step, exit };
        started.release();
        group?.remove();
      }),
    };
    this.#running.push(running);
  }

  /** Ends one, whole tree. False when there is no such step running. */
  async end(pid: number): Promise<boolean> {
    const running = this.#running.find(({ step }) => step.pid === pid && !step.exit);
    if (!running) return false;
    await endTree(running.root, {
      graceMs: this.#graceMs,
      ...(running.group ? { killAll: running.group.kill } : {}),
    });
    await running.done;
    return true;
  }

  async endAll(): Promise<void> {
    await Promise.all(this.steps.filter(({ exit }) => !exit).map(({ pid }) => this.end(pid)));
  }
}

/** A descriptor for output that nobody takes. */
export function nowhere(): { readonly fd: number; close(): void } {
  const fd = openSync('/dev/null', 'w');
  return { fd, close: () => closeSync(fd) };
}
