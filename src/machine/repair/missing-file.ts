import { dirname, isAbsolute, join, relative } from 'node:path';
import { AGAIN, CORRECTED, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { namesPath } from './paths.ts';
import {
  expandHome,
  nearest,
  plainQuotes,
  quote,
  replaceWord,
  splitWords,
  startFolder,
  type Word,
} from './text.ts';

const MISSING =
  /not a directory|no such file or directory|cannot find module|cannot find or open|could not open|can't open|cannot open|can't read|does not exist|not found in|unable to open/i;
/** The error comes from making something, so the folder is what is missing. */
const MAKING =
  /cannot create|cannot touch|cannot move|failed to create|can't create|create regular file|unable to open database|saving key/i;
/** They destroy what they are given: no guessing of names. */
const DESTROYS = new Set(['rm', 'rmdir', 'shred', 'dd', 'mkfs', 'unlink', 'truncate']);

/** A file that is not there: make the folder it should go into, or take the name that was probably meant. */
export const missingFile: Rule = (failure, world) => {
  const lines = plainQuotes(failure.stderr)
    .split('\n')
    .filter((line) => MISSING.test(line));
  if (lines.length === 0) return undefined;
  const folder = startFolder(failure.command);
  const words = splitWords(failure.command).filter(({ value }) => value !== '' && !value.startsWith('-'));
  for (const word of words) {
    const given = expandHome(word.value, world.home);
    const path = folder === undefined || isAbsolute(given) ? given : join(folder, given);
    const named = lines.filter((line) => namesPath(line, given, world.cwd));
    if (named.length === 0 || world.kind(path) !== undefined) continue;
    if (word.of === 'mkdir') {
      const mkdir = splitWords(failure.command).find((one) => one.program && one.value === 'mkdir')!;
      return repairPlan({
        goal: 'make the folders above it too',
        verify: [replaceWord(failure.command, mkdir, `${mkdir.text} -p`), CORRECTED],
      });
    }
    // A target that ends in a slash is the folder itself.
    const parent = given.endsWith('/') ? path : dirname(path);
    const making = word.written || named.some((line) => MAKING.test(line)) || packs(failure.command, word);
    if (making && world.kind(parent) === undefined)
      return repairPlan({
        goal: `make the folder ${parent}`,
        check: [`ls -d ${quote(existingPart(parent, world))}`, 'where it will be made'],
        changes: [[`mkdir -p ${quote(parent)}`, 'makes the missing folder']],
        verify: [failure.command, AGAIN],
      });
    if (making || DESTROYS.has(word.of)) continue;
    const meant = nearPath(path, world);
    if (meant === undefined) continue;
    const written = folder === undefined || isAbsolute(given) ? meant : relative(folder, meant);
    return repairPlan({
      goal: `${written} instead of ${word.value}`,
      check: [`ls -d ${quote(meant)}`, 'it is there'],
      verify: [replaceWord(failure.command, word, quote(prefixed(written, word.value))), CORRECTED],
    });
  }
  return undefined;
};

/** tar says "cannot open" for the archive it is to make. */
const packs = (command: string, word: Word) =>
  word.of === 'tar' &&
  /\btar\s+(?:-?[a-zA-Z]*c|--create)/.test(command) &&
  /\.t\w+(?:\.\w+)?$/.test(word.value);

/** A script stays `./script`. */
const prefixed = (path: string, given: string) =>
  given.startsWith('./') && !path.startsWith('./') ? `./${path}` : path;

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
