import { visibleLine } from '../plan/display.ts';
import type { PlannerInfo } from '../session/events.ts';
import type { Status } from './deps.ts';
import { duration } from './numbers.ts';
import { folderName } from './place.ts';
import { cutLine, type Line, lineWidth } from './text.ts';
import type { View } from './view.ts';

/**
 * One quiet row: where, who, which planner, what the last plan cost, how to get help. Where it is narrow the warning
 * about root gets short first, then help goes, then who, then the cost, then where the model is; which planner answers is said as long as it fits.
 */
export function statusLine(status: Status, last: PlannerInfo | undefined, view: View): Line {
  const { theme, messages, columns } = view;
  const { separator, ellipsis } = theme.glyphs;
  const who = `${visibleLine(status.user)}@${visibleLine(status.host)}`;
  const spent = last && last.kind !== 'direct' ? cost(last, view) : '';
  const folder: Line = [{ text: folderName(status.cwd, status.home), tone: 'accent' }];
  const long: Line = status.root ? [{ text: ` ${separator} ${messages.status.root}`, tone: 'bad' }] : [];
  const short: Line = status.root ? [{ text: ' (root)', tone: 'bad' }] : [];
  const dim = (text: string): Line => (text === '' ? [] : [{ text, tone: 'dim' }]);
  const planner = dim(visibleLine(status.planner));
  const help = dim(messages.status.help);
  const ways: Line[][] = [
    [folder, [...dim(who), ...long], planner, dim(spent), help],
    [folder, [...dim(who), ...short], planner, dim(spent), help],
    [folder, [...dim(who), ...short], planner, dim(spent)],
    [[...folder, ...short], planner, dim(spent)],
    [[...folder, ...short], planner],
    [[...folder, ...short], dim(visibleLine(status.planner.replace(/ via .*$/, '')))],
    [folder, [...dim(who), ...short]],
    [[...folder, ...short]],
  ];
  const rows = ways.map((parts) => joined(parts, ` ${separator} `));
  return cutLine(rows.find((row) => lineWidth(row) <= columns) ?? rows.at(-1)!, columns, ellipsis);
}

const joined = (parts: readonly Line[], between: string): Line =>
  parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [{ text: between, tone: 'dim' } as const, ...part]));

function cost(info: PlannerInfo, { messages, theme }: View): string {
  const time = duration(info.ms);
  if (info.promptTokens === undefined) return time;
  return `${messages.tokens(info.promptTokens, info.completionTokens ?? 0)} ${theme.glyphs.separator} ${time}`;
}
