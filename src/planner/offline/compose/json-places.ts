import { lemmas } from '../text/lemma.ts';
import { distance } from '../text/typos.ts';
import type { Term } from '../types.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Place {
  /** jq steps: "probe", "[]" . */
  readonly steps: readonly string[];
  readonly key: string;
  readonly value: Json;
}

const MAX_PLACES = 400;

/** Every key of the document with its path; arrays count once. */
export function placesOf(value: Json, steps: readonly string[] = [], found: Place[] = []): Place[] {
  if (found.length > MAX_PLACES || steps.length > 8) return found;
  if (Array.isArray(value)) {
    if (value.length > 0) placesOf(value[0]!, [...steps, '[]'], found);
    return found;
  }
  if (value === null || typeof value !== 'object') return found;
  for (const [key, member] of Object.entries(value)) {
    found.push({ steps: [...steps, key], key, value: member });
    placesOf(member, [...steps, key], found);
  }
  return found;
}

/** `.probe.depth`, `.[].n`, `.["odd key"]`. */
export function jqPath(steps: readonly string[]): string {
  let text = '';
  for (const step of steps) {
    if (step === '[]') text += text === '' ? '.[]' : '[]';
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += `.${step}`;
    else text += text === '' ? `.[${JSON.stringify(step)}]` : `[${JSON.stringify(step)}]`;
  }
  return text === '' ? '.' : text;
}

const clean = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

export function names(term: Term, key: string): boolean {
  const word = term.kind === 'quoted' || term.typo ? term.text : term.raw;
  const forms = lemmas(word.toLowerCase()).map(clean);
  const target = clean(key);
  return (
    forms.includes(target) ||
    (word.length >= 5 && term.tags.size === 0 && distance(forms[0]!, target, 1) <= 1) ||
    lemmas(key.toLowerCase())
      .map(clean)
      .some((form) => forms.includes(form))
  );
}

export function parse(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    const first = text.split('\n')[0]!;
    try {
      return JSON.parse(first) as Json;
    } catch {
      return undefined;
    }
  }
}
