import type { PartialPlan } from '../session/events.ts';
import { opensJson } from './json-scan.ts';
import { canonical, isRecord } from './loose-step.ts';

/**
 * What of a plan can be shown while it streams. Only text inside the JSON values of known members is taken, so prose,
 * reasoning and broken JSON never show; an escape or a character that has half arrived waits for its rest.
 */
export function partialPlan(text: string): PartialPlan | undefined {
  const start = planStart(text);
  if (start === undefined) return undefined;
  const read = new PartialReader(text, start).value();
  if (!isRecord(read)) return undefined;
  const fields = canonical(read);
  const partial = {
    ...pick('goal', fields.goal),
    ...(Array.isArray(fields.steps) ? { steps: fields.steps.filter(isRecord).map(partialStep) } : {}),
    ...pick('question', fields.question),
    ...pick('answer', fields.answer),
  };
  return Object.keys(partial).length > 0 ? partial : undefined;
}

function partialStep(step: Record<string, unknown>): { command?: string; why?: string } {
  const fields = canonical(step);
  return { ...pick('command', fields.command), ...pick('why', fields.why) };
}

function pick<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  return typeof value === 'string' && value !== '' ? ({ [key]: value } as { [P in K]?: string }) : {};
}

/** Whether `next` only adds to what `before` already showed. */
export function grows(before: PartialPlan, next: PartialPlan): boolean {
  const longer = (a: string | undefined, b: string | undefined) => a === undefined || (b ?? '').startsWith(a);
  return (
    longer(before.goal, next.goal) &&
    longer(before.question, next.question) &&
    longer(before.answer, next.answer) &&
    (before.steps ?? []).every(
      (step, index) =>
        longer(step.command, next.steps?.[index]?.command) && longer(step.why, next.steps?.[index]?.why),
    )
  );
}

/** The first object outside of reasoning; undefined while there is none. */
function planStart(text: string): number | undefined {
  let from = 0;
  const lead = /^\s*<(think|thinking|reasoning)>/i.exec(text);
  if (lead) {
    const close = text.search(new RegExp(`</${lead[1]}>`, 'i'));
    if (close < 0) return undefined;
    from = close;
  }
  for (let i = text.indexOf('{', from); i >= 0; i = text.indexOf('{', i + 1))
    if (opensJson(text, i)) return i;
  return undefined;
}

const MAX_DEPTH = 16;

/** Reads JSON as far as it has arrived. Half a key, number or word is left out; half a string is given as it is. */
class PartialReader {
  readonly text: string;
  at: number;
  /** Set once the text ended inside a value, or stopped being JSON. */
  ended = false;
  private depth = 0;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  value(): unknown {
    const char = this.next();
    if (char === '{' || char === '[') {
      if (++this.depth > MAX_DEPTH) this.ended = true;
      const value = char === '{' ? this.object() : this.array();
      this.depth--;
      return value;
    }
    if (char === '"') return this.string();
    const word = /[\w.+-]*/y;
    word.lastIndex = this.at;
    const literal = word.exec(this.text)![0];
    this.at += literal.length;
    if (this.at >= this.text.length || literal === '') this.ended = true;
    return undefined;
  }

  private object(): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    this.at++;
    while (!this.ended) {
      if (this.next() !== '"') break;
      const key = this.string();
      if (this.ended || this.next() !== ':') break;
      this.at++;
      const value = this.value();
      if (value !== undefined) result[key] = value;
      if (this.ended || this.next() !== ',') break;
      this.at++;
    }
    this.close('}');
    return result;
  }

  private array(): unknown[] {
    const result: unknown[] = [];
    this.at++;
    while (!this.ended && this.next() !== ']') {
      const value = this.value();
      if (value !== undefined) result.push(value);
      if (this.ended || this.next() !== ',') break;
      this.at++;
    }
    this.close(']');
    return result;
  }

  private close(bracket: string): void {
    if (this.ended || this.next() !== bracket) this.ended = true;
    else this.at++;
  }

  private string(): string {
    const start = this.at + 1;
    for (let i = start; i < this.text.length; i++) {
      if (this.text[i] === '"') {
        this.at = i + 1;
        return unescaped(this.text.slice(start, i));
      }
      if (this.text[i] === '\\') i++;
    }
    this.ended = true;
    this.at = this.text.length;
    const half = this.text.slice(start).replace(/(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/, '$1');
    return unescaped(half).replace(/[\ud800-\udbff]$/, '');
  }

  /** The next character that is no blank; '' at the end of the text. */
  private next(): string {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    return this.text[this.at] ?? '';
  }
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(
      `"${raw.replace(/[\n\r\t]/g, (char) => (char === '\n' ? '\\n' : char === '\r' ? '\\r' : '\\t'))}"`,
    ) as string;
  } catch {
    return '';
  }
}
