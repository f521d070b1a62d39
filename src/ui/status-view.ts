import { visibleLine } from '../plan/display.ts';
import type { PlannerInfo } from '../session/events.ts';
import type { Status } from './deps.ts';
import { duration } from './numbers.ts';
import { folderName } from './place.ts';
import { cutLine, type Line, lineWidth, type Span } from './text.ts';
import type { View } from './view.ts';

/** One quiet row: where, who, which planner, what the last plan cost. The last parts go first where it is narrow. */
export function statusLine(status: Status, last: PlannerInfo | undefined, view: View): Line {
  const { theme, messages, columns } = view;
  const { glyphs } = theme;
  const root: Span[] = status.root
    ? [{ text: columns >= 60 ? ` ${glyphs.separator} ${messages.status.root}` : ' (root)', tone: 'bad' }]
    : [];
  const folder = folderName(status.cwd, status.home);
  const parts: Span[][] = [
    [{ text: folder, tone: 'accent' }],
    [{ text: `${visibleLine(status.user)}@${visibleLine(status.host)}`, tone: 'dim' }, ...root],
    [{ text: visibleLine(status.planner), tone: 'dim' }],
    last && last.kind !== 'direct' ? [{ text: cost(last, view), tone: 'dim' }] : [],
    [{ text: messages.status.help, tone: 'dim' }],
  ];
  const row: Span[] = [];
  for (const part of parts) {
    if (part.length === 0) continue;
    const joined: Span[] =
      row.length === 0 ? part : [...row, { text: ` ${glyphs.separator} `, tone: 'dim' }, ...part];
    if (row.length > 0 && lineWidth(joined) > columns) break;
    row.splice(0, row.length, ...joined);
  }
  return cutLine(row, columns, glyphs.ellipsis);
}

function cost(info: PlannerInfo, { messages, theme }: View): string {
  const time = duration(info.ms);
  if (info.promptTokens === undefined) return time;
  return `${messages.tokens(info.promptTokens, info.completionTokens ?? 0)} ${theme.glyphs.separator} ${time}`;
}
