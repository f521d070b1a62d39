import type { Reading } from '../reading.ts';
import type { Proposal } from '../types.ts';
import { accountRules } from './account-queries.ts';
import { anchoredRules } from './anchored.ts';
import { archiveRules } from './archive.ts';
import { changeRules } from './change.ts';
import { companions } from './companions.ts';
import { conversionRules } from './conversions.ts';
import { dateWords } from './date-words.ts';
import { datedNames } from './dated-names.ts';
import { editRules } from './edit.ts';
import { fieldLines } from './field-lines.ts';
import { figureRules } from './figures.ts';
import { folderEdits } from './folder-edits.ts';
import { gitRules } from './git.ts';
import { grepRules } from './grep.ts';
import { iniSections } from './ini-sections.ts';
import { inquiryRules } from './inquiry.ts';
import { jsonRules } from './json.ts';
import { keyLines } from './key-lines.ts';
import { linePicks } from './line-picks.ts';
import { lineShapes } from './line-shapes.ts';
import { lineStarts } from './line-starts.ts';
import { listRules } from './list.ts';
import { logRules } from './logs.ts';
import { phraseRules } from './machine-phrases.ts';
import { machineQueries } from './machine-queries.ts';
import { modeEdits } from './mode-edits.ts';
import { modeRules } from './modes.ts';
import { nthColumn } from './nth-column.ts';
import { numberPicks } from './number-picks.ts';
import { pathParts } from './path-parts.ts';
import { processRules } from './processes.ts';
import { projectTasks } from './project-tasks.ts';
import { reshapingRules } from './reshaping.ts';
import { searches } from './search/search.ts';
import { systemRules } from './system.ts';
import { systemFiles } from './system-files.ts';
import { systemQueries } from './system-queries.ts';
import { tableRules } from './table.ts';
import { textRules } from './text.ts';
import { valueRules } from './values.ts';
import { wordLines } from './word-lines.ts';

export type Rule = (reading: Reading) => Proposal | undefined;

/** All that is known, in order of preference between equal explanations. */
export const rules: readonly Rule[] = [
  ...valueRules,
  ...gitRules,
  ...conversionRules,
  ...jsonRules,
  ...tableRules,
  ...logRules,
  fieldLines,
  nthColumn,
  ...editRules,
  ...changeRules,
  ...folderEdits,
  ...modeEdits,
  ...reshapingRules,
  ...archiveRules,
  ...modeRules,
  ...grepRules,
  ...inquiryRules,
  ...anchoredRules,
  ...linePicks,
  ...numberPicks,
  ...lineShapes,
  lineStarts,
  keyLines,
  iniSections,
  companions,
  wordLines,
  datedNames,
  projectTasks,
  ...textRules,
  ...listRules,
  searches,
  ...accountRules,
  ...systemFiles,
  ...systemQueries,
  ...machineQueries,
  ...phraseRules,
  ...figureRules,
  ...pathParts,
  ...dateWords,
  ...processRules,
  ...systemRules,
];
