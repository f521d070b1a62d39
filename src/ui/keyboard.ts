import { cancelCode } from '../session/exit.ts';
import { askingKey, askingPaste, QUIET_MS, verdictOf } from './asking.ts';
import { failure } from './block.ts';
import { commandNames, runCommand, slashCommand } from './commands.ts';
import { commonStart, complete } from './editor/complete.ts';
import { insert, MAX_TEXT, replace, typable } from './editor/editor.ts';
import { emptied, lineKey, withEditor } from './editor/line.ts';
import { isCtrl, isText, type Key } from './keys.ts';
import { tableKey } from './panel-table.ts';
import type { Session } from './session.ts';
import { without } from './state.ts';

/** A second Ctrl-C this soon leaves. */
const LEAVE_MS = 2000;

/** Where keys go: to the plan that waits, else to the input line; a few mean the same everywhere. */
export class Keyboard {
  readonly #session: Session;
  #lastCtrlC = Number.NEGATIVE_INFINITY;
  #lastCtrlD = Number.NEGATIVE_INFINITY;

  constructor(session: Session) {
    this.#session = session;
  }

  press(keys: readonly Key[]): void {
    for (const key of keys) this.#press(key);
  }

  paste(text: string): void {
    const session = this.#session;
    const { asking, focus, line } = session.state;
    if (session.clock.now() < session.quietUntil || session.state.leaving) return;
    if (asking && focus === 'plan' && asking.writing) {
      session.change({ asking: askingPaste(asking, (editor) => insert(editor, text, 'other')) });
      return;
    }
    // Beside a question pasted text is a line of its own: it decides nothing.
    const editor = insert(line.editor, text, 'other');
    session.set({
      ...without(session.state, 'hint', 'completion'),
      line: withEditor(line, editor),
      focus: 'line',
    });
    if (line.editor.text.length + typable(text).length > MAX_TEXT) session.hint(session.words.hint.tooLong);
  }

  #press(key: Key) {
    const session = this.#session;
    const { state } = session;
    const now = session.clock.now();
    if (state.leaving || now < session.quietUntil) return;
    if (isCtrl(key, 'p')) return this.#togglePanel();
    if (key.name === 'text' && key.alt && key.text === 'p') return this.#toggleTable();
    if (isCtrl(key, 'l')) return session.clear();
    if (isCtrl(key, 'z')) return session.stop();
    if (state.asking && state.focus === 'plan') return this.#decide(key, now);
    if (state.panel === 'top' && !state.asking && this.#table(key)) return;
    if (isCtrl(key, 'c')) return this.#ctrlC(now);
    if (isCtrl(key, 'd') && state.line.editor.text === '' && !state.asking) return this.#ctrlD(now);
    if (key.name === 'tab' && !key.alt && !key.ctrl) return this.#tab(now);
    this.#edit(key, now);
  }

