import { jsonrepair } from 'jsonrepair';
import { looseEnd, opensJson, requoted, strictEnd } from './json-scan.ts';
import { isSingleStep, tidy } from './loose-step.ts';
import { isPlanLike } from './normalise.ts';

/** What a model's text holds: a value to normalise, a command it gave as such, or nothing usable and why. */
export type Extracted =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'none'; readonly reason: string; readonly incomplete: boolean };

export interface ExtractOptions {
  /** Programs that exist here; a bare line counts as a command only when it starts with one. */
  readonly tools: readonly string[];
  /** Set when the answer may have been cut off: only a complete JSON value is taken from it. */
  readonly cut?: boolean;
}

/** Takes the plan out of prose, fences, think tags and broken JSON. Text that merely sounds like a plan is none. */
export function extract(text: string, options: ExtractOptions): Extracted {
  const scanned = scan(text.replace(/^\ufeff/, ''));
  const isolated = scanned.prose.trim() === '';
  const values = scanned.values
    .map(({ slice, strict }) => ({ value: strict ?? repair(slice), strict: strict !== undefined }))
    .filter(({ value, strict }) => isPlanLike(value) && (isObject(value) || (strict && isolated)))
    .map(({ value }) => value);
  if (scanned.incomplete)
    return { kind: 'none', reason: 'the answer breaks off in the middle', incomplete: true };
  if (values.length > 0) return choose(values, isolated);
  if (options.cut) return { kind: 'none', reason: 'the answer was cut off', incomplete: true };
  const command = commandIn(scanned, isolated, options.tools);
  // Only what stands in the answer to the letter: nothing may have been taken out of its middle.
  if (command !== undefined && text.includes(command))
    return { kind: 'value', value: { steps: [{ command }] } };
  return { kind: 'none', reason: 'no JSON object in the answer', incomplete: false };
}

