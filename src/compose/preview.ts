import type { Preview } from '../cli/deps.ts';
import type { LocalExecutor } from '../executor/local.ts';
import { applyChanges, asFileChanges } from '../executor/preview/apply.ts';
import { copiesAhead } from '../executor/preview/copies.ts';
import { type OpenPreview, preview } from '../executor/preview/preview.ts';
import { UndoStore } from '../executor/undo/store.ts';
import type { SessionJudge } from '../facts/judge.ts';
import { type ClearedChanges, isClearedChanges, needsWord, type PreviewStep } from '../policy/clear.ts';
import type { Verdict } from '../policy/types.ts';
import { copiesSaid } from '../session/copies.ts';
import type { Applied, ChangesPort } from '../session/ports.ts';
import { undoFolder } from './keeper.ts';

export interface PreviewDeskOptions {
  readonly executor: LocalExecutor;
  readonly judge: SessionJudge;
  readonly home: string;
  readonly hidden: readonly string[];
  /** State folder, where what is overwritten is kept. */
  readonly state: string;
}

interface Opened {
  readonly planHash: string;
  readonly view: OpenPreview;
  readonly verdict: Verdict;
}

/** Judging takes a look at each path; a set larger than this is applied by running the plan. */
const MOST_CHANGES = 5000;

/**
 * Runs cleared steps in a copy-on-write view of this machine. The view of the last preview stays open while its plan is
 * asked about, so that exactly what was shown can be made for real; only cleared changes are.
 */
export class PreviewDesk implements ChangesPort {
  readonly #options: PreviewDeskOptions;
  #opened: Opened | undefined;

  constructor(options: PreviewDeskOptions) {
    this.#options = options;
  }

  async run(steps: readonly PreviewStep[], signal: AbortSignal, planHash?: string): Promise<Preview> {
    await this.drop();
    const { executor, judge, home, hidden } = this.#options;
    const copies = copiesAhead(steps.flatMap(({ verdict }) => verdict.effects));
    if (copies && !copies.fits) throw new Error(copiesSaid(copies));
    const view = await preview(steps, { session: executor.copySession(), home, hidden }, signal);
    const { found, notes } = view;
    const shown = { ...view.preview, notes };
    const whole = view.preview.steps.length === steps.length;
    const wentWell = whole && view.preview.steps.every(({ exitCode }) => exitCode === 0);
    if (planHash === undefined || !wentWell || found.length === 0 || found.length > MOST_CHANGES) {
      await view.close();
      return shown;
    }
    const verdict = await judge.judgeChanges(asFileChanges(found));
    this.#opened = { planHash, view, verdict };
    if (verdict.verdict === 'deny')
      return { ...shown, notes: [...notes, `it cannot be applied: ${verdict.reason}`] };
    return { ...shown, apply: { word: needsWord(verdict), reason: verdict.reason } };
  }

  async verdict(planHash: string): Promise<Verdict | undefined> {
    return this.#opened?.planHash === planHash ? this.#opened.verdict : undefined;
  }

  async apply(cleared: ClearedChanges, label: string): Promise<Applied> {
    const opened = this.#opened;
    if (!isClearedChanges(cleared) || !opened || cleared.verdict !== opened.verdict)
      throw new TypeError('only cleared changes of the open preview are applied');
    const { found } = opened.view;
    const { asks } = cleared.verdict;
    const store = new UndoStore(undoFolder(this.#options.state));
    try {
      const { undoId, refused } = await applyChanges(found, store, {
        label,
        allowSetuid: asks?.includes('privilege') === true,
        near: Buffer.from(this.#options.executor.cwd).toString('latin1'),
      });
      return {
        changes: refused.length > 0 ? 0 : found.length,
        refused,
        ...(undoId === undefined ? {} : { undo: undoId }),
      };
    } finally {
      await this.drop();
    }
  }

  /** Lets go of the open view and everything in it. */
  async drop(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    await opened?.view.close();
  }
}
