import { CORRECTED, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { firstProgram, nearest, plainQuotes, replaceWord, splitWords, type Word } from './text.ts';

/** How programs say that they do not know an option; the name is as they print it, with its dashes or without. */
const UNKNOWN = [
  /unknown (?:predicate|primary or operator):? [`'"]?(--?[\w-]+)/gi,
  /(?:option|flag) [`'"]?(--?[\w-]+)['"]?:? (?:is )?(?:unknown|not recogni[sz]ed|not supported|invalid)/gi,
  /un(?:recognized|known) (?:command-line )?(?:option|argument|flag)s?:? [`'"]?(--?[\w-]+)/gi,
  /un(?:recognized|known) (?:option|switch):? [`'"]([\w-]+)'?/gi,
  /(?:invalid|illegal|unknown) option:? -- '?(\w)'?/gi,
  /(?:no such|invalid|illegal|bad|unexpected) (?:option|argument|flag):? ['"`]?(--?[\w-]+)/gi,
  /option '?(--[\w-]+)'? is ambiguous/gi,
];

/** A mistyped option: the one the program itself suggests, else the one of its usage text or manual that is nearest. */
export const options: Rule = ({ command, stderr: raw }, world) => {
  const stderr = plainQuotes(raw);
  const unknown = [
    ...new Set(UNKNOWN.flatMap((pattern) => [...stderr.matchAll(pattern)].map((match) => match[1]!))),
  ];
  if (unknown.length === 0) return undefined;
  let fixed = command;
  const changed: string[] = [];
  for (const name of unknown) {
    const word = wordFor(name, fixed);
    const meant = word && meantFor(word, stderr, world, fixed);
    if (!word || meant === undefined) continue;
    fixed = replaceWord(fixed, word, meant);
    changed.push(`${meant.split('=')[0]} instead of ${word.value.split('=')[0]}`);
  }
  return changed.length === 0
    ? undefined
    : repairPlan({ goal: changed.join(', '), verify: [fixed, CORRECTED] });
};

function wordFor(name: string, command: string): Word | undefined {
  const words = splitWords(command).filter(({ value }) => value.startsWith('-') && value.length > 1);
  const whole = words.find(({ value }) => {
    const [option] = value.split('=');
    return option === name || option === `--${name}` || option === `-${name}`;
  });
  // One letter of a cluster: "-reverse" is read as -r -e -v …
  return (
    whole ??
    (name.length === 1
      ? words.find(({ value }) => /^-\w{2,}/.test(value) && value.includes(name))
      : undefined)
  );
}

function meantFor(word: Word, stderr: string, world: RepairWorld, command: string): string | undefined {
  const [option = '', ...value] = word.value.split('=');
  const rest = value.length > 0 ? `=${value.join('=')}` : '';
  const said = suggested(option, stderr);
  const program = word.of || firstProgram(command)?.value || '';
  const words = splitWords(command).filter(({ of, program: first }) => of === program && !first);
  const subcommand = words.filter(({ value: text }) => /^[a-z][\w-]*$/.test(text)).slice(0, 2);
  const known = () =>
    [
      ...new Set([
        ...[...stderr.matchAll(/(?<![\w-])--?[A-Za-z][\w-]*/g)].map((match) => match[0]),
        ...world.options(
          program,
          subcommand.map(({ value: text }) => text),
        ),
      ]),
    ].filter((one) => one !== option);
  if (said !== undefined) return said + rest;
  const all = known();
  const long = all.filter((one) => one.startsWith('--'));
  if (option.startsWith('--')) {
    const meant = nearest(option, long) ?? shortest(option, long);
    return meant === undefined ? undefined : meant + rest;
  }
  // A long option with one dash.
  if (long.includes(`-${option}`)) return `-${option}${rest}`;
  const meant =
    option.length > 2
      ? (nearest(
          option,
          all.filter((one) => /^-\w{2,}/.test(one)),
        ) ?? nearest(`-${option}`, long))
      : undefined;
  return meant === undefined ? undefined : meant + rest;
}

/** "did you mean '-Werror'?", "possibilities: '--all' '--almost-all'": the nearest of those. */
function suggested(option: string, stderr: string): string | undefined {
  const line = stderr
    .split('\n')
    .find((one) => one.includes(option) && /did you mean|possibilities|similar/i.test(one));
  if (line === undefined) return undefined;
  const offers = [
    ...line.slice(line.search(/did you mean|possibilities|similar/i)).matchAll(/--?[A-Za-z][\w-]*/g),
  ].map((match) => match[0]);
  if (offers.length === 1 && nearest(option, offers) !== undefined) return offers[0];
  return nearest(option, offers) ?? shortest(option, offers);
}

/** An option that was begun: the shortest that goes on from there. */
const shortest = (option: string, names: readonly string[]) =>
  option.length < 4
    ? undefined
    : names.filter((one) => one.startsWith(option)).toSorted((a, b) => a.length - b.length)[0];
