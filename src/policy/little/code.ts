import type { Use } from '../spec.ts';

/** Calls of other languages that remove a folder with everything below. */
const REMOVES =
  /\b(?:rmtree|rm_rf|rm_r|remove_tree|remove_entry|removeall|remove_dir_all|rmSync|rmdirSync|rimraf)\b[\s('"([]*?["']([^"'\n]+)["']/gi;
const FORKS_FOREVER =
  /\bfork\b(?:\s*\(\s*\))?\s*(?:while|until)\b|\b(?:while|for|loop|until)\b[^;\n]{0,40}[\s{:(;]+(?:\w+[.:]+)*(?:pcntl_)?fork\b|\bfork\b[^\n]*\bfor\b[^\n]*\b(?:iter|count|repeat)\b/;

/**
 * Program text of another language is never judged; but what its literals say to a shell, and what it plainly removes, is
 * looked through for what is denied.
 */
export function codeUses(text: string): readonly Use[] {
  const uses: Use[] = [];
  for (const [, , literal] of text.matchAll(/(["'`])((?:\\.|(?!\1)[^\\])*)\1/gs))
    if (literal && /\s/.test(literal))
      uses.push({ kind: 'shell', arg: literal.replace(/\\(["'`/])/g, '$1'), param: 'denies' });
  for (const [, path] of text.matchAll(REMOVES)) uses.push({ kind: 'delete-tree', arg: path! });
  if (FORKS_FOREVER.test(text)) uses.push({ kind: 'fatal', detail: 'starts itself without end' });
  return uses;
}
