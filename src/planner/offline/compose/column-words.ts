import type { Term } from '../types.ts';
import { columnNamed, isNumeric, type Table } from './columns.ts';

/** Words that speak of what a column holds although they are not its name. */
const ABOUT: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:amount|total|price|cost|value|sum|paid|fees?|charge|revenue|sales)$/i,
    /^(?:charg(?:ed?|es|ing)|bill(?:ed|s)?|owes?|owed|r[au]n up|spen[dt]s?|spending|pays?|paying|money|costs?|costly|expensive|priciest|pricey|cheap(?:est|er)?|最贵的?|最便宜的?|worth|revenue|euros?|dollars?|brings?|bringing|valuable)$/i,
  ],
  [
    /^(?:salary|wage|pay|income)$/i,
    /^(?:paid|pays?|earns?|earning|earned|earners?|makes?|income|wages?|money)$/i,
  ],
  [/^age$/i, /^(?:old|older|oldest|young|younger|youngest|years?|aged|最年轻的?|最年长的?|年纪最[大小])$/i],
  [
    /^temp(?:erature)?$/i,
    /^(?:hot|hotter|hottest|warm|warmer|warmest|cold|colder|coldest|cool|cooler|coolest|degrees?)$/i,
  ],
  [
    /^(?:qty|quantity|count|units|sold|sales)$/i,
    /^(?:sold|sells?|selling|units?|pieces?|bought|copies|quantity)$/i,
  ],
  [/^(?:weight|kg|grams?)$/i, /^(?:heavy|heavier|heaviest|light|lighter|lightest|weighs?|weighing)$/i],
  [/^(?:height|tall|cm)$/i, /^(?:tall|taller|tallest|high|short)$/i],
  [
    /^(?:duration|minutes|seconds|time|length|hours)$/i,
    /^(?:long|longer|longest|short|shorter|shortest|slow|slowest|fast|fastest|took|takes?|lasts?|lasted)$/i,
  ],
  [/^(?:population|inhabitants)$/i, /^(?:populous|people|inhabitants|populated)$/i],
  [
    /^(?:score|points|grade|rating|stars|marks?)$/i,
    /^(?:scored?|points?|best|worst|rated|graded?|good|better)$/i,
  ],
  [/^(?:distance|km|miles)$/i, /^(?:far|farther|farthest|further|furthest|distant)$/i],
  [/^stock$/i, /^(?:left|stocked|available)$/i],
];

/** The column a term speaks of: by name, by a word for its values. */
export function columnFor(term: Term, table: Table): number | undefined {
  if (term.kind === 'punct' || term.kind === 'number') return undefined;
  const text = (term.kind === 'quoted' || term.typo ? term.text : term.raw).replace(/\s+of$/i, '');
  const named = columnNamed(text, table);
  if (named !== undefined) return named;
  const fits = table.header.flatMap((name, i) =>
    ABOUT.some(([column, words]) => column.test(name.trim()) && words.test(text)) ? [i + 1] : [],
  );
  return fits.length === 1 ? fits[0] : undefined;
}

/** Numbers that stand for things, not for amounts. */
export const isKey = (column: number, table: Table): boolean =>
  /(?:^|[_ ])(?:id|no|nr|number|code|zip|year|phone|sku)$/i.test(table.header[column - 1] ?? '');

export const amounts = (table: Table): number[] =>
  Array.from({ length: table.width }, (_, i) => i + 1).filter(
    (column) => isNumeric(column, table) && !isKey(column, table),
  );

/** Words behind an amount that only say what it is counted in. */
export const UNITS =
  /^(?:degrees?|celsius|euros?|eur|dollars?|usd|times|years?|points?|kg|km|percent|%|pieces|units|stars?|items|minutes|hours|seconds|old|°|€|\$|in|of|at|age)$/i;
