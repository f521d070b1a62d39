import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { fixedRule } from './fixed.ts';
import { BRANCH_LINES } from './git-branch-lines.ts';
import { commits } from './git-commits.ts';
import { lastCommit } from './git-last.ts';
import { TREE_LINES } from './git-lines.ts';
import { logs } from './git-logs.ts';
import { gitPhrases } from './git-phrases.ts';
import { refs } from './git-refs.ts';

export type Rule = (r: Reading) => Proposal | undefined;

const fixed = [...BRANCH_LINES, ...TREE_LINES].map(fixedRule);

/** The fixed lines speak of git only inside a repository or when git is named. */
const inRepository =
  (rule: Rule): Rule =>
  (r) =>
    r.world.git || (r.has('git') && /git|repo|仓库/i.test(r.analysis.request)) ? rule(r) : undefined;

export const gitRules: readonly Rule[] = [
  gitPhrases,
  refs,
  lastCommit,
  commits,
  logs,
  ...fixed.map(inRepository),
];
