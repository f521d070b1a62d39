import type { Arg, Use } from '../spec.ts';
import { awkUses } from './awk.ts';
import { jqUses } from './jq.ts';
import { sedUses } from './sed.ts';

const LANGUAGES = { sed: sedUses, awk: awkUses, jq: jqUses } as const;

/** Uses that a program in a little language makes; undefined when the use is no such program. */
export function little(use: Use): readonly Use[] | undefined {
  if (use.kind !== 'sed' && use.kind !== 'awk' && use.kind !== 'jq') return undefined;
  const arg: Arg | undefined =
    typeof use.arg === 'string' ? { text: use.arg, exact: true, many: false } : use.arg;
  if (!arg) return [];
  if (!arg.exact)
    return [{ kind: 'unknown', detail: `a ${use.kind} program that is not known before it runs` }];
  return LANGUAGES[use.kind](arg.text);
}
