import type { Plan } from '../plan/plan.ts';
import type { Answer, ToolCall } from './answer.ts';
import { extract, resumed } from './extract.ts';
import { isSingleStep } from './loose-step.ts';
import { isPlanLike, normalisePlan, seenWord } from './normalise.ts';

export type Reading =
  | { readonly ok: true; readonly plan: Plan; readonly seen: string | undefined }
  /** `message` goes back to the model; `cut` when the answer ended too early. */
  | { readonly ok: false; readonly message: string; readonly cut: boolean };

export interface ReadOptions {
  /** Stands in where the model gives no goal. */
  readonly goal: string;
  /** Programs installed besides the standard ones. */
  readonly tools: readonly string[];
  /** Text of an answer that was cut off, when this one may be its rest. */
  readonly previous: string | undefined;
}

/** Programs and builtins that a bare line may begin with on any machine. */
const STANDARD =
  'awk basename cat cd chmod chown cmp comm cp cut date dd df diff dirname du echo env expand find free grep groups head hostname id join kill last ln ls md5sum mkdir mktemp mv nl nproc od paste pgrep pkill printenv printf ps pwd readlink realpath rm rmdir sed seq sha256sum sleep sort split stat tac tail tee touch tr truncate uname uniq uptime wc w whoami xargs'.split(
    ' ',
  );

/** The plan in an answer, from its text or else from its tool calls. */
export function readAnswer(answer: Answer, options: ReadOptions): Reading {
  const cut = answer.finish === 'length' || answer.finish === undefined;
  const whole = options.previous === undefined ? undefined : resumed(options.previous, answer.text);
  if (whole !== undefined) return reading(whole, options.goal);
  const found = extract(answer.text, { tools: [...STANDARD, ...options.tools], cut });
  if (found.kind === 'value') return reading(found.value, options.goal);
  if (answer.calls.length > 0) {
    const called = callValue(answer.calls);
    if (called !== undefined) return reading(called, options.goal);
    return { ok: false, message: 'the arguments of the tool call are no plan', cut };
  }
  return { ok: false, message: found.reason, cut: cut || found.incomplete };
}

function reading(value: unknown, goal: string): Reading {
  const plan = normalisePlan(value, goal);
  if (!plan.ok) return { ok: false, message: plan.message, cut: false };
  return { ok: true, plan: plan.value, seen: seenWord(value) };
}

/** Tools that do not take bash: what they were given must not run as bash. */
const OTHER_LANGUAGE = /python|node|javascript|sql|ruby|perl|powershell|pwsh|browser|search/i;

/** One plan in any of the calls, or a step from each of them. */
function callValue(calls: readonly ToolCall[]): unknown {
  const values = calls.map((call) => {
    if (OTHER_LANGUAGE.test(call.name)) return undefined;
    const found = extract(call.arguments, { tools: [], cut: true });
    return found.kind === 'value' ? found.value : undefined;
  });
  if (values.includes(undefined)) return undefined;
  if (values.length === 1) return values[0];
  if (values.every(isSingleStep)) return values;
  const plans = values.filter(isPlanLike);
  return plans.length === 1 ? plans[0] : undefined;
}
