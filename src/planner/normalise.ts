import { type Parsed, type Plan, parsePlan } from '../plan/plan.ts';
import {
  canonical,
  commandOf,
  type Fields,
  head,
  isRecord,
  isSingleStep,
  lostMember,
  said,
  stepOf,
} from './loose-step.ts';

/**
 * From what models give to the strict plan: synonyms, missing ids, nulls, wrappers, bare arrays and strings. Only the
 * form is mended, a command is never invented or changed; what does not fit is refused by parsePlan with a message.
 */
export function normalisePlan(value: unknown, goal: string): Parsed<Plan> {
  const found = unwrap(value, 0);
  if (!found) return { ok: false, message: 'no steps, question or answer in it' };
  const lost = found.steps.map(lostMember).find((name) => name !== undefined) ?? found.lost;
  if (lost !== undefined)
    return { ok: false, message: `a step has no member "${lost}": write it into the command` };
  const steps = found.steps.map(stepOf);
  const ids = steps.map((step) => step.id);
  const keepIds =
    ids.every((id) => id !== undefined && /^[\w-]{1,32}$/.test(id)) && new Set(ids).size === ids.length;
  return parsePlan({
    version: 1,
    goal: head(found.goal ?? goal, 2000),
    steps: steps.map((step, index) => ({ ...step, id: keepIds ? step.id : String(index + 1) })),
    ...(found.question === undefined ? {} : { question: head(found.question, 4000) }),
    // A word of explanation beside the steps is no answer.
    ...(found.answer === undefined || steps.length > 0 ? {} : { answer: head(found.answer, 64_000) }),
  });
}

/** Whether a value holds a plan in any of the accepted forms: steps, one step, a question or an answer. */
export function isPlanLike(value: unknown): boolean {
  return typeof value === 'object' && unwrap(value, 0) !== undefined;
}

/** The word a model repeats to show that the head of its prompt arrived. */
export function seenWord(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  return typeof value.seen === 'string' && value.seen.trim() !== '' ? value.seen.trim() : undefined;
}

interface Found {
  readonly goal?: string;
  readonly steps: readonly unknown[];
  readonly question?: string;
  readonly answer?: string;
  /** A member of the plan that would have changed what its commands do. */
  readonly lost?: string;
}

const WRAPPERS = [
  'plan',
  'arguments',
  'parameters',
  'input',
  'result',
  'output',
  'data',
  'function',
  'response',
];

function unwrap(value: unknown, depth: number): Found | undefined {
  if (depth > 3) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : { steps: [value] };
  if (Array.isArray(value)) {
    if (value.length === 1 && isRecord(value[0]) && !isSingleStep(value[0]))
      return unwrap(value[0], depth + 1);
    return value.length > 0 && value.every(isStepLike) ? { steps: value } : undefined;
  }
  if (!isRecord(value)) return undefined;
  const fields = canonical(value);
  const goal = said(fields.goal);
  const question = said(fields.question);
  const answer = said(fields.answer);
  const steps = stepsOf(fields);
  const lost = lostMember(value);
  if (steps !== undefined || question !== undefined || answer !== undefined)
    return {
      steps: steps ?? [],
      ...(goal === undefined ? {} : { goal }),
      ...(question === undefined ? {} : { question }),
      ...(answer === undefined ? {} : { answer }),
      ...(lost === undefined ? {} : { lost }),
    };
  for (const key of WRAPPERS) {
    const inner = value[key];
    // Tool calls carry their arguments as JSON text; other text under these names is not a command.
    const parsed = typeof inner === 'string' ? parseObject(inner) : inner;
    const found = isRecord(parsed) || Array.isArray(parsed) ? unwrap(parsed, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function stepsOf(fields: Fields): readonly unknown[] | undefined {
  const { steps } = fields;
  if (Array.isArray(steps)) return steps;
  if (typeof steps === 'string' && steps.trim() !== '') return [steps];
  if (isRecord(steps)) return isSingleStep(steps) ? [steps] : Object.values(steps);
  return commandOf(fields) === undefined ? undefined : [fields];
}

const isStepLike = (value: unknown) => typeof value === 'string' || isSingleStep(value);

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
