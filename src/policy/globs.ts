/** Shell patterns matched against text, without a disk. */

/** A pattern of `*`, `?`, `[…]` and escapes as a regular expression over one path segment; extended globs match anything. */
export function segmentMatcher(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index]!;
    if (char === '\\' && index + 1 < pattern.length) source += quote(pattern[++index]!);
    else if (/[@!+*?]/.test(char) && pattern[index + 1] === '(') {
      source += '.*';
      index = closingParen(pattern, index + 1);
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[') {
      const end = pattern.indexOf(']', index + 2);
      if (end === -1) source += '\\[';
      else {
        source += bracket(pattern.slice(index + 1, end));
        index = end;
      }
    } else source += quote(char);
  }
  try {
    return new RegExp(`^${source}$`, 'is');
  } catch {
    return /^.*$/s;
  }
}

const quote = (char: string) => char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function bracket(body: string): string {
  if (/\[[:=.]/.test(body)) return '.';
  const negated = /^[!^]/.test(body);
  const inner = (negated ? body.slice(1) : body).replace(/[\\\]^[]/g, '\\$&');
  return inner === '' ? '.' : `[${negated ? '^' : ''}${inner}]`;
}

function closingParen(pattern: string, open: number): number {
  let depth = 0;
  for (let index = open; index < pattern.length; index++) {
    if (pattern[index] === '\\') index++;
    else if (pattern[index] === '(') depth++;
    else if (pattern[index] === ')' && --depth === 0) return index;
  }
  return pattern.length;
}

/** Whether an absolute pattern may stand for this absolute path. Dots at the start are matched too: it errs to the careful side. */
export function globMatches(pattern: string, path: string): boolean {
  const want = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const have = path.split('/').filter(Boolean);
  const match = (p: number, h: number): boolean => {
    if (p === want.length) return h === have.length;
    if (want[p] === '**')
      return h <= have.length && (match(p + 1, h) || (h < have.length && match(p, h + 1)));
    return h < have.length && segmentMatcher(want[p]!).test(have[h]!) && match(p + 1, h + 1);
  };
  return match(0, 0);
}

/** A last segment that stands for everything in its folder: `*`, `.*`, `?*`, `[a-z]*`. */
export function takesEverything(pattern: string): boolean {
  const last = pattern.split('/').filter(Boolean).at(-1) ?? '';
  return (
    /^(?:\\?\.)?(?:[*?]|\[[^\]]*\]|\\\.|[@+!]\(.*\))*\*(?:[*?]|\[[^\]]*\])*$/.test(last) ||
    /^\[!?[^\]]*\]\*$/.test(last)
  );
}
