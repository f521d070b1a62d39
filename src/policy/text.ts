/** The text check before the parser: what a person cannot see, or parser, screen and shell read differently. */

export const MAX_BYTES = 16 * 1024;
export const MAX_OPENERS = 64;

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const INVISIBLE =
  /\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160]|[\u180b-\u180f]|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164]|[\ufe00-\ufe0f]|[\ufeff\uffa0\ufff0-\uffff]|[\u{1d173}-\u{1d17a}]|[\u{e0000}-\u{e0fff}]/u;
const EXOTIC_BLANK = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** What is wrong with the text, in words; empty when nothing is. Whatever it says, the text is still parsed for denies. */
export function checkText(text: string): readonly string[] {
  const problems: string[] = [];
  if (Buffer.byteLength(text) > MAX_BYTES) problems.push('longer than 16 KiB');
  if (CONTROL.test(text)) problems.push('holds control characters');
  if (LONE_SURROGATE.test(text)) problems.push('is not valid Unicode');
  if (INVISIBLE.test(text)) problems.push('holds invisible or direction-changing characters');
  if (EXOTIC_BLANK.test(text)) problems.push('holds blanks that look like spaces and are none');
  return problems;
}

const DASH_LIKE = /^[\u00af\u02d7\u2010-\u2015\u2043\u2212\u2796\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d]/;

/** Looks like an option to a person and is none to the tool. */
export const looksLikeOption = (word: string): boolean => DASH_LIKE.test(word);

/** Letters beyond ASCII in the part that names the host, also written as `xn--`: another host may look the same. */
export function hasForeignHost(address: string): boolean {
  const rest = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const host = rest.split(/[/?#]/, 1)[0]!.split('@').at(-1)!;
  return /[^\u0000-\u007f]/.test(host) || /(?:^|\.)xn--/i.test(host);
}

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/** The text without its brackets where they stand in heaps, else without any: fit for the parser, not for an allow. */
export function withoutNests(text: string): string {
  const thinner = text.replace(/(?:\$?[([{]\s*){8,}/g, ' ');
  return unclosedOpeners(thinner) > MAX_OPENERS ? text.replace(/\$?[([{]/g, ' ') : thinner;
}

/**
 * Openers that are never closed, counted on the raw text: quotes are not understood here, so it may count too many.
 * It bounds what the parser is given, nothing else.
 */
export function unclosedOpeners(text: string): number {
  let open = 0;
  const closed: Record<string, number> = { ')': 0, '}': 0, ']': 0 };
  for (let index = text.length - 1; index >= 0; index--) {
    const char = text[index]!;
    if (char in closed) closed[char]!++;
    else if (char in CLOSER) {
      const closer = CLOSER[char]!;
      if (closed[closer]! > 0) closed[closer]!--;
      else open++;
    }
  }
  return open;
}
