import type { Arg, Call, Use } from './spec.ts';

/** The folder a command stands in, for the tools that look there when no operand names a place. */
export const HERE: Arg = { text: '.', exact: true, many: false };

/** What a tool lists that takes places, when it is given none. */
export const listsHere = (call: Call): readonly Use[] =>
  call.operands.length > 0 || call.has('--help', '--version') ? [] : [{ kind: 'meta', arg: HERE }];
