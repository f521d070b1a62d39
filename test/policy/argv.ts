import { spawnSync } from 'node:child_process';
import { parseBash } from '../../src/policy/parse.ts';
import { any, type Field, product, toArg } from '../../src/policy/value.ts';
import { braced, evaluateWord, type WordScope } from '../../src/policy/words.ts';
import type { Random } from './random.ts';

const HOME = '/home/user';
/** Letters, digits, and everything that means something to a shell. */
const PLAIN = [
  'a',
  'b',
  'r',
  'm',
  'Z',
  '0',
  '7',
  '-',
  '_',
  '.',
  '/',
  ':',
  ',',
  '=',
  '+',
  '%',
  '@',
  'é',
  '№',
  '^',
  ']',
  '!',
];
const SPECIAL = [
  ' ',
  '\t',
  '$',
  '`',
  '"',
  "'",
  '\\',
  '|',
  '&',
  ';',
  '<',
  '>',
  '(',
  ')',
  '{',
  '}',
  '*',
  '?',
  '[',
  '#',
  '~',
  '!',
  '=',
];
const ESCAPES = [
  'n',
  't',
  'a',
  'b',
  'e',
  'E',
  'f',
  'r',
  'v',
  '\\',
  "'",
  '"',
  '?',
  'x41',
  'x7e',
  'x2',
  '101',
  '7',
  '60',
  'u263a',
  'u41',
  'U0001F600',
  'cA',
  'c?',
  'z',
  'x',
  '-',
];

function piece(random: Random, depth = 0): string {
  switch (random.below(depth > 1 ? 7 : 11)) {
    case 0:
    case 1:
      return text(random, PLAIN, 1 + random.below(4));
    case 2:
      return `\\${random.pick([...PLAIN, ...SPECIAL, '\n'])}`;
    case 3:
      return `'${text(random, [...PLAIN, ...SPECIAL, '\n'], random.below(5)).replaceAll("'", '')}'`;
    case 4:
      return `"${doubleQuoted(random)}"`;
    case 5:
      return `$'${ansi(random)}'`;
    case 6:
      return random.pick(["''", '""', "$''", '\\\n', '{}', '{a}', ',', '{,', '"$"']);
    case 7:
      return `{${Array.from({ length: 2 + random.below(2) }, () => (random.below(4) ? piece(random, depth + 1) : '')).join(',')}}`;
    case 8:
      return random.pick([
        '{1..3}',
        '{a..c}',
        '{3..1}',
        '{01..03}',
        '{1..7..3}',
        '{c..a}',
        '{1..x}',
        '{-1..1}',
        '{a..}',
        '{1...3}',
      ]);
    case 9:
      return random.pick([
        '$HOME',
        '${HOME}',
        '"$HOME"',
        '${zz:-a}',
        '"${zz:-b c}"',
        '${HOME#/}',
        '${HOME:1}',
        '${HOME%r}',
        '${zz:+x}',
        '${#HOME}',
      ]);
    default:
      return random.pick(['\\~', "'~'", '"~/a"', '[a]', '*', '?']);
  }
}

const text = (random: Random, from: readonly string[], length: number) =>
  Array.from({ length }, () => random.pick(from)).join('');

