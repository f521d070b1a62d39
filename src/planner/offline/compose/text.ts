import { decodes, joinedLines } from './character-edits.ts';
import type { Rule } from './common.ts';
import { counts } from './counting.ts';
import { distinct, words } from './distinct.ts';
import { filters } from './filtering.ts';
import { slices } from './slices.ts';
import { reshapes, shows, sorts } from './sorting.ts';

export const textRules: readonly Rule[] = [
  joinedLines,
  decodes,
  slices,
  counts,
  sorts,
  distinct,
  words,
  filters,
  reshapes,
  shows,
];
