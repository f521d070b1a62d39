import { visibleLine } from '../plan/display.ts';
import type { PartialPlan, PlannerInfo } from '../session/events.ts';
import { bytes } from '../session/panel-model.ts';
import type { Messages } from './messages.ts';
import { duration } from './numbers.ts';
import { type StepShown, stepLine, stepLines } from './step-view.ts';
import { blank, type Line, wrap } from './text.ts';
import type { View } from './view.ts';

export interface PlanShown {
  readonly goal: string;
  readonly planner?: PlannerInfo;
  readonly tainted: readonly string[];
  readonly steps: readonly StepShown[];
}

/** A whole plan: where it comes from, its goal, every step in full. */
export function planLines(plan: PlanShown, view: View): Line[] {
  return [...planHead(plan, view), ...plan.steps.flatMap((step) => [blank, ...stepLines(step, view)])];
}

export function planHead({ goal, planner, tainted }: PlanShown, view: View): Line[] {
  const { messages, theme, columns } = view;
  return [
    ...(goal === '' ? [] : wrap([{ text: visibleLine(goal), tone: 'strong' }], columns)),
    ...(planner
      ? wrap([{ text: plannerText(planner, messages, theme.glyphs.separator), tone: 'dim' }], columns)
      : []),
    ...(tainted.length > 0
      ? wrap([{ text: messages.tainted(visibleLine(tainted.join(', '))), tone: 'warn' }], columns)
      : []),
  ];
}

export function plannerText(info: PlannerInfo, messages: Messages, separator: string): string {
  if (info.kind === 'direct') return messages.typed;
  const parts = [
    messages.planBy(info.kind === 'embedded' ? messages.embedded : visibleLine(info.model)),
    duration(info.ms),
  ];
  if (info.promptTokens !== undefined)
    parts.push(messages.tokens(info.promptTokens, info.completionTokens ?? 0));
  if (info.cost !== undefined) parts.push(messages.cost(info.cost.toPrecision(2)));
  if (info.confidence !== undefined) parts.push(messages.confidence(Math.round(info.confidence * 100)));
  return parts.join(` ${separator} `);
}

/** One line per step, those around the selected one where not all fit. */
export function shortPlanLines(steps: readonly StepShown[], rows: number, view: View): Line[] {
  const { messages } = view;
  if (steps.length <= rows) return steps.map((step) => stepLine(step, view));
  const room = Math.max(1, rows - 2);
  const at = Math.max(
    0,
    steps.findIndex((step) => step.selected),
  );
  const start = Math.min(Math.max(0, at - Math.floor(room / 2)), steps.length - room);
  const after = steps.length - start - room;
  return [
    ...(start > 0 ? [note(messages.ask.earlier(start))] : []),
    ...steps.slice(start, start + room).map((step) => stepLine(step, view)),
    ...(after > 0 ? [note(messages.ask.later(after))] : []),
  ];
}

const note = (text: string): Line => [{ text: `     ${text}`, tone: 'dim' }];

/** A plan on its way: as much as has arrived, its latest lines where it is long. */
export function partialLines(
  partial: PartialPlan | undefined,
  receivedBytes: number,
  rows: number,
  view: View,
): Line[] {
  if (!partial) return [];
  const { columns, messages } = view;
  const inner = Math.max(10, columns - 5);
  const lines: Line[] = [];
  if (partial.goal) lines.push(...wrap([{ text: visibleLine(partial.goal), tone: 'strong' }], columns));
  for (const [index, step] of (partial.steps ?? []).entries()) {
    const command = wrap([{ text: visibleLine(step.command ?? ''), tone: 'dim' }], inner, 2);
    lines.push(
      ...command.map((line, row) => [
        { text: row === 0 ? `${String(index + 1).padStart(3)}  ` : '     ' },
        ...line,
      ]),
    );
    if (step.why)
      lines.push(
        ...wrap([{ text: visibleLine(step.why), tone: 'dim' }], inner).map((line) => [
          { text: '     ' },
          ...line,
        ]),
      );
  }
  for (const text of [partial.question, partial.answer])
    if (text) lines.push(...wrap([{ text: visibleLine(text) }], columns));
  const shown = lines.slice(-Math.max(1, rows - 1));
  return [...shown, [{ text: messages.received(bytes(receivedBytes)), tone: 'dim' }]];
}
