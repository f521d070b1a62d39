import { visibleLine } from '../plan/display.ts';
import { localMinute } from '../plan/local-time.ts';
import type { Schedule, Step } from '../plan/plan.ts';
import type { Decision, Verdict } from '../policy/types.ts';
import { commandText } from './command-text.ts';
import { effectsText } from './effects-text.ts';
import { cutLine, type Line, lineWidth, type Span, type Tone, wrap } from './text.ts';
import type { Theme } from './theme.ts';
import type { View } from './view.ts';

export interface StepShown {
  readonly step: Step;
  readonly number: number;
  readonly verdict?: Verdict;
  /** Whether the keys fall on this step. */
  readonly selected?: boolean;
  readonly skipped?: boolean;
  /** All effects and the whole reason instead of one line each. */
  readonly details?: boolean;
}

export const VERDICT_TONE: Record<Decision, Tone> = { allow: 'good', ask: 'warn', deny: 'bad' };

/** A verdict is a sign, a word and a colour: any one of them is enough. */
export function verdictSpan(verdict: Decision, { theme, messages }: Pick<View, 'theme' | 'messages'>): Span {
  return { text: `${theme.glyphs[verdict]} ${messages.verdict[verdict]}`, tone: VERDICT_TONE[verdict] };
}

/** Columns before the text of a step: pointer, number, blanks. */
const LEAD = 5;

/** A longer reason is cut to one row until it is asked for, so that the plan stays on the screen. */
const REASON_ROWS = 2;

/** One step in full: command, why, what it needs, verdict with effects, rule and reason. */
export function stepLines(shown: StepShown, view: View): Line[] {
  const { step, verdict } = shown;
  const { theme, messages, columns } = view;
  const inner = Math.max(10, columns - LEAD);
  const command = commandText(step.command, verdict, view.place);
  const body: Line[] = command.lines.flatMap((line) => wrap(line, inner, 2));
  if (step.why !== '') body.push(...wrap([{ text: visibleLine(step.why) }], inner));
  const notes = notesOf(shown, view);
  if (notes.length > 0)
    body.push(...wrap([{ text: notes.join(` ${theme.glyphs.separator} `), tone: 'dim' }], inner));
  if (verdict) body.push(...verdictLines(shown, verdict, inner, view));
  // Without colour and underline the marked words would not be told apart: they are named.
  if (command.risky.length > 0 && (theme.accessible || theme.name === 'bare'))
    body.push(...wrap([{ text: messages.notes.risky(visibleLine(command.risky.join(' '))) }], inner));
  return body.map((line, index) => [
    ...(index === 0 ? lead(shown, theme) : [{ text: ' '.repeat(LEAD) }]),
    ...line,
  ]);
}

function lead({ number, selected, skipped }: StepShown, theme: Theme): Line {
  const pointer = selected ? theme.glyphs.pointer : skipped ? theme.glyphs.skipped : ' ';
  const text = `${pointer}${String(number).padStart(LEAD - 3)}`.padEnd(LEAD);
  return [selected ? { text, tone: 'selected' } : skipped ? { text, tone: 'dim' } : { text }];
}

function notesOf({ step, skipped }: StepShown, { messages }: View): string[] {
  const { notes } = messages;
  return [
    skipped && notes.skipped,
    step.interactive && notes.interactive,
    step.background && notes.background,
    ...scheduleNotes(step.schedule, notes),
    step.scratch && notes.scratch,
    step.timeoutSeconds !== undefined && notes.timeout(step.timeoutSeconds),
    step.continueOnError && notes.continueOnError,
    step.target !== undefined && notes.target(visibleLine(step.target)),
  ].filter((note) => typeof note === 'string');
}

function scheduleNotes(schedule: Schedule | undefined, notes: View['messages']['notes']): (string | false)[] {
  if (!schedule) return [];
  const { whenIdle, after, at, priority } = schedule;
  return [
    // What says when says already where.
    !whenIdle && after === undefined && at === undefined && notes.inQueue,
    whenIdle === true && notes.whenIdle,
    after !== undefined && notes.after(visibleLine(after)),
    at !== undefined && notes.notBefore(visibleLine(localMinute(at))),
    priority !== undefined && notes.priority(priority),
  ];
}

function verdictLines(shown: StepShown, verdict: Verdict, columns: number, view: View): Line[] {
  const { messages, theme, place } = view;
  const effects = effectsText(verdict.effects, {
    messages,
    place,
    most: shown.details ? Number.POSITIVE_INFINITY : 4,
    separator: theme.glyphs.separator,
  });
  const inside = verdict.verdict === 'allow' ? messages.sandboxed : messages.inSandbox;
  const sandboxed: Span[] = verdict.sandboxed ? [{ text: ` ${inside}`, tone: 'good' }] : [];
  const first: Line = [verdictSpan(verdict.verdict, view), ...sandboxed, { text: '  ' }, ...effects];
  const why: Line = [
    {
      text: `${visibleLine(messages.said(verdict.reason))} `,
      tone: verdict.verdict === 'allow' ? 'dim' : 'plain',
    },
    { text: `(${visibleLine(verdict.rule)})`, tone: 'dim' },
  ];
  // What is allowed is said in one line where it fits; what is asked has its reason in a line of its own.
  const joined: Line = [...first, { text: ` ${theme.glyphs.separator} `, tone: 'dim' }, ...why];
  if (verdict.verdict === 'allow' && lineWidth(joined) <= columns) return [joined];
  const reason = wrap(why, columns, 2);
  const whole = shown.details || verdict.verdict === 'deny' || reason.length <= REASON_ROWS;
  return [...wrap(first, columns, 2), ...(whole ? reason : [cutLine(why, columns, theme.glyphs.ellipsis)])];
}

/** One step in one line: for lists that must stay short. The plan stands in full above. */
export function stepLine(shown: StepShown, view: View): Line {
  const { theme, columns } = view;
  const command = visibleLine(shown.step.command);
  const verdict: Span[] = shown.verdict ? [verdictSpan(shown.verdict.verdict, view), { text: '  ' }] : [];
  const line: Line = [
    ...lead(shown, theme),
    ...verdict,
    shown.skipped ? { text: command, tone: 'dim' } : { text: command },
    ...(shown.skipped ? [{ text: `  ${view.messages.notes.skipped}`, tone: 'dim' } as const] : []),
  ];
  return cutLine(line, columns, theme.glyphs.ellipsis);
}
