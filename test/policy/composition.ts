import type { Decision } from '../../src/policy/types.ts';
import { decide } from './corpus.ts';

const WEIGHT: Readonly<Record<Decision, number>> = { allow: 0, ask: 1, deny: 2 };

/** Ways to make one text of two commands such that both run, or may run. Line ends keep comments and here-documents apart. */
export const JOINS: Readonly<Record<string, (a: string, b: string) => string>> = {
  ';': (a, b) => (fits(a) ? `${a}; ${b}` : `${a}\n${b}`),
  '&&': (a, b) => `{ ${a}\n} && ${b}`,
  '||': (a, b) => `{ ${a}\n} || ${b}`,
  '|': (a, b) => `{ ${a}\n} | { ${b}\n}`,
  '&': (a, b) => `{ ${a}\n} & ${b}`,
  newline: (a, b) => `${a}\n${b}`,
  '( )': (a, b) => `(${a}\n) && (${b}\n)`,
  '{ }': (a, b) => `{ ${a}\n}; { ${b}\n}`,
  '$( )': (a, b) => `${a}\necho "$(${b}\n)"`,
  '<( )': (a, b) => `${a}\ncat <(${b}\n)`,
  'plain ;': (a, b) => (fits(a) ? `${a};${b}` : `${a}\n${b}`),
  'plain &&': (a, b) => (fits(a) ? `${a} && ${b}` : `{ ${a}\n} && ${b}`),
  'plain ||': (a, b) => (fits(a) ? `${a} || ${b}` : `{ ${a}\n} || ${b}`),
  'plain |': (a, b) => (fits(a) && fits(b) ? `${a} | ${b}` : `{ ${a}\n} | { ${b}\n}`),
  'plain &': (a, b) => (fits(a) ? `${a} & ${b}` : `{ ${a}\n} & ${b}`),
  if: (a, b) => `if ${a}\nthen ${b}\nfi`,
};

/** Something can follow on the same line: no comment, here-document or separator reaches the end of it. */
const fits = (text: string) => !/[#\n&;]|<</.test(text);

export interface Breach {
  readonly text: string;
  readonly is: Decision;
  readonly parts: readonly [Decision, Decision];
}

const known = new Map<string, number>();
function weightOf(command: string): number {
  let weight = known.get(command);
  if (weight === undefined) {
    weight = WEIGHT[decide(command)];
    known.set(command, weight);
  }
  return weight;
}

/** A first part that goes to another folder makes the second one read other files: no law holds then. */
export const staysInFolder = (command: string) =>
  !/\b(?:cd|pushd|popd|source)\b|(?:^|[;&|({\s])\.\s/.test(command);

/** A second part that uses a variable the first one set reads another value than alone: no law holds either. */
export function usesWhatItSets(a: string, b: string): boolean {
  const names = [...a.matchAll(/(?<![\w$-])([a-z]\w*)=/g)].map(([, name]) => name!);
  return names.some((name) => new RegExp(`(?<![\\w-])${name}(?!\\w)`).test(b));
}

/** The law: a composition is never milder than the worse of its parts. */
export function breach(join: string, a: string, b: string): Breach | undefined {
  if (usesWhatItSets(a, b)) return undefined;
  const text = JOINS[join]!(a, b);
  const is = decide(text);
  if (WEIGHT[is] >= Math.max(weightOf(a), weightOf(b))) return undefined;
  return { text, is, parts: [decide(a), decide(b)] };
}
