// Finds where JSON-like values begin and end in a model's text. A value counts only when its end is really there:
// a cut-off document is never closed by guessing, since half a command is another command.

/** End of the strictly quoted value that opens at `start`; undefined when it is not closed. */
export function strictEnd(text: string, start: number): number | undefined {
  const open: string[] = [];
  for (let i = start; i < text.length; i++) {
    const char = text[i]!;
    if (char === '"') {
      i = closingQuote(text, i);
      if (i < 0) return undefined;
    } else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') {
      if (open.pop() !== char) return undefined;
      if (open.length === 0) return i + 1;
    }
  }
  return undefined;
}

function closingQuote(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return -1;
}

const QUOTES: Readonly<Record<string, RegExp>> = {
  '"': /["]/,
  "'": /[']/,
  '`': /[`]/,
  '“': /[”"]/,
  '‘': /[’']/,
};

/**
 * The same for what needs repair: other quotes, and quotes left bare inside a string. A quote ends its string only
 * where a comma, colon or closing bracket (or the end of the text) follows.
 */
export function looseEnd(text: string, start: number): number | undefined {
  const open: string[] = [];
  let before = '';
  for (let i = start; i < text.length; i++) {
    const char = text[i]!;
    if (/\s/.test(char)) continue;
    const closing = QUOTES[char];
    if (closing && /[{[,:]/.test(before)) {
      i = looseQuote(text, i, closing);
      if (i < 0) return undefined;
    } else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') {
      if (open.pop() !== char) return undefined;
      if (open.length === 0) return i + 1;
    }
    before = text[i]!;
  }
  return undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  None: 'null',
  True: 'true',
  False: 'false',
  undefined: 'null',
};

/**
 * The unambiguous part of a repair: single-quoted strings as JSON strings, no commas before a closing bracket, other
 * languages' words for null, true and false. Strings that are JSON already are copied as they are.
 */
export function requoted(text: string): string {
  let result = '';
  let before = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const starts = /[{[,:]/.test(before) && (char === "'" || char === '"');
    const end = starts ? looseQuote(text, i, QUOTES[char]!) : -1;
    if (end >= 0) {
      const inside = text.slice(i + 1, end);
      result += char === '"' ? text.slice(i, end + 1) : `"${inside.replace(/\\([\s\S])|"/g, requote)}"`;
      i = end;
    } else if (char === ',' && /^\s*[}\]]/.test(text.slice(i + 1, i + 200))) {
      continue;
    } else if (/[A-Za-z]/.test(char)) {
      const word = /^[A-Za-z]+/.exec(text.slice(i, i + 40))![0];
      result += WORDS[word] ?? word;
      i += word.length - 1;
    } else result += char;
    if (!/\s/.test(text[i]!)) before = text[i]!;
  }
  return result;
}

const requote = (all: string, escaped: string | undefined) =>
  escaped === undefined ? '\\"' : escaped === "'" ? "'" : all;

function looseQuote(text: string, start: number, closing: RegExp): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (closing.test(text[i]!) && followedByStructure(text, i + 1)) return i;
  }
  return -1;
}

function followedByStructure(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++) {
    const char = text[i]!;
    if (!/\s/.test(char)) return /[,:}\]]/.test(char);
  }
  return true;
}

/** Whether a bracket at `start` looks like the start of JSON and not like one in prose or in a command. */
export function opensJson(text: string, start: number): boolean {
  if (text[start] !== '{' && text[start] !== '[') return false;
  const next = /\S/.exec(text.slice(start + 1, start + 80))?.[0];
  if (next === undefined) return true;
  return text[start] === '{' ? /["'`“‘}]/.test(next) : /["'`“‘{[\]]/.test(next);
}
