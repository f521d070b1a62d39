import { AGAIN, CORRECTED, type Rule, repairPlan } from './failure.ts';
import { firstProgram, nearest, plainQuotes, quote, replaceWord, splitWords } from './text.ts';

interface Correction {
  readonly program: RegExp;
  readonly error: RegExp;
  readonly goal: string;
  /** Put right behind the program. */
  readonly option: string;
}

/** An option that the tool itself asks for, or that the error clearly wants. */
const OPTIONS: readonly Correction[] = [
  {
    program: /^mkdir$/,
    error: /File exists/,
    goal: 'the folder is there already, which is fine',
    option: '-p',
  },
  { program: /^cp$/, error: /-r not specified/, goal: 'copy the folder with what is in it', option: '-r' },
  { program: /^rm$/, error: /Is a directory/, goal: 'remove the folder with what is in it', option: '-r' },
  { program: /^grep$/, error: /Is a directory/, goal: 'search all files of the folder', option: '-r' },
  { program: /^ln$/, error: /File exists/, goal: 'replace the link that is there', option: '-sfn' },
  {
    program: /^(?:gzip|gunzip|xz|bzip2|zstd)$/,
    error: /already exists/,
    goal: 'keep the original and write anew',
    option: '-kf',
  },
  {
    program: /^(?:scp)$/,
    error: /not a regular file/,
    goal: 'copy the folder with what is in it',
    option: '-r',
  },
  {
    program: /^sort$/,
    error: /Cannot allocate|memory exhausted/,
    goal: 'sort with little memory',
    option: '-S 64M',
  },
];

/** Errors of usage that the tool's own message explains. */
export const usage: Rule = (failure, world) => {
  const stderr = plainQuotes(failure.stderr);
  const program = firstProgram(failure.command);
  if (!program) return undefined;
  const option = OPTIONS.find((one) => one.program.test(program.value) && one.error.test(stderr));
  if (option)
    return repairPlan({
      goal: option.goal,
      verify: [replaceWord(failure.command, program, `${program.text} ${option.option}`), CORRECTED],
    });
  if (
    program.value === 'tar' &&
    /not in gzip format|not look like a tar archive|Unrecognized archive|bzip2|xz:/i.test(stderr)
  ) {
    const flags = splitWords(failure.command).find(
      ({ value }) => /^-?[a-zA-Z]*[xt][a-zA-Z]*$/.test(value) && value !== 'tar',
    );
    const plain = flags?.text.replace(/[zjJ]/g, '');
    if (flags && plain !== flags.text)
      return repairPlan({
        goal: 'let tar find out itself how it is packed',
        verify: [replaceWord(failure.command, flags, plain!), CORRECTED],
      });
  }
  const shown = splitWords(failure.command).find(
    ({ of, value }) => of === 'cat' && world.kind(value) === 'dir',
  );
  if (/^cat: .*: Is a directory/m.test(stderr) && shown && !/[|<>;&]/.test(failure.command))
    return repairPlan({
      goal: `list the folder ${shown.value}`,
      verify: [`ls ${quote(shown.value)}`, CORRECTED],
    });
  const target = /No rule to make target '([^']+)'/.exec(stderr)?.[1];
  if (target !== undefined && program.value === 'make') {
    const makefile =
      ['Makefile', 'makefile', 'GNUmakefile'].map((name) => world.text(name)).find(Boolean) ?? '';
    const targets = [...makefile.matchAll(/^([A-Za-z0-9_.-]+)\s*:(?!=)/gm)].map((match) => match[1]!);
    const meant = nearest(target, targets);
    const word = splitWords(failure.command).find(({ value }) => value === target);
    if (meant !== undefined && word)
      return repairPlan({
        goal: `the target ${meant} instead of ${target}`,
        verify: [replaceWord(failure.command, word, quote(meant)), CORRECTED],
      });
  }
  if (/Too many open files/.test(stderr))
    return repairPlan({
      goal: 'allow it more open files',
      verify: [`ulimit -n "$(ulimit -Hn)" && ${failure.command}`, AGAIN],
    });
  return directoryInPlace(failure.command, stderr, world);
};

/** `cd file`, or a folder given where a program stands: go there. */
function directoryInPlace(command: string, stderr: string, world: Parameters<Rule>[1]) {
  const program = firstProgram(command);
  if (program && /Is a directory|Permission denied/.test(stderr) && world.kind(program.value) === 'dir')
    return repairPlan({
      goal: `go into ${program.value}`,
      verify: [`cd ${quote(program.value)}`, CORRECTED],
    });
  if (program?.value === 'cd' && /cd: too many arguments/.test(stderr)) {
    const rest = command.slice(program.at + program.text.length).trim();
    if (world.kind(rest) === 'dir')
      return repairPlan({ goal: `go into "${rest}"`, verify: [`cd ${quote(rest)}`, CORRECTED] });
  }
  const file = /cd: (.+): Not a directory/.exec(stderr)?.[1];
  const word = splitWords(command).find(({ value }) => value === file);
  if (!word || !file?.includes('/')) return undefined;
  return repairPlan({
    goal: `go into the folder of ${file}`,
    verify: [replaceWord(command, word, quote(file.replace(/\/[^/]+$/, ''))), CORRECTED],
  });
}
