import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

// The small zod loads three times as fast; its words are given here once.
z.config(en());

/**
 * The plan language: what a planner may say and all that the rest of the program understands.
 * One source for the type, the validator and the JSON schemas (schema.ts). Version 1.
 */
export const MAX_STEPS = 20;
export const MAX_COMMAND_BYTES = 16 * 1024;

const Id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32}$/));
const flag = (description: string) => z.optional(z.boolean().check(z.describe(description)));
const text = (most: number) => z.string().check(z.maxLength(most));

export const Schedule = z.strictObject({
  after: z.optional(text(64).check(z.describe('id of a job or step that must end first'))),
  at: z.optional(text(64).check(z.describe('ISO 8601 time of the earliest start'))),
  whenIdle: z.optional(z.boolean()),
  priority: z.optional(z.int().check(z.gte(-20), z.lte(19), z.describe('higher starts first; 0 is normal'))),
});
export type Schedule = z.infer<typeof Schedule>;

export const Step = z.strictObject({
  id: Id,
  command: z.string().check(
    z.minLength(1),
    z.refine((text) => text.trim() !== '', 'command is blank'),
    z.refine((text) => Buffer.byteLength(text) <= MAX_COMMAND_BYTES, 'command is over 16 KiB'),
    z.describe('bash text, run exactly as written'),
  ),
  why: text(2000).check(
    z.describe('one short sentence: what this step does, in the language of the request'),
  ),
  interactive: flag('needs a terminal: vim, top, ssh, a password'),
  background: flag('keeps running while later steps go on'),
  scratch: flag('a detour: its folder and variables do not last'),
  timeoutSeconds: z.optional(z.number().check(z.positive(), z.lte(604_800))),
  continueOnError: z.optional(z.boolean()),
  target: z.optional(text(256)),
  role: z.optional(z.enum(['check', 'change', 'verify', 'rollback'])),
  schedule: z.optional(Schedule),
});
export type Step = z.infer<typeof Step>;

/** Steps, or one clarifying question, or an answer when no command is needed: exactly one of the three. */
export const Plan = z
  .strictObject({
    version: z.literal(1),
    goal: text(2000),
    steps: z.array(Step).check(z.maxLength(MAX_STEPS)),
    question: z.optional(z.string().check(z.minLength(1), z.maxLength(4000))),
    answer: z.optional(z.string().check(z.minLength(1), z.maxLength(64_000))),
  })
  .check(({ value: plan, issues }) => {
    const wrong = (message: string, path: PropertyKey[]) =>
      issues.push({ code: 'custom', message, path, input: plan });
    const forms = [plan.steps.length > 0, plan.question !== undefined, plan.answer !== undefined];
    if (forms.filter(Boolean).length !== 1) wrong('give exactly one of: steps, question, answer', []);
    if (new Set(plan.steps.map((step) => step.id)).size !== plan.steps.length)
      wrong('two steps share an id', ['steps']);
  });
export type Plan = z.infer<typeof Plan>;

export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string };

/** Validates any value as a plan; the message names each wrong field, for a person or to ask a model again. */
export function parsePlan(value: unknown): Parsed<Plan> {
  const parsed = Plan.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const message = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'plan'}: ${issue.message}`)
    .join('; ');
  return { ok: false, message };
}
