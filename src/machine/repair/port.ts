import { type Failure, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { quote, replaceWord, splitWords } from './text.ts';

const IN_USE =
  /address already in use|EADDRINUSE|port is already allocated|port \d+ is (?:already )?in use|bind.*failed.*98/i;
const HIGHEST = 65_535;

/** A port that somebody else listens on: take the next free one where the command names it, else end the other. */
export const port: Rule = (failure, world) => {
  if (!IN_USE.test(failure.stderr)) return undefined;
  const number = portOf(failure, world);
  if (number === undefined) return undefined;
  const word = splitWords(failure.command).find(({ value }) =>
    new RegExp(`(?:^|[:=])${number}(?:$|:)`).test(value),
  );
  const free = freeAfter(number, world);
  const check = [`ss -ltn 'sport = :${number}'`, 'who listens there'] as const;
  if (word && free !== undefined) {
    const command = replaceWord(failure.command, word, word.text.replace(String(number), String(free)));
    return repairPlan({
      goal: `use port ${free}, for ${holderText(number, world)} has ${number}`,
      check,
      changes: [[command, `starts it on port ${free}`, 'background']],
      verify: [listens(free), `it listens on port ${free}`],
    });
  }
  const holder = world.listener(number);
  if (!holder) return undefined;
  return repairPlan({
    goal: `end ${holder.name} (pid ${holder.pid}), which has port ${number}`,
    check,
    changes: [[`kill ${holder.pid}`, `asks ${quote(holder.name)} to end`]],
    verify: [
      `for i in 1 2 3 4 5 6 7 8 9 10; do ${listens(number, true)} && exit; sleep 0.3; done; exit 1`,
      `port ${number} is free`,
    ],
  });
};

/** Waits up to three seconds for a listener, from the kernel's own table: needs no tool. */
function listens(number: number, not = false): string {
  const hex = number.toString(16).toUpperCase().padStart(4, '0');
  const test = `cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -qE '^ *[0-9]+: [0-9A-F]+:${hex} [0-9A-F:]+ 0A '`;
  return not ? `! ${test}` : `for i in 1 2 3 4 5 6 7 8 9 10; do ${test} && exit; sleep 0.3; done; exit 1`;
}

function portOf({ command, stderr }: Failure, world: RepairWorld): number | undefined {
  const said =
    /(?:EADDRINUSE|address already in use|port is already allocated|bind)[^\n]*?[:\s](\d{2,5})\b/i.exec(
      stderr,
    )?.[1] ?? /(?::|port |', )(\d{2,5})\b[^\n]*(?:in use|allocated)/i.exec(stderr)?.[1];
  const inCommand = splitWords(command)
    .flatMap(({ value }) => [...value.matchAll(/(?:^|[:=])(\d{2,5})(?=$|:)/g)].map((match) => match[1]!))
    .find((text) => world.listener(Number(text)) !== undefined);
  const number = Number(inCommand ?? said);
  return Number.isInteger(number) && number > 0 && number <= HIGHEST ? number : undefined;
}

function freeAfter(number: number, world: RepairWorld): number | undefined {
  for (let next = number + 1; next <= Math.min(HIGHEST, number + 50); next++)
    if (!world.listener(next)) return next;
  return undefined;
}

function holderText(number: number, world: RepairWorld): string {
  const holder = world.listener(number);
  return holder ? `${holder.name} (pid ${holder.pid})` : 'somebody';
}
