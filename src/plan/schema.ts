import * as z from 'zod';
import { MAX_STEPS, Plan, Step } from './plan.ts';

/** A JSON Schema document. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Shapes that have a zod schema, under the names `assent schema` takes; the faces add the ones that do not. */
const PUBLISHED = { plan: Plan } as const;

/** The published JSON Schema (draft 2020-12) of a shape; undefined for a name that has none here. */
export function schemaFor(name: string): JsonSchema | undefined {
  if (!Object.hasOwn(PUBLISHED, name)) return undefined;
  const schema = z.toJSONSchema(PUBLISHED[name as keyof typeof PUBLISHED], { io: 'input' });
  return { ...schema, title: `assent ${name}`, version: 1 };
}

/**
 * What a model is asked for: the part of a plan it can know, in the strict subset every server accepts. All members
 * required, nothing else allowed, one plain type each: "" and false stand for none, so no unions are needed.
 * `seen` repeats a word from the head of the prompt and shows whether the head arrived.
 */
export function modelPlanSchema(): JsonSchema {
  const text = (description?: string) => ({ type: 'string', ...(description ? { description } : {}) });
  const flag = (description?: string) => ({ type: 'boolean', ...(description ? { description } : {}) });
  const { command, why, interactive, background } = Step.shape;
  const step = strict({
    command: text(command.description),
    why: text(why.description),
    interactive: flag(interactive.description),
    background: flag(background.description),
  });
  return strict({
    seen: text('the word from the first line of the instructions'),
    goal: text(),
    steps: {
      type: 'array',
      items: step,
      description: `empty with a question or answer; at most ${MAX_STEPS}`,
    },
    question: text('"" unless something must be known first'),
    answer: text('"" unless no command is needed'),
  });
}

const strict = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
