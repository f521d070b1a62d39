import { readdirSync } from 'node:fs';
import type { GlobFact } from '../policy/facts.ts';
import { segmentMatcher } from '../policy/globs.ts';
import { realPath, statOf } from './paths.ts';

const MAX_MATCHES = 4096;
const MAX_ENTRIES = 50_000;

/** What an absolute pattern matches now. It may match more than bash does (letter case, classes), never less. */
export function expandGlob(pattern: string): GlobFact {
  let budget = MAX_ENTRIES;
  let truncated = false;
  let folders = [''];
  const segments = pattern.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '' && !last) continue;
    const next: string[] = [];
    if (!/[*?[]|[@!+]\(/.test(segment.replace(/\\./g, ''))) {
      const name = segment.replace(/\\(.)/g, '$1');
      for (const folder of folders) {
        const path = `${folder}/${name}`;
        if (statOf(path === '' ? '/' : path)) next.push(path);
      }
    } else {
      const matcher = segmentMatcher(segment);
      const hidden = /^(?:\\?\.|\[|[@!+?*]\()/.test(segment);
      for (const folder of folders) {
        for (const name of namesIn(folder === '' ? '/' : folder)) {
          if (--budget < 0) truncated = true;
          if (truncated) break;
          if ((!name.startsWith('.') || hidden) && matcher.test(name)) next.push(`${folder}/${name}`);
        }
        if (/^\\?\./.test(segment))
          for (const name of ['.', '..']) if (matcher.test(name)) next.push(`${folder}/${name}`);
      }
    }
    if (next.length > MAX_MATCHES) truncated = true;
    folders = next.slice(0, MAX_MATCHES);
  }
  return { matches: folders.map((path) => ({ path, real: realPath(path) })), truncated };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