  #decide(key: Key, now: number) {
    const session = this.#session;
    const { asking } = session.state;
    if (!asking) return;
    if (key.name === 'tab' && !asking.writing) return session.change({ focus: 'line' });
    const answer = askingKey(asking, key, now);
    if (!answer) return;
    if ('decision' in answer) return session.approvals.decide(answer.decision);
    session.change({ asking: answer.asking });
    if ('explain' in answer && answer.asking.details) this.#explain(answer.explain);
    else if ('always' in answer) this.#offerRule(answer.always);
    else if ('trash' in answer) this.#toTrash(answer.trash);
    else if ('add' in answer) this.#addRule(answer.add);
  }

  /** Shows the narrowest rule for a step and what it means; a y then adds it, if the question is still the same. */
  #offerRule(id: string) {
    const session = this.#session;
    const { asking } = session.state;
    const command = asking?.request.plan.steps.find((step) => step.id === id)?.command;
    if (!session.deps.rule || !asking || command === undefined) return;
    void session.deps.rule(command).then(
      (offer) => {
        if (offer.kind === 'refused') {
          session.write({
            kind: 'notice',
            level: 'info',
            text: session.words.ask.noRule(session.words.said(offer.reason)),
          });
          return;
        }
        session.write({ kind: 'text', text: offer.text });
        const open = session.state.asking;
        if (open?.request !== asking.request) return;
        const armedAt = session.clock.now() + QUIET_MS;
        session.change({ asking: { ...open, offered: offer, armedAt } });
      },
      (error: unknown) => session.write(failure(error)),
    );
  }

  /** The step comes back changed and is judged and asked about anew. */
  #toTrash(id: string) {
    const session = this.#session;
    const { asking } = session.state;
    const step = asking?.request.plan.steps.find((one) => one.id === id);
    const verdict = asking && verdictOf(asking, id);
    if (!session.deps.trash || !asking || !step || !verdict) return;
    void session.deps.trash(step.command, verdict).then(
      (command) => {
        if (session.state.asking?.request !== asking.request) return;
        if (command !== undefined)
          return session.approvals.decide({ kind: 'edit', stepId: id, command, by: 'key' });
        session.write({ kind: 'notice', level: 'info', text: session.words.ask.noTrash });
      },
      (error: unknown) => session.write(failure(error)),
    );
  }

  #addRule(add: () => Promise<string>) {
    const session = this.#session;
    void add().then(
      (file) => session.write({ kind: 'notice', level: 'info', text: session.words.ask.ruleAdded(file) }),
      (error: unknown) => session.write(failure(error)),
    );
  }

  #explain(id: string) {
    const session = this.#session;
    const { explain, signal } = session.deps;
    const command = session.state.asking?.request.plan.steps.find((step) => step.id === id)?.command;
    if (!explain || command === undefined) return;
    void explain(command, signal).then(
      (text) => session.write({ kind: 'text', text }),
      (error: unknown) => session.write(failure(error)),
    );
  }

  #ctrlC(now: number) {
    const session = this.#session;
    const { state } = session;
    const again = now - this.#lastCtrlC < LEAVE_MS;
    this.#lastCtrlC = now;
    if (state.line.search)
      return this.#edit({ name: 'escape', text: '', ctrl: false, alt: false, shift: false }, now);
    if (state.asking) {
      session.set({
        ...without(state, 'hint', 'completion'),
        line: emptied(state.line),
        focus: 'plan',
        asking: { ...state.asking, armedAt: now + QUIET_MS },
      });
      return;
    }
    if (state.busy) return session.interrupt();
    if (state.line.editor.text !== '') {
      session.set({ ...without(state, 'completion'), line: emptied(state.line) });
      return session.hint(session.words.hint.cleared, 'dim');
    }
    // An answer that is not given leaves the question.
    if (state.answering) session.set(without(state, 'answering'));
    if (again) void session.leave(cancelCode('interrupted'));
    else session.hint(session.words.hint.leave, 'dim');
  }

  /** What runs in the background goes on only when that was asked for; a request that runs ends first. */
  #ctrlD(now: number) {
    const session = this.#session;
    if (session.state.busy) return session.change({ leavesAfter: true });
    const { background } = session.deps;
    const running = background?.running() ?? 0;
    if (running > 0 && now - this.#lastCtrlD >= LEAVE_MS) {
      this.#lastCtrlD = now;
      return session.hint(session.words.hint.background(running), 'warn');
    }
    if (running > 0) background?.keep();
    void session.leave();
  }

  #toggleTable() {
    const session = this.#session;
    if (session.deps.settings.accessible) return;
    session.change({ panel: session.state.panel === 'top' ? 'full' : 'top' });
  }

  /** The table of the panel has the keys until Escape; what it does is a command, judged and asked about. */
  #table(key: Key): boolean {
    const session = this.#session;
    const { state } = session;
    const answer = tableKey(state.table, key, session.deps.sampler?.history().at(-1));
    if (!answer) return false;
    if (answer === 'close') session.change({ panel: 'full' });
    else if ('table' in answer) session.change({ table: answer.table });
    else if (state.busy) session.hint(session.words.hint.busy);
    else session.start(`!${answer.command}`);
    return true;
  }

  #togglePanel() {
    const session = this.#session;
    const { panel } = session.state;
    const open = session.deps.settings.panel === 'off' ? 'full' : session.deps.settings.panel;
    session.change({
      panel: panel === 'off' ? open : 'off',
      hint: { text: panel === 'off' ? session.words.hint.panelOn : session.words.hint.panelOff, tone: 'dim' },
    });
  }

  #edit(key: Key, now: number) {
    const session = this.#session;
    const { state } = session;
    const { line, queued } = state;
    const empty = line.editor.text === '';
    if (key.name === 'up' && empty && queued !== undefined) return session.unqueue(queued);
    if (empty && isText(key) && key.text === '?' && !state.busy && !line.search) {
      void runCommand(session, 'help', '');
      return;
    }
    if (empty && isText(key) && key.text === 'b' && state.session?.phase === 'running' && !line.search)
      return session.sendToBackground();
    if (isCtrl(key, 'r') && session.history.length === 0)
      return session.hint(session.words.hint.noHistory, 'dim');
    const next = lineKey(line, key, session.history);
    if (next) return session.set({ ...without(state, 'hint', 'completion', 'leavesAfter'), line: next });
    if (key.name === 'enter') this.#submit(now);
    else if (key.name === 'escape') session.set(without(state, 'hint', 'completion'));
  }

  #submit(now: number) {
    const session = this.#session;
    const { state, words } = session;
    const text = state.line.editor.text.trim();
    if (text === '') return;
    const sent = () =>
      session.set({ ...without(session.state, 'hint', 'completion'), line: emptied(state.line) });
    if (state.asking) {
      if (now < state.asking.armedAt) return session.hint(words.ask.tooQuick);
      if (state.asking.request.again) return session.hint(words.hint.busy);
      sent();
      session.remember(text);
      return session.approvals.decide({ kind: 'revise', reply: text, by: 'key' });
    }
    const command = slashCommand(text);
    if (command) {
      if (state.busy && !command.anytime) return session.hint(words.hint.busy);
      sent();
      session.remember(text);
      void runCommand(session, command.name, command.words);
      return;
    }
    if (!state.busy) {
      sent();
      return session.start(text);
    }
    if (state.queued !== undefined) return session.hint(words.hint.busy);
    sent();
    session.change({ queued: text });
  }

  #tab(now: number) {
    const session = this.#session;
    const { state } = session;
    if (state.asking)
      return session.change({ focus: 'plan', asking: { ...state.asking, armedAt: now + QUIET_MS } });
    if (state.line.search)
      return this.#edit({ name: 'tab', text: '', ctrl: false, alt: false, shift: false }, now);
    if (state.completion) return this.#nextCompletion();
    const { text, cursor } = state.line.editor;
    const { cwd, home } = session.deps.status();
    const sources = { cwd, ...(home === undefined ? {} : { home }), commands: commandNames(session) };
    void complete(text, cursor, sources).then((found) => {
      const { line } = session.state;
      // Typed on meanwhile: the answer is to a text that is gone.
      if (line.editor.text !== text || line.editor.cursor !== cursor || found.items.length === 0) return;
      const [only] = found.items;
      if (found.items.length === 1 && only)
        return session.change({
          line: withEditor(line, replace(line.editor, found.start, found.end, only.insert)),
        });
      const start = commonStart(found.items);
      const longer = start.length > found.end - found.start;
      const editor = longer ? replace(line.editor, found.start, found.end, start) : line.editor;
      const end = longer ? found.start + start.length : found.end;
      session.change({ line: withEditor(line, editor), completion: { ...found, end } });
    });
  }

  /** Tab again walks through what there is. */
  #nextCompletion() {
    const session = this.#session;
    const { completion, line } = session.state;
    if (!completion) return;
    const index = ((completion.index ?? -1) + 1) % completion.items.length;
    const { insert: text } = completion.items[index]!;
    session.change({
      line: withEditor(line, replace(line.editor, completion.start, completion.end, text)),
      completion: { ...completion, index, end: completion.start + text.length },
    });
  }
}
