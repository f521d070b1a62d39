import type { Role } from '../types.ts';
import type { Draft } from '../words.ts';

const BEFORE: readonly (readonly [string, Role])[] = [
  ['p-to', 'to'],
  ['p-named', 'named'],
  ['p-as', 'as'],
  ['except', 'except'],
  ['p-in', 'in'],
  ['p-from', 'from'],
  ['than', 'than'],
  ['more-than', 'than'],
  ['less-than', 'than'],
  ['newer', 'than'],
  ['older', 'than'],
  ['obj', 'object'],
  ['p-of', 'of'],
  ['p-with', 'with'],
  ['p-by', 'by'],
];
const TRANSPARENT = [
  'stop',
  'folder',
  'subfolder',
  'file',
  'all',
  'create',
  'name',
  'text',
  'word',
  'link',
  'archive',
  'column',
  'branch',
  'tag',
  'user',
  'group',
  'process',
  'service',
  'punct-quote',
  'here',
  'line',
  'script-noun',
  'path',
  'only',
  'ports',
  'pid',
  'variable',
  'log',
  'message',
  'package',
  'item',
  'new',
  'but',
  'host',
  'machine',
  'key',
  'new',
];

/** The part each term plays, from the preposition before it or, in Chinese, the word of place after it. */
export function rolesOf(drafts: readonly Draft[]): Role[] {
  const roles: Role[] = [];
  drafts.forEach((draft, i) => {
    roles.push(placeAfter(drafts, i) ?? roleBefore(drafts, roles, i, draft));
  });
  return roles;
}

const isEntity = (draft: Draft) =>
  draft.atom.shape !== undefined
    ? draft.atom.shape.kind !== 'punct'
    : draft.tags.size === 0 || draft.tags.has('#literal') || draft.tags.has('#path');

function placeAfter(drafts: readonly Draft[], i: number): Role | undefined {
  if (!isEntity(drafts[i]!)) return undefined;
  // "raj's login shell": the possessor.
  if (/^['’]s$/.test(drafts[i + 1]?.atom.raw ?? '')) return 'of';
  let after = drafts[i + 1];
  if (after?.atom.chinese && (after.tags.has('folder') || after.tags.has('file')) && !after.tags.has('p-in'))
    after = drafts[i + 2];
  return after?.atom.chinese &&
    after.tags.has('p-in') &&
    /^(?:里|中|内|下|中的|里的|内的|下的|里面|之中|当中|之内|下面|下边|之下|目录下|文件夹下|目录中|目录里|文件夹中|文件夹里|文件中|文件里|目录内|[中里下]有多少个?|[中里]有几个)$/.test(
      after.atom.text,
    )
    ? 'in'
    : undefined;
}

function roleBefore(drafts: readonly Draft[], roles: readonly Role[], i: number, draft: Draft): Role {
  if (draft.atom.shape?.kind === 'punct') return 'none';
  for (let at = i - 1, steps = 0; at >= 0 && steps < 4; at -= 1, steps += 1) {
    const before = drafts[at]!;
    const found = BEFORE.find(([tag]) => before.tags.has(tag));
    if (found && !(found[0] === 'p-of' && before.atom.chinese && before.atom.text === '的')) return found[1];
    const joins =
      before.tags.has('p-and') ||
      before.tags.has('p-or') ||
      before.atom.raw === ',' ||
      before.atom.raw === '、';
    if (joins && at > 0 && isEntity(drafts[at - 1]!)) return roles[at - 1]!;
    if (before.atom.chinese && before.atom.text === '的') return 'none';
    if (isEntity(before)) return 'none';
    if (!TRANSPARENT.some((tag) => before.tags.has(tag))) return 'none';
  }
  return 'none';
}
