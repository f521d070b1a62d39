import type { Speaker } from './speaker.ts';

/**
 * English templates and what they are in another language. `{0}` is any text, `{0:word}` text without blanks,
 * `{0:number}` digits, `{0:figure}` a number with its unit, `{0:said}` English text that is looked up in turn.
 */
export type Entries = Readonly<Record<string, string>>;

interface Template {
  readonly english: string;
  /** What stands before, between and after the places. */
  readonly parts: readonly string[];
  readonly kinds: readonly (string | undefined)[];
  readonly translated: string;
  readonly length: number;
}

const PLACE = /\{(\d)(?::(word|number|figure|said))?\}/;
const SHAPE: Readonly<Record<string, RegExp>> = {
  word: /^\S*$/,
  number: /^[\d.]+$/,
  figure: /^-?[\d.]+(?: [A-Za-z/%]+)?$/,
};
/** A reason may hold another one; deeper nesting is none of ours. */
const MOST_NESTED = 3;

const PLACES = new RegExp(PLACE, 'g');

/** `faces`: what the faces say with a template of their own, and no finished text is ever compared with. */
export function speakerOf(texts: Entries, faces: Entries): Speaker {
  const english = Object.keys(texts);

  const of = (text: string, depth: number): string => {
    if (Object.hasOwn(texts, text)) return texts[text]!;
    const [best, ...others] = english
      .filter((key) => mayFit(key, text))
      .map((key) => templateOf(key, texts[key]!))
      .filter((template) => valuesOf(template, text) !== undefined)
      .sort((one, other) => other.length - one.length);
    if (!best) return text;
    const values = valuesOf(best, text)!;
    if (values === 'unclear') return text;
    // Two ways to read it, neither the finer form of the other: a value that looks like our words must not speak for us.
    const within = values.filter((_, index) => best.kinds[index] === 'said');
    const finer = (other: Template) =>
      [best.english, ...within].some((part) => valuesOf(other, part) !== undefined);
    if (!others.every(finer)) return text;
    return fill(
      best.translated,
      values.map((value, index) =>
        best.kinds[index] === 'said' && depth < MOST_NESTED ? of(value, depth + 1) : value,
      ),
    );
  };

  return Object.assign(
    (template: TemplateStringsArray, ...values: readonly (string | number)[]) => {
      const key = template.reduce((text, part, index) => `${text}{${index - 1}}${part}`);
      const known = [faces, texts].find((entries) => Object.hasOwn(entries, key));
      return known ? fill(known[key]!, values) : String.raw({ raw: template }, ...values);
    },
    { of: (text: string) => of(text, 0) },
  );
}

/** By what stands before the first and after the last place: cheap, as nearly all of them end here. */
const mayFit = (english: string, text: string): boolean =>
  text.startsWith(english.slice(0, english.indexOf('{'))) &&
  text.endsWith(english.slice(english.lastIndexOf('}') + 1)) &&
  PLACE.test(english);

function templateOf(english: string, translated: string): Template {
  const pieces = english.split(PLACE);
  const parts = pieces.filter((_, index) => index % 3 === 0);
  const kinds = pieces.filter((_, index) => index % 3 === 2);
  return { english, parts, kinds, translated, length: parts.join('').length };
}

/** The values in one pass: what stands in a value is never taken for a place. */
const fill = (template: string, values: readonly (string | number)[]): string =>
  template.replace(PLACES, (place, index) => String(values[Number(index)] ?? place));

/** What stands in the places; `unclear` where the text can be divided in more than one way. */
function valuesOf({ parts, kinds }: Template, text: string): readonly string[] | 'unclear' | undefined {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return undefined;
  const values: string[] = [];
  let rest = text.slice(first.length, end);
  for (const [index, part] of parts.slice(1, -1).entries()) {
    const [at, other] = cuts(rest, part, kinds[index]);
    if (at === undefined) return undefined;
    if (other !== undefined) return 'unclear';
    values.push(rest.slice(0, at));
    rest = rest.slice(at + part.length);
  }
  return fits(rest, kinds[values.length]) ? [...values, rest] : undefined;
}

const fits = (value: string, kind: string | undefined): boolean => SHAPE[kind ?? '']?.test(value) ?? true;

/** Where a value of this kind may end, at most two of the places. */
function cuts(text: string, part: string, kind: string | undefined): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && found.length < 2; at = text.indexOf(part, at + 1))
    if (fits(text.slice(0, at), kind)) found.push(at);
  return found;
}

type Ways = readonly (readonly [english: string, translated: string])[];

/** Every text that is put together from one way of each part; `#` and `#:kind` are places, counted from the left. */
export function combined(...parts: readonly Ways[]): Entries {
  const all = parts.reduce<Ways>(
    (texts, ways) =>
      texts.flatMap(([english, translated]) =>
        ways.map((way) => [english + way[0], translated + way[1]] as const),
      ),
    [['', '']],
  );
  const counted = (text: string) => {
    let places = 0;
    return text.replace(/#(:\w+)?/g, (_, kind = '') => `{${places++}${kind}}`);
  };
  return Object.fromEntries(all.map(([english, translated]) => [counted(english), counted(translated)]));
}
