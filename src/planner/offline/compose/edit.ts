import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { additions } from './adding.ts';
import { characterEdits } from './character-edits.ts';
import { commentToggles, switches } from './config-lines.ts';
import { wishedSettings } from './indirect-settings.ts';
import { jsonSets } from './json-set.ts';
import { lineDeletions } from './line-deletions.ts';
import { replaces } from './replacing.ts';
import { configValues, settings } from './settings.ts';
import { sortsInPlace, splits } from './splitting.ts';

export type Rule = (r: Reading) => Proposal | undefined;

export const editRules: readonly Rule[] = [
  jsonSets,
  commentToggles,
  switches,
  characterEdits,
  settings,
  replaces,
  wishedSettings,
  configValues,
  additions,
  lineDeletions,
  splits,
  sortsInPlace,
];
