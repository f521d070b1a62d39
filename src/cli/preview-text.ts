import type { Speaker } from '../language/speaker.ts';
import { cleanOutput, visible, visibleLine } from '../plan/display.ts';
import type { Preview, PreviewedChange } from './deps.ts';

/** The contract's shape, nothing else. */
export function previewJson({ steps, changes }: Preview): string {
  return `${JSON.stringify({ steps, changes })}\n`;
}

const WORD: Record<PreviewedChange['change'], string> = {
  deleted: 'deletes',
  created: 'creates',
  modified: 'changes',
  replaced: 'replaces',
  mode: 'changes the mode of',
  link: 'links',
};
/** The kind is one in the contract; what is said is what really differs. */
function wordFor({ change, before, after }: PreviewedChange): string {
  if (change !== 'mode' || before?.mode !== after?.mode || before?.uid !== after?.uid) return WORD[change];
  if (before?.gid !== after?.gid) return 'changes the group of';
  return after?.attributes === undefined ? 'changes the time of' : 'changes the attributes of';
}

/** Deletions first, and never folded away. */
const ORDER = Object.keys(WORD) as PreviewedChange['change'][];
const MOST = 200;

/** Totals, then each change with its difference, then what the steps printed. */
export function previewText({ steps, changes, notes }: Preview, say: Speaker): string {
  const sorted = [...changes].sort(
    (a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change) || (a.path < b.path ? -1 : 1),
  );
  const moved = changes.filter(({ movedFrom }) => movedFrom !== undefined);
  const gone = new Map(moved.map(({ path, movedFrom }) => [movedFrom!, path]));
  const isMove = ({ change, path, movedFrom }: PreviewedChange) =>
    movedFrom !== undefined || (change === 'deleted' && gone.has(path));
  const totals = [
    ['moved', moved.length] as const,
    ...ORDER.map(
      (kind) => [kind, changes.filter((one) => one.change === kind && !isMove(one)).length] as const,
    ),
  ].filter(([, count]) => count > 0);
  const lines = [
    totals.length === 0
      ? say`it would change nothing`
      : say`it would change: ${totals.map(([kind, count]) => say.of(`${count} ${kind}`)).join(say`, `)}`,
  ];
  sorted.forEach((change, index) => {
    if ((index >= MOST && change.change !== 'deleted') || change.movedFrom !== undefined) return;
    if (isMove(change)) {
      lines.push(say`  moves ${visibleLine(change.path)} to ${visibleLine(gone.get(change.path)!)}`);
      return;
    }
    lines.push(`  ${say.of(wordFor(change))} ${visibleLine(change.path)}${details(change, say)}`);
    if (change.diff !== undefined && index < MOST)
      lines.push(...body(change.diff).map((line) => `    ${line}`));
  });
  const hidden = sorted.filter(
    (one, index) => index >= MOST && one.change !== 'deleted' && !isMove(one),
  ).length;
  if (hidden > 0) lines.push(say`  and ${hidden} more that delete nothing`);
  for (const { id, exitCode, stdout, stderr } of steps) {
    lines.push(exitCode === null ? say`step ${id}: exit by a signal` : say`step ${id}: exit ${exitCode}`);
    for (const text of [stdout, stderr])
      if (text !== '')
        lines.push(
          ...cleanOutput(text)
            .trimEnd()
            .split('\n')
            .slice(0, 40)
            .map((line) => `  ${line}`),
        );
  }
  for (const note of notes) lines.push(say`note: ${visibleLine(say.of(note))}`);
  return `${lines.join('\n')}\n`;
}

/** Sizes, and what else of a file changes: its mode, its owner, where a link leads. */
function details({ before, after }: PreviewedChange, say: Speaker): string {
  const parts: string[] = [];
  if (before?.size !== after?.size) parts.push(say`${before?.size ?? 0} → ${after?.size ?? 0} bytes`);
  if (before?.mode !== undefined && after?.mode !== undefined && before.mode !== after.mode)
    parts.push(say`mode ${before.mode} → ${after.mode}`);
  if (before?.uid !== undefined && after?.uid !== undefined && before.uid !== after.uid)
    parts.push(say`owner ${before.uid} → ${after.uid}`);
  if (before?.gid !== undefined && after?.gid !== undefined && before.gid !== after.gid)
    parts.push(say`group ${before.gid} → ${after.gid}`);
  if (after?.target !== undefined) parts.push(say`leads to ${visibleLine(after.target)}`);
  parts.push(...attributeDetails(before?.attributes ?? {}, after?.attributes ?? {}, say));
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Names only: a value is anything. */
function attributeDetails(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  say: Speaker,
): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => {
      const shown = visibleLine(Buffer.from(name, 'latin1').toString('utf8'));
      if (!(name in before)) return say`attribute ${shown} set`;
      return name in after ? say`attribute ${shown} changed` : say`attribute ${shown} removed`;
    });
}

/** The lines of a difference without its head, which only repeats the name; none for an empty file. */
const body = (diff: string): readonly string[] => {
  const lines = visible(diff).trimEnd().split('\n');
  const first = lines.findIndex((line) => line.startsWith('@@'));
  return first < 0 ? [] : lines.slice(first);
};
