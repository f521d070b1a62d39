import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandAliases } from '../../src/policy/aliases.ts';

const ALIASES = new Map([
  ['say', "printf '<%s>'"],
  ['twice', 'say twice; say'],
  ['self', 'self0 self'],
  ['self0', 'say self0'],
  ['with', 'say with '],
  ['arg', 'replaced'],
  ['pipe', 'say x | tr x'],
  ['loop1', 'loop2 1'],
  ['loop2', 'loop1 2'],
]);

/** What a bash that expands aliases itself prints for the text, and one that gets the expanded text. */
function both(text: string): readonly [string, string] {
  const define = [...ALIASES].map(([name, value]) => `alias ${name}='${value.replaceAll("'", "'\\''")}'`);
  const inBash = (script: string) =>
    execFileSync('/bin/bash', ['--norc', '-c', script], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const wanted = inBash(
    `shopt -s expand_aliases\n${define.join('\n')}\neval "$(cat <<'END'\n${text}\nEND\n)"; :`,
  );
  return [inBash(`${expandAliases(text, ALIASES).text}\n:`), wanted];
}

const word = fc.constantFrom(...ALIASES.keys(), 'echo', 'true', "'say'", '\\say', 'A=1 say', 'arg', '"$x"');
const simple = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const compound = fc.oneof(
  simple,
  fc.tuple(simple, simple).map(([a, b]) => `${a} && ${b}`),
  fc.tuple(simple, simple).map(([a, b]) => `${a}; ${b}`),
  simple.map((a) => `( ${a} )`),
  simple.map((a) => `{ ${a}; }`),
  simple.map((a) => `if true; then ${a}; fi`),
  simple.map((a) => `for i in say twice; do ${a}; done`),
  simple.map((a) => `! ${a}`),
  simple.map((a) => `${a} | cat`),
);

describe('aliases', () => {
  it('are put in where bash would put them in', () => {
    fc.assert(
      fc.property(compound, (text) => {
        const [mine, wanted] = both(text);
        expect(mine).toBe(wanted);
      }),
      { numRuns: 80, seed: 20261124 },
    );
  });

  it('do not grow without bound', () => {
    const bomb = new Map(Array.from({ length: 40 }, (_, i) => [`a${i}`, `a${i + 1}; a${i + 1}`] as const));
    expect(expandAliases('a0', bomb)).toEqual({ text: 'a0', used: [] });
  });

  it('are named, and leave quoted, nested and unreadable text alone', () => {
    expect(expandAliases('say a && twice', ALIASES).used).toEqual(['say', 'twice']);
    for (const text of ['echo "$(say)"', '\\say', "'say'", 'say &&', 'echo say'])
      expect(expandAliases(text, ALIASES)).toEqual({ text, used: [] });
  });
});
