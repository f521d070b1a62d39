import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { additions } from './adding.ts';
import { lineDeletions } from './line-deletions.ts';
import { replaces } from './replacing.ts';
import { configValues, settings } from './settings.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const editRules: readonly Rule[] = [settings, replaces, configValues, additions, lineDeletions];
