import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { creates, touches } from './creating.ts';
import { clears, deletes } from './deleting.ts';
import { renames } from './renaming.ts';
import { transfers } from './transfers.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const changeRules: readonly Rule[] = [deletes, transfers, renames, creates, clears, touches];