/** The complete JSON of an answer given in two parts; undefined unless it is valid to the letter. */
export function resumed(first: string, rest: string): unknown {
  const text = first + rest;
  const start = text.search(/[{[]/);
  const end = start < 0 ? undefined : strictEnd(text, start);
  if (end === undefined || end <= first.length) return undefined;
  const value = parse(text.slice(start, end));
  return isPlanLike(value) ? value : undefined;
}

/** Several values: a list of single steps is one plan, else the last whole plan counts. */
function choose(values: readonly unknown[], isolated: boolean): Extracted {
  if (values.length === 1) return { kind: 'value', value: values[0] };
  if (isolated && values.every(isSingleStep)) return { kind: 'value', value: values };
  const whole = values.filter((value) => !isSingleStep(value));
  if (whole.length > 0) return { kind: 'value', value: whole.at(-1) };
  return { kind: 'none', reason: 'several answers at once: give one JSON object', incomplete: false };
}

interface Scanned {
  values: { readonly slice: string; readonly strict: unknown }[];
  fences: { readonly language: string; readonly body: string }[];
  /** Everything outside of values, fences and reasoning. */
  prose: string;
  /** Everything outside of reasoning, as it was written. */
  said: string;
  incomplete: boolean;
}

/** At the start of a line only: in the middle of one the tag may be what a command looks for. */
const THINK_OPEN =
  /(?:<(?:think|thinking|thought|reasoning|reflection|analysis)>|\[THINK\])(?<=^\s*(?:<\w+>|\[THINK\]))/imy;
const THINK_CLOSE =
  /(?:<\/(?:think|thinking|thought|reasoning|reflection|analysis)>|\[\/THINK\])(?=[\s{[`]|$)/gi;
/** Special tokens that some servers leave in the text; what stands before the final channel is reasoning. */
const FINAL_CHANNEL = /<\|channel\|>\s*final[^<]*<\|message\|>/i;
const TOKEN = /<\|[a-z_]+\|>/iy;
/** A text that needs more of these is no answer; also keeps the scan linear. */
const MAX_DRAFTS = 20;

function scan(text: string): Scanned {
  let found: Scanned = { values: [], fences: [], prose: '', said: '', incomplete: false };
  const closes = [...text.matchAll(THINK_CLOSE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const final = /^\s*[{[]/.test(text) ? null : FINAL_CHANNEL.exec(text);
  let fenced = false;
  let drafts = 0;
  let nextClose = 0;
  let i = final ? final.index + final[0].length : 0;
  while (i < text.length) {
    while (nextClose < closes.length && closes[nextClose]!.start < i) nextClose++;
    const closing = closes[nextClose];
    if (matchAt(THINK_OPEN, text, i)) {
      if (!closing) return { ...found, incomplete: true };
      i = closing.end;
    } else if (closing?.start === i) {
      // The opening tag was in the prompt: all before was reasoning.
      found = { values: [], fences: [], prose: '', said: '', incomplete: false };
      i = closing.end;
    } else if (text.startsWith('```', i)) {
      const after: Fenced | undefined = fenced ? { next: i + 3, inside: false } : fence(text, i + 3, found);
      if (!after) return { ...found, incomplete: true };
      found.said += text.slice(i, after.next);
      fenced = after.inside;
      i = after.next;
    } else if (opensJson(text, i)) {
      const next = value(text, i, found);
      // Cut off, unless it was a draft inside reasoning whose opening tag was in the prompt.
      if (next === undefined && (!closing || ++drafts > MAX_DRAFTS)) return { ...found, incomplete: true };
      found.said += next === undefined ? '' : text.slice(i, next);
      i = next ?? closing!.start;
    } else {
      const skipped = matchAt(TOKEN, text, i) ?? '';
      if (skipped === '') {
        found.prose += text[i];
        found.said += text[i];
      }
      i += skipped.length || 1;
    }
  }
  return found;
}

/** Reads the value that opens at `i` and gives the index after it; undefined when it is cut off. */
function value(text: string, i: number, found: Scanned): number | undefined {
  const end = strictEnd(text, i);
  const strict = end === undefined ? undefined : parse(text.slice(i, end));
  const last = strict === undefined ? looseEnd(text, i) : end;
  if (last !== undefined) found.values.push({ slice: text.slice(i, last), strict });
  return last;
}

interface Fenced {
  readonly next: number;
  readonly inside: boolean;
}

/** Reads a fence from after its backticks; undefined when it is cut off. One that holds JSON is left to the scan. */
function fence(text: string, from: number, found: Scanned): Fenced | undefined {
  const language = /^[\w+-]*/.exec(text.slice(from, from + 40))![0].toLowerCase();
  const start = from + language.length;
  const blank = /^\s*/.exec(text.slice(start, start + 80))![0].length;
  if (!SHELLS.has(language) && opensJson(text, start + blank)) return { next: start + blank, inside: true };
  const end = text.indexOf('```', start);
  if (end < 0) return undefined;
  found.fences.push({ language, body: text.slice(start, end) });
  return { next: end + 3, inside: false };
}

const SHELLS = new Set(['bash', 'sh', 'shell', 'zsh', 'console', 'terminal']);

/** A command given as such: one shell fence, one inline code, or one line that can be nothing else. */
function commandIn(scanned: Scanned, isolated: boolean, tools: readonly string[]): string | undefined {
  const fences = scanned.fences.filter(
    ({ language, body }) => body.trim() !== '' && (SHELLS.has(language) || (language === '' && isolated)),
  );
  if (fences.length > 0) return fences.length === 1 ? tidy(fences[0]!.body) : undefined;
  if (scanned.fences.length > 0) return undefined;
  const line = scanned.said.trim();
  const inline = /^`([^`\n]+)`$/.exec(line)?.[1];
  if (inline !== undefined && startsWithTool(inline, tools)) return inline;
  return isBareCommand(line, tools) ? line.replace(/^\$ +/, '') : undefined;
}

/** Single words that are programs but more likely an answer. */
const WORDS = new Set(['yes', 'true', 'false', 'test', 'who', 'what', 'time', 'link', 'help']);

/** Whether a line is a command and not a sentence that begins with the name of one: in doubt it is not. */
export function isBareCommand(text: string, tools: readonly string[]): boolean {
  const line = text.trim().replace(/^\$ +/, '');
  if (line === '' || line.length > 1000 || /[\n\r]/.test(line) || !startsWithTool(line, tools)) return false;
  if (!/\s/.test(line)) return !WORDS.has(line);
  const bare = line.replace(/'[^']*'|"[^"]*"/g, "''");
  if (/[^ -~]/.test(bare)) return false;
  if (/[\w)][,.:;?!](?:\s|$)/.test(bare)) return false;
  const sentence = bare.match(
    /(?<![\w./-])(?:the|a|an|you|your|it|this|that|is|are|will|can|with|using|to|of|and|or|for)(?![\w./-])/gi,
  );
  if ((sentence?.length ?? 0) > 1) return false;
  return (
    /(?:^|\s)-{1,2}\w|[|<>*~$'/]|\w\.\w/.test(bare) || (sentence === null && line.split(/\s+/).length <= 3)
  );
}

function startsWithTool(line: string, tools: readonly string[]): boolean {
  const word = /^(?:sudo\s+)?([\w.+-]+)(?=\s|$)/.exec(line)?.[1];
  return word !== undefined && tools.includes(word);
}

/** Repaired JSON, unless the repair had to make up names of members: then the text was something else. */
function repair(slice: string): unknown {
  const plain = requoted(slice);
  try {
    const value = parse(plain) ?? parse(jsonrepair(plain));
    return hasPlainKeys(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function hasPlainKeys(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(hasPlainKeys);
  if (!isObject(value)) return true;
  return Object.entries(value).every(
    ([key, member]) => /^[A-Za-z][\w -]*$/.test(key) && hasPlainKeys(member),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
