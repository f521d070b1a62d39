import { EFFECT_KINDS } from '../effect-words.ts';

const texts = (description: string) => ({
  oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
  description,
});

/** JSON Schema (draft 2020-12) of `policy.toml`: what `assent schema policy` prints. */
export const POLICY_SCHEMA: Readonly<Record<string, unknown>> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'assent policy',
  version: 1,
  type: 'object',
  additionalProperties: false,
  properties: {
    preset: { enum: ['read-only', 'standard', 'ops', 'teach'] },
    rule: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'verdict', 'match', 'no_match'],
        properties: {
          name: { type: 'string', minLength: 1 },
          verdict: { enum: ['allow', 'ask', 'deny', 'lift'] },
          program: texts('base names of programs'),
          subcommand: texts('subcommand words, in order'),
          options: texts('options that must all be given'),
          only_options: texts('no option but these may be given'),
          operands: texts('the operands, exactly these'),
          paths: texts('patterns every covered target fits; ./ is the project, ~/ is home'),
          effects: {
            oneOf: [{ enum: EFFECT_KINDS }, { type: 'array', items: { enum: EFFECT_KINDS } }],
            description: 'effects it speaks about; an allow names them',
          },
          after_untrusted: { type: 'boolean', description: 'also when untrusted content is in the context' },
          hash: {
            type: 'object',
            additionalProperties: { type: 'string', pattern: '^(?:[0-9a-f]{64}|missing)$' },
            description: 'file to SHA-256, or "missing": asks once after each change',
          },
          unpinned: { type: 'boolean', description: 'covers exec without remembering what defines it' },
          lift: texts('built-in denies a lift takes back, such as builtin:format'),
          match: texts('commands the rule decides'),
          no_match: texts('commands it does not'),
        },
      },
    },
  },
};
