import { basename, dirname } from 'node:path';
import { AGAIN, CORRECTED, type Failure, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { firstProgram, nearest, plainQuotes, quote, replaceWord, splitWords } from './text.ts';

const COMPILER = /^(?:[\w-]+-)?(?:gcc|cc|clang|g\+\+|c\+\+|clang\+\+)(?:-\d+)?$/;

/** Compilers, linkers and make: what they could not find, or were given wrongly. */
export const build: Rule = (failure, world) => {
  const program = firstProgram(failure.command);
  if (!program) return undefined;
  const told = { ...failure, stderr: plainQuotes(failure.stderr) };
  const name = basename(program.value);
  if (COMPILER.test(name))
    return cPlusPlus(told) ?? library(told, world) ?? header(told, world) ?? output(told, world);
  if (/^g?make$/.test(name)) return separator(told, world) ?? output(told, world);
  return undefined;
};

/** The C driver does not link what C++ needs. */
function cPlusPlus({ command, stderr }: Failure) {
  const program = firstProgram(command)!;
  if (!/undefined reference to .(?:operator (?:new|delete)|std::|__gxx_personality|__cxa_)/.test(stderr))
    return undefined;
  const other = program.value.replace(/gcc$|(?<![a-z])cc$/, 'g++').replace(/clang$/, 'clang++');
  return other === program.value
    ? undefined
    : repairPlan({
        goal: `compile C++ with ${other}`,
        verify: [replaceWord(command, program, other), CORRECTED],
      });
}

/** An undefined symbol: the library of this machine that has it. */
function library({ command, stderr }: Failure, world: RepairWorld) {
  const symbols = [
    ...new Set([...stderr.matchAll(/undefined reference to '([A-Za-z_]\w*)'/g)].map((match) => match[1]!)),
  ];
  const found = symbols.slice(0, 3).map((symbol) => world.libraryWith(symbol));
  const names = [...new Set(found.filter((one) => one !== undefined))].filter(
    (one) => !command.includes(`-l${one}`),
  );
  if (names.length === 0 || found.includes(undefined)) return undefined;
  return repairPlan({
    goal: `link with ${names.map((one) => `lib${one}`).join(' and ')}, which has ${symbols[0]}`,
    verify: [`${command} ${names.map((one) => `-l${one}`).join(' ')}`, CORRECTED],
  });
}

/** A header in another folder of the project, or one whose name was mistyped on the command line. */
function header({ command, stderr }: Failure, world: RepairWorld) {
  const missing = /fatal error: ([^\s:]+): No such file or directory/.exec(stderr)?.[1];
  if (missing === undefined) return undefined;
  const folder = world.folderWith(missing);
  const program = firstProgram(command)!;
  if (folder !== undefined)
    return repairPlan({
      goal: `look for headers in ${folder} too`,
      check: [`ls ${quote(`${folder}/${missing}`)}`, 'it is there'],
      verify: [replaceWord(command, program, `${program.text} -I${quote(folder)}`), CORRECTED],
    });
  const word = splitWords(command).find(({ value }) => value === missing);
  const meant = word && nearest(missing, world.names('/usr/include'));
  return word && meant !== undefined
    ? repairPlan({
        goal: `${meant} instead of ${missing}`,
        verify: [replaceWord(command, word, quote(meant)), CORRECTED],
      })
    : undefined;
}

/** What is to be written goes into a folder that is not there. */
function output({ command, stderr }: Failure, world: RepairWorld) {
  const path =
    /cannot open output file ([^\s:]+): No such file/.exec(stderr)?.[1] ??
    /cannot create ([^\s:]+): (?:Directory nonexistent|No such file)/.exec(stderr)?.[1];
  const folder = path === undefined ? undefined : dirname(path);
  if (folder === undefined || folder === '.' || world.kind(folder) !== undefined) return undefined;
  return repairPlan({
    goal: `make the folder ${folder}`,
    changes: [[`mkdir -p ${quote(folder)}`, 'makes the missing folder']],
    verify: [command, AGAIN],
  });
}

function separator({ command, stderr }: Failure, world: RepairWorld) {
  const match = /^(\S+?):(\d+): \*\*\* missing separator/m.exec(stderr);
  const file = match?.[1];
  if (file === undefined || !/^ {2,8}\S/m.test(world.text(file) ?? '')) return undefined;
  return repairPlan({
    goal: `begin the recipes of ${file} with a tab`,
    check: [`sed -n ${quote(`${match![2]}p`)} ${quote(file)}`, 'the line make stops at'],
    changes: [[`sed -i 's/^ \\{2,8\\}/\\t/' ${quote(file)}`, 'a tab instead of blanks']],
    verify: [command, AGAIN],
  });
}
