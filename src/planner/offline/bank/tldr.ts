import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lemmas } from '../text/lemma.ts';

const MAX_PAGES = 3000;
const MAX_BYTES = 16 * 1024;
const MAX_MILLISECONDS = 150;
const MAX_LENGTH = 160;
/** Words that say nothing about what is wanted. */
const FAINT = new Set(
  'a an the of in on to for from with and or by as at is are all any my me i it its this that file files show list display print find get how what which please using use given specific'.split(
    ' ',
  ),
);

/** Where clients of tldr-pages keep their pages; the first that exists is read. */
const CACHES = [
  '.cache/tldr/pages',
  '.cache/tldr',
  '.local/share/tldr/tldr/pages',
  '.local/share/tldr/pages',
  '.local/share/tldr',
  '.cache/tealdeer/tldr-pages/pages',
  '.cache/tealdeer/tldr-pages/pages.en',
  '.tldrc/tldr/pages',
  '.tldr/cache/pages',
];

/**
 * Examples from a cache of tldr-pages that is on this machine already, nearest first, at most `limit`, each `what: command`.
 * Untrusted text of others: one line, printable, shortened, shown as an example and never run or planned. Bounded in time and size.
 */
export function tldrExamples(request: string, home: string, limit = 2): string[] {
  const wanted = tellingWords(request);
  if (wanted.size === 0) return [];
  const until = performance.now() + MAX_MILLISECONDS;
  const found: { text: string; score: number }[] = [];
  for (const page of pagesOf(home)) {
    if (performance.now() > until) break;
    for (const { what, command } of examplesOf(page)) {
      const words = tellingWords(what);
      const shared = [...words].filter((word) => wanted.has(word)).length;
      if (shared >= 2) found.push({ text: `${what}: ${command}`, score: shared / Math.sqrt(words.size + 2) });
    }
  }
  found.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1));
  return [...new Set(found.map(({ text }) => text))].slice(0, limit);
}

function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  return new Set(words.filter((word) => !FAINT.has(word)).map((word) => lemmas(word).at(-1)!));
}

function pagesOf(home: string): string[] {
  for (const cache of CACHES) {
    const pages = ['common', 'linux'].flatMap((platform) => {
      const folder = join(home, cache, platform);
      try {
        return readdirSync(folder)
          .filter((name) => name.endsWith('.md'))
          .map((name) => join(folder, name));
      } catch {
        return [];
      }
    });
    if (pages.length > 0) return pages.slice(0, MAX_PAGES);
  }
  return [];
}

/** "- What it does:" followed by a line in backticks. */
function examplesOf(page: string): { what: string; command: string }[] {
  let text: string;
  try {
    if (!statSync(page).isFile() || statSync(page).size > MAX_BYTES) return [];
    text = readFileSync(page, 'utf8');
  } catch {
    return [];
  }
  const found: { what: string; command: string }[] = [];
  for (const match of text.matchAll(/^- (.+?):?\s*\n+`([^`\n]+)`/gm)) {
    const what = plain(match[1]!);
    const command = plain(match[2]!.replace(/\{\{(?:\[[^\]|]*\|([^\]]*)\]|(.*?))\}\}/g, '$1$2'));
    if (what !== '' && command !== '' && what.length + command.length <= MAX_LENGTH)
      found.push({ what, command });
  }
  return found;
}

/** One line of printable characters; a page that holds others is not shown. */
function plain(text: string): string {
  const line = text.trim();
  return /^[\x20-\x7e\p{L}]*$/u.test(line) ? line : '';
}
