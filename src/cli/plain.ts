import type { Speaker } from '../language/speaker.ts';
import { visible, visibleLine } from '../plan/display.ts';
import { localMinute } from '../plan/local-time.ts';
import type { Plan, Schedule, Step } from '../plan/plan.ts';
import { EFFECT_ALONE, EFFECT_VERB } from '../policy/effect-words.ts';
import type { Effect, Verdict } from '../policy/types.ts';
import type { PlannerInfo } from '../session/events.ts';
import type { Style } from './style.ts';

/** How plain text is written for a person: its weights and colours, and its language. */
export interface Pen {
  readonly style: Style;
  readonly say: Speaker;
}

/** Plain text of a plan for people, without a live screen: one-shot, `assent plan`, screen readers. */
export function planText(
  plan: Plan,
  verdicts: readonly Verdict[],
  info: PlannerInfo,
  { style, say }: Pen,
): string {
  const byId = new Map(verdicts.map((verdict) => [verdict.id, verdict]));
  const lines = [`${style.paint('dim', plannerLine(info, say))}`];
  // The embedded planner's goal is the request itself, which the person has just typed.
  if (plan.goal !== '' && info.kind !== 'embedded') lines.push(style.paint('bold', visibleLine(plan.goal)));
  plan.steps.forEach((step, index) => {
    lines.push('', ...stepLines(step, index + 1, byId.get(step.id), { style, say }));
  });
  return `${lines.join('\n')}\n`;
}

export function plannerLine(info: PlannerInfo, say: Speaker): string {
  const parts = [
    info.kind === 'embedded' ? say`plan by the embedded planner` : say`plan by ${visibleLine(info.model)}`,
    `${Math.round(info.ms)} ms`,
  ];
  if (info.promptTokens !== undefined)
    parts.push(say`${info.promptTokens} + ${info.completionTokens ?? 0} tokens`);
  if (info.cost !== undefined) parts.push(say`cost ${info.cost.toPrecision(2)}`);
  if (info.confidence !== undefined) parts.push(say`confidence ${Math.round(info.confidence * 100)} %`);
  return parts.join(' · ');
}

function stepLines(step: Step, number: number, verdict: Verdict | undefined, pen: Pen): string[] {
  const { style, say } = pen;
  const [first, ...rest] = visible(step.command).split('\n');
  const lines = [
    `  ${number}  ${style.paint('bold', first!)}`,
    ...rest.map((line) => `     ${style.paint('bold', line)}`),
  ];
  if (step.why !== '') lines.push(`     ${visibleLine(step.why)}`);
  const notes = [
    step.interactive && say`needs the terminal`,
    step.background && say`in the background`,
    step.schedule && say`in the queue${scheduleText(step.schedule, say)}`,
    step.timeoutSeconds !== undefined && say`at most ${step.timeoutSeconds} s`,
    step.continueOnError && say`goes on after an error`,
  ].filter((note) => typeof note === 'string');
  if (notes.length > 0) lines.push(`     ${style.paint('dim', notes.join(' · '))}`);
  if (verdict) {
    lines.push(
      `     ${verdictWord(verdict, pen)}${visibleLine(say.of(verdict.reason))} ${style.paint('dim', `(${visibleLine(verdict.rule)})`)}`,
    );
    if (verdict.effects.length > 0)
      lines.push(`     ${style.paint('dim', effectsText(verdict.effects, say))}`);
  }
  return lines;
}

function scheduleText({ whenIdle, after, at, priority }: Schedule, say: Speaker): string {
  const parts = [
    whenIdle === true && say`, until the machine is idle`,
    after !== undefined &&
      (/^\d+$/.test(after) ? say`, after job ${after}` : say`, after ${visibleLine(after)}`),
    at !== undefined && say`, until ${visibleLine(localMinute(at))}`,
    priority !== undefined && say`, with priority ${priority}`,
  ].filter((part) => typeof part === 'string');
  return parts.join('');
}

const SIGN = { allow: '✓', ask: '?', deny: '✗' } as const;
const INSIDE = { allow: 'allow because sandboxed', ask: 'ask, in the sandbox', deny: 'deny' } as const;
const COLOUR = { allow: 'green', ask: 'yellow', deny: 'red' } as const;

export function verdictWord({ verdict, sandboxed }: Verdict, { style, say }: Pen): string {
  const word = say.of(sandboxed ? INSIDE[verdict] : verdict);
  return style.paint(COLOUR[verdict], say`${`${SIGN[verdict]} ${word}`}: `);
}

/** "reads a.txt, b.txt · writes out.txt": what a plan does to the world, most serious last. */
export function effectsText(effects: readonly Effect[], say: Speaker, most = 6): string {
  const groups = Map.groupBy(effects, ({ kind }) => kind);
  const order = Object.keys(EFFECT_VERB) as Effect['kind'][];
  return [...groups]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([kind, ofKind]) => {
      const targets = distinct(ofKind.map(({ target }) => target));
      if (targets.length === 0) {
        const details = distinct(ofKind.map(({ detail }) => detail && say.of(detail))).slice(0, most);
        return `${say.of(EFFECT_ALONE[kind])}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
      }
      const more = targets.length > most ? say` and ${targets.length - most} more` : '';
      return `${say.of(EFFECT_VERB[kind])} ${targets.slice(0, most).join(', ')}${more}`;
    })
    .join(' · ');
}

const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => (text === undefined ? [] : visibleLine(text)))),
];
