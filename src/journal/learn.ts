import type { History, HistoryEntry } from './history.ts';
import { words } from './segment.ts';

/** A request of this person and the commands that answered it, one to a line. */
export interface Example {
  readonly request: string;
  readonly command: string;
}

/** So many are looked at before those that taught nothing are left out. */
const CANDIDATES = 40;
/** Words too common to say what a request is about. */
const COMMON = new Set(
  'a an the of in on at to for from by with and or is are was be it its this that these those my me i you please show list get find give what which how all here there do does can 的 了 在 是 我 把 和 一下 请 所有 这里 哪些 什么 怎么 显示 列出 查看'.split(
    ' ',
  ),
);

/**
 * What this person accepted, or corrected, for requests like this one; nearest first. What they rejected later for the
 * same words is left out, and so is what failed, was redacted or only answered.
 */
export function examples(history: History, request: string, limit = 4): Example[] {
  const telling = words(request).filter((word) => !COMMON.has(word.toLowerCase()));
  const terms = [...new Set(telling)].slice(0, 32);
  if (terms.length === 0) return [];
  const found = history.match(`request : (${terms.map((term) => `"${term}"`).join(' OR ')})`, CANDIDATES);
  const rejected = new Set<string>();
  const lessons = new Map<string, Example & { readonly rank: number; readonly id: number }>();
  // Newest first, so that a later refusal is known before the older success.
  for (const [rank, entry] of [...found.entries()].sort(([, a], [, b]) => b.id - a.id)) {
    const example = lesson(entry);
    if (!example) continue;
    const key = `${plain(example.request)}\n${example.command}`;
    if (entry.outcome === 'refused') rejected.add(key);
    else if (taught(entry) && !rejected.has(key) && !lessons.has(key))
      lessons.set(key, { ...example, rank, id: entry.id });
  }
  return [...lessons.values()]
    .sort((a, b) => a.rank - b.rank || b.id - a.id)
    .slice(0, limit)
    .map(({ request, command }) => ({ request, command }));
}

const plain = (request: string) => words(request).join(' ').toLowerCase();

function lesson({ request, commands }: HistoryEntry): Example | undefined {
  const command = commands.map((step) => step.command).join('\n');
  if (command === '' || /\[redacted\]/.test(request + command)) return undefined;
  return { request, command };
}

/** It ran to its end and every command of it was good. */
function taught({ outcome, commands }: HistoryEntry): boolean {
  return outcome === 'done' && commands.length > 0 && commands.every(({ exitCode }) => exitCode === 0);
}
