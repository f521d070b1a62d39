import { UsageError } from '../flags.ts';
import { SCHEMAS } from '../schemas.ts';
import type { CommandInput } from './table.ts';

/** `assent schema NAME`: the JSON Schema of a public shape. */
export async function schema({ words, io }: CommandInput): Promise<number> {
  const name = words[0]!;
  const { schemaFor } = await import('../../plan/schema.ts');
  const policy = name === 'policy' ? (await import('../../policy/rules/schema.ts')).POLICY_SCHEMA : undefined;
  const found = SCHEMAS[name] ?? policy ?? schemaFor(name);
  if (!found)
    throw new UsageError(
      `no schema is called ${name}; there are plan, policy, ${Object.keys(SCHEMAS).join(', ')}`,
    );
  io.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  return 0;
}
