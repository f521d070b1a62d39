import * as z from 'zod/mini';
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
    command: text(describes(command)),
    why: text(describes(why)),
    interactive: flag(describes(interactive)),
    background: flag(describes(background)),
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

/** What a member says of itself; an optional one says it inside. */
const describes = (schema: z.ZodMiniType): string | undefined =>
  z.globalRegistry.get(schema instanceof z.ZodMiniOptional ? schema.def.innerType : schema)?.description;

const strict = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
