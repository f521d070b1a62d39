import { visibleLine } from '../plan/display.ts';
import type { StepResult } from '../session/events.ts';
import { runningStep, type SessionState, type StepState } from '../session/state.ts';
import { commandText } from './command-text.ts';
import { duration, elapsed } from './numbers.ts';
import { liveOutput, wholeOutput } from './output-view.ts';
import { cutLine, type Line, lineWidth, type Span } from './text.ts';
import type { View } from './view.ts';

/** The running step: which one, for how long, how to stop it, and the end of its output. */
export function runningLines(
  session: SessionState,
  options: { rows: number; now: number; stopping: boolean },
  view: View,
): Line[] {
  const step = runningStep(session);
  if (!step?.start) return [];
  const { theme, messages, columns } = view;
  const { glyphs } = theme;
  const number = session.steps.indexOf(step) + 1;
  const of = session.steps.length > 1 ? `${number}/${session.steps.length} ` : '';
  const since = Math.max(0, options.now - Date.parse(step.start.time));
  const tail: Span[] = [
    { text: since < 1000 ? '  ' : `  ${elapsed(since)}  `, tone: 'dim' },
    options.stopping
      ? { text: messages.run.stopping, tone: 'warn' }
      : { text: `${messages.run.stops} ${glyphs.separator} ${messages.run.backgrounds}`, tone: 'dim' },
  ];
  const tailWidth = lineWidth(tail);
  const head: Line = [{ text: `${glyphs.running} ${of}`, tone: 'accent' }, ...oneLine(step, view)];
  const first =
    columns - tailWidth > 24
      ? [[...cutLine(head, columns - tailWidth, glyphs.ellipsis), ...tail]]
      : [cutLine(head, columns, glyphs.ellipsis), cutLine(tail, columns, glyphs.ellipsis)];
  return [...first, ...liveOutput(step.output, Math.max(1, options.rows - first.length), view)];
}

function oneLine(step: StepState, view: View): Line {
  const lines = commandText(step.step.command, undefined, view.place).lines;
  return lines.flatMap((line, index) =>
    index === 0 ? line : [{ text: ' ⏎ ', tone: 'dim' } as const, ...line],
  );
}

/** What stays of a step that ended: its command, how it went, its output. */
export function endedLines(
  step: StepState,
  shown: { number: number; of: number; output?: number },
  view: View,
): Line[] {
  const { result } = step;
  if (!result) return [];
  const { theme, messages, columns } = view;
  const { glyphs } = theme;
  const good =
    (result.exitCode === 0 || result.background !== undefined) && !result.cancelled && !result.timedOut;
  const of = shown.of > 1 ? `${shown.number}/${shown.of} ` : '';
  const ended = [
    resultText(result, view),
    duration(result.ms),
    ...(result.leftovers ? [messages.run.leftovers(result.leftovers)] : []),
    ...(step.start?.kept === false ? [messages.run.notKept] : []),
    ...(result.wantsTerminal ? [messages.run.wantedTerminal] : []),
  ].join(` ${glyphs.separator} `);
  const output = wholeOutput(
    {
      output: step.output,
      ...(result.spill === undefined ? {} : { spill: result.spill }),
      ...(shown.output === undefined ? {} : { number: shown.output }),
    },
    view,
  );
  const sign: Span = {
    text: `${good ? glyphs.done : glyphs.failed} ${of}`,
    tone: good ? 'good' : 'bad',
  };
  return [
    cutLine([sign, ...oneLine(step, view)], columns, glyphs.ellipsis),
    ...output,
    cutLine([{ text: `  ${ended}`, tone: good ? 'dim' : 'bad' }], columns, glyphs.ellipsis),
  ];
}

/** How a step ended, in words and with its code. */
export function resultText(result: StepResult, { messages }: Pick<View, 'messages'>): string {
  const { run } = messages;
  if (result.background) return run.inBackground(result.background.pid);
  if (result.spawnError !== undefined) return run.notStarted(visibleLine(messages.said(result.spawnError)));
  if (result.cancelled) return run.cancelled;
  if (result.timedOut) return run.timedOut;
  if (result.exitCode === null) return run.signal(visibleLine(result.signal ?? '?'));
  if (result.exitCode === 0) return run.done;
  if (result.exitCode === 127) return run.notFound;
  if (result.exitCode === 126) return run.notExecutable;
  return run.failed(result.exitCode);
}
