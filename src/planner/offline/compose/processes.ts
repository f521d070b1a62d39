import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { journals } from './journals.ts';
import { network } from './network.ts';
import { kills, processes } from './process-list.ts';
import { named } from './services.ts';
import { crons, users, variables } from './users.ts';
import { userFiles } from './users-files.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const GREEDY =
  'show|show-light|find|ask|all|now|machine|it-ref|item|name|exist|only|running|run|p-with|p-by|current|here|command-noun|value|detail|result|count-light';

export const processRules: readonly Rule[] = [
  kills,
  processes,
  journals,
  network,
  userFiles,
  users,
  named,
  variables,
  crons,
];
