import { canonicalJson } from '../plan/hash.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannerInfo } from '../session/events.ts';
import type { Planner, PlannerEvent, PlanRequest } from '../session/ports.ts';

type Given = Extract<PlannerEvent, { type: 'plan' }>;

/**
 * Asks several times and gives the plan most of the answers agree on; with no two alike, the first. Costs as many
 * requests, so it is off unless switched on. `sample(n)` is the planner for the n-th answer, the first at temperature 0.
 */
export function withVote(samples: readonly Planner[]): Planner {
  const [first] = samples;
  return {
    name: first!.name,
    async *plan(request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannerEvent, void> {
      const others = samples.slice(1).map((planner) => lastOf(planner, request, signal));
      let own: PlannerEvent | undefined;
      for await (const event of first!.plan(request, signal)) {
        if (event.type === 'plan' || event.type === 'failed') own = event;
        else yield event;
      }
      const answers = [own, ...(await Promise.all(others))].filter(
        (event): event is Given => event?.type === 'plan',
      );
      const chosen = majority(answers);
      if (!chosen) {
        if (own) yield own;
        return;
      }
      const agreeing = answers.filter(({ plan }) => voteOf(plan) === voteOf(chosen.plan)).length;
      yield { type: 'notice', level: 'info', text: `${agreeing} of ${samples.length} answers agree` };
      yield { ...chosen, info: { ...together(answers), confidence: agreeing / samples.length } };
    },
  };
}

async function lastOf(
  planner: Planner,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<PlannerEvent | undefined> {
  let last: PlannerEvent | undefined;
  try {
    for await (const event of planner.plan(request, signal)) last = event;
  } catch (error) {
    // The first answer tells of a cancel; any other trouble of one voter is its own.
    if (signal.aborted) throw error;
  }
  return last;
}

/** Two plans are the same vote when they would run the same bytes. */
const voteOf = ({ steps, question, answer }: Plan): string =>
  canonicalJson({
    commands: steps.map(({ command }) => command.trim()),
    asks: question !== undefined,
    answer,
  });

function majority(answers: readonly Given[]): Given | undefined {
  const counts = Map.groupBy(answers, ({ plan }) => voteOf(plan));
  const [most] = [...counts.values()].sort((a, b) => b.length - a.length);
  return most?.[0];
}

/** What all answers cost together. */
function together(answers: readonly Given[]): PlannerInfo {
  const sum = (of: (info: PlannerInfo) => number | undefined) =>
    answers.reduce<number | undefined>((total, { info }) => {
      const value = of(info);
      return value === undefined ? total : (total ?? 0) + value;
    }, undefined);
  const promptTokens = sum((info) => info.promptTokens);
  const completionTokens = sum((info) => info.completionTokens);
  const requests = sum((info) => info.requests);
  return {
    ...answers[0]!.info,
    ms: Math.max(...answers.map(({ info }) => info.ms)),
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(completionTokens === undefined ? {} : { completionTokens }),
    ...(requests === undefined ? {} : { requests }),
  };
}
