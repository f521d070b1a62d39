import { closeSync, openSync } from 'node:fs';
import type { Step } from '../plan/plan.ts';
import type { Tracked } from './piped-step.ts';
import type { Exit } from './start.ts';
import { endTree } from './tree.ts';

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
  readonly tracked: Tracked;
  readonly done: Promise<Exit>;
}

/** Steps that keep running while later ones go on. They end with the session, unless it lets them go. */
export class Background {
  readonly #running: Running[] = [];
  readonly #graceMs: number;
  readonly #unguard: (pid: number, group?: string) => void;

  /** `unguard` tells the guard process that a tree is no longer to be ended with us; with a group, to clear that away. */
  constructor(graceMs: number, unguard: (pid: number, group?: string) => void) {
    this.#graceMs = graceMs;
    this.#unguard = unguard;
  }

  get steps(): readonly BackgroundStep[] {
    return this.#running.map(({ step }) => step);
  }

  add({ id, command }: Step, tracked: Tracked, output: string | undefined): void {
    const { started, root, group } = tracked;
    const known = { stepId: id, command, pid: root.pid, startedAt: new Date().toISOString() };
    const running: Running = {
      step: output === undefined ? known : { ...known, output },
      tracked,
      done: started.exit.then((exit) => {
        running.step = { ...running.step, exit };
        this.#unguard(root.pid, group?.path);
        started.release();
        return exit;
      }),
    };
    this.#running.push(running);
  }

  exitOf(pid: number): Promise<Exit> | undefined {
    return this.#running.find(({ step }) => step.pid === pid)?.done;
  }

  /** Ends one, whole tree. False when there is no such step running. */
  async end(pid: number): Promise<boolean> {
    const running = this.#running.find(({ step }) => step.pid === pid && !step.exit);
    if (!running) return false;
    const { root, group } = running.tracked;
    await endTree(root, { graceMs: this.#graceMs, ...(group ? { killAll: group.kill } : {}) });
    await running.done;
    return true;
  }

  async endAll(): Promise<void> {
    await Promise.all(this.#alive.map(({ step }) => this.end(step.pid)));
  }

  /** They go on without us. */
  letGo(): void {
    for (const { tracked } of this.#alive) {
      this.#unguard(tracked.root.pid);
      tracked.started.release();
      tracked.started.unref();
    }
  }

  get #alive(): readonly Running[] {
    return this.#running.filter(({ step }) => !step.exit);
  }
}

/** A descriptor for output that nobody takes. */
export function nowhere(): { readonly fd: number; close(): void } {
  const fd = openSync('/dev/null', 'w');
  return { fd, close: () => closeSync(fd) };
}
