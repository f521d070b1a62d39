import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { checksums, comparisons } from './comparing.ts';
import { links } from './links.ts';
import { owners, permissions } from './permissions.ts';
import { stats, whoMay } from './stats.ts';
import { usage } from './usage.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const modeRules: readonly Rule[] = [
  permissions,
  whoMay,
  stats,
  links,
  owners,
  checksums,
  comparisons,
  usage,
];
