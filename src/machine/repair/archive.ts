import { AGAIN, CORRECTED, type Rule, repairPlan } from './failure.ts';
import { firstProgram, nearest, plainQuotes, quote, replaceWord, splitWords } from './text.ts';

/** tar and the packers: letters in the wrong order, a folder that is not there, a suffix nobody gave. */
export const archive: Rule = ({ command, stderr: raw }, world) => {
  const program = firstProgram(command)?.value;
  const stderr = plainQuotes(raw);
  const words = splitWords(command);
  if (program === 'tar') {
    const at = words.findIndex(
      ({ value, program: first }) => !first && /^-?[A-Za-z]*[cxt][A-Za-z]*$/.test(value),
    );
    const letters = words[at];
    if (letters && /f./.test(letters.value) && /Cannot stat|Cannot open/.test(stderr))
      return repairPlan({
        goal: 'let f come last: the archive is the word right behind it',
        verify: [replaceWord(command, letters, `${letters.value.replace('f', '')}f`), CORRECTED],
      });
    const next = words[at + 1];
    if (
      letters &&
      next &&
      !letters.value.includes('f') &&
      !/\s(?:-\w*f|--file)/.test(command) &&
      (world.kind(next.value) === 'file' || letters.value.includes('c'))
    )
      return repairPlan({
        goal: `read ${next.value}: tar takes an archive only behind f`,
        verify: [replaceWord(command, letters, `${letters.value}f`), CORRECTED],
      });
    const folder = words[words.findIndex(({ value }) => value === '-C') + 1]?.value;
    if (
      folder !== undefined &&
      / -C /.test(command) &&
      /Cannot open: No such file/.test(stderr) &&
      world.kind(folder) === undefined
    )
      return repairPlan({
        goal: `make the folder ${folder}`,
        changes: [[`mkdir -p ${quote(folder)}`, 'makes the missing folder']],
        verify: [command, AGAIN],
      });
  }
  if (program === undefined || !/^(?:gzip|gunzip|xz|unxz|bzip2|bunzip2|zstd|unzstd)$/.test(program))
    return undefined;
  const suffix = /^\w+: (\S+): unknown suffix/m.exec(stderr)?.[1];
  if (suffix !== undefined && world.kind(suffix) === 'file')
    return repairPlan({
      goal: `unpack ${suffix} although its name does not say how it is packed`,
      verify: [
        `${program.replace(/^un/, '').replace(/^gun/, 'g').replace(/^bun/, 'b')} -dc < ${quote(suffix)} > ${quote(`${suffix}.unpacked`)}`,
        CORRECTED,
      ],
    });
  // They look for the name with their own suffix first, and name that one.
  const missing = words.find(
    ({ value, program: first }) =>
      !first && !value.startsWith('-') && world.kind(value) === undefined && stderr.includes(`${value}.`),
  );
  const folder = missing?.value.includes('/') ? missing.value.replace(/[^/]*$/, '') : '';
  const meant = missing && nearest(missing.value.slice(folder.length), world.names(folder || '.'));
  return missing && meant !== undefined
    ? repairPlan({
        goal: `${folder}${meant} instead of ${missing.value}`,
        verify: [replaceWord(command, missing, quote(folder + meant)), CORRECTED],
      })
    : undefined;
};
