import { canonicalJson } from '../plan/hash.ts';
import type { Plan } from '../plan/plan.ts';
import { redact } from '../plan/redact.ts';
import type { Turn } from '../session/ports.ts';
import type { Answer } from './answer.ts';
import type { Message } from './prompt.ts';

/** So much of a bad answer goes back with the complaint about it. */
const ECHO_CHARS = 1500;

/** A bad answer and what is wrong with it, for the one time a model is asked again. */
export function complaint(answer: Answer, message: string): readonly Message[] {
  const said = answer.text !== '' ? answer.text : (answer.calls[0]?.arguments ?? '');
  return [
    { role: 'assistant', content: redact(said.slice(0, ECHO_CHARS).toWellFormed()) || '(nothing)' },
    {
      role: 'user',
      content: `That answer was not used: ${message}. Give the whole answer again as one JSON object in the form of the instructions, nothing else.`,
    },
  ];
}

/** What is wrong with a plan that only repeats what failed in an earlier turn; undefined when it does not. */
export function repeatsFailure(plan: Plan, turns: readonly Turn[]): string | undefined {
  if (plan.steps.length === 0) return undefined;
  const commands = commandsOf(plan);
  const same = turns.some((turn) => turn.kind === 'failed' && commandsOf(turn.plan) === commands);
  return same ? 'these very commands have just failed; give others, or an answer' : undefined;
}

const commandsOf = (plan: Plan) => canonicalJson(plan.steps.map((step) => step.command));
