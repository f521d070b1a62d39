import { dirname, join } from 'node:path';
import { AGAIN, type Failure, type RepairWorld, type Rule, repairPlan } from './failure.ts';
import { namesPath } from './paths.ts';
import { firstProgram, plainQuotes, quote, replaceWord, splitWords, startFolder } from './text.ts';

/** Below these folders a file is not one's own: rights are not changed there, the command is run by the superuser. */
const SYSTEM = /^\/(?:etc|usr|var|opt|root|boot|lib\d*|s?bin|srv|proc|sys|dev)(?:\/|$)/;

/** "Permission denied": make one's own script or file accessible, or do it as the superuser. */
export const permission: Rule = (failure, world) => {
  const stderr = plainQuotes(failure.stderr);
  return (
    keyTooOpen(failure, stderr) ?? badInterpreter(failure, stderr, world) ?? denied(failure, stderr, world)
  );
};

function denied(failure: Failure, stderr: string, world: RepairWorld) {
  if (
    !/permission denied|operation not permitted|EACCES|are you root|must be (?:run as )?root|superuser|authentication (?:is )?required|access denied/i.test(
      stderr,
    )
  )
    return undefined;
  const line = stderr.split('\n').find((one) => /permission denied|EACCES/i.test(one)) ?? stderr;
  const folder = startFolder(failure.command);
  const inside = (path: string) => (folder === undefined || path.startsWith('/') ? path : join(folder, path));
  const words = splitWords(failure.command).filter(
    ({ value }) => value !== '' && namesPath(line, value, world.cwd),
  );
  const word = words.find(({ value }) => world.kind(inside(value)) !== undefined);
  // Where the command does not name it, the message does: a script's own files.
  const said = /'([^']+)'|(?:^|\s)([^\s:']+): permission denied/i.exec(line);
  const target =
    word?.value ?? [said?.[1], said?.[2]].find((path) => path && world.kind(inside(path)) !== undefined);
  // What is taken out of a folder, or put into it, needs the right to change the folder.
  const holder = target === undefined ? undefined : inside(dirname(target));
  if (
    target !== undefined &&
    holder !== undefined &&
    ['rm', 'rmdir', 'mv', 'unlink', 'ln'].includes(word?.of ?? '') &&
    !SYSTEM.test(holder) &&
    world.kind(holder) === 'dir' &&
    !world.writable(holder)
  )
    return rights(holder, 'u+rwx', failure);
  if (target !== undefined && !SYSTEM.test(target)) {
    const script = word?.program === true && target.includes('/');
    return rights(
      inside(target),
      script ? 'u+x' : world.kind(inside(target)) === 'dir' ? 'u+rwx' : 'u+rw',
      failure,
    );
  }
  const parent = [...words.map(({ value }) => value), said?.[1], said?.[2]]
    .filter((path) => path?.includes('/'))
    .map((path) => inside(dirname(path!)))
    .find((path) => world.kind(path) === 'dir' && !SYSTEM.test(path));
  if (parent !== undefined) return rights(parent, 'u+rwx', failure);
  const program = firstProgram(failure.command);
  if (world.root || !program || program.value === 'sudo' || !world.programs.has('sudo')) return undefined;
  // A redirection would still be done by you, so the whole command goes to the superuser's shell.
  const whole = /[|<>;&]/.test(failure.command);
  return repairPlan({
    goal: 'run it as the superuser',
    verify: [
      whole
        ? `sudo bash -c ${quote(failure.command)}`
        : replaceWord(failure.command, program, `sudo ${program.text}`),
      'the command with the rights it needs',
    ],
  });
}

const CHANGES: Record<string, string> = {
  'u+x': 'you may run it',
  'u+rw': 'you may read and write it',
  'u+rwx': 'you may go in, list it and write in it',
};

const rights = (path: string, mode: string, failure: Failure) =>
  repairPlan({
    goal: `give yourself the rights on ${path}`,
    check: [`ls -ld ${quote(path)}`, 'whose it is, and who may do what'],
    changes: [[`chmod ${mode} ${quote(path)}`, CHANGES[mode]!]],
    verify: [failure.command, AGAIN],
  });

/** ssh refuses a key that others may read. */
function keyTooOpen(failure: Failure, stderr: string) {
  const key = /Permissions \d+ for '([^']+)' are too open/.exec(stderr)?.[1];
  if (key === undefined) return undefined;
  return repairPlan({
    goal: 'let nobody else read the key',
    check: [`ls -l ${quote(key)}`, 'who may read it now'],
    changes: [[`chmod 600 ${quote(key)}`, 'only you may read it']],
    verify: [
      `test "$(stat -c %a ${quote(key)})" = 600`,
      `only you may read it; then again: ${failure.command.slice(0, 80)}`,
    ],
  });
}

/** Line ends of another system in the first line, or an interpreter that is elsewhere. */
function badInterpreter(failure: Failure, stderr: string, world: RepairWorld) {
  const match =
    /(?:^|: )([^\s:]+): (?:\S+: bad interpreter|cannot execute: required file not found)|(?:^|: )env: '?(?:ba)?sh\\r/m.exec(
      stderr,
    );
  const script = match?.[1] ?? firstProgram(failure.command)?.value;
  if (!match || script === undefined) return undefined;
  if (!world.text(script)?.split('\n')[0]?.endsWith('\r')) return undefined;
  return repairPlan({
    goal: `give ${script} the line ends of this system`,
    check: [`head -n 1 ${quote(script)} | od -c | head -n 2`, 'the end of its first line'],
    changes: [[`sed -i 's/\\r$//' ${quote(script)}`, 'removes the carriage returns']],
    verify: [failure.command, AGAIN],
  });
}
