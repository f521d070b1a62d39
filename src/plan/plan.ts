import * as z from 'zod';

/**
 * The plan language: what a planner may say and all that the rest of the program understands.
 * One source for the type, the validator and the JSON schemas (schema.ts). Version 1.
 */
export const MAX_STEPS = 20;
export const MAX_COMMAND_BYTES = 16 * 1024;

const Id = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/);

export const Schedule = z.strictObject({
  after: z.string().max(64).optional().describe('id of a job or step that must end first'),
  at: z.string().max(64).optional().describe('ISO 8601 time of the earliest start'),
  whenIdle: z.boolean().optional(),
  priority: z.int().min(-20).max(19).optional().describe('higher starts first; 0 is normal'),
});

export const Step = z.strictObject({
  id: Id,
  command: z
    .string()
    .min(1)
    .refine((text) => text.trim() !== '', 'command is blank')
    .refine((text) => Buffer.byteLength(text) <= MAX_COMMAND_BYTES, 'command is over 16 KiB')
    .describe('bash text, run exactly as written'),
  why: z
    .string()
    .max(2000)
    .describe('one short sentence: what this step does, in the language of the request'),
  interactive: z.boolean().optional().describe('needs a terminal: vim, top, ssh, a password'),
  background: z.boolean().optional().describe('keeps running while later steps go on'),
  scratch: z.boolean().optional().describe('a detour: its folder and variables do not last'),
  timeoutSeconds: z.number().positive().max(604_800).optional(),
  continueOnError: z.boolean().optional(),
  target: z.string().max(256).optional(),
  role: z.enum(['check', 'change', 'verify', 'rollback']).optional(),
  schedule: Schedule.optional(),
});
export type Step = z.infer<typeof Step>;

/** Steps, or one clarifying question, or an answer when no command is needed: exactly one of the three. */
export const Plan = z
  .strictObject({
    version: z.literal(1),
    goal: z.string().max(2000),
    steps: z.array(Step).max(MAX_STEPS),
    question: z.string().min(1).max(4000).optional(),
    answer: z.string().min(1).max(64_000).optional(),
  })
  .superRefine((plan, context) => {
    const forms = [plan.steps.length > 0, plan.question !== undefined, plan.answer !== undefined];
    if (forms.filter(Boolean).length !== 1)
      context.addIssue({ code: 'custom', message: 'give exactly one of: steps, question, answer' });
    if (new Set(plan.steps.map((step) => step.id)).size !== plan.steps.length)
      context.addIssue({ code: 'custom', path: ['steps'], message: 'two steps share an id' });
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
