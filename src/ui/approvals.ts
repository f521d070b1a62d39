import { visibleLine } from '../plan/display.ts';
import type { ApprovalDecision, ApprovalPort, ApprovalRequest } from '../session/ports.ts';
import { ask, wouldRun } from './asking.ts';
import { askedPlan, fits, originOf } from './asking-view.ts';
import { failure } from './block.ts';
import type { PreviewShown } from './deps.ts';
import { askingRows } from './layout.ts';
import { without } from './state.ts';
import type { Store } from './store.ts';

/** The approval port of the screen: puts a plan before the person and hands back the one decision about it. */
export class Approvals implements ApprovalPort {
  readonly #store: Store;
  #decide: ((decision: ApprovalDecision) => void) | undefined;
  #stepping = false;
  #preview: readonly string[] | undefined;
  /** What was found for this plan can be applied as long as it is asked about. */
  #found: { readonly planHash: string; readonly apply: PreviewShown['apply'] } | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  asksAgain(): boolean {
    return true;
  }

  /** Steps that were looked at for the trash. */
  readonly #trashed = new Set<string>();

  /** A new request: nothing of the last one carries over. */
  begin(): void {
    this.#stepping = false;
    this.#preview = undefined;
    this.#found = undefined;
    this.#trashed.clear();
  }

  /** The request is over: a key that comes now decides nothing. */
  close(): void {
    this.#decide = undefined;
  }

  approve(request: ApprovalRequest, signal: AbortSignal): Promise<ApprovalDecision> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.#decide = undefined;
        this.#store.set({ ...without(this.#store.state, 'asking'), focus: 'line' });
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const decide = (decision: ApprovalDecision) => {
        signal.removeEventListener('abort', onAbort);
        resolve(decision);
      };
      void this.#previewed(request, signal).then(async () => {
        const moved = await this.#toTrash(request);
        if (signal.aborted) return;
        if (moved) return decide(moved);
        this.#decide = decide;
        this.#ask(request);
      });
    });
  }

  /** The next step that can go to the trash instead, where that is wanted; what a person edits back stays as it is. */
  async #toTrash({ pending, plan, verdicts }: ApprovalRequest): Promise<ApprovalDecision | undefined> {
    const { trash, trashFirst } = this.#store.deps;
    if (!trash || !trashFirst?.()) return undefined;
    for (const step of plan.steps) {
      const verdict = verdicts.find(({ id }) => id === step.id);
      if (!verdict || !pending.includes(step.id) || this.#trashed.has(step.id)) continue;
      this.#trashed.add(step.id);
      const command = await trash(step.command, verdict).catch(() => undefined);
      if (command === undefined) continue;
      this.#store.write({
        kind: 'notice',
        level: 'info',
        text: this.#store.words.ask.trashed(visibleLine(step.command)),
      });
      return { kind: 'edit', stepId: step.id, command, by: 'flag' };
    }
    return undefined;
  }

  /** Shows the effects when the last answer asked for them: the question comes after what it is about. */
  async #previewed(request: ApprovalRequest, signal: AbortSignal): Promise<void> {
    const steps = this.#preview;
    const { preview } = this.#store.deps;
    if (!steps || !preview) return;
    this.#preview = undefined;
    this.#store.change({ previewing: true });
    try {
      const { text, apply } = await preview.run(request, steps, signal);
      this.#store.write({ kind: 'text', text });
      this.#found = { planHash: request.planHash, apply };
    } catch (error) {
      if (!signal.aborted) this.#store.write(failure(error));
    }
    this.#store.change({ previewing: false });
  }

  #ask(request: ApprovalRequest): void {
    const found = this.#found?.planHash === request.planHash ? this.#found.apply : undefined;
    const offered = !request.again && (this.#store.deps.preview?.offered(request) ?? false);
    const copies = offered ? this.#store.deps.preview?.copies(request) : undefined;
    const asking = ask(request, this.#store.clock.now(), {
      ...(found && request.changed === undefined ? { apply: found } : {}),
      stepping: this.#stepping && request.pending.length > 1,
      trashOffered: this.#store.deps.trash !== undefined,
      previewOffered: offered && copies?.fits !== false,
      ...(copies ? { copies } : {}),
    });
    const typing = this.#store.state.line.editor.text !== '';
    this.#store.set({ ...this.#store.state, asking, stopping: false, focus: typing ? 'line' : 'plan' });
    this.printIfTall();
  }

  /** A plan that does not fit into the live part is written out in full: nobody decides on what cannot be read. */
  printIfTall(rows = this.#store.rows, width = this.#store.columns): void {
    const { asking, session, printed, panel } = this.#store.state;
    if (!asking || asking.request.again || printed === asking.request.planHash) return;
    const origin = originOf(session);
    const view = this.#store.view(width);
    if (!view.theme.accessible && fits(asking, origin, askingRows(panel, rows), view)) return;
    const plan = askedPlan({ ...asking, selected: -1 }, origin);
    this.#store.set({ ...this.#store.state, printed: asking.request.planHash });
    this.#store.write({ kind: 'plan', plan });
  }

  /** The decision for the plan that is asked about, and for no other. */
  decide(decision: ApprovalDecision): void {
    const decide = this.#decide;
    const { asking } = this.#store.state;
    if (!decide || !asking) return;
    this.#decide = undefined;
    this.#stepping = asking.stepping && (decision.kind === 'run' || decision.kind === 'preview');
    this.#preview = decision.kind === 'preview' ? wouldRun(asking) : undefined;
    this.#store.set({ ...without(this.#store.state, 'asking', 'hint'), focus: 'line' });
    decide(decision);
  }
}
