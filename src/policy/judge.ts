import { type Aftermath, after, NOTHING_BEFORE } from './aftermath.ts';
import { bindsFrom, bound } from './binds.ts';
import { FactDesk, type FactRequest, type Facts, NO_FACTS } from './facts.ts';
import { asked, type Finding, notUnderstood } from './finding.ts';
import type { CommandReport } from './report.ts';
import { applyRules } from './rules/apply.ts';
import type { Flow, Scope } from './scope.ts';
import type { Setting } from './setting.ts';
import { checkText } from './text.ts';
import type { Verdict } from './types.ts';
import { verdictOf } from './verdict.ts';
import { Walk } from './walk.ts';

/** What the judge needs of a step. */
export interface JudgedStep {
  readonly id: string;
  readonly command: string;
}

/** A step with everything that led to its verdict. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Every simple command, wherever it hid. */
  readonly commands: readonly CommandReport[];
  /** What concerns the text as a whole: syntax, assignments of compound commands, redirections. */
  readonly findings: readonly Finding[];
}

/** What to find out before judging. Answers may raise new questions: ask again until nothing is missing. */
export function needs(
  steps: readonly JudgedStep[],
  setting: Setting,
  known: Facts = NO_FACTS,
): readonly FactRequest[] {
  const desk = new FactDesk(known);
  judgeWith(steps, setting, desk);
  return [...desk.missing.values()];
}

/** One verdict per step, in order; pure and synchronous. A missing fact counts as the worst case. Never throws. */
export function judge(steps: readonly JudgedStep[], setting: Setting, facts: Facts): readonly Verdict[] {
  return judgeWith(steps, setting, new FactDesk(facts)).map((judgement) => judgement.verdict);
}

/** The same with the commands and findings behind each verdict. */
export function judgeInDetail(
  steps: readonly JudgedStep[],
  setting: Setting,
  facts: Facts,
): readonly Judgement[] {
  return judgeWith(steps, setting, new FactDesk(facts));
}

function judgeWith(steps: readonly JudgedStep[], setting: Setting, desk: FactDesk): readonly Judgement[] {
  let earlier: Aftermath = NOTHING_BEFORE;
  for (const step of setting.ran) {
    const flow: Flow = { folders: undefined };
    earlier = after(earlier, allFindings(judgeStep(step, setting, desk, earlier, flow, 'none')));
  }
  const flow: Flow = { folders: [setting.cwd] };
  return steps.map((step, index) => {
    const judgement = judgeStep(step, setting, desk, earlier, flow, index === 0 ? setting.stdin : 'none');
    earlier = after(earlier, allFindings(judgement));
    return judgement;
  });
}

/** Changed names that a reason lists beside the first. */
const MOST_NAMED = 4;

function judgeStep(
  step: JudgedStep,
  setting: Setting,
  desk: FactDesk,
  earlier: Aftermath,
  flow: Flow,
  stdin: Scope['stdin'],
): Judgement {
  const walk = new Walk(setting, desk, earlier);
  desk.asked = new Map();
  const [start, ...others] = flow.folders ?? [];
  const folder =
    start === undefined || others.length > 0 ? undefined : desk.ask<'path'>({ kind: 'path', path: start });
  try {
    for (const problem of checkText(step.command)) walk.note(notUnderstood(`the text ${problem}`, 'text'));
    walk.text(step.command, { source: step.command, flow, loops: new Map(), stdin, depth: 0, via: [] });
    const [changed, ...more] = setting.changed ?? [];
    if (changed !== undefined)
      walk.note(
        asked(
          { kind: 'env', target: changed, detail: 'changed in this session' },
          'shell-state',
          `${[changed, ...more.slice(0, MOST_NAMED)].join(', ')}${more.length > MOST_NAMED ? ' and more' : ''} changed in this session and may change what this does; a yes settles that for this session`,
          { explicit: true, cause: 'unknown' },
        ),
      );
    const [declared] = setting.declared ?? [];
    if (declared !== undefined)
      walk.note(
        asked(
          { kind: 'env', target: declared, detail: 'declared in this session' },
          'shell-state',
          `${declared} was declared in this session so that what is assigned to it may be evaluated or changed; unset it, or /reset`,
          { explicit: true, cause: 'unknown' },
        ),
      );
    if (earlier.shell !== undefined)
      walk.note(
        asked(
          { kind: 'env', target: earlier.shell, detail: 'changed by an earlier step' },
          'earlier-step',
          `an earlier step changed ${earlier.shell}, which may change what this one does`,
          { explicit: true, cause: 'unknown' },
        ),
      );
  } catch {
    walk.note(notUnderstood('the judge could not follow it'));
    flow.folders = undefined;
  }
  const { commands, findings } = applyRules(walk.reports, walk.findings, setting, desk);
  const all = [...findings, ...commands.flatMap((command) => command.findings)];
  const verdict = bound(verdictOf(step.id, all, commands, setting.tainted), {
    binds: bindsFrom(desk.asked.values(), folder),
    stale: all.flatMap((finding) => finding.stale ?? []),
  });
  return { verdict, commands, findings };
}

const allFindings = (judgement: Judgement): readonly Finding[] => [
  ...judgement.findings,
  ...judgement.commands.flatMap((command) => command.findings),
];
