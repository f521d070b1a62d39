import { visibleLine } from '../plan/display.ts';
import { APPLY_WORD } from '../session/apply.ts';
import { type Beyond, beyondPreview, beyondUndo } from '../session/beyond.ts';
import { type Copies, copiesWords } from '../session/copies.ts';
import type { SessionState } from '../session/state.ts';
import { type Asking, enterBlocked, mayGetRule, mayTrash, verdictOf, wouldRun } from './asking.ts';
import { viewEditor } from './editor/view.ts';
import type { Messages } from './messages.ts';
import { type PlanShown, planHead, planLines, shortPlanLines } from './plan-view.ts';
import { type StepShown, stepLines } from './step-view.ts';
import { blank, type Line, lineWidth, type Span, wrap } from './text.ts';
import { saidGoal } from './transcript.ts';
import type { View } from './view.ts';

/** What the plan-in-full needs from outside of the question. */
export type Origin = Pick<PlanShown, 'planner' | 'tainted'> & { readonly request?: string };

/** What the events of a request say about where its plan comes from. */
export function originOf(session: SessionState | undefined): Origin {
  const current = session?.current;
  return {
    ...(session ? { request: session.request } : {}),
    ...(current ? { planner: current.planner } : {}),
    tainted: current?.tainted ?? [],
  };
}

export interface AskingShown {
  readonly lines: readonly Line[];
  /** Column and row of the cursor, while a step or a reply is being written. */
  readonly cursor?: { readonly x: number; readonly y: number };
}

export interface AskingOptions {
  /** Rows that may be used. */
  readonly rows: number;
  /** The whole plan stands above already, because it is longer than the screen or was decided in part. */
  readonly printed: boolean;
  /** Keys go to the input line, because something was being typed there. */
  readonly elsewhere: boolean;
}

/** The plan as it is asked about, in full. */
export function askedPlan(asking: Asking, origin: Origin): PlanShown {
  const { request, ...rest } = origin;
  return { goal: saidGoal(asking.request.plan.goal, request), ...rest, steps: stepsOf(asking, true) };
}

function stepsOf(asking: Asking, all: boolean): StepShown[] {
  const { plan, pending } = asking.request;
  const chosen = pending[asking.stepping ? 0 : asking.selected];
  return plan.steps.flatMap((step, index) => {
    if (!all && !pending.includes(step.id)) return [];
    const verdict = verdictOf(asking, step.id);
    return {
      step,
      number: index + 1,
      ...(verdict ? { verdict } : {}),
      selected: pending.length > 1 && step.id === chosen,
      skipped: asking.skipped.includes(step.id),
      details: asking.details,
    };
  });
}

/** Whether the whole plan and the question fit into so many rows. */
export function fits(asking: Asking, origin: Origin, rows: number, view: View): boolean {
  return planLines(askedPlan(asking, origin), view).length + barLines(asking, false, view).length + 2 <= rows;
}

export function askingLines(asking: Asking, origin: Origin, options: AskingOptions, view: View): AskingShown {
  const { rows, printed, elsewhere } = options;
  const bar = barLines(asking, elsewhere, view);
  const room = Math.max(1, rows - bar.length - (printed ? 2 : 1));
  const lines: Line[] = [];
  if (asking.request.changed !== undefined)
    lines.push(
      ...wrap([{ text: view.messages.said(asking.request.changed), tone: 'warn' }], view.columns).slice(0, 3),
    );
  if (!printed) lines.push(...planLines(askedPlan(asking, origin), view));
  else if (asking.request.pending.length > 1 || asking.request.changed !== undefined || asking.details)
    lines.push(...shortView(asking, room - lines.length, view));
  const shown =
    lines.length > room
      ? [...planHead(askedPlan(asking, origin), view).slice(0, 1), ...shortView(asking, room - 1, view)]
      : lines;
  // Under a transcript the question begins with a free row.
  const before = [...(printed ? [blank] : []), ...shown, ...(shown.length > 0 ? [blank] : [])];
  const { writing } = asking;
  if (!writing) return { lines: [...before, ...bar] };
  const [title, keys] = [bar[0]!, bar.slice(1)];
  const most = Math.min(8, Math.max(1, rows - bar.length));
  const editor = viewEditor(writing.editor, Math.max(8, view.columns - 3), most);
  const kept = before.slice(0, Math.max(0, rows - bar.length - editor.rows.length));
  const written = editor.rows.map(
    (row, index): Line => [
      { text: index === 0 ? `${view.theme.glyphs.prompt} ` : '  ', tone: 'accent' },
      ...row,
    ],
  );
  return {
    lines: [...kept, title, ...written, ...keys],
    cursor: { x: editor.cursor.x + 2, y: kept.length + 1 + editor.cursor.y },
  };
}

/** The step in question in full where there is room, the others in a line each. */
function shortView(asking: Asking, rows: number, view: View): Line[] {
  const steps = stepsOf(asking, false);
  const chosen = steps.find((step) => step.selected) ?? steps[0];
  const full = chosen && (asking.details || asking.stepping) ? stepLines(chosen, view) : [];
  if (full.length === 0 || full.length > rows) return shortPlanLines(steps, Math.max(1, rows), view);
  const others = steps.filter((step) => step !== chosen);
  const left = rows - full.length;
  return left > 0 && others.length > 0 ? [...full, ...shortPlanLines(others, left, view)] : full;
}

