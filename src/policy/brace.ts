/**
 * Brace expansion on raw text, as bash does it before anything else: `a{b,c}d`, `{1..3}`, `{a..e..2}`, nested.
 * Quotes, `\`, `$(…)`, `<(…)`, `${…}` and backticks are stepped over. Returns the text alone when there is nothing to expand,
 * undefined when there are more than `cap` results.
 */
export function expandBraces(text: string, cap = 256): readonly string[] | undefined {
  const found = findBrace(text);
  if (!found) return [text];
  const { start, end, commas } = found;
  const head = text.slice(0, start);
  let middle: string[];
  if (commas.length > 0) {
    const cuts = [start, ...commas, end];
    middle = cuts.slice(0, -1).map((cut, index) => text.slice(cut + 1, cuts[index + 1]));
  } else {
    const sequence = range(text.slice(start + 1, end), cap);
    if (!sequence) return undefined;
    middle = sequence;
  }
  const tails = expandBraces(text.slice(end + 1), cap);
  if (!tails) return undefined;
  const results: string[] = [];
  for (const part of middle) {
    const inner = expandBraces(part, cap);
    if (!inner || results.length + inner.length * tails.length > cap) return undefined;
    for (const each of inner) for (const tail of tails) results.push(head + each + tail);
  }
  return results;
}

interface Brace {
  readonly start: number;
  readonly end: number;
  readonly commas: readonly number[];
}

function findBrace(text: string): Brace | undefined {
  for (let index = 0; index < text.length; index++) {
    const after = skipQuoted(text, index);
    if (after > index) {
      index = after - 1;
      continue;
    }
    if (text[index] !== '{') continue;
    const brace = matchBrace(text, index);
    if (brace && (brace.commas.length > 0 || isRange(text.slice(index + 1, brace.end)))) return brace;
  }
  return undefined;
}

function matchBrace(text: string, start: number): Brace | undefined {
  let depth = 0;
  const commas: number[] = [];
  for (let index = start; index < text.length; index++) {
    const after = skipQuoted(text, index);
    if (after > index) {
      index = after - 1;
      continue;
    }
    const char = text[index];
    if (char === '{') depth++;
    else if (char === ',' && depth === 1) commas.push(index);
    else if (char === '}' && --depth === 0) return { start, end: index, commas };
  }
  return undefined;
}

/** Position after a quoted or nested stretch that starts here; the position itself when none does. */
function skipQuoted(text: string, index: number): number {
  const char = text[index];
  if (char === '\\') return index + 2;
  if (char === "'") return closing(text, index + 1, "'");
  if (char === '"' || char === '`') {
    for (let at = index + 1; at < text.length; at++) {
      if (text[at] === '\\') at++;
      else if (text[at] === char) return at + 1;
    }
    return text.length;
  }
  const next = text[index + 1];
  if ((char === '<' || char === '>') && next === '(') return balanced(text, index + 1, '(', ')');
  if (char !== '$') return index;
  if (next === "'") {
    for (let at = index + 2; at < text.length; at++) {
      if (text[at] === '\\') at++;
      else if (text[at] === "'") return at + 1;
    }
    return text.length;
  }
  if (next === '{') return balanced(text, index + 1, '{', '}');
  if (next === '(') return balanced(text, index + 1, '(', ')');
  return index;
}

function closing(text: string, from: number, char: string): number {
  const at = text.indexOf(char, from);
  return at === -1 ? text.length : at + 1;
}

function balanced(text: string, start: number, open: string, close: string): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (char === open) depth++;
    else if (char === close && --depth === 0) return index + 1;
    else if (char === '\\') index++;
    else if (char === "'" || char === '"' || char === '`')
      index = Math.max(index, skipQuoted(text, index) - 1);
  }
  return text.length;
}

const NUMBERS = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/;
const LETTERS = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/;
const isRange = (text: string) => NUMBERS.test(text) || LETTERS.test(text);

function range(text: string, cap: number): string[] | undefined {
  const numbers = NUMBERS.exec(text);
  const [, from, to, by] = numbers ?? LETTERS.exec(text)!;
  const first = numbers ? Number(from) : from!.charCodeAt(0);
  const last = numbers ? Number(to) : to!.charCodeAt(0);
  const step = Math.abs(Number(by ?? 1)) || 1;
  if (Math.abs(last - first) / step + 1 > cap) return undefined;
  const padded = numbers && [from, to].some((each) => /^-?0\d/.test(each!));
  const width = padded ? Math.max(from!.length, to!.length) : 0;
  const results: string[] = [];
  for (let at = first; first <= last ? at <= last : at >= last; at += first <= last ? step : -step)
    results.push(numbers ? pad(at, width) : String.fromCharCode(at));
  return results;
}

function pad(value: number, width: number): string {
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
}
