import type { Term, World } from '../../types.ts';
import type { Wording } from './wording.ts';

/** What one stretch of the request says. */
export type Part =
  /** A test of find. `about` tells which property, so that "or" joins what belongs together. */
  | { readonly is: 'test'; readonly test: string; readonly about: string }
  | { readonly is: 'kind'; readonly kind: string }
  | { readonly is: 'root'; readonly roots: readonly string[]; readonly tree?: boolean }
  | { readonly is: 'depth'; readonly least?: number; readonly most?: number }
  | { readonly is: 'without'; readonly paths: readonly string[] }
  | { readonly is: 'icase' }
  | { readonly is: 'follow' }
  | { readonly is: 'daystart'; readonly test: string }
  | { readonly is: 'do'; readonly action: Action }
  | { readonly is: 'mode'; readonly mode: string }
  | { readonly is: 'to'; readonly path: string }
  | { readonly is: 'quiet' }
  | { readonly is: 'said' };

export type Action =
  | { readonly does: 'delete' | 'count' | 'long' | 'names' | 'null' | 'chmod' | 'copy' | 'move' | 'sum' }
  | { readonly does: 'run'; readonly command: string; readonly writes?: boolean; readonly grep?: boolean }
  | { readonly does: 'holds'; readonly grep: string }
  | {
      readonly does: 'most';
      readonly by: 'size' | 'time';
      readonly first: 'most' | 'least';
      readonly limit: number;
    }
  | { readonly does: 'sort'; readonly by: 'size' | 'time' | 'name'; readonly down: boolean }
  | { readonly does: 'head'; readonly limit: number };

/** What a clause matched: its groups as texts and as the terms that stand there. */
export interface Match {
  readonly groups: readonly (string | undefined)[];
  /** Terms of one group. */
  terms(group: number): readonly Term[];
  /** Every term of the match. */
  readonly all: readonly Term[];
  readonly world: World;
  readonly before: string;
  readonly after: string;
}

export interface Clause {
  /** Regular expression over the wording; `{X}` is a name, `{L}` names in a row, `{N}` a number. */
  readonly said: string;
  /** Without this in the wording nothing can match: the expression is not even made. */
  readonly hint?: RegExp;
  readonly means: (match: Match) => Part | readonly Part[] | undefined;
}

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
}

const NO_NAME =
  'not|and|or|the|a|an|in|on|of|to|with|by|at|from|for|that|which|whose|is|are|be|been|has|have|under|below|within|inside|their|its|them|it|all|any|every|each|but|then|also|than|as|if|more|less|only|no|either|exactly|same|white|capital|letter|number|digit|special|specific|certain|some|one|was|were|last|pattern|patterns|such|like|following|this|these|those|his|her|my|your|name|names';
const NAME = `(?:‹[qpgewv]\\d+›|(?!(?:${NO_NAME})(?: |$))[a-z_][\\w.+-]*)`;
const MARKED = '‹[qpge]\\d+›';
const MACROS: Readonly<Record<string, string>> = {
  X: `(${NAME})`,
  M: `(${MARKED})`,
  L: `(${NAME}(?:(?: ,)?(?: (?:or|and))? ${MARKED}| or ${NAME}(?= |$))*)`,
  ML: `(${MARKED}(?:(?: ,)?(?: (?:or|and|&))? ${MARKED})*)`,
  N: '‹n(?:\\d+)›',
  S: '‹s(?:\\d+)›',
  D: '‹d(?:\\d+)›',
  T: '‹t(?:\\d+)›',
  MODE: '‹[nm](?:\\d+)›',
};

const compiled = new WeakMap<Clause, RegExp>();

function expression(clause: Clause): RegExp {
  let made = compiled.get(clause);
  if (!made) {
    const source = clause.said.replace(/\{([A-Z]+)\}/g, (whole, name: string) => MACROS[name] ?? whole);
    made = new RegExp(`(?<![^ ])(?:${source})(?![^ ])`, 'dg');
    compiled.set(clause, made);
  }
  return made;
}

/** Marks that a clause cannot do without. */
const NEEDED: readonly (readonly [string, RegExp])[] = [
  ['{D}', /‹d/],
  ['{S}', /‹s/],
  ['{ML}', /‹[qpge]/],
];

const possible = ({ said, hint }: Clause, text: string): boolean =>
  (!hint || hint.test(text)) && NEEDED.every(([macro, mark]) => !said.includes(macro) || mark.test(text));

/** What has been read is blanked out, so that no word is read twice. */
const READ = '\u0000';

/** Reads a wording by clauses, each in its turn; gives what was found and the words nobody read. */
export function readClauses(
  wording: Wording,
  clauses: readonly Clause[],
  world: World,
): { readonly found: readonly Found[]; readonly rest: string } {
  const found: Found[] = [];
  let { text } = wording;
  for (const clause of clauses) {
    if (!possible(clause, text)) continue;
    for (const match of text.matchAll(expression(clause))) {
      const start = match.index;
      const end = start + match[0].length;
      if (match[0].includes(READ)) continue;
      const indices = match.indices!;
      const parts = clause.means({
        groups: [...match],
        terms: (group) => {
          const span = indices[group];
          return span ? wording.within(span[0], span[1]) : [];
        },
        all: wording.within(start, end),
        world,
        before: wording.text.slice(0, start).trimEnd(),
        after: wording.text.slice(end).trimStart(),
      });
      if (parts === undefined) continue;
      found.push({ start, end, parts: [parts].flat() });
      text = text.slice(0, start) + READ.repeat(end - start) + text.slice(end);
    }
  }
  found.sort((a, b) => a.start - b.start);
  return { found, rest: text };
}