/** The question, what each key does, and why Enter does not run it. */
function barLines(asking: Asking, elsewhere: boolean, view: View): Line[] {
  const { messages, theme, columns } = view;
  const words = messages.ask;
  const { plan, pending } = asking.request;
  if (asking.writing) {
    const { writing } = asking;
    if (writing.kind === 'word')
      return [
        [
          {
            text: words.typeWord(APPLY_WORD, visibleLine(view.messages.said(asking.apply?.reason ?? ''))),
            tone: 'strong',
          },
        ],
        [{ text: words.wordKeys, tone: 'dim' }],
      ];
    const number = plan.steps.findIndex((step) => writing.kind === 'edit' && step.id === writing.stepId) + 1;
    return [
      [{ text: writing.kind === 'edit' ? words.editing(number) : words.replying, tone: 'strong' }],
      [{ text: writing.kind === 'edit' ? words.editKeys : words.replyKeys, tone: 'dim' }],
    ];
  }
  if (asking.offered) {
    const keys = shownKeys([
      ['y', words.addRule],
      ['n', words.noAddRule],
    ]);
    return flow([[{ text: words.ruleQuestion, tone: 'strong' }], ...keys], columns);
  }
  if (elsewhere) return wrap([{ text: words.draftWaits, tone: 'warn' }], columns);
  const first = plan.steps.findIndex((step) => step.id === pending[0]) + 1;
  const runnable = pending.some((id) => verdictOf(asking, id)?.verdict !== 'deny');
  const question = !runnable
    ? words.cannotRun
    : asking.request.again
      ? words.again[asking.request.again]
      : asking.stepping
        ? words.step(first, plan.steps.length)
        : words.plan;
  const lines = flow([[{ text: question, tone: 'strong' }], ...keysOf(asking, view)], columns);
  const blocked = enterBlocked(asking);
  const notes: Line[] = [];
  if (asking.hint === 'tooQuick' || asking.hint === 'deniedNever' || asking.hint === 'nothingToRun')
    notes.push(...wrap([{ text: words[asking.hint], tone: 'warn' }], columns));
  else if (blocked !== undefined && wouldRun(asking).length > 0)
    notes.push(
      ...wrap(
        [{ text: words.enterDoesNot(words.gravity[blocked]), tone: asking.hint ? 'warn' : 'dim' }],
        columns,
      ),
    );
  notes.push(...beyondLines(asking, view));
  return theme.accessible ? [...notes, ...lines] : [...lines, ...notes];
}

/** Said before consent: what cannot be taken back, and what a preview would leave out. */
function beyondLines(asking: Asking, { messages, columns }: View): Line[] {
  if (asking.request.again) return [];
  const words = messages.ask;
  const verdicts = wouldRun(asking).flatMap((id) => verdictOf(asking, id) ?? []);
  const named = (kinds: readonly Beyond[]) => kinds.map((kind) => words.beyond[kind]).join(', ');
  const final = beyondUndo(verdicts);
  const unseen = asking.previewOffered ? beyondPreview(verdicts) : [];
  const lines = [
    ...(final.length > 0 ? [words.noUndo(named(final))] : []),
    ...(unseen.length > 0 ? [words.notInPreview(named(unseen))] : []),
    ...(asking.copies ? [copiesLine(asking.copies, words)] : []),
  ];
  return lines.flatMap((text) => wrap([{ text, tone: 'dim' }], columns, 2));
}

function copiesLine(copies: Copies, words: Messages['ask']): string {
  const { what, holds } = copiesWords(copies);
  return (copies.fits ? words.copiesFirst : words.copiesTooMuch)(what, holds);
}

function keysOf(asking: Asking, { messages }: View): Line[] {
  const words = messages.ask;
  const { pending } = asking.request;
  const run = wouldRun(asking);
  const several = pending.length > 1;
  const enter = enterBlocked(asking) === undefined;
  const keys: [string, string][] = [];
  if (run.length > 0)
    keys.push([
      enter ? words.orEnter : 'y',
      asking.stepping || !several ? words.run : run.length < pending.length ? words.runOthers : words.runAll,
    ]);
  keys.push(['n', asking.request.again ? words.leave : words.reject]);
  if (asking.request.again) return shownKeys([...keys, ['?', words.details]]);
  if (asking.stepping && several) keys.push(['a', words.rest]);
  if (!asking.stepping && several) keys.push(['s', words.stepwise]);
  if (several || asking.stepping)
    keys.push(['k', asking.skipped.includes(pending[asking.selected] ?? '') ? words.unskip : words.skip]);
  keys.push(['e', words.edit], ['r', words.reply]);
  const chosen = verdictOf(asking, pending[asking.stepping ? 0 : asking.selected] ?? '');
  if (chosen?.sandboxed && chosen.verdict === 'allow') keys.push(['o', words.outside]);
  if (mayGetRule(chosen)) keys.push(['w', words.always]);
  if (mayTrash(asking, pending[asking.stepping ? 0 : asking.selected] ?? '')) keys.push(['t', words.trash]);
  if (asking.apply && !asking.stepping) keys.push(['a', words.apply]);
  if (asking.previewOffered) keys.push(['p', words.preview]);
  return shownKeys([...keys, ['?', words.details]]);
}

const shownKeys = (keys: readonly (readonly [string, string])[]): Line[] =>
  keys.map(([key, meaning]) => [{ text: key, tone: 'selected' }, { text: ` ${meaning}` }]);

/** Short pieces side by side, as many as fit in a row. */
export function flow(pieces: readonly Line[], columns: number, gap = 3): Line[] {
  const rows: Span[][] = [];
  let used = columns;
  for (const piece of pieces) {
    const width = lineWidth(piece);
    if (rows.length > 0 && used + gap + width <= columns) {
      rows.at(-1)!.push({ text: ' '.repeat(gap) }, ...piece);
      used += gap + width;
      continue;
    }
    const wrapped = wrap(piece, columns, 2);
    rows.push(...wrapped.map((row) => [...row]));
    used = lineWidth(wrapped.at(-1) ?? []);
  }
  return rows;
}
