import type { TermKind } from './types.ts';

/** What it costs to leave a term unexplained. One content word is 1. */
const LIGHT: Readonly<Record<string, number>> = {
  stop: 0,
  punct: 0,
  ask: 0.02,
  show: 0.02,
  'show-light': 0.02,
  find: 0.05,
  all: 0.1,
  here: 0.1,
  file: 0.2,
  item: 0.2,
  now: 0.2,
  screen: 0.1,
  machine: 0.2,
  only: 0.25,
  name: 0.3,
  result: 0.2,
  'it-ref': 0.1,
  text: 0.3,
  'oneline-each': 0.2,
  human: 0.3,
  obj: 0,
  where: 0,
  than: 0,
  exist: 0.2,
  new: 0.1,
  takes: 0.2,
  but: 0.1,
  per: 0.3,
  'p-in': 0,
  'p-to': 0,
  'p-from': 0,
  'p-of': 0,
  'p-with': 0,
  'p-by': 0,
  'p-as': 0,
  'p-and': 0,
  'p-or': 0.1,
  'p-named': 0.3,
  'and-then': 0.5,
};

export function weightOf(tags: ReadonlySet<string>, kind: TermKind): number {
  if (kind === 'punct') return 0;
  if (kind !== 'word') return 1.5;
  if (tags.size === 0) return 1;
  let weight = 1;
  for (const tag of tags) weight = Math.min(weight, LIGHT[tag] ?? 1);
  return tags.has('#literal') || tags.has('#path') ? 1.5 : weight;
}
