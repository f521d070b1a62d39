import { dirname, isAbsolute, join, normalize } from 'node:path';
import { AGAIN, CORRECTED, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { firstProgram, nearest, plainQuotes, quote, replaceWord, splitWords, type Word } from './text.ts';

const MISSING =
  /no such file or directory|cannot find module|cannot find or open|could not open|can't open|cannot open|can't read|does not exist|not found in/i;
/** The error comes from making something, so the folder is what is missing. */
const MAKING = /cannot create|cannot touch|cannot move|failed to create|can't create|create regular file/i;
/** They destroy what they are given: no guessing of names. */
const DESTROYS = new Set(['rm', 'rmdir', 'shred', 'dd', 'mkfs', 'unlink', 'truncate']);

/** A file that is not there: make the folder it should go into, or take the name that was probably meant. */
export const missingFile: Rule = (failure, world) => {
  const lines = plainQuotes(failure.stderr)
    .split('\n')
    .filter((line) => MISSING.test(line));
  if (lines.length === 0) return undefined;
  const words = splitWords(failure.command);
  const named = (word: Word) =>
    word.value !== '' &&
    !word.value.startsWith('-') &&
    lines.some((line) => mentions(line, word.value, world.cwd));
  const missing = words.filter((word) => named(word) && world.kind(word.value) === undefined);
  for (const word of missing) {
    const folder = dirname(word.value);
    const making =
      word.written || lines.some((line) => MAKING.test(line) && mentions(line, word.value, world.cwd));
    const program = firstProgram(failure.command)?.value ?? '';
    if (program === 'mkdir') {
      const mkdir = words.find((one) => one.program)!;
      return repairPlan({
        goal: 'make the folders above it too',
        verify: [replaceWord(failure.command, mkdir, `${mkdir.text} -p`), CORRECTED],
      });
    }
    if (making && folder !== '.' && world.kind(folder) === undefined)
      return repairPlan({
        goal: `make the folder ${folder}`,
        check: [`ls -d ${quote(existingPart(folder, world))}`, 'where it will be made'],
        changes: [[`mkdir -p ${quote(folder)}`, 'makes the missing folder']],
        verify: [failure.command, AGAIN],
      });
    if (making || DESTROYS.has(program)) continue;
    const meant = nearPath(word.value, world);
    if (meant === undefined) continue;
    return repairPlan({
      goal: `${meant} instead of ${word.value}`,
      check: [`ls -d ${quote(meant)}`, 'it is there'],
      verify: [replaceWord(failure.command, word, quote(meant)), CORRECTED],
    });
  }
  return undefined;
};

function mentions(line: string, path: string, cwd: string): boolean {
  const full = isAbsolute(path) ? path : join(cwd, path);
  return line.includes(path) || line.includes(full) || line.includes(normalize(path));
}

/** The path with each part that is not there replaced by the one name near it. */
function nearPath(path: string, world: RepairWorld): string | undefined {
  let known = isAbsolute(path) ? '/' : '';
  for (const part of path.split('/').filter(Boolean)) {
    const next = known === '' || known.endsWith('/') ? `${known}${part}` : `${known}/${part}`;
    if (part === '.' || part === '..' || world.kind(next) !== undefined) {
      known = next;
      continue;
    }
    const meant = nearest(part, world.names(known === '' ? '.' : known));
    if (meant === undefined) return undefined;
    known = next.slice(0, next.length - part.length) + meant;
  }
  return world.kind(known) === undefined ? undefined : known;
}

function existingPart(folder: string, world: RepairWorld): string {
  let part = folder;
  while (part !== '.' && part !== '/' && world.kind(part) === undefined) part = dirname(part);
  return part;
}
