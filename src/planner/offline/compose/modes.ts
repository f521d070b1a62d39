import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { checksums, comparisons } from './comparing.ts';
import { links } from './links.ts';
import { owners, permissions } from './permissions.ts';
import { stats } from './stats.ts';
import { usage } from './usage.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const modeRules: readonly Rule[] = [permissions, stats, links, owners, checksums, comparisons, usage];