function doubleQuoted(random: Random): string {
  const parts = [
    'a',
    ' ',
    "'",
    '*',
    '~',
    '{a,b}',
    '\\\\',
    '\\"',
    '\\$',
    '\\`',
    '\\n',
    '\\a',
    '\\\n',
    '\n',
    '!',
    '#',
    '$ ',
    '$HOME',
    '${HOME}',
    ';',
    '(',
    '\\é',
  ];
  return text(random, parts, random.below(5)).replace(/\$(?=")/g, '');
}

function ansi(random: Random): string {
  let made = '';
  for (let count = random.below(5); count > 0; count--)
    made += random.below(3) ? `\\${random.pick(ESCAPES)}` : random.pick([...PLAIN, ' ', '$', '"', '*', '\n']);
  return made;
}

/** A tilde means something at the start of a word only; what follows it up to the slash has to be plain. */
const TILDES = [
  '~',
  '~/a',
  '~/"b c"',
  "~/'*'",
  'a=~/b',
  'A_1=~',
  '~root/x',
  '~+/x',
  'x~',
  'x=y~',
  '~/{a,b}',
  '"~"/a',
];

/** One to three random words as they would stand after a command. */
export function randomWords(random: Random): string {
  const words = Array.from({ length: 1 + random.below(3) }, () =>
    random.below(12) === 0
      ? random.pick(TILDES)
      : Array.from({ length: 1 + random.below(4) }, () => piece(random)).join(''),
  );
  return words.join(' ');
}

const SCOPE: WordScope = {
  home: HOME,
  user: 'user',
  cwd: '/',
  variable: (name) => (name === 'HOME' ? [[{ t: 'lit', s: HOME }]] : undefined),
};

/** All argument lists the judge holds possible; undefined in an argument it does not claim to know, undefined when it gives up. */
export function judgedArgv(words: string): readonly (readonly (string | undefined)[])[] | undefined {
  const { script, problems } = parseBash(`: ${words}`);
  const [statement, ...more] = script?.commands ?? [];
  const command = statement?.command;
  if (problems.length > 0 || more.length > 0 || command?.type !== 'Command') return undefined;
  const choices: (readonly (readonly Field[])[])[] = [];
  for (const part of command.suffix) {
    if (part.type !== 'Word') return undefined;
    const each = braced(part);
    if (!each) return undefined;
    for (const word of each) choices.push(evaluateWord(word, SCOPE));
  }
  const lists = product(choices, 64) ?? [[[[any(false)]]]];
  return lists.map((list) =>
    list.flat().map((field) => {
      const arg = toArg(field);
      return arg.exact ? arg.text : undefined;
    }),
  );
}

/** What a real bash makes of many lists of words; undefined where it refused. */
export function bashArgv(lists: readonly string[]): (readonly string[] | undefined)[] {
  const results: (readonly string[] | undefined)[] = [];
  // A list it refuses ends that bash; the next one starts behind it.
  while (results.length < lists.length) {
    const got = oneBash(lists.slice(results.length));
    results.push(...got);
    if (results.length < lists.length) results.push(undefined);
  }
  return results;
}

/** Answers in order, up to the first list that ended the shell. */
function oneBash(lists: readonly string[]): readonly (readonly string[])[] {
  const script = [
    'p() { printf "%s\\0" "$@"; printf "\\2end\\0"; }',
    ...lists.map((words, index) => `p ${index} ${words}\n`),
  ].join('\n');
  const run = spawnSync('bash', ['--norc', '--noprofile', '-f', '-s'], {
    input: script,
    env: { HOME, USER: 'user', PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    cwd: '/',
    maxBuffer: 1 << 28,
  });
  const answers: string[][] = [];
  let current: string[] = [];
  for (const each of run.stdout.toString('utf8').split('\0')) {
    if (each !== '\u0002end') {
      current.push(each);
      continue;
    }
    const [index, ...argv] = current;
    if (index !== String(answers.length)) break;
    answers.push(argv);
    current = [];
  }
  return answers;
}

export interface Difference {
  readonly words: string;
  readonly bash: readonly string[] | undefined;
  readonly judge: readonly (readonly (string | undefined)[])[] | undefined;
}

export interface Comparison {
  /** The judge named exactly one argument list. */
  claimed: number;
  /** It left something open, or named several of which bash did one. */
  open: number;
  differences: Difference[];
}

/** Compares both readings: what bash does must be what the judge claims, or among what it leaves open. */
export function compareArgv(lists: readonly string[]): Comparison {
  const result: Comparison = { claimed: 0, open: 0, differences: [] };
  for (const [index, bash] of bashArgv(lists).entries()) {
    const words = lists[index]!;
    const judge = judgedArgv(words);
    const sole = judge?.length === 1 && judge[0]!.every((each) => each !== undefined);
    const open = judge === undefined || judge.some((list) => list.includes(undefined));
    const fits =
      open ||
      (bash !== undefined &&
        judge.some((list) => list.length === bash.length && list.every((each, at) => each === bash[at])));
    if (!fits) result.differences.push({ words, bash, judge });
    else if (sole) result.claimed++;
    else result.open++;
  }
  return result;
}
